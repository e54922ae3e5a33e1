/** What a roll-up is made of: the teams or services whose cells it adds, and those that it lacks. */

import { isCountedBy, type Kpi } from '../catalogue/kpi.ts'
import { teamsBeneath } from '../catalogue/tree.ts'
import type { Unit } from '../catalogue/unit.ts'
import type { Coverage, LeftOut } from './figure.ts'
import type { KpiLedger, TeamShares } from './kpi-ledger.ts'
import { type Cell, emptyCell, type State } from './measurement.ts'
import { type Part, rollUp, rollUpShares, type Share } from './rollup.ts'
import { isExpected, isLeftOut, leftOutOf, type MissingUnit } from './wholeness.ts'

/**
 * What a unit's roll-up adds in a period: the open teams beneath it whose type counts the children. In a council's
 * roll-up, a service with a supplied figure is one part and replaces its teams. If no team has reported, or no team
 * type counts the children, the council adds its services.
 */
export function partsOf(
  kpi: Kpi,
  unit: Unit,
  units: readonly Unit[],
  cell: (unit: string) => Cell | undefined,
  supplied: ReadonlySet<string>,
  period: string,
): Part[] {
  // A unit that is not expected is still a part if it sent something.
  const isPart = (u: Unit) => isExpected(kpi, u, period) || isHeard(u)
  const counting = (of: Unit) => teamsBeneath(units, of).filter((t) => isCountedBy(kpi, t) && isPart(t))
  const isHeard = (u: Unit) => hasReported(cell(u.code))
  const isSupplied = (u: Unit) => supplied.has(u.code)
  const speaking = speakingServices(unit, units, cell, isSupplied)
  const spokenFor = new Set(speaking.flatMap((s) => teamsBeneath(units, s).map((t) => t.code)))
  const teams = counting(unit).filter((t) => !spokenFor.has(t.code))
  let members = [...speaking, ...teams]
  if (unit.kind === 'council' && !teams.some(isHeard)) {
    const services = units.filter(
      (u) => u.kind === 'service' && ((isSupplied(u) && isPart(u)) || counting(u).length > 0),
    )
    if (members.length === 0 || services.some((s) => isSupplied(s) && isHeard(s))) members = services
  }
  return members.map((m) => ({ unit: m.code, cell: cell(m.code) ?? emptyCell('not_reported') }))
}

/** The services that are one part of a council's roll-up: those whose supplied figure can be added. */
function speakingServices(
  unit: Unit,
  units: readonly Unit[],
  cell: (unit: string) => Cell | undefined,
  isSupplied: (service: Unit) => boolean,
): Unit[] {
  if (unit.kind !== 'council') return []
  const states: readonly (State | undefined)[] = ['reported', 'no_cases']
  return units.filter((u) => u.kind === 'service' && isSupplied(u) && states.includes(cell(u.code)?.state))
}

function hasReported(cell: Cell | undefined): boolean {
  return cell !== undefined && cell.state !== 'not_reported'
}

/** A unit's roll-up: the sum, its coverage, and what it lacks. */
export type RollUp = { cell: Cell; coverage: Coverage; leftOut: LeftOut | null }

/** Adds up the cells beneath a unit; null if there is nothing to add. */
export function rollUpOf(
  ledger: KpiLedger,
  kpi: Kpi,
  unit: Unit,
  units: readonly Unit[],
  period: string,
  supplied: ReadonlySet<string>,
): RollUp | null {
  const missingUnits = (codes: readonly string[]): MissingUnit[] =>
    codes.map((code) => ({ unit: code, before: cellsBefore(ledger, code, period) }))
  if (ledger.teamShares !== undefined) {
    const isSupplied = (u: Unit) => supplied.has(u.code)
    const speaking = speakingServices(unit, units, (code) => ledger.cell(code, period), isSupplied)
    const { shares, missing } = sharesOf(kpi, unit, units, period, ledger.teamShares(period), speaking)
    if (shares.some((s) => s.state !== 'not_reported')) {
      const own = speaking.map((s) => shareOf(ledger.cell(s.code, period)))
      const sum = rollUpShares(kpi, [...own, ...shares])
      const of = speaking.length > 0 ? 'mixed' : 'team'
      return { ...sum, leftOut: leftOutOf(kpi, sum, missingUnits(missing), of) }
    }
  }
  const parts = partsOf(kpi, unit, units, (code) => ledger.cell(code, period), supplied, period)
  if (parts.length === 0) return null
  const sum = rollUp(kpi, parts)
  const missing = parts.filter((p) => isLeftOut(p.cell)).map((p) => p.unit)
  const serviceCodes = new Set(units.filter((u) => u.kind === 'service').map((u) => u.code))
  const services = parts.filter((p) => serviceCodes.has(p.unit)).length
  const of = services === 0 ? 'team' : services === parts.length ? 'service' : 'mixed'
  return { ...sum, leftOut: leftOutOf(kpi, sum, missingUnits(missing), of) }
}

function shareOf(cell: Cell | undefined): Share {
  const { state, numerator, denominator } = cell ?? emptyCell('not_reported')
  return { state, units: 1, numerator: numerator ?? 0, denominator: denominator ?? 0 }
}

/** A unit's cells of the periods before one, the latest first. */
function* cellsBefore({ periods, cell }: KpiLedger, unit: string, period: string) {
  for (let i = periods.indexOf(period) - 1; i >= 0; i--) yield cell(unit, periods[i] ?? '')
}

/** The shares of the teams that count beneath a unit, and the codes of the missing teams. Teams without a cell are
 *  counted as not reported. Teams of a service in `speaking` are left out. */
function sharesOf(
  kpi: Kpi,
  unit: Unit,
  units: readonly Unit[],
  period: string,
  all: TeamShares,
  speaking: readonly Unit[],
) {
  const spokenFor = new Set(speaking.flatMap((s) => teamsBeneath(units, s).map((t) => t.code)))
  const teams = teamsBeneath(units, unit).filter((t) => isCountedBy(kpi, t) && !spokenFor.has(t.code))
  const places = new Set(teams.map((t) => `${t.parent} ${t.teamType}`))
  const shares: Share[] = all.shares.filter(
    (s) => s.state !== 'not_reported' && places.has(`${s.parent} ${s.teamType}`),
  )
  const isUnheard = (t: Unit) => !hasReported(all.missing.get(t.code))
  const missing = teams.filter(
    (t) => all.missing.has(t.code) && (!isUnheard(t) || isExpected(kpi, t, period)),
  )
  const unheard = missing.filter(isUnheard).length
  shares.push({ state: 'not_reported', units: unheard, numerator: 0, denominator: 0 })
  return { shares, missing: missing.map((t) => t.code) }
}
