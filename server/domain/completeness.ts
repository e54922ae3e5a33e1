/** Whether a month's data is in, in sentences that name who and what is missing. */
import { namesInSentence } from './chart-finding.ts'
import type { ReturnState } from './extract-status.ts'
import { dayName, periodInSentence } from './period.ts'

/** A cell that is due and holds no figure: nothing came, or its row came blank. */
export type MissingCell = { unit: string; kpi: string; came: 'nothing' | 'blank' }

/** One return for one month, as far as some teams send it. */
export type ReturnCompleteness = {
  code: string
  name: string
  dueOn: string
  /** Figures that are due. */
  expected: number
  state: ReturnState
  /** Days past the due day on which the first of it came. */
  daysLate: number
  missing: readonly MissingCell[]
}

/** More names than this in one sentence are counted instead. */
const mostNamed = 4
/** Where what is missing is whole teams, more of them are named. */
const mostTeamsNamed = 12

/**
 * What to know before reading a month: what has not come, what came blank and from whom, what came late. One sentence a
 * return, the emptiest kind first; a single sentence where all is in.
 * @param period the month the returns are for
 */
export function completenessSentences(returns: readonly ReturnCompleteness[], period: string): string[] {
  const month = periodInSentence(period)
  const due = returns.filter((r) => r.expected > 0)
  const expected = due.reduce((sum, r) => sum + r.expected, 0)
  if (expected === 0) return [`No return is expected for ${month}.`]
  const absent = (state: ReturnState) => due.filter((r) => r.state === state)
  const open = [...absent('due'), ...absent('not_due')]
  const partly = due.filter((r) => r.state === 'in' || r.state === 'part')
  const late = partly.filter((r) => r.daysLate > 0)
  const said = [
    ...absent('late').map((r) => `${r.name} has not come: it was due on ${dayName(r.dueOn)}.`),
    ...partly.flatMap((r) => missingSentences(r)),
    late.length === 0
      ? null
      : `${namesInSentence(late.map((r) => `${r.name} came ${r.daysLate} ${r.daysLate === 1 ? 'day' : 'days'} late`))}.`,
    open.length === 0
      ? null
      : `Not due yet: ${namesInSentence(open.map((r) => `${r.name} (${dayName(r.dueOn)})`))}.`,
  ].filter((sentence) => sentence !== null)
  if (said.length > 0) return said
  return [
    `All ${due.length === 1 ? '' : `${due.length} returns and `}${expected} figures for ${month} are in.`,
  ]
}

/** How many figures are due, and how many of them hold one. */
export function completenessCounts(returns: readonly ReturnCompleteness[]): {
  expected: number
  missing: number
} {
  return {
    expected: returns.reduce((sum, r) => sum + r.expected, 0),
    missing: returns.reduce((sum, r) => sum + r.missing.length, 0),
  }
}

/** What a return still lacks for a month before it is due. */
export type NotInYet = {
  name: string
  period: string
  dueOn: string
  /** Teams of which nothing is in. */
  teams: readonly string[]
  /** Single cells of the other teams. */
  missing: readonly MissingCell[]
}

/** "Children in care for May 2019, due on 10 June 2019: Children in Care South; Visits in time from Children in Care North". */
export function notInYetSentence({ name, period, dueOn, teams, missing }: NotInYet): string {
  const named =
    teams.length <= mostTeamsNamed
      ? namesInSentence(teams)
      : `${teams.slice(0, mostTeamsNamed).join(', ')} and ${teams.length - mostTeamsNamed} more teams`
  const parts = [named, missing.length === 0 ? '' : measuresOf(missing)].filter((part) => part !== '')
  return `${name} for ${periodInSentence(period)}, due on ${dayName(dueOn)}: ${parts.join('; ')}`
}

function missingSentences({ name, missing }: ReturnCompleteness): string[] {
  return (['nothing', 'blank'] as const).flatMap((came) => {
    const own = missing.filter((m) => m.came === came)
    if (own.length === 0) return []
    const listed = measuresOf(own)
    return [came === 'blank' ? `${name}: ${listed} came blank.` : `${name}: ${listed} did not come.`]
  })
}

/** "Visits from North and South, and 3 more measures". */
function measuresOf(cells: readonly MissingCell[]): string {
  const told = [...Map.groupBy(cells, ({ kpi }) => kpi)].map(([kpi, own]) => `${kpi} from ${unitsOf(own)}`)
  return told.length <= mostNamed
    ? namesInSentence(told)
    : `${told.slice(0, mostNamed - 1).join(', ')} and ${told.length - mostNamed + 1} more measures`
}

function unitsOf(cells: readonly MissingCell[]): string {
  const names = [...new Set(cells.map((c) => c.unit))]
  return names.length <= mostNamed ? namesInSentence(names) : `${names.length} teams`
}
