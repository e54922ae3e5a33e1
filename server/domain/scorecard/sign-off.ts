/** The sign-off of a team's month. The team manager submits it and the head of service agrees it. After that the
 *  scorecard is read as it was at the moment of the agreement. A later publication that changes what it says makes
 *  the next version. Instants are UTC text (`moment.ts`). */

import { ancestorsOf, isManagedBy, type Unit } from '../catalogue/unit.ts'
import { dayName } from '../time/period.ts'

export const signOffSteps = ['submitted', 'agreed', 'reopened'] as const
export type SignOffStep = (typeof signOffSteps)[number]

/** One step, as a person took it. */
export type TakenStep = {
  step: SignOffStep
  by: string
  /** The moment at which it was recorded; steps and publications are in its order. */
  at: string
  /** The day that it is of. */
  dated: string
  note: string | null
}

/** A publication that changed what the month's scorecard says. */
export type MonthChange = {
  publication: number
  at: string
  /** The day that it is of. */
  dated: string
  /** Null if figures were judged anew, after a new baseline or by other rules: that changes verdicts but no figure. */
  extract: number | null
  reason: string | null
  /** How many figures of the scorecard it changed. */
  figures: number
  /** The new text of each cell that it changed, by measure and period; null if the cell became empty. */
  says: ReadonlyMap<string, CellText | null>
}

/**
 * What a cell says: its number or state, and its verdicts, each as text. Equal text means that the cell says the
 * same.
 */
export type CellText = { figure: string; verdicts: string }

/** A version of a signed-off scorecard, from a moment on. */
export type ScorecardVersion = {
  number: number
  at: string
  /** The day that it is of. */
  dated: string
  /** The publication that made it, or null for one that was agreed. */
  change: MonthChange | null
  /** True if every figure and verdict is the same as last agreed. */
  asAgreed: boolean
}

export type SignOff = {
  state: 'provisional' | 'submitted' | 'final' | 'restated'
  steps: TakenStep[]
  versions: ScorecardVersion[]
  /** Each agreement, with the version that was agreed, oldest first. */
  agreements: { version: number; at: string; dated: string }[]
  /** The moment as of which the scorecard is read; null while the month is open and its current state is read. */
  shownAt: string | null
  /** When the scorecard last changed; null if it was always empty. */
  changedAt: string | null
  /** The day of that change. */
  changedOn: string | null
  /** The publication since the last agreement that gave the scorecard its present content; null if that is what was
   *  agreed. If it was taken back, the publication before it counts. */
  restatedBy: MonthChange | null
  /**
   * The cells whose number or state differs from the last agreement, by measure and period; null before the first
   * agreement.
   */
  restatedCells: ReadonlySet<string> | null
}

type Card = Map<string, CellText>

/** The sign-off of a month after all steps and publications, each in order of time. A publication at the exact
 *  moment of an agreement is part of it. A publication that restores exactly what was agreed, or submitted, cancels
 *  the effect of those before it. One that only judges anew restates nothing: a signed-off scorecard keeps what was
 *  agreed, and a submitted one is agreed as it is judged now. */
