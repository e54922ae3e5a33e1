import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type SmallMultiples, smallMultiplesPicture, smallMultiplesPictures } from './small-multiples.ts'

export function examples(): Record<string, Picture> {
  const multiples = example as SmallMultiples
  const panels = smallMultiplesPictures(multiples).map((picture, i) => [`panel ${i + 1}`, picture])
  return { together: smallMultiplesPicture(multiples), ...Object.fromEntries(panels) }
}
