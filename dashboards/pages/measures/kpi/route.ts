import type { Page } from '../../kit/page.ts'
import { measureChartRoutes, seriesRoutes } from './files.ts'
import { loadView } from './load-view.ts'
import { spanOfPage } from './question.ts'
import { type KpiQuery, loadSubject } from './subject.ts'
import { kpiView } from './view.ts'

/** `/units/:unit/kpis/:kpi?to=2019-04`, also as `.csv`, `.xlsx` and `.json`: the figure of that period and all before it.
 * `?grain=weekly&to=2019-W21` shows the weeks, a separate series. The last 24 periods, `?span=13` or `?span=all`;
 * `?with=` chooses the comparators. `?asAt=` reads what was known at a moment, `?tree=today` recasts a roll-up. Its charts alone:
 * `/charts/trend.svg?unit=&kpi=&to=`, `beside`, `benchmark` and `teams`. */
export const kpiPage: Page = {
  name: 'kpi',
  register(app, deps) {
    app.get<{ Params: { unit: string; kpi: string }; Querystring: KpiQuery }>(
      '/units/:unit/kpis/:kpi',
      { config: { permission: 'scorecards.read' } },
      async (request) => {
        const subject = await loadSubject(deps, {
          ...request.params,
          query: request.query,
          usualSpan: spanOfPage,
        })
        return kpiView(await loadView(request, deps, subject))
      },
    )
    seriesRoutes(app, deps)
    measureChartRoutes(app, deps)
  },
}
