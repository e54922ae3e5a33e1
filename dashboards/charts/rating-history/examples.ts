import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type RatingHistory, titledRatingHistory } from './rating-history.ts'

export function examples(): Record<string, Picture> {
  const history = example as RatingHistory
  const { picture, narrow = picture } = titledRatingHistory(history)
  return {
    wide: picture,
    narrow,
    'one date': titledRatingHistory({ ...history, dates: history.dates.slice(-1) }).picture,
    'no date': titledRatingHistory({ ...history, dates: [] }).picture,
  }
}
