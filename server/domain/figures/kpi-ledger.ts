/** The ledger of one KPI, as its figures are computed from it. */

import type { Kpi, Target } from '../catalogue/kpi.ts'
import { openUnits } from '../catalogue/tree.ts'
import type { Unit } from '../catalogue/unit.ts'
import type { Cell } from './measurement.ts'
import type { Share } from './rollup.ts'

/** One KPI's ledger and the rules in force, all of one grain. Lookups answer for a period's last month. */
export type KpiLedger = {
  kpiAt: (period: string) => Kpi
  targetAt: (period: string) => Target | null
  /** The tree of that period: names, parents and the units there were. */
  unitsAt: (period: string) => readonly Unit[]
  /** Every period from the first in the ledger to the last, without holes. */
  periods: readonly string[]
  /** The current cell of a unit, if anything was received for it that was not taken back. */
  cell: (unit: string, period: string) => Cell | undefined
  /** Periods at which a unit's limits restart, by a person's rebase or a changed definition. */
  restarts: (unit: string) => readonly string[]
  /** Whether anything was received for a period. Needed if `cell` or `unitsAt` know only some units. */
  received?: (period: string) => boolean
  /** The persistence on record for a period, if its first figures were published (`persistencesOf`). */
  persistenceAt?: (period: string) => number | undefined
  /** A ratio or a mean is not judged if the units it lacks usually hold this percentage of the base or more; 25 unless given. */
  leftOutLimitAt?: (period: string) => number
  /** The teams' cells, already added up. If given, `cell` knows only the cells of services and the council, and the
   *  teams' cells in `missing`. */
  teamShares?: (period: string) => TeamShares
}

/** The cells of a period's teams, added up. */
export type TeamShares = {
  shares: readonly TeamShare[]
  /** The teams that the sum lacks: with undefined if nothing came, or with a cell that cannot be added. */
  missing: ReadonlyMap<string, Cell | undefined>
}

/** The sum over the open teams of one type, directly beneath one unit, whose cells are in one state. */
export type TeamShare = Share & { parent: string | null; teamType: string | null }

/** Whether anything was received for a period that was not taken back. */
export function isReceived(ledger: KpiLedger, period: string): boolean {
  if (ledger.received !== undefined) return ledger.received(period)
  return openUnits(ledger.unitsAt(period), period).some(
    (unit) => ledger.cell(unit.code, period) !== undefined,
  )
}
