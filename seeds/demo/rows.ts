/** The rows of a return: every open team, with every KPI that its type carries. */
import { addPeriods, lastMonth, monthOf, quarterOf } from '#domain/time/period.ts'
import type { Catalogue, KpiSeed, UnitSeed } from '../schemas.ts'
import type { Team } from './bases.ts'
import { endsQuarter, firstWeek, latestWeek, monthIndex } from './calendar.ts'
import { type Figures, feedbackFigures, mirrored, type Point, serviceFigures, teamFigures } from './cells.ts'

/** One row of a tidy extract. */
export type Row = {
  team: string
  kpi: string
  period: string
  figures: Figures
  asAt: string | null
  note: string | null
}

/** Teams that see the children of other teams: their figures are sums over those teams and are never added to totals. */
const onlookers = ['CPA', 'IRO']
const oversight = 'MO01'
const feedback = 'FB01'

/** The rows of a month for the KPIs whose return is due on `dueWorkingDay` (all if null), in the catalogue's order. */
export function monthRows(catalogue: Catalogue, month: string, dueWorkingDay: number | null): Row[] {
  const due = new Map(catalogue.returns.map((r) => [r.code, r.dueWorkingDay]))
  return catalogue.kpis
    .filter((kpi) => dueWorkingDay === null || due.get(kpi.return) === dueWorkingDay)
    .flatMap((kpi) => kpiRows(catalogue, kpi, month))
}

/** For one ISO week: management oversight of every team, the audit actions of Children with Disabilities South, and each KPI
 * that has only weekly figures. */
export function weekRows(catalogue: Catalogue, week: string): Row[] {
  const rows = catalogue.kpis
    .filter((kpi) => kpi.code === oversight || isOnlyWeekly(kpi))
    .flatMap((kpi) => periodRows(catalogue, kpi, weekPoint(kpi, week), week.slice(0, 4)))
  const actions = auditActions[weekIndex(week)]
  if (actions === undefined) return rows
  const figures = { numerator: actions, denominator: null, value: null }
  const note = week === noLongerRelevantWeek ? '6 actions closed as no longer relevant' : null
  return [...rows, { ...row('CWD-S', 'CN03', week, figures), note }]
}

/** How many of the audit's 35 actions are still open at the end of each week, from the first. */
const auditActions = [35, 32, 29, 26, 23, 20, 18, 16, 14, 12, 10, 9, 8, 8, 7, 1, 1, 1, 1, 0, 0]
const noLongerRelevantWeek = '2019-W18'

function weekIndex(week: string): number {
  let index = 0
  for (let w = firstWeek; w < week; w = addPeriods(w, 1)) index++
  return index
}

/** A week's place in a series of weeks, or after the months before it in one that was counted by month until then. */
function weekPoint(kpi: KpiSeed, week: string): Point {
  const weeksFrom = isOnlyWeekly(kpi) ? 0 : monthIndex(firstWeekMonth)
  return { period: week, index: weeksFrom + weekIndex(week), weeksFrom }
}

/** The month of the first weekly figures. */
const firstWeekMonth = lastMonth(firstWeek)

function kpiRows(catalogue: Catalogue, kpi: KpiSeed, month: string): Row[] {
  if (isOnlyWeekly(kpi)) return []
  if (kpi.code === oversight && month >= firstWeekMonth) return oversightRows(catalogue, kpi, month)
  if (!isQuarterly(kpi)) {
    const point = { period: month, index: monthIndex(month), weeksFrom: Infinity }
    return periodRows(catalogue, kpi, point, month)
  }
  const period = quarterOf(month)
  if (!endsQuarter(month) || period === '2017-Q1') return []
  const index = Math.floor(monthIndex(month) / 3)
  return periodRows(catalogue, kpi, { period, index, weeksFrom: Infinity }, month)
}

/** Oversight at the end of a month is that of the last week that ends in it. */
function oversightRows(catalogue: Catalogue, kpi: KpiSeed, month: string): Row[] {
  let week = firstWeek
  for (let w = firstWeek; w <= latestWeek && lastMonth(w) <= month; w = addPeriods(w, 1)) week = w
  return periodRows(catalogue, kpi, weekPoint(kpi, week), month).map((each) => ({ ...each, period: month }))
}

/** A KPI's rows for one period, for the units that were open in a given month or year. */
function periodRows({ units }: Catalogue, kpi: KpiSeed, point: Point, when: string): Row[] {
  const { period } = point
  if (kpi.code === feedback) return [row('RIDGE', kpi.code, period, feedbackFigures(kpi, period))]
  if (kpi.countedBy.length === 0) {
    return units
      .filter((unit) => unit.kind === 'service')
      .map(({ code }) => {
        const teams = teamsOpenIn(
          units.filter((unit) => unit.parent === code),
          when,
        )
        return row(code, kpi.code, period, serviceFigures(kpi, { code, teams }, point))
      })
  }
  const open = teamsOpenIn(units, when).filter((team) => kpi.teamTypes.includes(team.type))
  const own = new Map(
    open.filter((team) => !looksOn(kpi, team)).map((team) => [team, teamFigures(kpi, team, point)]),
  )
  const counted = [...own].filter(([team]) => kpi.countedBy.includes(team.type)).map(([, figures]) => figures)
  return open.map((team) => {
    const asAt = kpi.code === 'LC03' && period === '2019-03' ? '2019-03-26' : null
    return { ...row(team.code, kpi.code, period, own.get(team) ?? mirrored(counted)), asAt }
  })
}

function isOnlyWeekly(kpi: KpiSeed): boolean {
  return kpi.grains.every((grain) => grain === 'weekly')
}

/** A KPI that also has monthly figures is supplied monthly. */
function isQuarterly(kpi: KpiSeed): boolean {
  return kpi.grains.includes('quarterly') && !kpi.grains.includes('monthly')
}

/** A median of other teams' medians is not a sum, so each team has its own. */
function looksOn(kpi: KpiSeed, team: Team): boolean {
  return onlookers.includes(team.type) && !kpi.countedBy.includes(team.type) && kpi.kind !== 'median'
}

/** Teams that are open in a month, or throughout the year for the weeks of 2019. */
function teamsOpenIn(units: readonly UnitSeed[], month: string): Team[] {
  return units
    .filter(
      (u) =>
        u.kind === 'team' && monthOf(u.opened) <= month && (u.closed === '' || month <= monthOf(u.closed)),
    )
    .map((u) => ({ code: u.code, type: u.team_type, opened: monthOf(u.opened) }))
}

function row(team: string, kpi: string, period: string, figures: Figures): Row {
  return { team, kpi, period, figures, asAt: null, note: null }
}
