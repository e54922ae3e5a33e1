import { type CouncilLook, type LookField, lookFields } from '#domain/council/council-look.ts'
import { type SettingName, type Settings, settingNames } from '#domain/council/settings.ts'
import { shareNames } from '#domain/council/share.ts'
import { periodName } from '#domain/time/period.ts'
import type { ShareOutcome } from '#server/settings/set-share.ts'
import { textSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageRequest } from '../../kit/page.ts'
import type { SettingsView } from './model.ts'
import type { SentShare } from './share-form.ts'
import { settingsView } from './view.ts'

/** `/admin/settings`: the council's own settings, and who changed each. The data team may read it. */
export const settingsPage: Page = {
  name: 'settings',
  register(app, deps) {
    const { refuse, writes } = deps

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
        const chosen = (setting: SettingName): boolean => {
          const value = request.body?.[setting]
          if (value !== 'yes' && value !== 'no')
            throw refuse('bad_request', 'Choose one answer to each question.')
          return value === 'yes'
        }
        const settings = Object.fromEntries(settingNames.map((name) => [name, chosen(name)])) as Settings
        await writes.recordSettings({ by: deps.authorOf(request), settings })
        return reply.redirect('/admin/settings?saved=yes', 303)
      },
    )

    app.post<{ Body: Record<string, unknown> | null | undefined }>(
      '/admin/settings/share',
      { config: { permission: 'settings.write' } },
      async (request, reply) => {
        const sent = request.body ?? {}
        const name = shareNames.find((share) => share === sent.setting)
        const version = typeof sent.version === 'string' ? Number(sent.version) : Number.NaN
        if (name === undefined || !Number.isSafeInteger(version))
          throw refuse('bad_request', 'Open the settings again and send the form from there.')
        const typed = {
          percent: textSent(sent.percent),
          from: textSent(sent.from),
          reason: textSent(sent.reason),
        }
        const { today } = await deps.frame(request)
        const dryRun = sent.dryRun === 'true'
        const outcome = await writes.setShare({
          by: deps.authorOf(request),
          name,
          typed,
          version,
          today,
          dryRun,
        })
        if (outcome.is === 'set' && outcome.changed && !dryRun)
          return reply.redirect('/admin/settings?saved=yes', 303)
        const back = sentBack(outcome)
        if (Object.keys(back.errors).length > 0) reply.code(422)
        return settingsView({ ...(await viewOf(deps, request)), sentShare: { name, typed, ...back } })
      },
    )

    app.post(
      '/admin/settings/look',
      { config: { permission: 'settings.write', secretInFirstField: true } },
      async (request, reply) => {
        const received = await writes.receiveCouncilLook(request)
        if (received.is === 'saved') return reply.redirect('/admin/settings?saved=yes', 303)
        const { typed, errors } = received
        reply.code(422)
        return settingsView({ ...(await viewOf(deps, request)), typed, errors })
      },
    )
  },
}

async function viewOf(
  { reads, frame, may, refuse, today }: PageDeps,
  request: PageRequest,
): Promise<SettingsView> {
  const [surround, inForce, council, shares] = await Promise.all([
    frame(request),
    reads.loadSettings(),
    reads.loadCouncil(),
    today().then(reads.loadShareSettings),
  ])
  if (inForce === null || council === null) throw refuse('not_found', 'No council has been loaded yet.')
  return {
    frame: surround,
    ...inForce,
    typed: typedOf(council),
    errors: {},
    csrfToken: may(request, 'settings.write') ? (surround.actor?.csrfToken ?? null) : null,
    saved: false,
    shares,
    sentShare: null,
  }
}

/** Why a share was not set, or what setting it would do. */
function sentBack(outcome: ShareOutcome): Pick<SentShare, 'errors' | 'tried'> {
  switch (outcome.is) {
    case 'faulty':
      return { errors: outcome.errors, tried: null }
    case 'stale':
      return {
        errors: {
          percent:
            'Somebody else has set this since you opened the page. Look at what is set now, and send it again',
        },
        tried: null,
      }
    case 'set':
      if (!outcome.changed)
        return {
          errors: {
            percent: `It is ${outcome.share.percent}% from ${periodName(outcome.share.from)} on already`,
          },
          tried: null,
        }
      return {
        errors: {},
        tried: {
          said: `${outcome.share.percent}% from ${periodName(outcome.share.from)} on, instead of ${outcome.before.percent}%. ${outcome.effect}`,
          opens: outcome.opens,
        },
      }
  }
}

/** The current values, as the form's fields hold them. */
function typedOf(look: CouncilLook): Record<LookField, string> {
  return Object.fromEntries(
    (Object.keys(lookFields) as LookField[]).map((field) => [field, look[field] ?? '']),
  ) as Record<LookField, string>
}
