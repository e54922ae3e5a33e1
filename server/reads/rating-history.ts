import type { Rating } from '#domain/plan/rating.ts'
import { type RatingsOn, ratingHistory } from '#domain/plan/rating-history.ts'
import { asOf } from '../db/as-of.ts'
import type { ReadSource } from '../db/database.ts'

/** The plan's ratings at each meeting up to a day, earliest first. */
export async function loadRatingHistory(db: ReadSource, day: string): Promise<RatingsOn[]> {
  const [actions, given] = await Promise.all([
    db.selectFrom('plan_action').select('ref').execute(),
    db
      .selectFrom('action_rating')
      .select(['action_ref as action', 'rating', 'rated_on as ratedOn'])
      .where(asOf(day, 'rated_on'))
      .orderBy('id')
      .execute(),
  ])
  return ratingHistory(
    given.map((g) => ({ ...g, rating: g.rating as Rating })),
    actions.map((a) => a.ref),
    day,
  )
}
