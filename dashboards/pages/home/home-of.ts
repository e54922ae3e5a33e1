/** What stands on the home of each role, asked of the reads it is given. */
import { periodName } from '#domain/period.ts'
import { isOpenIn, teamsOf, type Unit } from '#domain/unit.ts'
import type { Role } from '#server/accounts/actor.ts'
import type { Reads } from '#server/reads/reads.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import {
  contradictionLines,
  decisionLines,
  firstMatterLines,
  type HomeLine,
  matterLines,
  movementLines,
  moverLines,
  notOnTrackLines,
  organisationLines,
  overdueLines,
  publicationLines,
  ratingMoveLines,
  returnLines,
  scorecardAddress,
  scorecardNote,
  unitAddress,
  waitingExtractLines,
} from './lines.ts'

/** A home: what to do, what changed, where to go. `start` is the one thing this role opens first. */
export type Home = {
  start: { text: string; href: string } | null
  todo: HomeLine[]
  /** Where the rest of a long list is. */
  rest: string
  changed: HomeLine[]
  places: HomeLine[]
  /** What is said where there is nothing to do. */
  quiet: string
}

/** The part of a home that one role over one unit gives. */
export type HomeQuestion = {
  reads: Reads
  role: Role
  unit: Unit
  tree: readonly Unit[]
  /** The latest published month; null before the first. */
  period: string | null
  today: string
}

const returnMonthsShown = 3
const publicationsRead = 40
const waitingRead = 50

