import type { Page } from '../page.ts'
import { type ApiOperation, apiDocsView } from './view.ts'

/** `/api/docs`: what programs may ask. It says nothing of any council, so anybody may read it. */
export function apiDocsPage(operations: () => readonly ApiOperation[]): Page {
  return {
    name: 'api-docs',
    register(app, { frame }) {
      app.get('/api/docs', { config: { permission: 'public' } }, async (request) =>
        apiDocsView({ frame: await frame(request), operations: operations() }),
      )
    },
  }
}
