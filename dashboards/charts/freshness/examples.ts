import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { titledFreshness } from './freshness.ts'

export function examples(): Record<string, Picture> {
  const { picture, narrow = picture } = titledFreshness(example)
  return { wide: picture, narrow }
}
