import { momentOf } from '#domain/time/moment.ts'
import { monthOf } from '#domain/time/period.ts'
import { titledFreshness } from '../../../charts/freshness/freshness.ts'
import { chartRoutes } from '../../kit/chart-routes.ts'
import type { Page, PageDeps } from '../../kit/page.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { disagreementsAddress, disagreementsTable } from './disagreements.ts'
import { qualityTable, returnsFile, returnsOf } from './freshness.ts'
import { dataQualityView } from './view.ts'

/** The number of months shown side by side. */
const months = 13

const NO_MOMENT =
  'The moment asked for (asAt) is not one. Write a day such as 2019-03-15, or a time such as 2019-03-15T10:00:00Z.'

/** `/data-quality`, and the measures as `.csv`, `.xlsx` and `.json`; `/data-quality/disagreements` has the measures that do not
 * agree as such files, with `?asAt=` as they were known at a moment. */
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

    tableRoutes(
      app,
      { path: disagreementsAddress, permission: config.permission, query: { asAt: 'once' } },
      async (request) => {
        const { asAt = null } = request.query as { asAt?: string }
        const moment = asAt === null ? null : momentOf(asAt)
        if (asAt !== null && moment === null) throw deps.refuse('bad_request', NO_MOMENT)
        const quality = await deps.reads.loadRuleQuality(moment === null ? undefined : new Date(moment))
        return disagreementsTable(quality, asAt)
      },
    )

    app.get('/data-quality.json', { config }, async (_request, reply) => {
      const { quality } = await asked(deps)
      reply.type('application/json; charset=utf-8')
      return JSON.stringify(quality)
    })

    chartRoutes(app, deps, { chart: 'freshness', ...config, query: {} }, async () =>
      returnsFile('freshness', await asked(deps), titledFreshness),
    )
  },
}

async function asked({ reads, today }: PageDeps) {
  const day = await today()
  const [quality, units] = await Promise.all([
    reads.loadDataQuality(day, months),
    reads.loadUnits(monthOf(day)),
  ])
  const scope = units.find((u) => u.kind === 'council')?.name ?? 'The council'
  return { quality, returns: returnsOf(quality, scope) }
}
