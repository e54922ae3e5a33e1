import type { Page } from '../page.ts'
import { type Home, homeOf } from './home-of.ts'
import { homeView } from './view.ts'

/** `/`: what needs the reader, by role. Somebody with several roles sees them joined. */
export const homePage: Page = {
  name: 'home',
  register(app, { reads, frame, today, visible }) {
    app.get('/', { config: { permission: 'signed_in' } }, async (request) => {
      const [surround, day, months] = await Promise.all([
        frame(request),
        today(),
        reads.loadPublishedMonths(),
      ])
      const tree = await reads.loadUnits(day.slice(0, 7))
      const mine = visible(request, tree)
      const roles = surround.person?.roles ?? []
      const homes = await Promise.all(
        roles.flatMap(({ role, unit: code }) => {
          const unit = mine.find((u) => u.code === code)
          const period = months.at(-1)?.period ?? null
          return unit === undefined ? [] : [homeOf({ reads, role, unit, tree: mine, period, today: day })]
        }),
      )
      return homeView({ frame: surround, home: joined(homes) })
    })
  },
}

/** Several homes as one: the same line never twice. */
function joined(homes: readonly Home[]): Home {
  const once = (of: (home: Home) => Home['todo']) => {
    const seen = new Set<string>()
    return homes.flatMap(of).filter(({ href, text }) => {
      const key = `${href} ${text}`
      return seen.has(key) ? false : seen.add(key)
    })
  }
  return {
    start: homes.find((h) => h.start !== null)?.start ?? null,
    todo: once((h) => h.todo),
    rest: homes.find((h) => h.todo.length > 0)?.rest ?? '/',
    changed: once((h) => h.changed),
    places: once((h) => h.places),
    quiet:
      homes[0]?.quiet ??
      'Your account has no role over a unit of this council. The data team can say who gives one.',
  }
}
