import type { LoginReach } from '#server/db/service-login.ts'
import type { Page } from '../../kit/page.ts'
import { statusView } from './view.ts'

/** `/status`: whether the service is up, in plain words, and for those who run it also how it runs. `version` is the software's;
 * `loadLogins` reads with which database logins, and what each of them could do. */
export function statusPage({
  version,
  loadLogins,
}: {
  version: string
  loadLogins: () => Promise<readonly LoginReach[]>
}): Page {
  return {
    name: 'status',
    register(app, { reads, frame, today, may }) {
      app.get('/status', { config: { permission: 'signed_in' } }, async (request) => {
        // The frame is read from the database, so without an answer there is no page.
        if (!may(request, 'status.read')) return statusView({ frame: await frame(request), detail: null })
        const [surround, status, logins, months] = await Promise.all([
          frame(request),
          reads.loadServiceStatus(),
          loadLogins(),
          today().then((day) => reads.loadReturnMonths(day, 2)),
        ])
        const seesExtracts = may(request, 'extracts.read')
        return statusView({
          frame: surround,
          detail: { version, logins, status, months, seesExtracts },
        })
      })
    },
  }
}
