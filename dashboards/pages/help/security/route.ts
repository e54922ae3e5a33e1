import type { LoginReach } from '#server/db/service-login.ts'
import type { Page } from '../../kit/page.ts'
import { securityView } from './view.ts'

/** `/help/security`: the answers to a council's questions before it takes the service in. `loadLogins` reads with which
 * database logins the service runs, and what each could do. */
export function securityPage(loadLogins: () => Promise<readonly LoginReach[]>): Page {
  return {
    name: 'security',
    register(app, { frame, reads }) {
      app.get('/help/security', { config: { permission: 'help.read' } }, async (request) => {
        const [surround, { keptFor }, logins] = await Promise.all([
          frame(request),
          reads.loadRetention(),
          loadLogins(),
        ])
        return securityView({ frame: surround, keptFor, logins })
      })
    },
  }
}
