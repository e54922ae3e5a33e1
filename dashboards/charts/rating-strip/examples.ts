import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type RatingStrip, titledStrip } from './rating-strip.ts'

export function examples(): Record<string, Picture> {
  const strip = example as RatingStrip
  const { picture, narrow = picture } = titledStrip(strip)
  const again = strip.ratings.flatMap((r) => [r, { ...r, date: r.date.replace(/..$/, '28') }])
  return {
    wide: picture,
    narrow,
    'one date': titledStrip({ ...strip, ratings: strip.ratings.slice(-1) }).picture,
    'more than are drawn': titledStrip({ ...strip, ratings: again }).picture,
    'never rated': titledStrip({ ...strip, ratings: [] }).picture,
  }
}
