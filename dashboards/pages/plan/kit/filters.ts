/** The plan's filters: read from an address, applied to its actions, written back as addresses. */

import { milestoneStateOf } from '#domain/plan/plan.ts'
import { type CheckKind, checkWords } from '#domain/plan/plan-checks.ts'
import { type Rating, ratingWords } from '#domain/plan/rating.ts'
import { addDays, lastDay } from '#domain/time/period.ts'
import type { Plan, PlanAction } from '#server/reads/plan.ts'
import { clipped, knownWords, type Refusal, refusedKey } from '../../kit/refusals.ts'

export const dueWords = {
  overdue: 'Overdue',
  within_30_days: 'Due within 30 days',
  within_90_days: 'Due within 90 days',
  moved: 'Date moved',
  none: 'No milestone left to meet',
} as const
export type Due = keyof typeof dueWords

export const missingWords = {
  update: checkWords.no_update,
  measure: 'No linked measure',
  evidence: 'No evidence',
  verdict: 'Measures withheld, so they may disagree',
} as const
export type Missing = keyof typeof missingWords

/** Each filter's value, or null if it is not set. */
export type PlanFilters = {
  rating: Rating | null
  lead: string | null
  section: string | null
  due: Due | null
  missing: Missing | null
  check: CheckKind | null
}

const labels: Record<keyof PlanFilters, string> = {
  rating: 'Delivery',
  lead: 'Lead',
  section: 'Part of the plan',
  due: 'Next milestone',
  missing: 'Missing',
  check: 'Check',
}

/** The keys of the plan's query. */
export const planKeys = {
  rating: 'once',
  lead: 'once',
  section: 'once',
  due: 'once',
  missing: 'once',
  check: 'once',
} as const satisfies Record<keyof PlanFilters, 'once'>

export const noFilters: PlanFilters = {
  rating: null,
  lead: null,
  section: null,
  due: null,
  missing: null,
  check: null,
}

/** What an address asks for, and which of it the plan does not know. */
export type AskedFilters = { filters: PlanFilters; refused: Refusal[] }

/** At most this many unknown filters are named. */
const refusalsNamed = 3

/** Reads the query of an address. Unknown keys and values are left out and named; empty ones are ignored. */
export function readFilters(query: Readonly<Record<string, unknown>>, plan: Plan): AskedFilters {
  const known = wordsOf(plan)
  const filters: PlanFilters = { ...noFilters }
  const refused: Refusal[] = []
  for (const [name, value] of Object.entries(query)) {
    if (value === '') continue
    const filter = (Object.keys(labels) as (keyof PlanFilters)[]).find((f) => f === name)
    if (filter === undefined) refused.push(refusedKey(name))
    else if (typeof value !== 'string' || !known[filter].has(value))
      refused.push({
        key: filter,
        what: `‘${clipped(value)}’ is not one of the choices under ‘${labels[filter]}’.`,
        instead: 'It is left out.',
        is: 'unknown',
        known: knownWords(value, [...known[filter].keys()]),
      })
    else Object.assign(filters, { [filter]: value })
  }
  return { filters, refused: refused.slice(0, refusalsNamed) }
}

/** The choices of each filter, by their value in an address. */
export function wordsOf(plan: Plan): Record<keyof PlanFilters, Map<string, string>> {
  const leads = new Set(plan.sections.flatMap((s) => s.actions.flatMap((a) => a.leads)))
  return {
    rating: new Map(Object.entries(ratingWords)),
    lead: new Map([...leads].sort().map((lead) => [lead, lead])),
    section: new Map(plan.sections.map((s) => [s.ref, `${s.ref} ${s.title}`])),
    due: new Map(Object.entries(dueWords)),
    missing: new Map(
      Object.entries(missingWords).filter(
        ([value]) =>
          value !== 'verdict' || plan.sections.some((s) => s.actions.some((a) => a.mayDisagreeUnseen)),
      ),
    ),
    check: new Map(Object.entries(checkWords)),
  }
}

/** True if the action matches every filter that is set, on the given day. */
export function isAskedFor(action: PlanAction, filters: PlanFilters, day: string): boolean {
  const { rating, lead, section, due, missing, check } = filters
  return (
    (rating === null || (action.rating?.rating ?? 'not_rated') === rating) &&
    (lead === null || action.leads.includes(lead)) &&
    (section === null || action.section === section) &&
    (due === null || isDue(action, due, day)) &&
    (missing === null || isMissing(action, missing)) &&
    (check === null || action.checks.some((c) => c.kind === check))
  )
}

/** True if a reader asks for some of the actions. */
export function isFiltered(filters: PlanFilters): boolean {
  return Object.values(filters).some((value) => value !== null)
}

function isDue({ nextMilestone, milestones }: PlanAction, due: Due, day: string): boolean {
  if (nextMilestone === null) return due === 'none'
  const overdue = milestoneStateOf(nextMilestone, day) === 'overdue'
  const before = (days: number) => !overdue && lastDay(nextMilestone.due) <= addDays(day, days)
  switch (due) {
    case 'overdue':
      return overdue
    case 'within_30_days':
      return before(30)
    case 'within_90_days':
      return before(90)
    case 'moved':
      return milestones.some((m) => m.due !== m.originalDue)
    case 'none':
      return false
  }
}

function isMissing(action: PlanAction, missing: Missing): boolean {
  switch (missing) {
    case 'update':
      return action.checks.some((c) => c.kind === 'no_update')
    case 'measure':
      return action.kpis.length === 0
    case 'evidence':
      return action.evidenceCount === 0
    case 'verdict':
      return action.mayDisagreeUnseen
  }
}

/** The plan's address with these filters. */
export function planAddress(filters: PlanFilters): string {
  return `/plan${queryOf(filters)}`
}

/** The address of the milestones of the actions that these filters leave. */
export function milestonesAddress(filters: PlanFilters): string {
  return `/plan/milestones${queryOf(filters)}`
}

/** The filters as the query of an address; empty if none is set. */
export function queryOf(filters: PlanFilters): string {
  const query = new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) =>
      value === null ? [] : [[name, value] as [string, string]],
    ),
  ).toString()
  return query === '' ? '' : `?${query}`
}

/** Each filter that is set, in words, with the plan's address without it. */
export function chipsOf(filters: PlanFilters, plan: Plan): { text: string; href: string }[] {
  const words = wordsOf(plan)
  return (Object.keys(labels) as (keyof PlanFilters)[]).flatMap((name) => {
    const value = filters[name]
    if (value === null) return []
    return [
      {
        text: `${labels[name]}: ${words[name].get(value) ?? value}`,
        href: planAddress({ ...filters, [name]: null }),
      },
    ]
  })
}

export function filterLabel(name: keyof PlanFilters): string {
  return labels[name]
}
