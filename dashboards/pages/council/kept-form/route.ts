import type { Page, PageRequest } from '../../kit/page.ts'
import type { KeptFormView } from './model.ts'
import { keptFormView } from './view.ts'

/** `/kept-form`: where somebody goes who signs in again after a form of theirs came too late. */
export function keptFormPage(loadForm: (request: PageRequest) => KeptFormView['form']): Page {
  return {
    name: 'kept-form',
    register(app, { frame }) {
      app.get('/kept-form', { config: { permission: 'signed_in' } }, async (request, reply) => {
        reply.header('cache-control', 'no-store')
        return keptFormView({ frame: await frame(request), form: loadForm(request) })
      })
    },
  }
}
