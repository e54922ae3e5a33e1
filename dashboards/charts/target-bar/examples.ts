import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type TargetBars, targetBarTold } from './target-bar.ts'

export function examples(): Record<string, Picture> {
  const bars = example as TargetBars
  const { picture, narrow = picture } = targetBarTold(bars)
  return { wide: picture, narrow, nothing: targetBarTold({ ...bars, rows: [] }).picture }
}
