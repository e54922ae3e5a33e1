import type { Page } from '../../kit/page.ts'
import { layoutsView } from './view.ts'

/** `/extracts/layouts`: the current layouts, their rules as JSON, and retiring one. */
export const layoutsPage: Page = {
  name: 'layouts',
  register(app, { reads, frame, writes, refuse, authorOf }) {
    app.get<{ Querystring: { retired?: unknown } }>(
      '/extracts/layouts',
      { config: { permission: 'extracts.upload' } },
      async (request) => {
        const { retired } = request.query
        return layoutsView({
          frame: await frame(request),
          layouts: await reads.loadLayoutLines(),
          retired: typeof retired === 'string' ? retired.slice(0, 80) : null,
        })
      },
    )

    app.get<{ Params: { name: string } }>(
      '/extracts/layouts/:name.json',
      { config: { permission: 'extracts.upload' } },
      async (request, reply) => {
        const layout = (await reads.loadLayoutLines()).find((each) => each.name === request.params.name)
        if (layout === undefined) throw refuse('not_found', 'There is no layout of that name.')
        reply
          .type('application/json; charset=utf-8')
          .header('content-disposition', `attachment; filename="layout-${layout.version}.json"`)
        return JSON.stringify({ name: layout.name, rules: layout.rules }, null, 2)
      },
    )

    app.post<{ Params: { name: string } }>(
      '/extracts/layouts/:name/retire',
      { config: { permission: 'extracts.upload' } },
      async (request, reply) => {
        const { name } = request.params
        await writes.layouts.retire({ name, by: authorOf(request) })
        return reply.redirect(`/extracts/layouts?retired=${encodeURIComponent(name)}`, 303)
      },
    )
  },
}
