import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type DataFreshness, titledFreshnessGrid } from './freshness.ts'

export function examples(): Record<string, Picture> {
  const given = example as DataFreshness
  return {
    months: titledFreshnessGrid(given).picture,
    'nothing due': titledFreshnessGrid({ ...given, returns: [] }).picture,
  }
}
