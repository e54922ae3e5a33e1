/** The top of a scorecard: what is going well and what needs a conversation. */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Figure, Status } from '../figures/figure.ts'
import { isNotWhole, judgedFigure } from '../figures/wholeness.ts'
import { isTeamShort, shortfallBeneathWords, shortfallWords } from '../wording/each-one-words.ts'
import { missedWords } from '../wording/format.ts'
import { recordWords, verdictWords } from '../wording/phrase.ts'
import { lastWholeWhen } from '../wording/wholeness-words.ts'

/** One KPI of one unit in one month, with the facts for choosing the rows at the top. */
export type ScorecardRow = {
  kpi: Kpi
  figure: Figure
  /** Statuses of this month and the two before, latest first. */
  statuses: readonly (Status | null)[]
  /** True if the figure is overdue on the day of reading. On the due day itself it may still come. */
  due: boolean
  /** True where an action linked to the KPI is live for this unit. */
  hasLiveAction: boolean
  /** Why no linked action is live, for a row without one: "no action is linked". */
  stalled: string
}

export type MatterReason =
  | 'each_one_counts'
  | 'past_floor_and_concerning'
  | 'concerning'
  | 'will_miss_without_action'
  | 'missed_three_months'
  | 'due_and_not_received'
  | 'each_one_counts_beneath'
  | 'improving_and_met'
  | 'improving'
  | 'will_meet'

/** A row chosen for the top of the page, and why, in words. */
export type Matter = { kpi: string; reason: MatterReason; why: string }

/** True if the page asks for commentary on the matter. A figure that never came needs none, and what fell short in a team
 *  is that team's to explain. */
export function asksForCommentary({ reason }: Pick<Matter, 'reason'>): boolean {
  return reason !== 'due_and_not_received' && reason !== 'each_one_counts_beneath'
}

/** At most this many of each, and after them what fell short in teams where each one counts. */
export const mattersShown = 3

type Clause = {
  reason: MatterReason
  fits: (row: ScorecardRow) => boolean
  why: (row: ScorecardRow) => string
}

const conversationClauses: readonly Clause[] = [
  {
    reason: 'each_one_counts',
    fits: (r) => isTeamShort(r.kpi, r.figure),
    why: (r) => shortfallWords(r.kpi, r.figure) ?? '',
  },
  {
    reason: 'past_floor_and_concerning',
    fits: (r) => r.figure.status === 'missed' && r.figure.variation === 'concerning',
    why: (r) => `${verdictWords(r.figure)}, and ${missedWords(r.kpi, r.figure)}`,
  },
  {
    reason: 'concerning',
    fits: (r) => r.figure.variation === 'concerning',
    why: (r) => `${verdictWords(r.figure)}`,
  },
  {
    reason: 'will_miss_without_action',
    fits: (r) => r.figure.assurance === 'will_miss' && !r.hasLiveAction,
    why: (r) => `unlikely to meet target, and ${r.stalled}`,
  },
  {
    reason: 'missed_three_months',
    fits: (r) => r.statuses.length >= 3 && r.statuses.slice(0, 3).every((s) => s === 'missed'),
    why: () => 'missed three months running',
  },
  {
    reason: 'due_and_not_received',
    fits: (r) => r.figure.state === 'not_reported' && r.due,
    why: () => 'due and not received',
  },
]

const goingWellClauses: readonly Clause[] = [
  {
    reason: 'improving_and_met',
    fits: (r) => r.figure.variation === 'improving' && r.figure.status === 'met',
    why: (r) => `${verdictWords(r.figure)}`,
  },
  {
    reason: 'improving',
    fits: (r) => r.figure.variation === 'improving',
    why: (r) => `${verdictWords(r.figure)}`,
  },
  {
    reason: 'will_meet',
    fits: (r) => r.figure.assurance === 'will_meet',
    why: (r) => recordWords(r.figure) ?? 'can meet target',
  },
]

/** At most three rows, in the order: anyone missed in a team where each one counts · past its floor and concerning ·
 *  concerning · unlikely to meet target with no live action · missed three months running · due and not received. Ties by children
 *  affected, then catalogue order. If a figure is not whole, the last whole one counts, and the reason names its month.
 *  After them, for a service, where anyone was missed in its teams and each one counts. */
export function needsConversation(rows: readonly ScorecardRow[]): Matter[] {
  const chosen = choose(rows.map(spokenRow), conversationClauses)
  return [...chosen, ...shortBeneath(rows.filter(({ kpi }) => chosen.every((m) => m.kpi !== kpi.code)))]
}

/** Where each one counts and someone was missed in a team beneath. A service keeps its ordinary status of such a measure, and
 *  lists it after its three matters. */
function shortBeneath(rows: readonly ScorecardRow[]): Matter[] {
  return rows
    .toSorted((a, b) => a.kpi.order - b.kpi.order)
    .flatMap(({ kpi, figure }) => {
      const why = shortfallBeneathWords(kpi, figure)
      return why === null ? [] : [{ kpi: kpi.code, reason: 'each_one_counts_beneath' as const, why }]
    })
}

/** At most three rows, in the order: improving and met · improving · can meet target; ties as for a conversation. A row that
 *  needs a conversation is never also going well. */
export function goingWell(rows: readonly ScorecardRow[]): Matter[] {
  return choose(
    rows.map(spokenRow).filter((row) => !isToTalkAbout(row)),
    goingWellClauses,
  )
}

function isToTalkAbout(row: SpokenRow): boolean {
  return conversationClauses.some((c) => c.fits(row)) || shortfallBeneathWords(row.kpi, row.figure) !== null
}

/**
 * A row with the figure whose verdict counts. If its own is not whole, that is the last whole one, and `when` names
 * its month.
 */
type SpokenRow = ScorecardRow & { when: string | null }

function spokenRow(row: ScorecardRow): SpokenRow {
  const last = isNotWhole(row.figure) ? judgedFigure(row.figure) : null
  return last === null
    ? { ...row, when: null }
    : { ...row, figure: { ...row.figure, ...last }, when: lastWholeWhen(row.figure) }
}

function choose(rows: readonly SpokenRow[], clauses: readonly Clause[]): Matter[] {
  const chosen = rows.flatMap((row) => {
    const rank = clauses.findIndex((c) => c.fits(row))
    const clause = clauses[rank]
    return clause === undefined ? [] : [{ row, rank, clause }]
  })
  chosen.sort(
    (a, b) =>
      a.rank - b.rank ||
      b.row.figure.affected - a.row.figure.affected ||
      a.row.kpi.order - b.row.kpi.order ||
      (a.row.kpi.code < b.row.kpi.code ? -1 : 1),
  )
  return chosen.slice(0, mattersShown).map(({ row, clause }) => {
    const why = row.when === null ? clause.why(row) : `${row.when}: ${clause.why(row)}`
    return { kpi: row.kpi.code, reason: clause.reason, why }
  })
}
