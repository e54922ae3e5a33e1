import { monthOf } from '#domain/time/period.ts'
import { versionSent } from '../../kit/form-values.ts'
import type { Page, PageRequest } from '../../kit/page.ts'
import { faultOf, type Typed, typedIn } from '../../kit/sent-form.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import type { ActivityView } from './model.ts'
import { type ActivityQuery, activityAddress, activityKeys, activityQuery, askedActivity } from './query.ts'
import { retentionAddress } from './retention.ts'
import { activityTable } from './table.ts'
import { activityView } from './view.ts'

const permission = 'activity.read'
/** How many lines a page shows, and the most that a file holds. */
const SHOWN = 50
const IN_FILE = 50_000

/** `/activity`, also as `.csv`, `.xlsx` and `.json`: who did what, newest first. */
export const activityPage: Page = {
  name: 'activity',
  register(app, { reads, frame, today, refuse, may, writes, authorOf, acknowledge }) {
    app.get<{ Querystring: ActivityQuery }>('/activity', { config: { permission } }, async (request) => {
      return activityView(await viewOf(request))
    })

    app.post(retentionAddress, { config: { permission: 'settings.write' } }, async (request, reply) => {
      const typed = typedIn(request.body, ['months', 'reason', 'version'], refuse)
      try {
        await writes.setRetention({ ...retentionOf(typed), by: authorOf(request) })
      } catch (error) {
        reply.code(422)
        const { months = '', reason = '' } = typed
        return activityView({
          ...(await viewOf(request)),
          sentRetention: { typed: { months, reason }, fault: faultOf(error) },
        })
      }
      acknowledge(request, { text: 'It is saved for how long lines are kept.' })
      return reply.redirect(activityAddress, 303)
    })

    /** The order of the form. */
    function retentionOf({ months = '', reason = '', version = '' }: Typed) {
      const why = reason.trim()
      if (!/^\d{1,4}$/.test(months.trim()))
        throw refuse('unprocessable', 'Give the number of months, such as 72.')
      if (why === '' || why.length > 500) throw refuse('unprocessable', 'Say why, in at most 500 characters.')
      return { months: Number(months), reason: why, seen: versionSent(version) }
    }

    async function viewOf(request: PageRequest): Promise<ActivityView> {
      const { asked, question, choices, units } = await askedOf(request)
      const [surround, { lines, next }, digest, retention] = await Promise.all([
        frame(request),
        reads.loadActivity({ ...question, limit: SHOWN }),
        reads.loadLatestDigest(),
        reads.loadRetention(),
      ])
      return {
        ...{ frame: surround, lines, asked, choices, units, digest, retention, sentRetention: null },
        csrfToken: may(request, 'settings.write') ? (surround.actor?.csrfToken ?? null) : null,
        older: next === null ? null : `${activityAddress}${activityQuery(asked, next)}`,
        newest: question.before === null ? null : `${activityAddress}${activityQuery(asked)}`,
      }
    }

    tableRoutes(app, { path: activityAddress, permission, query: activityKeys }, async (request) => {
      const { asked, question } = await askedOf(request)
      const { lines, next } = await reads.loadActivity({ ...question, limit: IN_FILE })
      if (next !== null)
        throw refuse('unprocessable', 'This is more than 50,000 lines. Choose fewer days for one file.')
      return activityTable(lines, `${activityAddress}${activityQuery(asked)}`, await today())
    })

    async function askedOf(request: PageRequest) {
      const [tree, choices] = await Promise.all([
        today().then((day) => reads.loadUnits(monthOf(day))),
        reads.loadActivityChoices(),
      ])
      const units = tree.map(({ code, name }) => ({ code, name }))
      const found = askedActivity(request.query as ActivityQuery, { choices, units })
      if ('fault' in found) throw refuse('bad_request', found.fault)
      return { ...found, choices, units }
    }
  },
}
