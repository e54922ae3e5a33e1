import type { Page } from '../../kit/page.ts'
import { securityView } from './view.ts'

/** `/help/security`: the answers to a council's questions before it takes the service in. */
export const securityPage: Page = {
  name: 'security',
  register(app, { frame, reads }) {
    app.get('/help/security', { config: { permission: 'help.read' } }, async (request) => {
      const [surround, { keptFor }] = await Promise.all([frame(request), reads.loadRetention()])
      return securityView({ frame: surround, keptFor })
    })
  },
}
