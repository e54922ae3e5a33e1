/** The improvement plan's own rules. A rating describes the delivery of an action, never a KPI. */
import type { TextRelease } from '../suppression/released-text.ts'
import { ageOf } from '../time/age.ts'
import { addDays, dayName, dayNumber, lastDay, periodName } from '../time/period.ts'
import { capital } from '../wording/format.ts'
import { plural } from '../wording/plural.ts'
import { wordFor } from '../wording/word-for.ts'
import { type Rating, type Stage, stageWords } from './rating.ts'

export type Cadence = 'weekly' | 'every_2_weeks' | 'monthly' | 'every_2_months' | 'quarterly'

/** The most days since the last review before a review counts as missed: the interval and a week's grace (setting). */
export const cadenceDays: Record<Cadence, number> = {
  weekly: 7 + 7,
  every_2_weeks: 14 + 7,
  monthly: 31 + 7,
  every_2_months: 62 + 7,
  quarterly: 92 + 7,
}

export const cadenceWords: Record<Cadence, string> = {
  weekly: 'every week',
  every_2_weeks: 'every 2 weeks',
  monthly: 'every month',
  every_2_months: 'every 2 months',
  quarterly: 'every quarter',
}

/** An action is live for this many days after its last rating or update (setting). */
export const liveDays = 45
/** An action that was not rated or updated for more than this many days is asked for an update. */
export const updateDays = 30

export type Milestone = {
  id: string
  stage: Stage
  meaning: string
  /** A month, `2019-04`; the milestone is due on its last day. */
  due: string
  originalDue: string
  movedBecause: string | null
  /** Whether that reason is released to readers outside the service; absent if it was not moved. */
  movedRelease?: TextRelease
  metOn: string | null
}

export type MilestoneState = 'due' | 'overdue' | 'met' | 'moved'

/** Met if it has a date; overdue after the last day of its month; moved if its month was revised; else due. */
export function milestoneStateOf(milestone: Milestone, day: string): MilestoneState {
  if (milestone.metOn !== null) return 'met'
  if (day > lastDay(milestone.due)) return 'overdue'
  return milestone.due === milestone.originalDue ? 'due' : 'moved'
}

/** Days past the last day of the month it was due in; 0 if not overdue. */
export function daysOverdue(milestone: Milestone, day: string): number {
  return milestoneStateOf(milestone, day) === 'overdue'
    ? dayNumber(day) - dayNumber(lastDay(milestone.due))
    : 0
}

/** Days past the last day of its month on which a milestone was met; 0 if it was met in time, or is not met. */
export function daysLate({ due, metOn }: Pick<Milestone, 'due' | 'metOn'>): number {
  return metOn === null ? 0 : Math.max(0, dayNumber(metOn) - dayNumber(lastDay(due)))
}

/** "met 17 April 2019, 17 days late"; null if it is not met. */
export function metOnWords(milestone: Pick<Milestone, 'due' | 'metOn'>): string | null {
  if (milestone.metOn === null) return null
  const late = daysLate(milestone)
  return `met ${dayName(milestone.metOn)}${late === 0 ? '' : `, ${plural(late, 'day')} late`}`
}

/** "overdue by 71 days", or of a completed action, of which no more is to come, "no record that it was met"; null if it is not
 *  overdue. */
export function overdueWords(milestone: Milestone, day: string, rating: Rating): string | null {
  const late = daysOverdue(milestone, day)
  if (late === 0) return null
  return rating === 'completed' ? 'no record that it was met' : `overdue by ${plural(late, 'day')}`
}

/** "Improved outcomes: due September 2019, moved from March 2019", or how long it is overdue under the action's rating. */
export function milestoneWords(milestone: Milestone, day: string, rating: Rating): string {
  const moved =
    milestoneStateOf(milestone, day) === 'moved' ? `, moved from ${periodName(milestone.originalDue)}` : ''
  const when = overdueWords(milestone, day, rating) ?? `due ${periodName(milestone.due)}${moved}`
  return `${stageWords[milestone.stage]}: ${when}`
}

