/** The figures that teams have to send for a month, and the empty rows to send them in. */

import { isCarriedBy, type Kpi } from '../catalogue/kpi.ts'
import type { Unit } from '../catalogue/unit.ts'
import type { Cell } from '../figures/measurement.ts'
import { isExpected } from '../figures/wholeness.ts'
import {
  addDays,
  addPeriods,
  lastDay,
  lastMonth,
  monthOf,
  quarterOf,
  weekday,
  weekOf,
} from '../time/period.ts'
import { formatCell } from '../wording/format.ts'

/** One cell that a team is to send. */
export type DueCell = { team: Unit; kpi: Kpi; period: string }

/** The cells that teams have to send for a month: its monthly figures, and those of a quarter that ends in it.
 *  Weeks have extracts of their own. In catalogue order, then tree order. */
export function dueCells(kpis: readonly Kpi[], units: readonly Unit[], month: string): DueCell[] {
  const quarter = quarterOf(month)
  return kpis.flatMap((kpi) => {
    if (kpi.grains.includes('monthly')) return ofTeams(kpi, units, month)
    return kpi.grains.includes('quarterly') && lastMonth(quarter) === month
      ? ofTeams(kpi, units, quarter)
      : []
  })
}

/** The cells of the weeks that end in a month. */
export function dueWeeks(kpis: readonly Kpi[], units: readonly Unit[], month: string): DueCell[] {
  const weekly = kpis.filter(({ grains }) => grains.includes('weekly'))
  return weeksEndingIn(month).flatMap((week) => weekly.flatMap((kpi) => ofTeams(kpi, units, week)))
}

/** The same rule as a roll-up uses to expect a cell. */
function ofTeams(kpi: Kpi, units: readonly Unit[], period: string): DueCell[] {
  return units
    .filter((unit) => unit.kind === 'team' && isCarriedBy(kpi, unit) && isExpected(kpi, unit, period))
    .map((team) => ({ team, kpi, period }))
}

function weeksEndingIn(month: string): string[] {
  const last = lastDay(month)
  const sundays = [5, 4, 3, 2, 1, 0].map((weeks) => addDays(last, -(weekday(last) % 7) - 7 * weeks))
  return sundays.filter((sunday) => monthOf(sunday) === month).map(weekOf)
}

/** A row of a template: the cell to be filled in, which of its figures are asked for, and what was last sent. */
export type TemplateRow = {
  teamCode: string
  teamName: string
  kpiCode: string
  kpiName: string
  period: string
  asks: { numerator: boolean; denominator: boolean; value: boolean }
  /** Figures as they were sent, a symbol in their place, or nothing. */
  previous: { numerator: number | string | null; denominator: number | string | null; value: string | null }
}

/** The rows of a template in the order of the returns, then of the teams, then of the catalogue. Cells of other
 *  returns are left out. `earlier` gives a cell of the period before, as it was sent. */
export function templateRows(
  cells: readonly DueCell[],
  returns: readonly string[],
  earlier: (team: string, kpi: string, period: string) => Cell | undefined,
): TemplateRow[] {
  return returns.flatMap((code) => {
    const own = cells.filter(({ kpi }) => kpi.returnCode === code)
    const teams = [...new Set(own.map(({ team }) => team.code))].sort(
      (a, b) => positionOf(own, a) - positionOf(own, b),
    )
    return teams
      .flatMap((team) => own.filter((cell) => cell.team.code === team))
      .map((cell) => {
        const { team, kpi, period } = cell
        return {
          teamCode: team.code,
          teamName: team.name,
          kpiCode: kpi.code,
          kpiName: kpi.name,
          period,
          asks: asksOf(kpi),
          previous: previousOf(kpi, earlier(team.code, kpi.code, addPeriods(period, -1))),
        }
      })
  })
}

function positionOf(cells: readonly DueCell[], code: string): number {
  return cells.find(({ team }) => team.code === code)?.team.position ?? 0
}

function asksOf({ kind }: Kpi): TemplateRow['asks'] {
  return {
    numerator: kind !== 'median',
    denominator: kind !== 'count' && kind !== 'stock',
    value: kind === 'median',
  }
}

function previousOf(kpi: Kpi, cell: Cell | undefined): TemplateRow['previous'] {
  if (cell === undefined) return { numerator: null, denominator: null, value: null }
  if (cell.symbol !== null) {
    const { numerator, denominator, value } = asksOf(kpi)
    const { symbol } = cell
    return {
      numerator: numerator ? symbol : null,
      denominator: denominator ? symbol : null,
      value: value ? symbol : null,
    }
  }
  return {
    numerator: cell.numerator,
    denominator: cell.denominator,
    value: cell.state === 'not_reported' ? null : formatCell(kpi, cell),
  }
}
