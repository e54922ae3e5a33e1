import { type CouncilLook, type LookField, lookFields } from '#domain/council-look.ts'
import { type SettingName, type Settings, settingNames } from '#domain/settings.ts'
import type { Page, PageDeps, PageRequest } from '../page.ts'
import { type SettingsView, settingsView } from './view.ts'

/** `/admin/settings`: what the council sets for itself, with who changed it. Saved by those who may, read by the data team. */
export const settingsPage: Page = {
  name: 'settings',
  register(app, deps) {
    const { refuse, commands } = deps

    app.get<{ Querystring: { saved?: unknown } }>(
      '/admin/settings',
      { config: { permission: 'settings.read' } },
      async (request) =>
        settingsView({ ...(await viewOf(deps, request)), saved: request.query.saved === 'yes' }),
    )

    app.post<{ Body: Record<string, unknown> | null | undefined }>(
      '/admin/settings',
      { config: { permission: 'settings.write' } },
      async (request, reply) => {
        const surround = await deps.frame(request)
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

    app.post(
      '/admin/settings/look',
      { config: { permission: 'settings.write', secretInFirstField: true } },
      async (request, reply) => {
        const received = await commands.receiveCouncilLook(request)
        if (received.is === 'saved') return reply.redirect('/admin/settings?saved=yes', 303)
        const { typed, errors } = received
        reply.code(422)
        return settingsView({ ...(await viewOf(deps, request)), typed, errors })
      },
    )
  },
}

async function viewOf({ reads, frame, may, refuse }: PageDeps, request: PageRequest): Promise<SettingsView> {
  const [surround, inForce, council] = await Promise.all([
    frame(request),
    reads.loadSettings(),
    reads.loadCouncil(),
  ])
  if (inForce === null || council === null) throw refuse('not_found', 'No council has been loaded yet.')
  return {
    frame: surround,
    ...inForce,
    typed: typedOf(council),
    errors: {},
    csrfToken: may(request, 'settings.write') ? (surround.actor?.csrfToken ?? null) : null,
    saved: false,
  }
}

/** What is in force, as the form's fields hold it. */
function typedOf(look: CouncilLook): Record<LookField, string> {
  return Object.fromEntries(
    (Object.keys(lookFields) as LookField[]).map((field) => [field, look[field] ?? '']),
  ) as Record<LookField, string>
}
