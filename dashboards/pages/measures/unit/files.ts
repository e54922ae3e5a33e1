/** The files of a unit's page: its matters as a table, and each of its charts. A request for something that does not exist is
 * refused. */
import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import { isSilentIn } from '#domain/scorecard/silent-months.ts'
import { monthOf, periodName } from '#domain/time/period.ts'
import type { UnitMonths } from '#server/record/latest-month.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { chartRoutes } from '../../kit/chart-routes.ts'
import type { PageApp, PageDeps, PageRequest } from '../../kit/page.ts'
import { isAsked, refuseData, refusedMonth } from '../../kit/refusals.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { titledAudits } from './audits.ts'
import { titledDemand, unitChartFile } from './charts.ts'
import { unitTable } from './table.ts'

const permission = 'scorecards.read'

/** Registers `/units/:unit.csv`, `.xlsx` and `.json`: the matters of the unit and of the units directly beneath it. */
export function unitTableRoutes(app: PageApp, deps: PageDeps): void {
  const { reads, today, visible, refuse } = deps
  const table = { path: '/units/:unit', permission, query: { period: 'once' } } as const
  tableRoutes(app, table, async (request) => {
    // The address and the keys of the query come from the route above.
    const { unit: code } = request.params as { unit: string }
    const { period: asked } = request.query as { period?: unknown }
    const day = await today()
    const period = monthAsked(asked, await reads.loadMonthsOf(code, day), deps)
    const tree = await reads.loadUnits(period)
    const unit = tree.find((u) => u.code === code)
    if (unit === undefined)
      throw refuse('not_found', `There was no team or service ${code} in ${periodName(period)}.`)
    const own = visible(request, tree).filter((u) => u.code === code || u.parent === code)
    const parts = own.filter((u) => isOpenIn(u, period)).map((u) => u.code)
    const [scorecards, said] = await Promise.all([
      reads.loadScorecards(parts, period, day),
      reads.loadCommentaryOfUnits(parts, period),
    ])
    const silent = scorecards.filter((s) => isSilentIn(s.silent, period))
    const lastKnown = silent.length === 0 ? [] : await reads.loadCurrentMatters(silent, day)
    return unitTable(unit, period, scorecards, said, { lastKnown, day })
  })
}

/** Registers `/charts/demand-flow.svg?unit=&period=` and `audits`. */
export function unitChartRoutes(app: PageApp, deps: PageDeps): void {
  const { reads } = deps
  unitChartRoute(app, deps, 'demand-flow', async ({ code, name }, period) => {
    const demand = await reads.loadDemand({ unit: code, period })
    return demand === null ? null : titledDemand(name, demand)
  })
  unitChartRoute(app, deps, 'audits', async ({ code, name }, period) => {
    const audits = await reads.loadAudits({ unit: code, period })
    return audits === null ? null : titledAudits(name, audits)
  })
}

function unitChartRoute(
  app: PageApp,
  deps: PageDeps,
  chart: 'demand-flow' | 'audits',
  titledOf: (unit: Unit, period: string) => Promise<TitledChart | null>,
): void {
  const query = { unit: 'once', period: 'once' } as const
  chartRoutes(app, deps, { chart, permission, query }, async (request, { unit: asked, period }) => {
    const day = await deps.today()
    const code = String(asked ?? '').toUpperCase()
    await visibleUnit(request, deps, code, monthOf(day))
    const month = monthAsked(period, await deps.reads.loadMonthsOf(code, day), deps)
    const unit = await visibleUnit(request, deps, code, month)
    const titledChart = await titledOf(unit, month)
    return titledChart === null ? null : unitChartFile(unit, { chart, period: month, day, titledChart })
  })
}

/** A unit as it was in a month. A unit outside the asker's scope does not exist for them, as on the page. */
async function visibleUnit(
  request: PageRequest,
  { reads, visible, refuse }: PageDeps,
  code: string,
  month: string,
): Promise<Unit> {
  const unit = visible(request, await reads.loadUnits(month)).find((u) => u.code === code)
  if (unit !== undefined) return unit
  throw refuse(
    'not_found',
    'unit: there is no such team or service, or it is not one of yours. If your work needs it, ask the data team.',
  )
}

/** The month that a file is asked for, or the latest; a value that is not a published month is refused. */
function monthAsked(asked: unknown, { months: published, latest }: UnitMonths, { refuse }: PageDeps): string {
  const months = published.map((m) => m.period)
  if (latest === null) throw refuse('not_found', 'No month has been published yet.')
  const found = isAsked(asked) ? months.find((m) => m === asked) : latest
  if (found === undefined) refuseData([refusedMonth('period', asked, months, '')], refuse)
  return found ?? latest
}
