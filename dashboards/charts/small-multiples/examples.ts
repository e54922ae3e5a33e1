import type { Drawing } from '../render.ts'
import example from './example.json' with { type: 'json' }
import { type SmallMultiples, smallMultiplesCharts } from './small-multiples.ts'

export function examples(): Record<string, Drawing> {
  const multiples = example as SmallMultiples
  const drawings = smallMultiplesCharts(multiples)
  return Object.fromEntries(drawings.map((drawing, i) => [multiples.panels[i]?.name ?? String(i), drawing]))
}
