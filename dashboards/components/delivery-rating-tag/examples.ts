import { examplesOf } from '../example.ts'
import { deliveryRatingTag } from './delivery-rating-tag.ts'

export const examples = examplesOf(deliveryRatingTag, {
  completed: { rating: 'completed' },
  'on track': { rating: 'on_track' },
  'too early': { rating: 'too_early' },
  'not on track': { rating: 'not_on_track' },
  'not rated': { rating: 'not_rated' },
  'own word': { rating: 'on_track', word: 'On track (was not)' },
})
