/** Decides whether a figure says something new: a change in its cell, its status or its statistics. */
import type { Assurance, Status, Variation } from './figure.ts'
import type { State } from './measurement.ts'

/** The part of a figure that its reader sees. Limits may move without a change of verdict: that is nothing new. */
export type ShownValues = {
  state: State
  numerator: number | null
  denominator: number | null
  value: number | null
  status: Status | null
  variation: Variation
  assurance: Assurance
}

/** Compared with a cell's first version: nothing was received before it. */
export const noValues: ShownValues = {
  state: 'not_reported',
  numerator: null,
  denominator: null,
  value: null,
  status: 'no_data',
  variation: 'none',
  assurance: 'none',
}

/** A part of a figure that changed. `figure` is the number itself or its state. */
export type ChangedPart = 'figure' | 'status' | 'variation' | 'assurance'

/** Which parts of a figure differ; none where both say the same. */
export function changedParts(before: ShownValues, after: ShownValues): ChangedPart[] {
  const parts: ChangedPart[] = []
  if ((['state', 'numerator', 'denominator', 'value'] as const).some((key) => before[key] !== after[key]))
    parts.push('figure')
  if (before.status !== after.status) parts.push('status')
  if (before.variation !== after.variation) parts.push('variation')
  if (before.assurance !== after.assurance) parts.push('assurance')
  return parts
}

/** One cell as each publication left it. */
export type FigureVersion = ShownValues & { kpi: string; period: string; publication: number; at: string }

/** The versions of one unit's figures that say something new. `versions` are ordered by cell and then by time. The
 *  first version of a cell counts if it says anything. */
export function newVersions<Version extends FigureVersion>(versions: readonly Version[]): Version[] {
  return versions.filter((version, i) => {
    const before = versions[i - 1]
    const sameCell = before?.kpi === version.kpi && before.period === version.period
    return changedParts(sameCell ? before : noValues, version).length > 0
  })
}
