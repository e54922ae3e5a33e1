/** The homes of those who write the improvement plan and of the board that monitors it. */

import { plural } from '#domain/wording/plural.ts'
import { scorecardAddress } from '../../../../addresses.ts'
import type { HomeLine } from '../lines/line.ts'
import {
  contradictionLines,
  notOnTrackLines,
  overdueLines,
  ratingMoveLines,
  silentActionLines,
} from '../lines/plan-lines.ts'
import {
  type Home,
  type HomeQuestion,
  loadPublicationLines,
  overviewPlace,
  planPlace,
  readingPlace,
} from './home.ts'

/** The programme lead follows up updates and sees where the plan and its measures disagree. */
export async function planHome(question: HomeQuestion): Promise<Home> {
  const { reads, unit, period, today } = question
  const [plan, checks, published] = await Promise.all([
    reads.loadPlan(today),
    reads.loadPlanChecks(today),
    loadPublicationLines(question, null),
  ])
  return {
    start: { text: 'Open the improvement plan', href: '/plan' },
    todo: [
      ...silentActionLines(checks, plan),
      ...overdueLines(plan).map((line) => ({ ...line, text: `Ask about ${line.text}` })),
    ],
    talk: contradictionLines(checks),
    rest: '/plan/checks',
    restChanged: '/plan/board',
    changed: [...ratingMoveLines(plan), ...published],
    places: [
      planPlace,
      {
        text: 'Checks of the plan',
        href: '/plan/checks',
        note: 'what is late, and what its measures contradict',
      },
      {
        text: 'What the board may read',
        href: '/releases',
        note: 'which texts are released to it, and which are not',
      },
      ...(period === null
        ? []
        : [overviewPlace, { text: 'The council’s scorecard', href: scorecardAddress(unit.code, period) }]),
      readingPlace,
    ],
    quiet: 'Nothing needs you: no milestone is overdue and no measure contradicts the plan.',
  }
}

/** The board monitors the plan, and changes nothing here: its home gives it facts and asks nothing of it. An action that is not on
 * track is one line, with its overdue milestone and its rating before. */
export async function boardHome({ reads, unit, period, today }: HomeQuestion): Promise<Home> {
  const plan = await reads.loadPlan(today)
  const overdue = overdueLines(plan)
  const notOnTrack = notOnTrackLines(plan).map((line) => withOverdue(line, overdue))
  return {
    start: { text: 'Open the improvement plan', href: '/plan' },
    todo: null,
    talk: [...notOnTrack, ...overdue.filter(({ href }) => !isAbout(notOnTrack, href))],
    rest: '/plan',
    restChanged: '/plan/board',
    changed: ratingMoveLines(plan).filter(({ href }) => !isAbout(notOnTrack, href)),
    places: [
      planPlace,
      ...(period === null
        ? []
        : [
            { text: 'The council’s scorecard', href: scorecardAddress(unit.code, period) },
            { ...overviewPlace, note: 'what really changed, service by service' },
          ]),
      readingPlace,
      { text: 'How figures are judged', href: '/help/method#small', note: 'and which are suppressed here' },
    ],
    quiet: 'No milestone is overdue and no action is rated not on track.',
  }
}

/** The line of an action that is not on track, with the milestones that it has missed. */
function withOverdue(line: HomeLine, overdue: readonly HomeLine[]): HomeLine {
  const own = overdue.filter(({ href }) => href === line.href)
  if (own.length === 0) return line
  return { ...line, note: `${plural(own.length, 'milestone')} overdue: ${line.note}` }
}

function isAbout(lines: readonly HomeLine[], href: string): boolean {
  return lines.some((line) => line.href === href)
}
