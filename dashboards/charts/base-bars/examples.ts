import { type Picture, pictureOf } from '../picture.ts'
import { baseBarsInput } from './base-bars.ts'
import example from './example.json' with { type: 'json' }

export function examples(): Record<string, Picture> {
  const nothing = [{ numerator: null, denominator: null }]
  return {
    bars: pictureOf('base-bars', baseBarsInput(example.points, example.above)),
    'no counts': pictureOf('base-bars', baseBarsInput(nothing, example.above)),
  }
}
