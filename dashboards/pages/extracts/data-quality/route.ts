import { monthOf } from '#domain/time/period.ts'
import { chartRoutes } from '../../kit/chart-routes.ts'
import type { Page, PageDeps } from '../../kit/page.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { gridFile, qualityTable } from './freshness.ts'
import { dataQualityView } from './view.ts'

/** The number of months shown side by side. */
const months = 13

/** `/data-quality`, and the measures as `.csv`, `.xlsx` and `.json`. */
export const dataQualityPage: Page = {
  name: 'data-quality',
  register(app, deps) {
    const config = { permission: 'extracts.read' } as const

    app.get('/data-quality', { config }, async (request) =>
      dataQualityView({ frame: await deps.frame(request), ...(await asked(deps)) }),
    )

    tableRoutes(app, { path: '/data-quality', permission: config.permission, except: ['json'] }, async () =>
      qualityTable((await asked(deps)).quality),
    )

    app.get('/data-quality.json', { config }, async (_request, reply) => {
      const { quality } = await asked(deps)
      reply.type('application/json; charset=utf-8')
      return JSON.stringify(quality)
    })

    chartRoutes(app, deps, { chart: 'freshness', permission: 'extracts.read', query: {} }, async () => {
      const { quality, scope } = await asked(deps)
      return quality.period === null ? null : gridFile(quality, scope)
    })
  },
}

async function asked({ reads, today }: PageDeps) {
  const day = await today()
  const [quality, units] = await Promise.all([
    reads.loadDataQuality(day, months),
    reads.loadUnits(monthOf(day)),
  ])
  return { quality, scope: units.find((u) => u.kind === 'council')?.name ?? 'The council' }
}
