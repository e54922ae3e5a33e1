import type { Permission } from '#server/access/permissions/permissions.ts'
import { type ChartFileType, chartFileTypes } from '../../charts/chart-file-types.ts'
import { type ChartFile, chartFile } from '../../exports/chart-file.ts'
import { loadFileSource } from './file-source.ts'
import type { PageApp, PageDeps, PageRequest, QueryKeys } from './page.ts'

export type ChartQuery = Record<string, unknown>

/** Registers `/charts/<chart>.svg`, `.png`, `.vl.json`, `.csv` and `.xlsx`, under the permission of the page that shows the chart. `fileOf`
 * reads the page's own query, whose keys are given, and refuses anything in it that does not exist. */
export function chartRoutes(
  app: PageApp,
  deps: Pick<PageDeps, 'charts' | 'refuse' | 'reads'>,
  { chart, permission, query }: { chart: string; permission: Permission; query: QueryKeys },
  fileOf: (request: PageRequest, query: ChartQuery) => Promise<ChartFile | null>,
): void {
  const { charts, refuse } = deps
  for (const type of Object.keys(chartFileTypes) as ChartFileType[]) {
    app.get<{ Querystring: ChartQuery }>(
      `/charts/${chart}.${type}`,
      { config: { permission, query } },
      async (request, reply) => {
        const file = await fileOf(request, request.query)
        if (file === null) throw refuse('not_found', 'There is no such chart for what was asked.')
        const source = await loadFileSource(file, deps)
        const made = await chartFile({ ...file, source }, type, charts)
        if (made === null) throw refuse('unavailable', 'This chart cannot be drawn just now. Try again.')
        // A picture is displayed in the browser when its link is followed; a file of numbers, or of a specification, is saved.
        const way = type === 'svg' || type === 'png' ? 'inline' : 'attachment'
        return reply
          .serializer((body) => body)
          .type(made.type)
          .header('content-disposition', `${way}; filename="${made.filename}"`)
          .send(made.body)
      },
    )
  }
}
