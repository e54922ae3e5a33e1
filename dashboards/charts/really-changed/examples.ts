import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type ReallyChanged, titledChanges } from './really-changed.ts'

export function examples(): Record<string, Picture> {
  const given = example as ReallyChanged
  const { picture, narrow = picture } = titledChanges(given)
  return { wide: picture, narrow, nothing: titledChanges({ ...given, rows: [] }).picture }
}
