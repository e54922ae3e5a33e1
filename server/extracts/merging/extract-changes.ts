/** What publishing an extract, or taking it back, does to the ledger and to what is said of it. */
import type { Status, Variation } from '#domain/figures/figure.ts'
import type { RestatedSignOff } from '#server/record/sign-offs.ts'

export type Place = { unit: string; kpi: string; period: string }

export type CellFigures = {
  state: string
  numerator: number | null
  denominator: number | null
  value: number | null
}

/** A cell that says something else. `change` is the new value less the old one, in the KPI's own unit (points where it is
 *  a percentage); null where either is no number. */
export type ChangedCell = Place & { before: CellFigures; after: CellFigures; change: number | null }

/** A figure of any unit, roll-ups and later months included, whose status turns; null is no status. `beforePeriod` is the
 *  same period where it had a figure, else the last before it that was judged, for the latest period of a series. */
export type StatusChange = Place & { before: Status | null; after: Status | null; beforePeriod: string }

/** A figure that begins or ceases to be concerning: an alert that opens or closes. Where the latest is taken back, `period` is
 *  that of what is said instead, the last that was judged. */
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

/** Of taking back: the first thousand of each list; `totals` says how many there are. */
export type Kept = {
  /** Cells restated since by another extract, which keep what they say. */
  left: Place[]
  /** Cells that a later extract merely repeated. They are this extract's, and are taken back with it. */
  repeatedLater: (Place & { extract: number })[]
  totals: { left: number; repeatedLater: number }
}

/** What a publication keeps, which takes nothing back. */
export const nothingKept: Kept = { left: [], repeatedLater: [], totals: { left: 0, repeatedLater: 0 } }

/** A cell of an extract that has another figure on record than when it was compared; null is no figure. Whose extract and
 *  publication that was, or which extract was taken back. */
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
  /** Names this comparison with what is on record: sent back with the decision to publish. Null where there is nothing to
   *  decide. */
  seen: string | null
  counts: { new: number; changed: number; unchanged: number; missing: number }
  /** The first thousand. */
  changed: ChangedCell[]
  effects: Effects
} & Kept
