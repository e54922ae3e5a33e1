import { ratings } from '#domain/plan/rating.ts'
import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type RatingHistory, titledRatingHistory } from './rating-history.ts'

const history = example as RatingHistory

export function examples(): Record<string, Picture> {
  return {
    ...bothSizes('four meetings', history.dates),
    'one date': titledRatingHistory({ ...history, dates: history.dates.slice(-1) }).picture,
    'no date': titledRatingHistory({ ...history, dates: [] }).picture,
    ...bothSizes('one of each beside 71', [
      on('2019-04-03', [1, 67, 1, 1, 1]),
      on('2019-05-01', [1, 1, 1, 67, 1]),
      on('2019-06-05', [12, 1, 0, 0, 58]),
    ]),
    ...bothSizes('a thousand actions', [
      on('2019-04-03', [0, 0, 0, 1000, 0]),
      on('2019-06-05', [11, 900, 12, 65, 12]),
    ]),
    'none rated, and all completed': titledRatingHistory({
      ...history,
      dates: [on('2019-04-03', [0, 0, 0, 0, 71]), on('2019-06-05', [71, 0, 0, 0, 0])],
    }).picture,
  }
}

function bothSizes(name: string, dates: RatingHistory['dates']): Record<string, Picture> {
  const { picture, narrow = picture } = titledRatingHistory({ ...history, dates })
  return { [name]: picture, [`${name}, narrow`]: narrow }
}

function on(date: string, counts: readonly number[]): RatingHistory['dates'][number] {
  const counted = Object.fromEntries(ratings.map((rating, i) => [rating, counts[i] ?? 0]))
  return { date, counts: counted as RatingHistory['dates'][number]['counts'] }
}
