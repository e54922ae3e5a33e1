/** The content of each role's home, from the reads it is given; and several homes joined. */
import { londonDay } from '#domain/time/moment.ts'
import { administratorHome } from './homes/administrator.ts'
import { councilHome } from './homes/council.ts'
import { dataHome } from './homes/data.ts'
import type { Home, HomeQuestion } from './homes/home.ts'
import { boardHome, planHome } from './homes/plan.ts'
import { serviceHome } from './homes/service.ts'
import { teamHome } from './homes/team.ts'
import { type HomeLine, subjectOf } from './lines/line.ts'

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

/** Several homes as one. Nothing is said twice: no line is repeated, a measure or an agreed action is named in one block only, and
 * the page that the first button opens is
 * no place besides: what is said of it stands with the button. */
export function joinedHomes(homes: readonly Home[]): Home {
  const first = homes.find((h) => h.start !== null)?.start ?? null
  const todo = joined(homes.map((h) => h.todo))
  const talk = joined(homes.map((h) => h.talk))
  const inTodo = new Set((todo ?? []).map(subjectOf))
  const told = new Set([...inTodo, ...(talk ?? []).map(subjectOf)])
  const places = once(homes.flatMap((h) => h.places))
  const opened = places.find(({ href }) => href === first?.href)
  const isScorecard = first?.href.includes('/scorecards/') === true
  return {
    start:
      first === null || opened?.note === undefined || !isScorecard ? first : { ...first, note: opened.note },
    todo,
    talk: talk?.filter((line) => !isToldBy(line, inTodo)) ?? null,
    rest:
      homes.find((h) => [h.todo, h.talk].some((lines) => lines !== null && lines.length > 0))?.rest ?? '/',
    restChanged: homes.find((h) => h.changed.length > 0)?.restChanged ?? '/',
    changed: latestFirst(once(homes.flatMap((h) => h.changed))).filter((line) => !isToldBy(line, told)),
    places: places.filter((place) => place !== opened),
    quiet:
      homes[0]?.quiet ??
      'Your account has no role over a team or service of this council. The data team can say who gives one.',
  }
}

/** The lines of several homes, each once; null if no home has the block. */
function joined<Line extends HomeLine>(blocks: readonly (Line[] | null)[]): Line[] | null {
  const own = blocks.filter((block) => block !== null)
  return own.length === 0 ? null : once(own.flat())
}

/** True if a block before names what the line is about. */
function isToldBy(line: HomeLine, told: ReadonlySet<string | null>): boolean {
  const subject = subjectOf(line)
  return subject !== null && told.has(subject)
}

function once<Line extends HomeLine>(lines: readonly Line[]): Line[] {
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
