import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type TargetBars, titledTargetBars } from './target-bar.ts'

export function examples(): Record<string, Picture> {
  const bars = example as TargetBars
  const { picture, narrow = picture } = titledTargetBars(bars)
  return { wide: picture, narrow, nothing: titledTargetBars({ ...bars, rows: [] }).picture }
}
