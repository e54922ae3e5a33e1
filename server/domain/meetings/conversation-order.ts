/** What a head of service reads first about several teams: which team to begin with and why, which have a measure
 *  worse than usual, which have agreed actions that were not kept. Teams are ordered by what there is to talk about, and
 *  are never graded. */
import { nameList } from '../wording/name-list.ts'
import { plural } from '../wording/plural.ts'
import { wordFor } from '../wording/word-for.ts'
import { type DecisionFacts, decisionConditionOf } from './decision.ts'

/** One team's month, from its own scorecard. */
export type TeamMonth = {
  name: string
  /** Where each one counts and someone was missed: each such measure, with its words. None for a service. */
  eachOne: readonly string[]
  /** How many measures are worse than usual. */
  concerning: number
  /** The names of those of them that are missed as well. */
  missed: readonly string[]
  decisions: readonly DecisionFacts[]
  /** The number of matters without commentary. */
  unsaid: number
  /** The overdue months without any figure, in words; null if there are none. */
  silentFor: string | null
  /** True if nothing came for this month, so that nothing can be said about it. */
  isSilent: boolean
}

type Noun = 'team' | 'service'

/** Said of a team with a shortfall in a measure in which each one counts. */
const where = 'on a measure where a single miss matters'

/** Orders teams by what there is to talk about: someone missed where each one counts, then measures that are worse
 *  than usual and missed, then all that are worse than usual, then agreed actions overdue or not kept, then matters without
 *  commentary. Teams alike keep their own order. */
export function byNeed(a: TeamMonth, b: TeamMonth, day: string): number {
  return (
    b.eachOne.length - a.eachOne.length ||
    b.missed.length - a.missed.length ||
    b.concerning - a.concerning ||
    unkeptOf(b, day) - unkeptOf(a, day) ||
    b.unsaid - a.unsaid
  )
}

/** The rule of `byNeed` in words, for readers of a table in its order. */
export function needWords(noun: Noun): string {
  const first =
    noun === 'team' ? `First come teams in which someone was missed ${where}. Then come` : 'First come'
  return (
    `The ${noun}s with most to talk about are at the top. ${first} measures worse than usual that missed target, ` +
    'and other measures worse than usual. Agreed actions that are overdue or not done follow, and matters without ' +
    `commentary. The order does not say how well a ${noun} does.`
  )
}

/** The team to begin with, and why, together with any that are equal in all this. Null if there is no team. */
export function whereToBegin(teams: readonly TeamMonth[], day: string, noun: Noun = 'team'): string | null {
  const [first] = teams.toSorted((a, b) => byNeed(a, b, day))
  if (first === undefined) return null
  const reasons = reasonsOf(first, day)
  if (reasons.length === 0)
    return `Nothing is worse than usual, overdue or without commentary in any ${noun}${ofThoseThatCame(teams)}.`
  const alike = teams.filter((t) => byNeed(t, first, day) === 0)
  if (alike.length === 1) return `Begin with ${first.name}: ${reasons.join('; ')}.`
  if (alike.length > 3)
    return `${alike.length} of ${teams.length} ${noun}s need it alike. In each, ${reasonsOf({ ...first, missed: [] }, day, false).join('; ')}.`
  return `Begin with ${named(alike)}. In each, ${reasonsOf({ ...first, missed: [] }, day, false).join('; ')}.`
}

/** Why a team comes first. `isNamed` is false where several are alike: what was missed in each has other words. */
function reasonsOf(team: TeamMonth, day: string, isNamed = true): string[] {
  const { eachOne, concerning, missed, unsaid } = team
  const unkept = unkeptOf(team, day)
  const all = concerning === missed.length
  const names = `(${missed.join('; ')})`
  return [
    ...(isNamed ? eachOne : eachOne.slice(0, 1).map(() => `someone was missed ${where}`)),
    ...(concerning === 0
      ? []
      : [
          `${plural(concerning, 'measure is', 'measures are')} worse than ` +
            `usual${missed.length === 0 ? '' : all ? ` and missed ${names}` : `, ${missed.length} of them missed ${names}`}`,
        ]),
    ...(unkept === 0
      ? []
      : [`${plural(unkept, 'agreed action is', 'agreed actions are')} overdue or not done`]),
    ...(unsaid === 0 ? [] : [`nothing is said yet about ${plural(unsaid, 'matter')}`]),
  ]
}

/**
 * Sentences that name the teams with a measure worse than usual, the teams without figures, and the teams with
 * agreed actions not kept.
 */
export function whereToTalk(teams: readonly TeamMonth[], day: string, noun: Noun = 'team'): string[] {
  const worse = teams.filter((t) => t.concerning > 0)
  const unkept = teams.filter((t) => unkeptOf(t, day) > 0)
  const silent = [...Map.groupBy(teams, (t) => t.silentFor)].flatMap(([months, own]) =>
    months === null ? [] : [`Nothing has come from ${named(own)} for ${months}.`],
  )
  return [
    worse.length === 0
      ? `No ${noun}${ofThoseThatCame(teams)} has a measure that is worse than usual.`
      : `${counted(worse.length, teams.length, noun)} ${wordFor(worse.length, 'has', 'have')} a measure that is worse than usual: ${named(worse)}.`,
    ...silent,
    teams.every((t) => t.decisions.length === 0)
      ? 'No action is recorded as agreed last time.'
      : unkept.length === 0
        ? 'No action agreed last time is overdue or was not done.'
        : `Agreed and not done, or overdue: ${named(unkept)}.`,
  ]
}

/** " that has sent its figures", where another has sent none. */
function ofThoseThatCame(teams: readonly TeamMonth[]): string {
  return teams.some((t) => t.isSilent) ? ' that has sent its figures' : ''
}

function unkeptOf({ decisions }: TeamMonth, day: string): number {
  return decisions.filter((p) => isUnkept(p, day)).length
}

/** True for an agreed action that was not kept, or is past its day. */
export function isUnkept(decision: DecisionFacts, day: string): boolean {
  const standing = decisionConditionOf(decision, day)
  return standing === 'not_done' || standing === 'overdue'
}

/** How agreed actions stand, in a few words: "1 done, 2 overdue"; null if there are none. */
export function decisionsTally(decisions: readonly DecisionFacts[], day: string): string | null {
  const words = { overdue: 'overdue', not_done: 'not done', open: 'open', done: 'done' } as const
  const parts = (Object.keys(words) as (keyof typeof words)[]).flatMap((standing) => {
    const count = decisions.filter((p) => decisionConditionOf(p, day) === standing).length
    return count === 0 ? [] : [`${count} ${words[standing]}`]
  })
  return parts.length === 0 ? null : parts.join(', ')
}

function counted(some: number, all: number, noun: string): string {
  if (some < all) return `${some} of ${all} ${noun}s`
  return wordFor(all, `The one ${noun}`, `All ${all} ${noun}s`)
}

function named(teams: readonly { name: string }[]): string {
  return nameList(teams.map((t) => t.name))
}
