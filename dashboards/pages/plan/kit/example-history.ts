import type { Rating } from '#domain/plan/rating.ts'

/** Two board meetings of a made-up plan: one action is rated at both, the other at neither. */
export function exampleHistory(rated: string, unrated: string) {
  return [['2019-04-03', 'too_early'] as const, ['2019-06-05', 'on_track'] as const].map(
    ([date, rating]) => ({
      date,
      counts: { completed: 0, on_track: 0, too_early: 0, not_on_track: 0, not_rated: 1, [rating]: 1 },
      of: new Map<string, Rating>([
        [rated, rating],
        [unrated, 'not_rated'],
      ]),
    }),
  )
}
