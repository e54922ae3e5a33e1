import type { Page } from '../../kit/page.ts'
import { extractRulesView } from './view.ts'

/** `/help/extracts`: every check that an extract goes through, each with its code as its anchor. */
export const extractRulesPage: Page = {
  name: 'extract-rules',
  register(app, { frame }) {
    app.get('/help/extracts', { config: { permission: 'help.read' } }, async (request) =>
      extractRulesView({ frame: await frame(request) }),
    )
  },
}
