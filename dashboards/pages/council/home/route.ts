import { addDays, monthOf } from '#domain/time/period.ts'
import type { Page, PageDeps, PageFrame } from '../../kit/page.ts'
import { joinedHomes, newSince, roleHome } from './role-home.ts'
import { homeView } from './view.ts'

/** How far back a first-time visitor is shown what was said. */
const FIRST_DAYS = 31

/** `/`: what needs the reader, by role. A person with several roles sees them joined. */
export const homePage: Page = {
  name: 'home',
  register(app, { reads, frame, today, now, withGrant, writes, people }) {
    app.get('/', { config: { permission: 'signed_in' } }, async (request) => {
      const [surround, day] = await Promise.all([frame(request), today()])
      const tree = await reads.loadUnits(monthOf(day))
      const { person } = surround
      const reader = person ?? { id: null, name: '' }
      // A program does not look at pages: only people are told what is new to them.
      const looked = person?.via === 'session' ? await writes.recordPageView({ person, place: 'home' }) : null
      const since = looked?.at ?? new Date(`${addDays(day, -FIRST_DAYS)}T00:00:00Z`)
      const grants = person?.grants ?? []
      const months = await reads.loadUnitMonths(
        grants.map(({ unit }) => unit),
        day,
      )
      const homes = await Promise.all(
        grants.map((grant) =>
          withGrant(grant, async ({ units, may }) => {
            const mine = units(tree)
            const unit = mine.find((u) => u.code === grant.unit)
            if (unit === undefined) return []
            const period = months.get(grant.unit)?.latest ?? null
            const asked = {
              reads,
              role: grant.role,
              unit,
              tree: mine,
              period,
              today: day,
              now: now(),
              since,
              reader,
              loadWaitingTokens: () => waitingFor(people, person),
            }
            return [await roleHome({ ...asked, may })]
          }),
        ),
      )
      const home = joinedHomes(homes.flat())
      const changed = looked === null ? home.changed : newSince(home.changed, looked.at.toISOString())
      return homeView({ frame: surround, home: { ...home, changed }, looked })
    })
  },
}

/** The tokens that the reader may confirm: those that wait and are somebody else’s. */
async function waitingFor(people: PageDeps['people'], reader: PageFrame['person']) {
  const tokens = await people.loadTokens()
  return tokens.filter(({ state, owner }) => state === 'waiting' && owner?.id !== reader?.actsAs)
}
