/**
 * Standing checks: contradictions between the plan's ratings and its evidence. Each is a question to ask, never a
 * verdict.
 */

import type { Dimension } from '../catalogue/kpi.ts'
import type { Status, Variation } from '../figures/figure.ts'
import { addDays, dayName, dayNumber, lastDay, periodInSentence, periodName } from '../time/period.ts'
import { plural } from '../wording/plural.ts'
import { wordFor } from '../wording/word-for.ts'
import {
  type ActionPulse,
  type Cadence,
  cadenceDays,
  cadenceWords,
  isLive,
  lastRecordOf,
  type Milestone,
  milestoneStateOf,
  stalledWords,
  updateDays,
} from './plan.ts'
import { type Rating, ratingWords, stageWords } from './rating.ts'

export type CheckKind =
  | 'milestone_overdue'
  | 'cadence_missed'
  | 'outcome_unsupported'
  | 'delivery_evidence_only'
  | 'worsening_without_action'
  | 'on_track_but_concerning'
  | 'too_early_held'
  | 'no_update'

/** The heading for each kind of check. */
export const checkWords: Record<CheckKind, string> = {
  milestone_overdue: 'A milestone is overdue',
  cadence_missed: 'A review was missed',
  outcome_unsupported: 'Outcomes claimed, no improvement shown',
  delivery_evidence_only: 'Evidence of delivery only',
  worsening_without_action: 'Worsening with no live action',
  on_track_but_concerning: 'On track or completed, while a linked measure is concerning',
  too_early_held: 'Too early for too long',
  no_update: `Not rated or updated for ${updateDays} days`,
}

/** A concerning measure whose latest figure is older than this many months is no longer followed. */
export const monthsFollowed = 12

export type Check = {
  kind: CheckKind
  action: string | null
  kpi: string | null
  unit: string | null
  /** The period of the figure behind the check; null if there is none. */
  period: string | null
  since: string | null
  message: string
}

/** A linked KPI of a unit, in the latest period for which the unit has a figure. */
export type LinkedKpi = {
  kpi: string
  name: string
  dimension: Dimension
  unit: string
  /** That period. */
  period: string
  status: Status | null
  variation: Variation
  since: string | null
  /**
   * The last whole period, if the figure is not whole and the last whole one gives the verdict; null if the figure
   * gives its own.
   */
  lastWhole: string | null
  /** True if the KPI's verdict is withheld from this reader. */
  withheld: boolean
}

export type CheckedAction = ActionPulse & {
  cadence: Cadence | null
  milestones: readonly Milestone[]
  evidenceDimensions: readonly string[]
  kpis: readonly LinkedKpi[]
}

/** Every check that fires for one action on a day. */
export function checksOf(action: CheckedAction, day: string): Check[] {
  return [
    ...overdueMilestones(action, day),
    ...missedCadence(action, day),
    ...unsupportedOutcome(action),
    ...deliveryEvidenceOnly(action),
    ...contradictions(action),
    ...heldTooEarly(action, day),
    ...staleUpdate(action, day),
  ]
}

/** True if an action is on track or completed, no verdict that this reader sees contradicts it, and the verdict of
 *  a linked measure is withheld from them. A count of contradictions may then be too low. */
export function mayDisagreeUnseen({ rating, kpis }: Pick<CheckedAction, 'rating' | 'kpis'>): boolean {
  return (
    isSaidToGoWell(rating) && kpis.some((k) => k.withheld) && kpis.every((k) => k.variation !== 'concerning')
  )
}

/** The sentence beside a count of contradictions that may be too low for this reader; empty if the count is complete. */
export function unseenWords(count: number): string {
  if (count === 0) return ''
  const more = plural(count, 'more action')
  return (
    `For ${more} on track or completed, what a linked measure shows is withheld outside the ` +
    `service, to protect small numbers: ${wordFor(count, 'it', 'they')} may disagree too.`
  )
}

type Rated = { rating: { rating: Rating } | null }

/** The actions that can still be asked for an update: those that are not completed. */
export function openActions<Action extends Rated>(actions: readonly Action[]): Action[] {
  return actions.filter((a) => a.rating?.rating !== 'completed')
}

/** "19 of the 72 actions not completed have not been rated or updated for 30 days". */
export function staleWords(count: number, actions: readonly Rated[]): string {
  const asked = plural(openActions(actions).length, 'action')
  const heard = `not been rated or updated for ${updateDays} days`
  return `${count} of the ${asked} not completed ${wordFor(count, 'has', 'have')} ${heard}`
}

/** Checks for a KPI that is concerning for a unit while no action linked to it is live. */
export function worseningWithoutAction(
  kpi: LinkedKpi,
  actions: readonly ActionPulse[],
  day: string,
  hasOpenDecision: boolean,
): Check[] {
  if (kpi.variation !== 'concerning' || actions.some((a) => isLive(a, day, hasOpenDecision))) return []
  const message = `${kpi.name} is worse than usual, and ${stalledWords(actions)}. ${figureWords(kpi)}`
  return [
    {
      kind: 'worsening_without_action',
      action: null,
      kpi: kpi.kpi,
      unit: kpi.unit,
      period: kpi.period,
      since: kpi.since,
      message,
    },
  ]
}

