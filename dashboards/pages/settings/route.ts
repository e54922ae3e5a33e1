import { type SettingName, type Settings, settingNames } from '#domain/settings.ts'
import type { Page } from '../page.ts'
import { settingsView } from './view.ts'

/** `/admin/settings`: what the council sets for itself, with who changed it. Saved by those who may, read by the data team. */
export const settingsPage: Page = {
  name: 'settings',
  register(app, { reads, frame, may, refuse, commands }) {
    app.get<{ Querystring: { saved?: unknown } }>(
      '/admin/settings',
      { config: { permission: 'settings.read' } },
      async (request) => {
        const [surround, inForce] = await Promise.all([frame(request), reads.loadSettings()])
        if (inForce === null) throw refuse('not_found', 'No council has been loaded yet.')
        const csrfToken = may(request, 'settings.write') ? (surround.actor?.csrfToken ?? null) : null
        return settingsView({ frame: surround, ...inForce, csrfToken, saved: request.query.saved === 'yes' })
      },
    )

    app.post<{ Body: Record<string, unknown> | null | undefined }>(
      '/admin/settings',
      { config: { permission: 'settings.write' } },
      async (request, reply) => {
        const surround = await frame(request)
        const chosen = (setting: SettingName): boolean => {
          const value = request.body?.[setting]
          if (value !== 'yes' && value !== 'no')
            throw refuse('bad_request', 'Choose one answer to each question.')
          return value === 'yes'
        }
        const settings = Object.fromEntries(settingNames.map((name) => [name, chosen(name)])) as Settings
        await commands.recordSettings({ by: surround.person?.name ?? '', settings })
        return reply.redirect('/admin/settings?saved=yes', 303)
      },
    )
  },
}
