import { type Rating, ratingWords } from '#domain/plan/rating.ts'
import type { Html } from '../../html.ts'
import { markedWord } from '../marked-word/marked-word.ts'

/** The plan's own rating of an action's delivery; never of a KPI. */
export function deliveryRatingTag(options: { rating: Rating; word?: string }): Html {
  return markedWord({ mark: `rating_${options.rating}`, word: options.word ?? ratingWords[options.rating] })
}
