import { monthOf } from '#domain/time/period.ts'
import type { Page, PageRequest } from '../../kit/page.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { type ActivityQuery, activityAddress, activityKeys, activityQuery, askedActivity } from './query.ts'
import { activityTable } from './table.ts'
import { activityView } from './view.ts'

const permission = 'activity.read'
/** How many lines a page shows, and the most that a file holds. */
const SHOWN = 50
const IN_FILE = 50_000

/** `/activity`, also as `.csv`, `.xlsx` and `.json`: who did what, newest first. */
export const activityPage: Page = {
  name: 'activity',
  register(app, { reads, frame, today, refuse }) {
    app.get<{ Querystring: ActivityQuery }>('/activity', { config: { permission } }, async (request) => {
      const { asked, question, choices, units } = await askedOf(request)
      const [{ lines, next }, digest, { keptFor }] = await Promise.all([
        reads.loadActivity({ ...question, limit: SHOWN }),
        reads.loadLatestDigest(),
        reads.loadRetention(),
      ])
      return activityView({
        frame: await frame(request),
        ...{ lines, asked, choices, units, digest, keptFor },
        older: next === null ? null : `${activityAddress}${activityQuery(asked, next)}`,
        newest: question.before === null ? null : `${activityAddress}${activityQuery(asked)}`,
      })
    })

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
