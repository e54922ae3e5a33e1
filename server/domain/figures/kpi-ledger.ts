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
  /** Whether anything was received for a period, where `cell` or `unitsAt` know of some units only. */
  received?: (period: string) => boolean
  /** The percentage of the usual base from which a ratio or a mean that lacks units is not judged; a quarter unless given. */
  leftOutLimitAt?: (period: string) => number
  /** Where the cells of teams were added up before: `cell` then knows those of services and the council only, and of the
   *  teams those that the period lacks. */
  teamShares?: (period: string) => TeamShares
}

/** The cells of a period's teams, added up. */
export type TeamShares = {
  shares: readonly TeamShare[]
  /** The cells of the teams that something is missing of: none at all, or one that cannot be added. */
  missing: ReadonlyMap<string, Cell | undefined>
}

/** What the open teams of one type directly beneath one unit add up to, of those that are in one state. */
export type TeamShare = Share & { parent: string | null; teamType: string | null }

/** Whether anything was received for a period that was not taken back. */
export function isReceived(ledger: KpiLedger, period: string): boolean {
  if (ledger.received !== undefined) return ledger.received(period)
  return openUnits(ledger.unitsAt(period), period).some(
    (unit) => ledger.cell(unit.code, period) !== undefined,
  )
}