export function signOffOf(steps: readonly TakenStep[], changes: readonly MonthChange[]): SignOff {
  const versions: ScorecardVersion[] = []
  const agreements: SignOff['agreements'] = []
  const card: Card = new Map()
  let agreed: Card | null = null
  let submitted: Card | null = null
  let isOpen = true
  let isNew = false
  let restatements: { by: MonthChange; card: Card }[] = []
  for (const event of inOrderOfTime(steps, changes)) {
    if ('publication' in event) {
      if (isJudgement(event, card)) {
        for (const of of [card, agreed, submitted, ...restatements.map((r) => r.card)]) apply(event, of)
        continue
      }
      apply(event, card)
      const asAgreed = agreed !== null && isSameCard(card, agreed)
      restatements = agreed === null || asAgreed ? [] : restatedTo(card, event, restatements)
      isNew = isOpen && !asAgreed
      if (!isOpen) versions.push(versionOf(event, versions.length + 1, asAgreed))
    } else if (event.step === 'submitted') {
      submitted = new Map(card)
    } else if (event.step === 'reopened') {
      isOpen = true
      submitted = null
    } else {
      if (versions.length === 0 || isNew) versions.push(versionOf(event, versions.length + 1, true))
      agreements.push({ version: versions.length, at: event.at, dated: event.dated })
      agreed = new Map(card)
      submitted = null
      isOpen = false
      isNew = false
      restatements = []
    }
  }
  const restatedBy = restatements.at(-1)?.by ?? null
  const isSubmitted = submitted !== null && isSameCard(card, submitted)
  const openState = isSubmitted ? 'submitted' : 'provisional'
  const closedState = restatedBy === null ? 'final' : isSubmitted ? 'submitted' : 'restated'
  const lastAgreed = agreements.at(-1)?.at ?? ''
  return {
    state: isOpen ? openState : closedState,
    steps: [...steps],
    versions,
    agreements,
    // If the scorecard says again what was agreed, or what an earlier restatement said, the page is read as of that
    // moment, its plan and agreed actions included.
    shownAt: isOpen ? null : (restatedBy?.at ?? lastAgreed),
    changedAt: changes.at(-1)?.at ?? null,
    changedOn: changes.at(-1)?.dated ?? null,
    restatedBy,
    restatedCells: agreed === null ? null : differingCells(card, agreed),
  }
}

/** The version that a step or a publication makes. */
function versionOf(event: TakenStep | MonthChange, number: number, asAgreed: boolean): ScorecardVersion {
  const change = 'publication' in event ? event : null
  return { number, at: event.at, dated: event.dated, change, asAgreed }
}

/**
 * The restatements in effect after a publication. If an earlier one already said the same, the list ends with that
 * one.
 */
function restatedTo(
  card: Card,
  by: MonthChange,
  before: readonly { by: MonthChange; card: Card }[],
): { by: MonthChange; card: Card }[] {
  const again = before.findIndex((restatement) => isSameCard(restatement.card, card))
  return again === -1 ? [...before, { by, card: new Map(card) }] : before.slice(0, again + 1)
}

/** True if a publication changes what is said of figures and no figure. */
function isJudgement({ extract, says }: MonthChange, card: Card): boolean {
  return extract === null && [...says].every(([cell, said]) => said?.figure === card.get(cell)?.figure)
}

function apply({ says }: MonthChange, card: Card | null): void {
  if (card === null) return
  for (const [cell, said] of says) {
    if (said === null) card.delete(cell)
    else card.set(cell, said)
  }
}

function isSameCard(a: Card, b: Card): boolean {
  const isSame = ([cell, says]: [string, CellText]) => {
    const other = b.get(cell)
    return other?.figure === says.figure && other.verdicts === says.verdicts
  }
  return a.size === b.size && [...a].every(isSame)
}

