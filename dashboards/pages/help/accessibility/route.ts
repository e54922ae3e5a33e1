import type { Page } from '../../kit/page.ts'
import { accessibilityView } from './view.ts'

/** `/accessibility`: open to everybody, signed in or not. */
export const accessibilityPage: Page = {
  name: 'accessibility',
  register(app, { frame }) {
    app.get('/accessibility', { config: { permission: 'public' } }, async (request) =>
      accessibilityView({ frame: await frame(request) }),
    )
  },
}
