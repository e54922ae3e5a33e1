/** An agreed action of a meeting for a unit, with the owner, the due day and the outcome. */
import { dayName } from '../time/period.ts'

export const decisionStates = ['open', 'done', 'not_done'] as const
export type DecisionState = (typeof decisionStates)[number]

/** An open decision after its due day is overdue. */
export type DecisionCondition = DecisionState | 'overdue'

/** The facts about a decision on a day. `saidOn` is the day of the latest report on it; null before the first. */
export type DecisionFacts = { state: DecisionState; saidOn: string | null; dueOn: string | null }

/** How a decision stands on a day: overdue from the day after it was due. */
export function decisionConditionOf({ state, dueOn }: DecisionFacts, day: string): DecisionCondition {
  return state === 'open' && dueOn !== null && dueOn < day ? 'overdue' : state
}

/** A report on an agreed action. */
export const outcomeWords: Record<DecisionState, string> = {
  open: 'Still open',
  done: 'Done',
  not_done: 'Not done',
}

/** "agreed 18 April 2019, due 3 May 2019"; the due day is left out if `decisionWords` says it, or none was set. */
export function decisionDates(decision: DecisionFacts & { decidedOn: string }, day: string): string {
  const { decidedOn, dueOn, state } = decision
  const agreed = `agreed ${dayName(decidedOn)}`
  if (dueOn === null) return state === 'open' ? `${agreed}, no date set` : agreed
  return decisionWords(decision, day).includes(dayName(dueOn)) ? agreed : `${agreed}, due ${dayName(dueOn)}`
}

/** "Done 3 May 2019", "Not done", "Overdue since 31 May 2019", "Due 21 June 2019", "Open". */
export function decisionWords(decision: DecisionFacts, day: string): string {
  const { saidOn, dueOn } = decision
  switch (decisionConditionOf(decision, day)) {
    case 'done':
      return saidOn === null ? outcomeWords.done : `${outcomeWords.done} ${dayName(saidOn)}`
    case 'not_done':
      return outcomeWords.not_done
    case 'overdue':
      return `Overdue since ${dayName(dueOn ?? day)}`
    case 'open':
      return dueOn === null ? 'Open' : `Due ${dayName(dueOn)}`
  }
}