function differingCells(a: Card, b: Card): Set<string> {
  return new Set([...a.keys(), ...b.keys()].filter((cell) => a.get(cell)?.figure !== b.get(cell)?.figure))
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

/** Whether a month in this state can take a step: submit if open or restated, agree if submitted, reopen if
 *  submitted or agreed. */
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

/** Whether a person with these roles may take this step for a team. Its own manager submits; the head of the
 *  service above agrees or reopens. For a closed team, the manager of the team that took over its business submits;
 *  until there is one, the head of its service does. `units` is the current tree. */
export function mayTake(
  step: SignOffStep,
  roles: readonly { role: string; unit: string }[],
  team: Unit,
  units: readonly Unit[],
): boolean {
  if (team.kind !== 'team') return false
  if (step === 'submitted' && isManagedBy(roles, team)) return true
  if (step === 'submitted' && (team.closed === null || team.handedTo !== undefined)) return false
  const above = new Set(ancestorsOf(team, units).map((u) => u.code))
  return roles.some((r) => r.role === 'head_of_service' && above.has(r.unit))
}

/** "Provisional", "Submitted", "Final, signed off 17 May 2019", "Restated since sign-off". */
export function signOffWords(signOff: SignOff): string {
  switch (signOff.state) {
    case 'provisional':
      return isLapsed(signOff) ? 'Provisional, to be submitted again' : 'Provisional'
    case 'submitted':
      return signOff.agreements.length === 0 ? 'Submitted' : 'Submitted again'
    case 'final':
      return finalWords(signOff)
    case 'restated':
      return 'Restated since sign-off'
  }
}

/** "Final, signed off 17 May 2019", "Signed off again on 28 June 2019 as version 3 (version 1 on 20 June 2019)". A version that
 *  brought back what was agreed is "again as signed off". */
function finalWords({ agreements, versions }: SignOff): string {
  const [first, last] = [agreements[0], agreements.at(-1)]
  if (first === undefined || last === undefined) return 'Final'
  const words =
    last.version === first.version
      ? `Final, signed off ${dayName(last.dated)}`
      : `Signed off again on ${dayName(last.dated)} as version ${last.version} (version ${first.version} on ${dayName(first.dated)})`
  const shown = versions.at(-1)
  return shown !== undefined && shown.number > last.version
    ? `${words}, and since ${dayName(shown.dated)} again as signed off`
    : words
}

/** Whether figures changed after an open month was submitted: it can then not be agreed until it is submitted again. */
function isLapsed({ state, steps }: Pick<SignOff, 'state' | 'steps'>): boolean {
  return state === 'provisional' && steps.at(-1)?.step === 'submitted'
}

/** What a team's month waits for, and why. */
export type OpenMonth = {
  step: 'submitted' | 'agreed'
  because: 'new' | 'sent_back' | 'lapsed' | 'restated' | 'submitted'
  /** Since when it waits; null for a month that was never submitted. */
  since: string | null
  /** The day that this moment is of. */
  dated: string | null
  by: string | null
  note: string | null
}

/** The step that a month waits for; null if it is signed off or still empty. */
export function openMonthOf(signOff: SignOff): OpenMonth | null {
  const { state, steps, changedAt, changedOn, restatedBy } = signOff
  if (changedAt === null || state === 'final') return null
  const last = steps.at(-1)
  if (state === 'submitted')
    return {
      step: 'agreed',
      because: 'submitted',
      since: last?.at ?? null,
      dated: last?.dated ?? null,
      by: last?.by ?? null,
      note: last?.note ?? null,
    }
  const open = { step: 'submitted' as const, by: null, note: null }
  if (state === 'restated')
    return {
      ...open,
      because: 'restated',
      since: restatedBy?.at ?? changedAt,
      dated: restatedBy?.dated ?? changedOn,
      note: restatedBy?.reason ?? null,
    }
  if (last?.step === 'reopened')
    return {
      ...open,
      ...{ because: 'sent_back', since: last.at, dated: last.dated, by: last.by, note: last.note },
    }
  if (last?.step === 'submitted') return { ...open, because: 'lapsed', since: changedAt, dated: changedOn }
  return { ...open, because: 'new', since: null, dated: null }
}

/** Why a month waits, for its line on a list: "restated on 3 June 2019", "sent back on 5 June 2019 by Head of service: …". The day is
 * left out where the list gives it beside the words. */
export function openMonthWords({ because, dated, by, note }: OpenMonth, isDated = true): string {
  const on = dated === null || !isDated ? '' : ` on ${dayName(dated)}`
  const author = by === null ? '' : ` by ${by}`
  const said = note === null ? '' : `: ${note}`
  switch (because) {
    case 'new':
      return 'once it has been looked at'
    case 'sent_back':
      return `sent back${on}${author}${said}`
    case 'lapsed':
      return `submitted before, but figures changed${on}`
    case 'restated':
      return `restated${on} after its sign-off${said}`
    case 'submitted':
      return `submitted${on}${author}${said}`
  }
}