/** Applies to completed actions too: a milestone without a record that it was met is overdue, whatever the rating. */
function overdueMilestones(action: CheckedAction, day: string): Check[] {
  const isCompleted = action.rating === 'completed'
  return action.milestones
    .filter((m) => milestoneStateOf(m, day) === 'overdue')
    .map((m) => {
      const days = dayNumber(day) - dayNumber(lastDay(m.due))
      const [stage, due] = [stageWords[m.stage], periodName(m.due)]
      const message = isCompleted
        ? `Rated completed, but nothing is recorded as meeting “${stage}”, due in ${due}.`
        : `“${stage}” was due in ${due} and is ${plural(days, 'day')} overdue. Nothing is recorded as meeting it.`
      return check('milestone_overdue', action, null, lastDay(m.due), message)
    })
}

function missedCadence(action: CheckedAction, day: string): Check[] {
  if (action.cadence === null || action.rating === 'completed') return []
  const last = lastRecordOf(action)?.on ?? null
  if (last !== null && dayNumber(day) - dayNumber(last) <= cadenceDays[action.cadence]) return []
  const heard = last === null ? 'nothing has been recorded' : `the last record is of ${dayName(last)}`
  return [
    check('cadence_missed', action, null, last, `Reviewed ${cadenceWords[action.cadence]}, but ${heard}.`),
  ]
}

function unsupportedOutcome(action: CheckedAction): Check[] {
  const claimed =
    action.rating === 'completed' || action.milestones.some((m) => m.stage === 'outcome' && m.metOn !== null)
  if (!claimed) return []
  return action.kpis
    .filter((k) => k.dimension === 'difference' && k.variation !== 'improving' && k.variation !== 'none')
    .map((k) =>
      check(
        'outcome_unsupported',
        action,
        k,
        null,
        `Improved outcomes are claimed, but ${k.name} shows no improvement. ${figureWords(k)}`,
      ),
    )
}

function deliveryEvidenceOnly(action: CheckedAction): Check[] {
  const dimensions = new Set(action.evidenceDimensions)
  if (dimensions.size === 0 || [...dimensions].some((d) => d !== 'delivery')) return []
  return [
    check(
      'delivery_evidence_only',
      action,
      null,
      null,
      'The evidence says it is done on time, not whether it is good or makes a difference.',
    ),
  ]
}

function contradictions(action: CheckedAction): Check[] {
  if (!isSaidToGoWell(action.rating)) return []
  return action.kpis
    .filter((k) => k.variation === 'concerning')
    .map((k) => {
      const message = `Rated ${ratingWords[action.rating].toLowerCase()}, but ${k.name} ${worseWords(k)}`
      return check('on_track_but_concerning', action, k, k.since, message)
    })
}

/** "has been worse than usual since March 2019. The latest figure is for April 2019.", or "is worse than usual in its latest
 *  figure, April 2019." if that one is the first. */
function worseWords(kpi: LinkedKpi): string {
  const { since } = kpi
  const { which, of } = spokenPeriod(kpi)
  if (since !== null && since === (kpi.lastWhole ?? kpi.period))
    return `is worse than usual in its ${which} figure, ${of}.`
  return `has been worse than usual${since === null ? '' : ` since ${periodInSentence(since)}`}. ${figureWords(kpi)}`
}

/** "The latest figure is for April 2019.", or the last whole one if that gives the verdict. */
function figureWords(kpi: LinkedKpi): string {
  const { which, of } = spokenPeriod(kpi)
  return `The ${which} figure is for ${of}.`
}

function spokenPeriod({ period, lastWhole }: LinkedKpi): { which: string; of: string } {
  return {
    which: lastWhole === null ? 'latest' : 'last whole',
    of: periodInSentence(lastWhole ?? period),
  }
}

function isSaidToGoWell(rating: Rating): boolean {
  return rating === 'on_track' || rating === 'completed'
}

function heldTooEarly(action: CheckedAction, day: string): Check[] {
  if (action.rating !== 'too_early') return []
  const impact = action.milestones.find(
    (m) => m.stage === 'team_impact' && m.metOn === null && day > lastDay(m.due),
  )
  if (impact === undefined) return []
  const message = `Still too early to show impact, though impact at team level was due in ${periodName(impact.due)}.`
  return [check('too_early_held', action, null, lastDay(impact.due), message)]
}

function staleUpdate(action: CheckedAction, day: string): Check[] {
  if (action.rating === 'completed') return []
  const last = lastRecordOf(action)?.on ?? null
  if (last !== null && last >= addDays(day, -updateDays)) return []
  const message =
    last === null
      ? 'It has not been rated or updated yet.'
      : `Not rated or updated for ${dayNumber(day) - dayNumber(last)} days.`
  return [check('no_update', action, null, last, message)]
}

function check(
  kind: CheckKind,
  action: CheckedAction,
  kpi: LinkedKpi | null,
  since: string | null,
  message: string,
): Check {
  const restsOn = { kpi: kpi?.kpi ?? null, unit: kpi?.unit ?? null, period: kpi?.period ?? null }
  return { kind, action: action.ref, ...restsOn, since, message }
}
