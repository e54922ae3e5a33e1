/** Lines about what the improvement plan asks and reports. */

import { milestoneStateOf, overdueWords, updateDays } from '#domain/plan/plan.ts'
import { type Check, openActions } from '#domain/plan/plan-checks.ts'
import { ratingWords, stageWords } from '#domain/plan/rating.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { plural } from '#domain/wording/plural.ts'
import type { Plan, PlanAction } from '#server/reads/plan.ts'
import { actionAddress } from '../../../../addresses.ts'
import type { HomeLine, TaskLine } from './line.ts'

function actionsOf(plan: Plan): PlanAction[] {
  return plan.sections.flatMap((s) => s.actions)
}

/** Milestones past their month without a record that they were met, the oldest first. */
export function overdueLines(plan: Plan): TaskLine[] {
  return actionsOf(plan)
    .flatMap((a) =>
      a.milestones
        .filter((m) => milestoneStateOf(m, plan.day) === 'overdue')
        .map((m) => ({ action: a, milestone: m })),
    )
    .sort((a, b) => (a.milestone.due < b.milestone.due ? -1 : a.milestone.due > b.milestone.due ? 1 : 0))
    .map(({ action, milestone }) => ({
      text: `${ratedRef(action)}: ${stageWords[milestone.stage].toLowerCase()}, due in ${periodName(milestone.due)}`,
      href: actionAddress(action.ref),
      when: overdueWords(milestone, plan.day, action.rating?.rating ?? 'not_rated') ?? '',
      note: action.summary,
      mark: 'clock',
    }))
}

/** "R2.4, rated completed": the reference alone for every other rating, since an overdue milestone is no surprise there. */
function ratedRef({ ref, rating }: PlanAction): string {
  return rating?.rating === 'completed' ? `${ref}, rated completed` : ref
}

/** Actions rated not on track, the latest rated first. */
export function notOnTrackLines(plan: Plan): HomeLine[] {
  return actionsOf(plan)
    .filter((a) => a.rating?.rating === 'not_on_track')
    .sort((a, b) => ((a.rating?.ratedOn ?? '') > (b.rating?.ratedOn ?? '') ? -1 : 1))
    .map((a) => ({
      text: `${a.ref} is not on track${
        a.previousRating === null || a.previousRating.rating === 'not_on_track'
          ? ''
          : `, was ${ratingWords[a.previousRating.rating].toLowerCase()}`
      }`,
      href: actionAddress(a.ref),
      when: `rated ${dayName(a.rating?.ratedOn ?? '')}`,
      note: a.summary,
      mark: 'rating_not_on_track' as const,
    }))
}

/** The checks where the plan and its measures disagree. */
export function contradictions(checks: readonly Check[]): Check[] {
  return (['on_track_but_concerning', 'outcome_unsupported'] as const).flatMap((kind) =>
    checks.filter((c) => c.kind === kind),
  )
}

/** Where the plan and its measures disagree. */
export function contradictionLines(checks: readonly Check[]): HomeLine[] {
  return contradictions(checks).map((c) => ({
    text: `${c.action}: ${c.message}`,
    href: actionAddress(c.action ?? ''),
    mark: 'warning',
  }))
}

/** Actions whose rating changed, the latest first. */
export function ratingMoveLines(plan: Plan): HomeLine[] {
  return actionsOf(plan)
    .flatMap((a) =>
      a.rating === null || a.previousRating === null
        ? []
        : [{ action: a, rating: a.rating, before: a.previousRating }],
    )
    .sort((a, b) => (a.rating.ratedOn > b.rating.ratedOn ? -1 : a.rating.ratedOn < b.rating.ratedOn ? 1 : 0))
    .map(({ action, rating, before }) => ({
      text: `${action.ref} now ${ratingWords[rating.rating].toLowerCase()}`,
      href: actionAddress(action.ref),
      when: dayName(rating.ratedOn),
      note: `was ${ratingWords[before.rating].toLowerCase()}: ${action.summary}`,
      mark: `rating_${rating.rating}` as const,
      at: rating.ratedOn,
    }))
}

/** At most this many actions without a record are named. */
const silentNamed = 8

/** Actions without a recent update from their leads, in one line. */
export function silentActionLines(checks: readonly Check[], plan: Plan): TaskLine[] {
  const silent = checks.filter((c) => c.kind === 'no_update')
  if (silent.length === 0) return []
  const named = silent.slice(0, silentNamed).map((c) => c.action ?? '')
  const more = silent.length - named.length
  return [
    {
      text: `Ask for an update of ${silent.length} of the ${plural(openActions(actionsOf(plan)).length, 'action')} not completed`,
      when: `not rated or updated for ${updateDays} days`,
      href: '/plan?missing=update',
      note: nameList([...named, ...(more === 0 ? [] : [`${more} more`])]),
      mark: 'clock',
    },
  ]
}
