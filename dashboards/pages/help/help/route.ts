import { monthOf } from '#domain/time/period.ts'
import type { Page } from '../../kit/page.ts'
import { helpView } from './view.ts'

/** `/help`: how to read a scorecard, and what its shapes and words mean. */
export const helpPage: Page = {
  name: 'help',
  register(app, { reads, frame, today }) {
    app.get('/help', { config: { permission: 'help.read' } }, async (request) => {
      const day = await today()
      const [surround, returns, kpis] = await Promise.all([
        frame(request),
        reads.loadReturns(),
        reads.loadKpis(monthOf(day)),
      ])
      return helpView({ frame: surround, returns, kpis: kpis.length })
    })
  },
}
