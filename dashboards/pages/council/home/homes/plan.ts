/** The homes of those who write the improvement plan and of the board that monitors it. */

import { scorecardAddress } from '../../../../addresses.ts'
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

/** How many contradictions, and actions not on track, come before overdue ones. */
const firstShown = 3

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
      ...contradictionLines(checks).slice(0, firstShown),
      ...silentActionLines(checks),
      ...overdueLines(plan),
    ],
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

/** The board monitors the plan. */
export async function boardHome({ reads, unit, period, today }: HomeQuestion): Promise<Home> {
  const plan = await reads.loadPlan(today)
  return {
    start: { text: 'Open the improvement plan', href: '/plan' },
    todo: [...notOnTrackLines(plan).slice(0, firstShown), ...overdueLines(plan)],
    rest: '/plan',
    restChanged: '/plan/board',
    changed: ratingMoveLines(plan),
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
