import type { FastifyRequest } from 'fastify'
import { teamTypesOf } from '#domain/catalogue/unit.ts'
import { monthOf } from '#domain/time/period.ts'
import type { Plan, PlanAction } from '#server/reads/plan.ts'
import { chartRoutes } from '../../kit/chart-routes.ts'
import type { Page, PageDeps } from '../../kit/page.ts'
import { refuseData } from '../../kit/refusals.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { planChartFile, titledMilestones, titledRatings } from '../kit/charts.ts'
import { isAskedFor, planKeys, readFilters } from './filters.ts'
import { planTable } from './table.ts'
import { planView } from './view.ts'

type Query = { Querystring: Record<string, unknown> }

/** `/plan`, filtered by its query, and the same actions as `/plan.csv`, `.xlsx` and `.json`. Figures and checks are those of the
 * widest unit that the asker may see; an asker who may see no unit's figures gets counts for the council. */
export const planPage: Page = {
  name: 'plan',
  register(app, deps) {
    app.get<Query>('/plan', { config: { permission: 'plan.read' } }, async (request) => {
      const { plan, unit } = await planFor(request, deps)
      return planView({
        frame: await deps.frame(request),
        plan,
        history: await deps.reads.loadRatingHistory(plan.day),
        asked: readFilters(request.query, plan),
        unit,
        draw: deps.charts.draw,
      })
    })

    chartRoutes(app, deps, { chart: 'rating-history', permission: 'plan.read', query: {} }, async () => {
      const day = await deps.today()
      return planChartFile('ratings', titledRatings(await deps.reads.loadRatingHistory(day)), day)
    })

    const filtered = { permission: 'plan.read', query: planKeys } as const
    chartRoutes(app, deps, { chart: 'milestones', ...filtered }, async (request, query) => {
      const { plan } = await planFor(request, deps)
      return planChartFile('milestones', titledMilestones(plan, actionsAsked(plan, query, deps)), plan.day)
    })

    tableRoutes(app, { path: '/plan', ...filtered }, async (request) => {
      const { plan } = await planFor(request, deps)
      return planTable(plan, actionsAsked(plan, request.query as Query['Querystring'], deps))
    })
  },
}

/** The actions that a file is asked for. A request that the plan does not know is refused. */
function actionsAsked(plan: Plan, query: Query['Querystring'], { refuse }: PageDeps): PlanAction[] {
  const { filters, refused } = readFilters(query, plan)
  refuseData(refused, refuse)
  return plan.sections.flatMap((s) => s.actions).filter((a) => isAskedFor(a, filters, plan.day))
}

async function planFor(request: FastifyRequest, { reads, today, visible, may }: PageDeps) {
  const day = await today()
  const units = await reads.loadUnits(monthOf(day))
  const top = may(request, 'plan.figures') ? visible(request, units)[0] : undefined
  const plan = await reads.loadPlan(day, top?.code)
  const month = plan.period ?? monthOf(day)
  const unit =
    top === undefined
      ? null
      : { code: top.code, name: top.name, teamTypes: teamTypesOf(top, units, month, month) }
  return { plan, unit }
}
