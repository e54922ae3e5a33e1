import type { Drawing } from '../render.ts'
import { baseBars } from './base-bars.ts'
import example from './example.json' with { type: 'json' }

export function examples(): Record<string, Drawing> {
  return {
    bars: baseBars(example.points, example.above),
    'no counts': baseBars([{ numerator: null, denominator: null }], example.above),
  }
}
