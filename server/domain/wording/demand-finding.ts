/** The finding of demand by stages, which names those that are not as usual. */

import { periodInSentence } from '../time/period.ts'
import { capital } from './format.ts'
import { nameList } from './name-list.ts'
import { wordFor } from './word-for.ts'

/** Where a stage of demand lies in the month that is told: null if it cannot be judged. */
export type StageStanding = { name: string; lies: 'higher' | 'lower' | 'usual' | null; since: string | null }

/** The finding of demand by stages: "Contacts higher than usual since October 2018, other stages as usual". */
export function demandFinding(stages: readonly StageStanding[], period: string): string {
  const when = periodInSentence(period)
  const judged = stages.filter((stage) => stage.lies !== null)
  if (judged.length === 0) return `Too early to say what is usual in ${when}`
  const apart = judged.filter((stage) => stage.lies !== 'usual')
  const unjudged = stages.length - judged.length
  const rest = unjudged === 0 ? '' : `; ${unjudged} not judged`
  if (apart.length === 0)
    return unjudged === 0
      ? `Every stage within its usual range in ${when}`
      : `${judged.length} of ${stages.length} stages within their usual range in ${when}${rest}`
  const [first] = apart
  if (apart.length === 1 && first !== undefined) {
    const since =
      first.since === null || first.since === period ? `in ${when}` : `since ${periodInSentence(first.since)}`
    const others = wordFor(judged.length, '', ', other stages as usual')
    return `${first.name} ${first.lies} than usual ${since}${others}${rest}`
  }
  const sides = (['higher', 'lower'] as const).flatMap((side) => {
    const names = apart.filter((stage) => stage.lies === side).map(({ name }) => name.toLowerCase())
    return names.length === 0 ? [] : [`${nameList(names)} ${side}`]
  })
  return `${capital(sides.join(', '))} than usual in ${when}${rest}`
}