/** The home of one role over one unit. */
export function homeOf(question: HomeQuestion): Promise<Home> {
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

const planPlace: HomeLine = {
  text: 'Improvement plan',
  href: '/plan',
  note: 'delivery beside evidence of impact',
}
const readingPlace: HomeLine = { text: 'How to read a scorecard', href: '/help', note: 'two minutes' }
const glossaryPlace: HomeLine = { text: 'Every measure and what it counts', href: '/help/kpis' }

async function teamHome({ reads, unit, period, today }: HomeQuestion): Promise<Home> {
  const scorecard = period === null ? null : await reads.loadScorecard(unit.code, period, today)
  const published = await reads.loadPublications({ units: [unit.code], limit: publicationsRead })
  const places = [
    { text: unit.name, href: unitAddress(unit.code), note: 'its months and facts' },
    planPlace,
    readingPlace,
  ]
  if (scorecard === null) return notYet(places)
  return {
    start: openScorecard(scorecard),
    todo: [...decisionLines(scorecard.decisions, today), ...matterLines(scorecard, false)],
    rest: scorecardAddress(unit.code, scorecard.period),
    changed: [...publicationsOf(unit, published, scorecard.period), ...movementLines(scorecard)],
    places: [
      {
        text: `${unit.name}, ${periodName(scorecard.period)}`,
        href: scorecardAddress(unit.code, scorecard.period),
        note: scorecardNote(scorecard),
      },
      ...places,
    ],
    quiet: quietOf(scorecard.period),
  }
}

async function serviceHome({ reads, unit, tree, period, today }: HomeQuestion): Promise<Home> {
  const teams = period === null ? [] : teamsOf(unit, tree).filter((t) => isOpenIn(t, period))
  const [own, ...cards] = await Promise.all(
    period === null ? [] : [unit, ...teams].map((u) => reads.loadScorecard(u.code, period, today)),
  )
  const published = await reads.loadPublications({
    units: [unit.code, ...teams.map((t) => t.code)],
    limit: publicationsRead,
  })
  const whole = {
    text: unit.name,
    href: unitAddress(unit.code),
    note: 'each team’s three matters on one page',
  }
  if (!own) return notYet([whole, planPlace, readingPlace])
  const scorecards = cards.filter((s): s is Scorecard => s !== null)
  const decisions = [own, ...scorecards].flatMap((s) => s.decisions)
  return {
    start: { text: `See every team’s three matters`, href: unitAddress(unit.code) },
    todo: [...decisionLines(decisions, today), ...firstMatterLines(scorecards)],
    rest: unitAddress(unit.code),
    changed: [
      ...publicationsOf(unit, published, own.period),
      ...scorecards.flatMap((s) =>
        movementLines(s).map((line) => ({ ...line, text: `${s.unit.name}: ${line.text}` })),
      ),
    ],
    places: scorecards.map((s) => ({
      text: s.unit.name,
      href: scorecardAddress(s.unit.code, s.period),
      note: scorecardNote(s),
    })),
    quiet: quietOf(own.period),
  }
}

async function councilHome({ reads, role, unit, period, today }: HomeQuestion): Promise<Home> {
  const scorecard = period === null ? null : await reads.loadScorecard(unit.code, period, today)
  const asked =
    role === 'smt'
      ? await reads.loadWaitingExtracts({ limit: waitingRead, statuses: ['awaiting_approval'] })
      : []
  const approvals = waitingExtractLines(asked)
  if (scorecard === null) return { ...notYet([planPlace, readingPlace]), todo: approvals, rest: '/extracts' }
  const first = scorecard.lines[0]?.kpi.code ?? ''
  const [overview, published, checks] = await Promise.all([
    reads.loadOverview({ period: scorecard.period, kpi: first, scope: unit.code, day: today }),
    reads.loadPublications({ units: null, limit: publicationsRead }),
    reads.loadPlanChecks(today),
  ])
  return {
    start: { text: `Open the ${periodName(scorecard.period)} overview`, href: '/overview' },
    todo: [...approvals, ...matterLines(scorecard, false), ...contradictionLines(checks)],
    rest: '/plan',
    changed: [
      ...publicationsOf(unit, published, scorecard.period),
      ...moverLines(overview?.worse ?? []).slice(0, 3),
      ...moverLines(overview?.better ?? []).slice(0, 2),
    ],
    places: [
      {
        text: `${unit.name}, ${periodName(scorecard.period)}`,
        href: scorecardAddress(unit.code, scorecard.period),
        note: scorecardNote(scorecard),
      },
      { text: 'Overview', href: '/overview', note: 'what really changed, team by team' },
      planPlace,
      { text: 'Services and teams', href: unitAddress(unit.code) },
      { text: 'Extracts', href: '/extracts', note: 'what is in, due and late' },
      readingPlace,
    ],
    quiet: quietOf(scorecard.period),
  }
}

async function dataHome({ reads, unit, period, today }: HomeQuestion): Promise<Home> {
  const [months, waiting, published] = await Promise.all([
    reads.loadReturnMonths(today, returnMonthsShown),
    reads.loadWaitingExtracts({ limit: waitingRead }),
    reads.loadPublications({ units: null, limit: publicationsRead }),
  ])
  return {
    start: { text: 'See what is in, due and late', href: '/extracts' },
    todo: [
      ...waitingExtractLines(waiting.filter(({ status }) => status !== 'scheduled')),
      ...returnLines(months, today),
      ...waitingExtractLines(waiting.filter(({ status }) => status === 'scheduled')),
    ],
    rest: '/extracts',
    changed: publicationLines(published, (p) => `/extracts/${p.extractId}`),
    places: [
      { text: 'Upload an extract', href: '/extracts/new', note: 'a file, or rows pasted from a spreadsheet' },
      { text: 'Extracts', href: '/extracts', note: 'every file received, to its rows' },
      ...(period === null
        ? []
        : [
            { text: 'Overview', href: '/overview', note: 'what the figures now say' },
            { text: `${unit.name}, ${periodName(period)}`, href: scorecardAddress(unit.code, period) },
          ]),
      glossaryPlace,
      { text: 'How figures are judged', href: '/help/method' },
      { text: 'Settings', href: '/admin/settings', note: 'who may publish, and what the drop folder does' },
      { text: 'Is the service well?', href: '/status' },
    ],
    quiet: 'Nothing needs you: every return that is due is in.',
  }
}

async function planHome({ reads, unit, period, today }: HomeQuestion): Promise<Home> {
  const [plan, checks, published] = await Promise.all([
    reads.loadPlan(today),
    reads.loadPlanChecks(today),
    reads.loadPublications({ units: null, limit: publicationsRead }),
  ])
  return {
    start: { text: 'Open the improvement plan', href: '/plan' },
    todo: [...contradictionLines(checks).slice(0, 3), ...overdueLines(plan)],
    rest: '/plan/checks',
    changed: [...publicationsOf(unit, published, period), ...ratingMoveLines(plan)],
    places: [
      planPlace,
      ...(period === null
        ? []
        : [
            { text: 'Overview', href: '/overview', note: 'what really changed, team by team' },
            { text: `${unit.name}, ${periodName(period)}`, href: scorecardAddress(unit.code, period) },
          ]),
      readingPlace,
    ],
    quiet: 'Nothing needs you: no milestone is overdue and no measure contradicts the plan.',
  }
}

/** The board holds the plan to account. */
async function boardHome({ reads, unit, period, today }: HomeQuestion): Promise<Home> {
  const plan = await reads.loadPlan(today)
  return {
    start: { text: 'Open the improvement plan', href: '/plan' },
    todo: [...notOnTrackLines(plan).slice(0, 3), ...overdueLines(plan)],
    rest: '/plan',
    changed: ratingMoveLines(plan),
    places: [
      planPlace,
      ...(period === null
        ? []
        : [
            { text: `${unit.name}, ${periodName(period)}`, href: scorecardAddress(unit.code, period) },
            { text: 'Overview', href: '/overview', note: 'what really changed, service by service' },
          ]),
      readingPlace,
      { text: 'How figures are judged', href: '/help/method#small', note: 'and which are suppressed here' },
    ],
    quiet: 'No milestone is overdue and no action is rated not on track.',
  }
}

async function administratorHome({ unit, tree, today }: HomeQuestion): Promise<Home> {
  return {
    start: null,
    todo: [],
    rest: '/',
    changed: organisationLines(tree, today),
    places: [
      {
        text: 'Services and teams',
        href: unitAddress(unit.code),
        note: 'with the days they opened and closed',
      },
      { text: 'Settings', href: '/admin/settings', note: 'who may publish, and what the drop folder does' },
      glossaryPlace,
      { text: 'How figures are judged', href: '/help/method' },
      { text: 'Is the service well?', href: '/status' },
    ],
    quiet: 'Nothing needs you.',
  }
}

function publicationsOf(
  unit: Unit,
  published: Parameters<typeof publicationLines>[0],
  period: string | null,
) {
  const first = period ?? ''
  return publicationLines(published, (p) =>
    /^\d{4}-\d{2}$/.test(p.period) && p.period <= first
      ? scorecardAddress(unit.code, p.period)
      : scorecardAddress(unit.code, first),
  )
}

function openScorecard(scorecard: Scorecard) {
  return {
    text: `Open the ${periodName(scorecard.period)} scorecard`,
    href: scorecardAddress(scorecard.unit.code, scorecard.period),
  }
}

function quietOf(period: string): string {
  return `Nothing needs you. The latest published month is ${periodName(period)}.`
}

/** Before the first month is published. */
function notYet(places: HomeLine[]): Home {
  return {
    start: null,
    todo: [],
    rest: '/',
    changed: [],
    places,
    quiet:
      'No month has been published yet. The data team publishes the first extract; its scorecards appear here.',
  }
}