/** The next milestone not yet met, by the date now in force. */
export function nextMilestoneOf(milestones: readonly Milestone[]): Milestone | null {
  const open = milestones.filter((m) => m.metOn === null)
  return open.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))[0] ?? null
}

/** What liveness needs to know of an action. Days are `YYYY-MM-DD`. */
export type ActionPulse = {
  ref: string
  rating: Rating
  lastRatedOn: string | null
  lastUpdatedOn: string | null
}

/** When an action was last rated or updated, and which of the two it was; null if it never was. */
export type LastRecord = { on: string; is: 'rated' | 'updated' }

/** The later of an action's rating and its progress update: the one day from which checks count and that pages show. */
export function lastRecordOf({
  lastRatedOn: rated,
  lastUpdatedOn: updated,
}: Pick<ActionPulse, 'lastRatedOn' | 'lastUpdatedOn'>): LastRecord | null {
  if (updated !== null && (rated === null || updated >= rated)) return { on: updated, is: 'updated' }
  return rated === null ? null : { on: rated, is: 'rated' }
}

/** "Updated 19 days ago", "Rated 5 days ago" where the rating is the later of the two. */
export function lastRecordWords(last: LastRecord | null, day: string): string {
  return last === null ? 'Not rated or updated yet' : `${capital(last.is)} ${ageOf(last.on, day)}`
}

/** An action is live for a KPI in a unit when it is linked, not completed, and was rated or updated within 45 days of
 *  the day, or the unit has an open decision on that KPI. */
export function isLive(action: ActionPulse, day: string, hasOpenDecision: boolean): boolean {
  if (action.rating === 'completed') return false
  if (hasOpenDecision) return true
  const oldest = addDays(day, -liveDays)
  return [action.lastRatedOn, action.lastUpdatedOn].some((d) => d !== null && d >= oldest && d <= day)
}

/** Why none of a measure's linked actions is live: "its 2 linked actions have had no update for 45 days". */
export function stalledWords(actions: readonly Pick<ActionPulse, 'rating'>[]): string {
  if (actions.length === 0) return 'no action is linked'
  const its = `its ${wordFor(actions.length, 'linked action', plural(actions.length, 'linked action'))}`
  const completed = actions.filter((a) => a.rating === 'completed').length
  const without = `${wordFor(actions.length, 'has', 'have')} had no update for ${liveDays} days`
  if (completed === 0) return `${its} ${without}`
  if (completed === actions.length) return `${its} ${wordFor(completed, 'is', 'are')} completed`
  return `${its} are completed or ${without}`
}

/** What is not on track before the others; else the order stays. */
export function notOnTrackFirst<Action extends Pick<ActionPulse, 'rating'>>(
  actions: readonly Action[],
): Action[] {
  const isBehind = ({ rating }: Action) => Number(rating === 'not_on_track')
  return actions.toSorted((a, b) => isBehind(b) - isBehind(a))
}

/** The linked actions that are named beside a measure: every one that is not on track, and then the first that is live, so that a
 *  rating that goes well never hides one that does not. An agreed action makes every linked action live, so it does not count here.
 *  The others are counted. */
export function namedActions<Action extends ActionPulse>(
  actions: readonly Action[],
  day: string,
): { named: Action[]; others: number } {
  const behind = actions.filter((a) => a.rating === 'not_on_track')
  const live = actions.find((a) => a.rating !== 'not_on_track' && isLive(a, day, false))
  const named = [...behind, ...(live === undefined ? [] : [live])]
  return { named, others: actions.length - named.length }
}

/** References sort by prefix (recommendations before findings) and two integers: 1.10 is not 1.1. */
export function compareRefs(a: string, b: string): number {
  const [x, y] = [refParts(a), refParts(b)]
  return x.kind - y.kind || x.section - y.section || x.number - y.number
}

function refParts(ref: string) {
  const [section = '', number = '0'] = ref.slice(1).split('.')
  return { kind: ref.startsWith('R') ? 0 : 1, section: Number(section), number: Number(number) }
}
