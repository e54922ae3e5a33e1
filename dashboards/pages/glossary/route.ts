import type { Page } from '../page.ts'
import { glossaryView } from './view.ts'

/** `/help/kpis`: every measure of the catalogue, by subject. */
export const glossaryPage: Page = {
  name: 'glossary',
  register(app, { reads, frame, today }) {
    app.get('/help/kpis', { config: { permission: 'help.read' } }, async (request) => {
      const month = (await today()).slice(0, 7)
      const [surround, kpis, targets] = await Promise.all([
        frame(request),
        reads.loadKpis(month),
        reads.loadTargets(),
      ])
      return glossaryView({ frame: surround, month, kpis, targets })
    })
  },
}
