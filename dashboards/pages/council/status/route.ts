import type { Page } from '../../kit/page.ts'
import { statusView } from './view.ts'

/** `/status`: whether the service is up, in plain words, and for those who run it also how it runs. `version` is the software's;
 * `hasOwnOwner` says whether a separate account migrates and restores the database. */
export function statusPage({ version, hasOwnOwner }: { version: string; hasOwnOwner: boolean }): Page {
  return {
    name: 'status',
    register(app, { reads, frame, today, may }) {
      app.get('/status', { config: { permission: 'signed_in' } }, async (request) => {
        // The frame is read from the database, so without an answer there is no page.
        if (!may(request, 'status.read')) return statusView({ frame: await frame(request), detail: null })
        const [surround, status, months] = await Promise.all([
          frame(request),
          reads.loadServiceStatus(),
          today().then((day) => reads.loadReturnMonths(day, 2)),
        ])
        const seesExtracts = may(request, 'extracts.read')
        return statusView({
          frame: surround,
          detail: { version, hasOwnOwner, status, months, seesExtracts },
        })
      })
    },
  }
}
