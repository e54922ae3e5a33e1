import type { Page } from '../../kit/page.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { isOverdue } from '../kit/words.ts'
import { extractsTable } from './table.ts'
import { extractsView } from './view.ts'

const pageSize = 50
const monthsShown = 6
const waitingShown = 20
/** The most files that a download of the list contains. */
const mostListed = 10_000

/** `/extracts`: what waits for a person; which returns have arrived, are due or are late; and every file received. The files are
 * also available as `.csv`, `.xlsx` and `.json`. */
export const extractsPage: Page = {
  name: 'extracts',
  register(app, { reads, frame, today, now, may }) {
    const read = { config: { permission: 'extracts.read' as const } }

    app.get<{ Querystring: { page?: unknown } }>('/extracts', read, async (request) => {
      const page = pageNumber(request.query.page)
      const [surround, months, stopped, waiting, { lines, total }] = await Promise.all([
        frame(request),
        today().then((day) => reads.loadReturnMonths(day, monthsShown)),
        today().then((day) => reads.loadStoppedFigures(day)),
        reads.loadWaitingExtracts({ limit: waitingShown, now: now() }),
        reads.loadExtractLines({ limit: pageSize, offset: (page - 1) * pageSize }),
      ])
      const pages = Math.max(1, Math.ceil(total / pageSize))
      return extractsView({
        frame: surround,
        months,
        stopped,
        waiting,
        mayUpload: may(request, 'extracts.upload'),
        lines: lines.map((x) => ({ ...x, isOverdue: isOverdue(x, now()) })),
        total,
        page,
        pages,
      })
    })

    tableRoutes(app, { path: '/extracts', permission: read.config.permission, except: ['json'] }, async () =>
      extractsTable((await reads.loadExtractLines({ limit: mostListed })).lines),
    )

    app.get('/extracts.json', read, async (_request, reply) => reply.redirect('/api/v1/extracts'))
  },
}

/** The page number in the address; 1 for anything that is not a page number. */
function pageNumber(text: unknown): number {
  return typeof text === 'string' && /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : 1
}
