import type { Permission } from '#server/access/permissions.ts'
import { type AnyTableFile, tableFileTypes } from '../../exports/table-file.ts'
import type { PageApp, PageRequest, QueryKeys } from './page.ts'

export type TableRoutes = {
  path: string
  permission: Permission
  /** The keys that the files take in their query; none unless given. */
  query?: QueryKeys
  except?: readonly string[]
}

/** Registers `<path>.csv`, `.xlsx` and `.json` of a page's table, under the page's own permission. `fileOf` reads the page's
 *  own address and query, and refuses whatever of it there is not. */
export function tableRoutes(
  app: PageApp,
  { path, permission, query = {}, except = [] }: TableRoutes,
  fileOf: (request: PageRequest) => Promise<AnyTableFile>,
): void {
  for (const type of tableFileTypes.filter((t) => !except.includes(t))) {
    app.get(`${path}.${type}`, { config: { permission, query } }, async (request, reply) => {
      const { body, type: contentType, filename } = (await fileOf(request)).made(type)
      // Data is read where it is asked for; a file is kept.
      if (type !== 'json') reply.header('content-disposition', `attachment; filename="${filename}"`)
      return reply
        .serializer((sent) => sent)
        .type(contentType)
        .send(body)
    })
  }
}
