import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type DataFreshness, freshnessTold } from './freshness.ts'

export function examples(): Record<string, Picture> {
  const given = example as DataFreshness
  return {
    months: freshnessTold(given).picture,
    'nothing due': freshnessTold({ ...given, returns: [] }).picture,
  }
}
