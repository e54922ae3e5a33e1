/** The rows of a return: every open team, every KPI its type carries. */
import { addPeriods, monthOf, quarterOf } from '#domain/time/period.ts'
import type { Catalogue, KpiSeed, UnitSeed } from '../schemas.ts'
import { endsQuarter, firstWeek, monthIndex } from './calendar.ts'
import { type Figures, feedbackFigures, mirrored, serviceFigures, type Team, teamFigures } from './cells.ts'

/** One row of a tidy extract. */
export type Row = {
  team: string
  kpi: string
  period: string
  figures: Figures
  asAt: string | null
  note: string | null
}

/** Teams that see the children of others: their figures are those teams' sums, and are never added. */
const onlookers = ['CPA', 'IRO']
const oversight = 'MO01'
const feedback = 'FB01'

/** The rows of a month for the KPIs whose return falls due on `dueWorkingDay` (all, if null), in catalogue order. */
export function monthRows(catalogue: Catalogue, month: string, dueWorkingDay: number | null): Row[] {
  const due = new Map(catalogue.returns.map((r) => [r.code, r.dueWorkingDay]))
  return catalogue.kpis
    .filter((kpi) => dueWorkingDay === null || due.get(kpi.return) === dueWorkingDay)
    .flatMap((kpi) => kpiRows(catalogue, kpi, month))
}

/** Management oversight of every team, Children with Disabilities South's audit actions and each KPI that only weeks have,
 *  for one ISO week. */
export function weekRows(catalogue: Catalogue, week: string): Row[] {
  const index = weekIndex(week)
  const rows = catalogue.kpis
    .filter((kpi) => kpi.code === oversight || isOnlyWeekly(kpi))
    .flatMap((kpi) => periodRows(catalogue, kpi, { period: week, index, open: week.slice(0, 4) }))
  const actions = auditActions[index]
  if (actions === undefined) return rows
  const figures = { numerator: actions, denominator: null, value: null }
  const note = week === noLongerRelevantWeek ? '6 actions closed as no longer relevant' : null
  return [...rows, { ...row('CWD-S', 'CN03', week, figures), note }]
}

/** Actions still open from the 35 of the audit, at the end of each week from the first. */
const auditActions = [35, 32, 29, 26, 23, 20, 18, 16, 14, 12, 10, 9, 8, 8, 7, 1, 1, 1, 1, 0, 0]
const noLongerRelevantWeek = '2019-W18'

function weekIndex(week: string): number {
  let index = 0
  for (let w = firstWeek; w < week; w = addPeriods(w, 1)) index++
  return index
}

function kpiRows(catalogue: Catalogue, kpi: KpiSeed, month: string): Row[] {
  if (isOnlyWeekly(kpi)) return []
  if (!isQuarterly(kpi))
    return periodRows(catalogue, kpi, { period: month, index: monthIndex(month), open: month })
  const period = quarterOf(month)
  if (!endsQuarter(month) || period === '2017-Q1') return []
  return periodRows(catalogue, kpi, { period, index: Math.floor(monthIndex(month) / 3), open: month })
}

/** The rows of a KPI for one period, the `index`th of its series, of the units that were open in a month or a year. */
function periodRows(
  { units }: Catalogue,
  kpi: KpiSeed,
  { period, index, open: when }: { period: string; index: number; open: string },
): Row[] {
  if (kpi.code === feedback) return [row('RIDGE', kpi.code, period, feedbackFigures(kpi, period))]
  if (kpi.countedBy.length === 0) {
    return units
      .filter((unit) => unit.kind === 'service')
      .map((unit) => row(unit.code, kpi.code, period, serviceFigures(kpi, unit.code, period, index)))
  }
  const open = teamsOpenIn(units, when).filter((team) => kpi.teamTypes.includes(team.type))
  const own = new Map(
    open.filter((team) => !looksOn(kpi, team)).map((team) => [team, teamFigures(kpi, team, period, index)]),
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

/** A KPI that has months too is supplied by month. */
function isQuarterly(kpi: KpiSeed): boolean {
  return kpi.grains.includes('quarterly') && !kpi.grains.includes('monthly')
}

/** A median of other teams' medians is no sum: each team has its own. */
function looksOn(kpi: KpiSeed, team: Team): boolean {
  return onlookers.includes(team.type) && !kpi.countedBy.includes(team.type) && kpi.kind !== 'median'
}

/** Teams open in a month, or throughout a year for the weeks of 2019. */
function teamsOpenIn(units: readonly UnitSeed[], month: string): Team[] {
  return units
    .filter(
      (u) =>
        u.kind === 'team' && monthOf(u.opened) <= month && (u.closed === '' || month <= monthOf(u.closed)),
    )
    .map((u) => ({ code: u.code, type: u.team_type }))
}

function row(team: string, kpi: string, period: string, figures: Figures): Row {
  return { team, kpi, period, figures, asAt: null, note: null }
}
