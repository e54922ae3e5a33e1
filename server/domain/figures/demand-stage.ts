/** The stages that a child may pass from first contact to conference: counts that are judged beside each other. Most are the base of a
 * measure and no measure themselves. */

import type { Calculation } from './figure.ts'
import { type Cell, emptyCell } from './measurement.ts'
import type { SeriesPoint } from './spc/analyse.ts'
import { pooledPersistence } from './spc/persistence.ts'
import { analyseSpoken } from './spc/spoken-analysis.ts'

/** Events of their own month, with no good direction. */
const counted = { kind: 'count', basis: 'flow', denominator: null, mayExceed: false } as const

/** The analysis of a stage's counts at the last of them, by the rule that the service speaks by: each month's count is the
 * numerator of its point. Its persistence is that of the months before. */
export function analyseStage(points: readonly SeriesPoint[], restarts: readonly string[]): Calculation {
  const persistence = pooledPersistence(counted, [points.slice(0, -1).map(cellOfCount)])
  return analyseSpoken(points, { good: 'neither', chance: 'events', scale: 1, persistence, restarts })
}

function cellOfCount({ value }: SeriesPoint): Cell {
  if (value === null) return emptyCell('not_reported')
  return { ...emptyCell('reported'), numerator: value, value }
}

/** How many reached a stage for how many that reached the one before it. They are counts of the same months, not of the same
 * children. */
export type Conversion = { reached: number; of: number }

/** The conversion of the last month, and that of all months that have both counts, sum over sum; null where none has, or where
 * none reached the stage before. */
export function conversionOf(
  before: readonly (number | null)[],
  after: readonly (number | null)[],
): { now: Conversion | null; together: (Conversion & { months: number }) | null } {
  const pairs = after.map((reached, i) => ({ reached, of: before[i] ?? null }))
  const both = pairs.filter((pair): pair is Conversion => pair.reached !== null && pair.of !== null)
  const sum = (of: keyof Conversion) => both.reduce((total, pair) => total + pair[of], 0)
  const last = pairs.at(-1)
  const now = both.at(-1)
  const isNow = last !== undefined && last.reached !== null && last.of !== null && last.of > 0
  return {
    now: isNow && now !== undefined ? now : null,
    together: sum('of') > 0 ? { reached: sum('reached'), of: sum('of'), months: both.length } : null,
  }
}
