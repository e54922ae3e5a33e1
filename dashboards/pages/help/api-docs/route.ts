import type { OpenAPIV3_1 } from 'openapi-types'
import type { Page } from '../../kit/page.ts'
import { operationsOf } from './operations.ts'
import { apiDocsView } from './view.ts'

/** `/api/docs`: the requests that programs may make. It contains nothing about any council, so anybody may read it. */
export function apiDocsPage(document: () => OpenAPIV3_1.Document): Page {
  return {
    name: 'api-docs',
    register(app, { frame }) {
      app.get('/api/docs', { config: { permission: 'public' } }, async (request) =>
        apiDocsView({ frame: await frame(request), operations: operationsOf(document()) }),
      )
    },
  }
}
