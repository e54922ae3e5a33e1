import { chartRoutes } from '../../kit/chart-routes.ts'
import type { Page } from '../../kit/page.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { actionsAsked, planFor } from '../kit/asked-plan.ts'
import { planChartFile, titledRatings } from '../kit/charts.ts'
import { planKeys, readFilters } from '../kit/filters.ts'
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
      })
    })

    chartRoutes(app, deps, { chart: 'rating-history', permission: 'plan.read', query: {} }, async () => {
      const day = await deps.today()
      return planChartFile('ratings', titledRatings(await deps.reads.loadRatingHistory(day)), day)
    })

    tableRoutes(app, { path: '/plan', permission: 'plan.read', query: planKeys }, async (request) => {
      const { plan } = await planFor(request, deps)
      return planTable(plan, actionsAsked(plan, request.query as Query['Querystring'], deps))
    })
  },
}
