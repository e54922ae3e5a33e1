import type { Page } from '../page.ts'
import { statusView } from './view.ts'

/** `/status`: how the service stands, in plain words. `version` is the software's, `hasOwnOwner` whether the database
 *  is migrated and restored by an account of its own. */
export function statusPage({ version, hasOwnOwner }: { version: string; hasOwnOwner: boolean }): Page {
  return {
    name: 'status',
    register(app, { reads, frame, today, may }) {
      app.get('/status', { config: { permission: 'signed_in' } }, async (request) => {
        const [surround, status, months] = await Promise.all([
          frame(request),
          reads.loadServiceStatus(),
          today().then((day) => reads.loadReturnMonths(day, 2)),
        ])
        const seesExtracts = may(request, 'extracts.read')
        return statusView({ frame: surround, version, hasOwnOwner, status, months, seesExtracts })
      })
    },
  }
}
