import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type ReallyChanged, reallyChangedTold } from './really-changed.ts'

export function examples(): Record<string, Picture> {
  const given = example as ReallyChanged
  const { picture, narrow = picture } = reallyChangedTold(given)
  return { wide: picture, narrow, nothing: reallyChangedTold({ ...given, rows: [] }).picture }
}
