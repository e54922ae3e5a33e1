import { chartRoutes } from '../../kit/chart-routes.ts'
import type { Page } from '../../kit/page.ts'
import { actionsAsked, planFor } from '../kit/asked-plan.ts'
import { planChartFile, titledMilestones } from '../kit/charts.ts'
import { isAskedFor, planKeys, readFilters } from '../kit/filters.ts'
import { milestonesView } from './view.ts'

type Query = { Querystring: Record<string, unknown> }

/** `/plan/milestones`: what falls due for the actions that the plan's own filters leave, and the picture of it as files. */
export const milestonesPage: Page = {
  name: 'milestones',
  register(app, deps) {
    app.get<Query>('/plan/milestones', { config: { permission: 'plan.read' } }, async (request) => {
      const { plan } = await planFor(request, deps)
      const asked = readFilters(request.query, plan)
      const all = plan.sections.flatMap((s) => s.actions)
      return milestonesView({
        frame: await deps.frame(request),
        plan,
        asked,
        actions: all.filter((a) => isAskedFor(a, asked.filters, plan.day)),
      })
    })

    chartRoutes(
      app,
      deps,
      { chart: 'milestones', permission: 'plan.read', query: planKeys },
      async (request, query) => {
        const { plan } = await planFor(request, deps)
        return planChartFile('milestones', titledMilestones(plan, actionsAsked(plan, query, deps)), plan.day)
      },
    )
  },
}
