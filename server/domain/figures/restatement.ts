/** What makes a figure another figure: when a cell, its status or its statistics say something else than before. */
import type { Assurance, Status, Variation } from './figure.ts'
import type { State } from './measurement.ts'

/** What a figure says to its reader. Limits that move without changing a verdict say nothing new. */
export type Said = {
  state: State
  numerator: number | null
  denominator: number | null
  value: number | null
  status: Status | null
  variation: Variation
  assurance: Assurance
}

/** What stands where nothing was ever received. */
export const saidNothing: Said = {
  state: 'not_reported',
  numerator: null,
  denominator: null,
  value: null,
  status: 'no_data',
  variation: 'none',
  assurance: 'none',
}

/** The part of a figure that is not as it was. `figure` is the number itself or its state. */
export type ChangedPart = 'figure' | 'status' | 'variation' | 'assurance'

/** Which parts of a figure differ; none where both say the same. */
export function changedParts(before: Said, after: Said): ChangedPart[] {
  const parts: ChangedPart[] = []
  if ((['state', 'numerator', 'denominator', 'value'] as const).some((key) => before[key] !== after[key]))
    parts.push('figure')
  if (before.status !== after.status) parts.push('status')
  if (before.variation !== after.variation) parts.push('variation')
  if (before.assurance !== after.assurance) parts.push('assurance')
  return parts
}

/** One cell as each publication left it. */
export type FigureVersion = Said & { kpi: string; period: string; publication: number; at: string }

/** Of one unit's figures, in the order of their cells and then of time, those that said something else than the one
 *  before them; the first of a cell counts where it says more than nothing. */
export function tellingVersions<Version extends FigureVersion>(versions: readonly Version[]): Version[] {
  return versions.filter((version, i) => {
    const before = versions[i - 1]
    const sameCell = before?.kpi === version.kpi && before.period === version.period
    return changedParts(sameCell ? before : saidNothing, version).length > 0
  })
}
