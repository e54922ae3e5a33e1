import { monthOf } from '#domain/time/period.ts'
import type { Page } from '../../kit/page.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { glossaryTable } from './table.ts'
import { glossaryView } from './view.ts'

/** `/help/kpis`, also as `.csv`, `.xlsx` and `.json`: every measure of the catalogue, by subject. */
export const glossaryPage: Page = {
  name: 'glossary',
  register(app, { reads, frame, today }) {
    app.get('/help/kpis', { config: { permission: 'help.read' } }, async (request) => {
      const month = monthOf(await today())
      const [surround, kpis, targets] = await Promise.all([
        frame(request),
        reads.loadKpis(month),
        reads.loadTargets(),
      ])
      return glossaryView({ frame: surround, month, kpis, targets })
    })

    tableRoutes(app, { path: '/help/kpis', permission: 'help.read' }, async () => {
      const month = monthOf(await today())
      const [kpis, targets] = await Promise.all([reads.loadKpis(month), reads.loadTargets()])
      return glossaryTable(kpis, targets, month)
    })
  },
}
