import type { Page } from '../../kit/page.ts'
import { extractRulesView } from './view.ts'

/** `/help/extracts`: every check an extract goes through, each at an anchor of its code. */
export const extractRulesPage: Page = {
  name: 'extract-rules',
  register(app, { frame }) {
    app.get('/help/extracts', { config: { permission: 'help.read' } }, async (request) =>
      extractRulesView({ frame: await frame(request) }),
    )
  },
}
