import { monthOf } from '#domain/time/period.ts'
import type { Page, PageRequest } from '../../kit/page.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { checksTable } from './table.ts'
import { checksView } from './view.ts'

/** `/plan/checks`, also as `.csv`, `.xlsx` and `.json`. Checks that depend on a unit's figures are shown to readers who may see
 * that unit. */
export const checksPage: Page = {
  name: 'checks',
  register(app, { reads, frame, today, visible }) {
    app.get('/plan/checks', { config: { permission: 'plan.read' } }, async (request) =>
      checksView({ frame: await frame(request), ...(await checksFor(request)) }),
    )

    tableRoutes(app, { path: '/plan/checks', permission: 'plan.read' }, async (request) => {
      const { checks, ...names } = await checksFor(request)
      return checksTable(checks, names, await today())
    })

    async function checksFor(request: PageRequest) {
      const day = await today()
      const [checks, plan, units, kpis] = await Promise.all([
        reads.loadPlanChecks(day),
        reads.loadPlan(day),
        reads.loadUnits(monthOf(day)),
        reads.loadKpis(monthOf(day)),
      ])
      const seen = visible(request, units)
      const actions = plan.sections.flatMap((s) => s.actions)
      const open = new Set(seen.map((u) => u.code))
      return {
        checks: checks.filter((c) => c.kpi === null || (c.unit !== null && open.has(c.unit))),
        actions,
        unseen: actions.filter((a) => a.mayDisagreeUnseen).length,
        kpis,
        units: seen,
      }
    }
  },
}
