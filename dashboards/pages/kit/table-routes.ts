import type { Permission } from '#server/access/permissions/permissions.ts'
import { type AnyTableFile, tableFileTypes } from '../../exports/table-file.ts'
import type { PageApp, PageRequest, QueryKeys } from './page.ts'

export type TableRoutes = {
  path: string
  permission: Permission
  /** The keys that the query of the files may have; none unless given. */
  query?: QueryKeys
  except?: readonly string[]
}

/** Registers `<path>.csv`, `.xlsx` and `.json` of a page's table, under the page's own permission. `fileOf` reads the page's own
 * address and query, and refuses anything in them that does not exist. */
export function tableRoutes(
  app: PageApp,
  { path, permission, query = {}, except = [] }: TableRoutes,
  fileOf: (request: PageRequest) => Promise<AnyTableFile>,
): void {
  for (const type of tableFileTypes.filter((t) => !except.includes(t))) {
    app.get(`${path}.${type}`, { config: { permission, query } }, async (request, reply) => {
      const { body, type: contentType, filename } = (await fileOf(request)).made(type)
      // JSON is displayed in the browser when its link is followed; a file is saved.
      if (type !== 'json') reply.header('content-disposition', `attachment; filename="${filename}"`)
      return reply
        .serializer((sent) => sent)
        .type(contentType)
        .send(body)
    })
  }
}
