import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type RatingHistory, ratingHistoryTold } from './rating-history.ts'

export function examples(): Record<string, Picture> {
  const history = example as RatingHistory
  const { picture, narrow = picture } = ratingHistoryTold(history)
  return {
    wide: picture,
    narrow,
    'one date': ratingHistoryTold({ ...history, dates: history.dates.slice(-1) }).picture,
    'no date': ratingHistoryTold({ ...history, dates: [] }).picture,
  }
}
