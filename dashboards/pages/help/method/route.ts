import { monthOf } from '#domain/time/period.ts'
import type { Page } from '../../kit/page.ts'
import { methodView } from './view.ts'

/** `/help/method`: every rule that figures are judged by. */
export const methodPage: Page = {
  name: 'method',
  register(app, { reads, frame, today }) {
    app.get('/help/method', { config: { permission: 'help.read' } }, async (request) => {
      const month = monthOf(await today())
      const [surround, kpis] = await Promise.all([frame(request), reads.loadKpis(month)])
      return methodView({ frame: surround, kpis })
    })
  },
}
