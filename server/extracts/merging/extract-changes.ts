/** The changes of publishing an extract, or of taking it back: in the ledger, in statuses and in verdicts. */
import type { Status, Variation } from '#domain/figures/figure.ts'
import type { RestatedSignOff } from '#server/record/sign-offs.ts'

export type Place = { unit: string; kpi: string; period: string }

export type CellFigures = {
  state: string
  numerator: number | null
  denominator: number | null
  value: number | null
}

/** A cell whose figure changes. `change` is the new value minus the old one, in the KPI's own unit (points for a
 *  percentage); null if either is no number. */
export type ChangedCell = Place & { before: CellFigures; after: CellFigures; change: number | null }

/** A figure of any unit whose status changes, roll-ups and later months included; null is no status. `beforePeriod`
 *  is the same period if it had a figure. For the latest period of a series it may be the last judged period
 *  before. */
export type StatusChange = Place & { before: Status | null; after: Status | null; beforePeriod: string }

/** A figure that becomes or stops being concerning: an alert that opens or closes. If the latest figure is taken
 *  back, `period` is the last judged period, whose verdict then holds. */
export type VariationChange = Place & {
  before: Variation
  after: Variation
  beforePeriod: string
  alert: 'opens' | 'closes'
}

export type Effects = {
  /** The periods that get new figures, and how many units and KPIs are in the changed cells. */
  months: string[]
  units: number
  kpis: number
  /** True where the extract is too large to be tried out: then only `months`, `units`, `kpis` and `missing` are known, and the
   *  lists below are empty. */
  onlyCounted: boolean
  /** The first 500 of each list; `totals` says how many there are. */
  statuses: StatusChange[]
  variations: VariationChange[]
  totals: { statuses: number; variations: number }
  signedOff: RestatedSignOff[]
  /** Teams that sent this return for the period before and have no row for this one. */
  missing: { unit: string; period: string }[]
}

/**
 * The cells that taking back does not simply undo. The first thousand of each list; `totals` says how many there are.
 */
export type Kept = {
  /** Cells that another extract has restated since. They keep their figure. */
  left: Place[]
  /** Cells that a later extract repeated without a change. They belong to this extract, and are taken back with it. */
  repeatedLater: (Place & { extract: number })[]
  totals: { left: number; repeatedLater: number }
}

/** For a publication that takes nothing back. */
export const nothingKept: Kept = { left: [], repeatedLater: [], totals: { left: 0, repeatedLater: 0 } }

/** A cell of an extract whose figure on record has changed since the comparison; null is no figure. `extract`, `by`
 *  and `at` describe the publication that changed it, or the extract that was taken back. */
export type MovedCell = Place & {
  before: CellFigures | null
  after: CellFigures | null
  extract: number
  by: string
  at: string
}

/** The first two hundred; `total` says how many there are. */
export type MovedCells = { cells: MovedCell[]; total: number }

export type ExtractChanges = {
  /** The name of this comparison with the record. It is sent back with the decision to publish. Null if there is
   *  nothing to decide. */
  seen: string | null
  counts: { new: number; changed: number; unchanged: number; missing: number }
  /** The first thousand. */
  changed: ChangedCell[]
  effects: Effects
} & Kept
