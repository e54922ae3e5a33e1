/** What a head of service is told first of several teams: where something is worse than usual, which promises were not
 *  kept, what nobody has said anything about. Teams are named in the organisation's order and never ranked. */
import { namesInSentence } from './chart-finding.ts'
import { type DecisionFacts, decisionStanding } from './decision.ts'
import type { Matter, MatterReason } from './scorecard.ts'

/** One team's month, as its own scorecard says it. */
export type TeamMonth = {
  name: string
  /** What needs a conversation there, most pressing first. */
  matters: readonly (Pick<Matter, 'reason'> & { name: string })[]
  /** How many measures are worse than usual. */
  concerning: number
  promises: readonly DecisionFacts[]
  /** Matters about which nothing was said. */
  unsaid: number
}

const pressing: readonly MatterReason[] = ['past_floor_and_concerning']

/** At most three sentences: where the conversation is needed, promises not kept, commentary missing. */
export function whereToTalk(
  teams: readonly TeamMonth[],
  day: string,
  noun: 'team' | 'service' = 'team',
): string[] {
  const worse = teams.filter((t) => t.concerning > 0)
  const past = teams.filter((t) => t.matters.some((m) => pressing.includes(m.reason)))
  const unkept = teams.filter((t) => t.promises.some((p) => isUnkept(p, day)))
  const unsaid = teams.filter((t) => t.unsaid > 0)
  const count = teams.reduce((sum, t) => sum + t.unsaid, 0)
  return [
    worse.length === 0
      ? `No ${noun} has a measure that is worse than usual.`
      : `${counted(worse.length, teams.length, noun)} ${worse.length === 1 ? 'has' : 'have'} a measure that is worse than usual: ${named(worse)}.${past.length === 0 ? '' : ` Past its floor or target as well: ${namesInSentence(past.map(withMeasures))}.`}`,
    teams.every((t) => t.promises.length === 0)
      ? 'No promise is recorded of last time.'
      : unkept.length === 0
        ? 'No promise of last time is overdue or was broken.'
        : `Promised and not kept, or overdue: ${named(unkept)}.`,
    ...(count === 0
      ? []
      : [
          `Nothing is said yet about ${count} ${count === 1 ? 'matter' : 'matters'} in ${fewNamed(unsaid, teams.length, noun)}.`,
        ]),
  ]
}

/** True for a promise that was not kept, or is past its day. */
export function isUnkept(promise: DecisionFacts, day: string): boolean {
  const standing = decisionStanding(promise, day)
  return standing === 'not_done' || standing === 'overdue'
}

/** How promises stand, in few words: "1 kept, 2 overdue"; null where nothing was promised. */
export function promisesTally(promises: readonly DecisionFacts[], day: string): string | null {
  const words = { overdue: 'overdue', not_done: 'not kept', open: 'open', done: 'kept' } as const
  const parts = (Object.keys(words) as (keyof typeof words)[]).flatMap((standing) => {
    const count = promises.filter((p) => decisionStanding(p, day) === standing).length
    return count === 0 ? [] : [`${count} ${words[standing]}`]
  })
  return parts.length === 0 ? null : parts.join(', ')
}

function counted(some: number, all: number, noun: string): string {
  if (some < all) return `${some} of ${all} ${noun}s`
  return all === 1 ? `The one ${noun}` : `All ${all} ${noun}s`
}

/** "Help and Protection South 1 (CP visits in timescale; Agency social workers)" */
function withMeasures({ name, matters }: TeamMonth): string {
  const measures = matters.filter((m) => pressing.includes(m.reason)).map((m) => m.name)
  return `${name} (${measures.join('; ')})`
}

/** Up to three by name; more as a number, since a list of nearly everybody says nothing. */
function fewNamed(some: readonly TeamMonth[], all: number, noun: string): string {
  if (some.length <= 3) return named(some)
  return some.length === all ? `all ${all} ${noun}s` : `${some.length} of ${all} ${noun}s`
}

function named(teams: readonly { name: string }[]): string {
  return namesInSentence(teams.map((t) => t.name))
}
