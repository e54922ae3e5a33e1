import type { Page } from '../page.ts'
import { extractsView } from './view.ts'

const pageSize = 50
const monthsShown = 6

/** `/extracts`: which returns are in, due and late, and every file received. */
export const extractsPage: Page = {
  name: 'extracts',
  register(app, { reads, frame, today }) {
    app.get<{ Querystring: { page?: unknown } }>(
      '/extracts',
      { config: { permission: 'extracts.read' } },
      async (request) => {
        const page = pageNumber(request.query.page)
        const [surround, months, { lines, total }] = await Promise.all([
          frame(request),
          today().then((day) => reads.loadReturnMonths(day, monthsShown)),
          reads.loadExtractLines({ limit: pageSize, offset: (page - 1) * pageSize }),
        ])
        const pages = Math.max(1, Math.ceil(total / pageSize))
        return extractsView({ frame: surround, months, lines, total, page, pages })
      },
    )
  },
}

/** A page's number as it was asked for; 1 for anything that is not one. */
function pageNumber(text: unknown): number {
  return typeof text === 'string' && /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : 1
}
