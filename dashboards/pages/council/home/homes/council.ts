/** The homes of roles over the whole council: senior managers, and the quality and workforce leads. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { isOpenIn, teamsOf, type Unit } from '#domain/catalogue/unit.ts'
import { type Check, monthsFollowed } from '#domain/plan/plan-checks.ts'
import { addMonths, monthOf, periodName } from '#domain/time/period.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { CurrentMatters } from '#server/reads/current-matters.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { measureAddress } from '../../../../addresses.ts'
import { conversationLines, decisionLines } from '../lines/conversation-lines.ts'
import { waitingExtractLines } from '../lines/extract-lines.ts'
import type { HomeLine, TaskLine } from '../lines/line.ts'
import { contradictionLines, contradictions } from '../lines/plan-lines.ts'
import { concerningLines, matterLines, moverLines } from '../lines/scorecard-lines.ts'
import {
  extractsPlace,
  glossaryPlace,
  type Home,
  type HomeQuestion,
  loadPublicationLines,
  notYet,
  overviewPlace,
  planPlace,
  quietOf,
  readingPlace,
  scorecardPlace,
  unitPlace,
} from './home.ts'

const waitingRead = 50
/** How many overdue agreed actions of all teams a senior manager sees. */
const overdueShown = 2

export async function councilHome(question: HomeQuestion): Promise<Home> {
  const { reads, role, unit, period, today } = question
  const approvals = await approvalLines(question)
  const scorecard = period === null ? null : await reads.loadScorecard(unit.code, period, today)
  if (scorecard === null)
    return {
      ...notYet([planPlace, readingPlace]),
      todo: role === 'smt' ? approvals : null,
      rest: '/extracts',
    }
  const kpis = await reads.loadKpis(scorecard.period)
  const teams = teamsOf(unit, question.tree).filter((team) => isOpenIn(team, scorecard.period))
  const [movers, cameAt, published, said] = await Promise.all([
    reads.loadMovers({ units: teams, kpis, period: scorecard.period }),
    reads.loadPublicationMoments({
      units: teams,
      kpis: kpis.map((k) => k.code),
      periods: [scorecard.period],
    }),
    loadPublicationLines(question, null),
    loadSaid(question),
  ])
  const asked =
    role === 'smt'
      ? await seniorLines(question, scorecard)
      : await leadLines(question, kpis.filter(isOf[role] ?? (() => true)), teams, scorecard.period)
  return {
    start: { text: `Open the ${periodName(scorecard.period)} overview`, href: '/overview' },
    todo: role === 'smt' ? approvals : null,
    talk: asked,
    rest: role === 'smt' ? '/plan/checks' : '/overview',
    restChanged: '/overview',
    changed: [
      ...said,
      ...published,
      ...moverLines(movers.worse, cameAt).slice(0, 3),
      ...moverLines(movers.better, cameAt).slice(0, 2),
    ],
    places: [
      scorecardPlace(scorecard),
      overviewPlace,
      { text: 'Compare teams', href: '/compare', note: 'like with like, one measure at a time' },
      planPlace,
      unitPlace(unit, 'services and teams'),
      ...(role === 'smt' ? [extractsPlace] : [glossaryPlace]),
      readingPlace,
    ],
    quiet:
      role === 'smt'
        ? quietOf(scorecard.period)
        : `Nothing of yours has really changed for the worse in ${periodName(scorecard.period)}.`,
  }
}

/** The measures that a lead is responsible for. */
const isOf: Partial<Record<HomeQuestion['role'], (kpi: Kpi) => boolean>> = {
  quality_lead: (kpi) => kpi.dimension === 'quality' || kpi.subject === 'practice',
  workforce_lead: (kpi) => kpi.subject === 'workforce' || kpi.subject === 'oversight_and_supervision',
}

async function approvalLines({ reads, role, now }: HomeQuestion): Promise<TaskLine[]> {
  if (role !== 'smt') return []
  return waitingExtractLines(
    await reads.loadWaitingExtracts({ limit: waitingRead, now, statuses: ['awaiting_approval'] }),
  )
}

/** What the whole council needs to talk about, where the plan and its measures disagree, and overdue agreed actions. */
async function seniorLines({ reads, today, tree }: HomeQuestion, scorecard: Scorecard): Promise<HomeLine[]> {
  const [checks, decisions, matters] = await Promise.all([
    reads.loadPlanChecks(today),
    reads.loadDecisions(today),
    reads.loadCurrentMatters([scorecard], today),
  ])
  const told = toldWithMatters(matters, checks)
  const overdue = decisions.filter((d) => d.dueOn !== null && d.dueOn < today)
  return [
    ...decisionLines(overdue, today, tree).slice(0, overdueShown),
    ...matters.flatMap((m) => matterLines(m, false)).map((line) => withContradiction(line, told)),
    ...contradictionLines(checks.filter((check) => !told.some(({ checks: own }) => own.includes(check)))),
  ]
}

/** A matter of the council, and the checks that set it against the plan. */
type ToldWithMatter = { href: string; checks: Check[] }

/** The matters of the council whose measure also contradicts the plan: said once, with the matter. */
function toldWithMatters(matters: readonly CurrentMatters[], checks: readonly Check[]): ToldWithMatter[] {
  return matters.flatMap(({ unit, lines, needsConversation }) =>
    needsConversation.flatMap(({ kpi }) => {
      const line = lines.find((l) => l.kpi.code === kpi)
      if (line === undefined) return []
      const own = contradictions(checks).filter((c) => c.kpi === kpi && c.unit === unit.code)
      return own.length === 0 ? [] : [{ href: measureAddress(unit.code, kpi, line.period), checks: own }]
    }),
  )
}

function withContradiction(line: HomeLine, told: readonly ToldWithMatter[]): HomeLine {
  const refs = told.find(({ href }) => href === line.href)?.checks.map(({ action }) => action ?? '') ?? []
  if (refs.length === 0) return line
  return {
    ...line,
    note: `${line.note}; ${nameList(refs)} ${wordFor(refs.length, 'is', 'are')} rated on track`,
  }
}

/** The lead's measures that are worse than usual in some team, by its own latest figure. */
async function leadLines(
  { reads, today, tree }: HomeQuestion,
  kpis: readonly Kpi[],
  teams: readonly Unit[],
  period: string,
): Promise<HomeLine[]> {
  const figures = await reads.loadLatestFigures({
    units: teams.map((t) => t.code),
    kpis: kpis.map((k) => k.code),
    from: addMonths(monthOf(today), -monthsFollowed),
  })
  return concerningLines(figures, kpis, tree, period)
}

async function loadSaid({ reads, role, tree, since, reader }: HomeQuestion): Promise<HomeLine[]> {
  if (role !== 'smt') return []
  return conversationLines(await reads.loadConversationNews({ units: null, since, reader }), tree).slice(0, 3)
}
