/** The sign-off of a team's month. The team manager submits it, the head of service agrees it, and from then on the
 *  scorecard is read at the moment of that agreement. A later publication that makes it say something else makes the
 *  next version. Instants are UTC text (`moment.ts`). */
import { londonDay } from './moment.ts'
import { dayName } from './period.ts'
import { ancestorsOf, type Unit } from './unit.ts'

export const signOffSteps = ['submitted', 'agreed', 'reopened'] as const
export type SignOffStep = (typeof signOffSteps)[number]

/** One step, as a person took it. */
export type TakenStep = { step: SignOffStep; by: string; at: string; note: string | null }

/** A publication that made the month's scorecard say something else. */
export type MonthChange = {
  publication: number
  at: string
  /** Null where limits were restarted: that changes what is said and no figure. */
  extract: number | null
  reason: string | null
  /** How many figures of the scorecard it changed. */
  figures: number
}

/** What a signed-off scorecard said from a moment on. */
export type ScorecardVersion = {
  number: number
  at: string
  /** The publication that made it, or null for the one agreed. */
  change: MonthChange | null
}

export type SignOff = {
  state: 'provisional' | 'submitted' | 'final' | 'restated'
  steps: TakenStep[]
  versions: ScorecardVersion[]
  /** The moment at which the scorecard is read; null while the month is open and read as it now is. */
  shownAt: string | null
  /** When the scorecard last said something new; null where it never said anything. */
  changedAt: string | null
}

/** How a month stands after what people did and what was published, each in the order of time. A publication at the
 *  very moment of an agreement is part of what was agreed. */
export function signOffOf(steps: readonly TakenStep[], changes: readonly MonthChange[]): SignOff {
  const versions: ScorecardVersion[] = []
  let state: SignOff['state'] = 'provisional'
  let isOpen = true
  let isNew = false
  for (const event of inOrderOfTime(steps, changes)) {
    if ('publication' in event) {
      isNew = true
      if (!isOpen) {
        versions.push({ number: versions.length + 1, at: event.at, change: event })
        isNew = false
      }
      // What was submitted is no longer what the scorecard says.
      if (state !== 'provisional') state = isOpen ? 'provisional' : 'restated'
    } else if (event.step === 'agreed') {
      if (versions.length === 0 || isNew)
        versions.push({ number: versions.length + 1, at: event.at, change: null })
      isNew = false
      isOpen = false
      state = 'final'
    } else if (event.step === 'submitted') {
      state = 'submitted'
    } else {
      isOpen = true
      state = 'provisional'
    }
  }
  return {
    state,
    steps: [...steps],
    versions,
    shownAt: isOpen ? null : (versions.at(-1)?.at ?? null),
    changedAt: changes.at(-1)?.at ?? null,
  }
}

function inOrderOfTime(
  steps: readonly TakenStep[],
  changes: readonly MonthChange[],
): (TakenStep | MonthChange)[] {
  const events: (TakenStep | MonthChange)[] = [...changes, ...steps]
  return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** The version that is read now, or null while the month is open. */
export function versionShown(signOff: SignOff): ScorecardVersion | null {
  return signOff.shownAt === null ? null : (signOff.versions.at(-1) ?? null)
}

/** Whether a month in this state can take a step: submitted while open or restated, agreed once submitted, opened again
 *  once submitted or agreed. */
export function canTake(step: SignOffStep, state: SignOff['state']): boolean {
  switch (step) {
    case 'submitted':
      return state === 'provisional' || state === 'restated'
    case 'agreed':
      return state === 'submitted'
    case 'reopened':
      return state !== 'provisional'
  }
}

/** Whether a person with these roles takes this step for a team: its own manager submits, the head of the service above
 *  it agrees or opens it again. `units` is the tree as it now is. */
export function mayTake(
  step: SignOffStep,
  roles: readonly { role: string; unit: string }[],
  team: Unit,
  units: readonly Unit[],
): boolean {
  if (team.kind !== 'team') return false
  if (step === 'submitted') return roles.some((r) => r.role === 'team_manager' && r.unit === team.code)
  const above = new Set(ancestorsOf(team, units).map((u) => u.code))
  return roles.some((r) => r.role === 'head_of_service' && above.has(r.unit))
}

/** "Provisional", "Submitted", "Final, signed off 17 May 2019", "Restated since sign-off". */
export function signOffWords({ state, steps }: Pick<SignOff, 'state' | 'steps'>): string {
  const agreed = steps.findLast((s) => s.step === 'agreed')
  switch (state) {
    case 'provisional':
      return 'Provisional'
    case 'submitted':
      return 'Submitted'
    case 'final':
      return agreed === undefined ? 'Final' : `Final, signed off ${dayName(londonDay(agreed.at))}`
    case 'restated':
      return 'Restated since sign-off'
  }
}
