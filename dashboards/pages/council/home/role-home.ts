/** The content of each role's home, from the reads it is given; and several homes joined. */
import { londonDay } from '#domain/time/moment.ts'
import { administratorHome } from './homes/administrator.ts'
import { councilHome } from './homes/council.ts'
import { dataHome } from './homes/data.ts'
import type { Home, HomeQuestion } from './homes/home.ts'
import { boardHome, planHome } from './homes/plan.ts'
import { serviceHome } from './homes/service.ts'
import { teamHome } from './homes/team.ts'
import type { HomeLine } from './lines/line.ts'

/** The home of one role over one unit. */
export function roleHome(question: HomeQuestion): Promise<Home> {
  switch (question.role) {
    case 'team_manager':
      return teamHome(question)
    case 'head_of_service':
      return serviceHome(question)
    case 'data_team':
      return dataHome(question)
    case 'plan_lead':
      return planHome(question)
    case 'board':
      return boardHome(question)
    case 'administrator':
      return administratorHome(question)
    default:
      return councilHome(question)
  }
}

/** Several homes as one; no line appears twice. */
export function joinedHomes(homes: readonly Home[]): Home {
  return {
    start: homes.find((h) => h.start !== null)?.start ?? null,
    todo: once(homes.flatMap((h) => h.todo)),
    rest: homes.find((h) => h.todo.length > 0)?.rest ?? '/',
    restChanged: homes.find((h) => h.changed.length > 0)?.restChanged ?? '/',
    changed: latestFirst(once(homes.flatMap((h) => h.changed))),
    places: once(homes.flatMap((h) => h.places)),
    quiet:
      homes[0]?.quiet ??
      'Your account has no role over a unit of this council. The data team can say who gives one.',
  }
}

function once(lines: readonly HomeLine[]): HomeLine[] {
  const seen = new Set<string>()
  return lines.filter(({ href, text }) => {
    const key = `${href} ${text}`
    return seen.has(key) ? false : seen.add(key)
  })
}

/** By day, so that lines of one day stay in the order of their home. */
function latestFirst(lines: readonly HomeLine[]): HomeLine[] {
  const day = ({ at }: HomeLine) => (at === undefined ? '' : at.includes('T') ? londonDay(at) : at)
  return [...lines].sort((a, b) => (day(a) > day(b) ? -1 : day(a) < day(b) ? 1 : 0))
}

/** The lines that changed after a moment: an instant after it, or a day after its day. */
export function newSince(lines: readonly HomeLine[], since: string): HomeLine[] {
  return lines.filter(({ at }) => at === undefined || (at.includes('T') ? at > since : at > londonDay(since)))
}
