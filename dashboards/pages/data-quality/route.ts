import { xlsxType } from '../../exports/workbook.ts'
import { chartRoutes } from '../chart-routes.ts'
import type { Page, PageDeps } from '../page.ts'
import { gridFile, qualityCsv, qualityXlsx } from './told.ts'
import { dataQualityView } from './view.ts'

/** Months that stand side by side. */
const months = 13

/** `/data-quality`, and the measures as `.csv`, `.xlsx` and `.json`. */
export const dataQualityPage: Page = {
  name: 'data-quality',
  register(app, deps) {
    const config = { permission: 'extracts.read' } as const
    const file = (type: string) => `attachment; filename="data-quality.${type}"`

    app.get('/data-quality', { config }, async (request) =>
      dataQualityView({ frame: await deps.frame(request), ...(await asked(deps)) }),
    )

    app.get('/data-quality.csv', { config }, async (_request, reply) => {
      const { quality } = await asked(deps)
      reply.type('text/csv; charset=utf-8').header('content-disposition', file('csv'))
      return qualityCsv(quality)
    })

    app.get('/data-quality.xlsx', { config }, async (_request, reply) => {
      const { quality } = await asked(deps)
      const body = await qualityXlsx(quality)
      return reply
        .serializer((given) => given)
        .type(xlsxType)
        .header('content-disposition', file('xlsx'))
        .send(body)
    })

    app.get('/data-quality.json', { config }, async (_request, reply) => {
      const { quality } = await asked(deps)
      reply.type('application/json; charset=utf-8')
      return JSON.stringify(quality)
    })

    chartRoutes(app, deps, { chart: 'freshness', permission: 'extracts.read' }, async () => {
      const { quality, scope } = await asked(deps)
      return quality.period === null ? null : gridFile(quality, scope)
    })
  },
}

async function asked({ reads, today }: PageDeps) {
  const day = await today()
  const [quality, units] = await Promise.all([
    reads.loadDataQuality(day, months),
    reads.loadUnits(day.slice(0, 7)),
  ])
  return { quality, scope: units.find((u) => u.kind === 'council')?.name ?? 'The council' }
}
