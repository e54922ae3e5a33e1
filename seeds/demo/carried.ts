/** What is open at the end of a month was mostly open a month before: stocks and snapshots carry their cases over. */
import { fraction, wobble } from './noise.ts'

/** The index at which every chain begins: a year before the record, so that a change over twelve months can be told from its
 * first month on. */
const chainStart = -12

/** The chance that the open children of a team are those of the month before, as far as their number is concerned. */
export const carriedBase = 0.7

/** The place of a period in its series, and the chance that a case is carried over into each place. */
export type Place = { index: number; carried: (index: number) => number }

/** A month's place in a series with the same chance of being carried over in every month. */
export function monthPlace(index: number, carried: number): Place {
  return { index, carried: () => carried }
}

/** For each case of a series, the number it drew, by place. */
const draws = new Map<string, number[]>()

/** How many of `cases` open cases have an outcome of which `share` have it: each case keeps the number it drew the period before,
 * or is another case and draws afresh. */
export function carriedCount(name: string, place: Place, cases: number, share: number): number {
  let having = 0
  for (let i = 0; i < cases; i++) {
    if (drawn(`${name} case ${i}`, place) < share) having++
  }
  return having
}

function drawn(name: string, { index, carried }: Place): number {
  const known = draws.get(name) ?? []
  draws.set(name, known)
  for (let i = chainStart + known.length; i <= index; i++) {
    const before = known.at(-1)
    const stays = before !== undefined && fraction(`${name} stays ${i}`) < carried(i)
    known.push(stays ? before : fraction(`${name} draw ${i}`))
  }
  return known[index - chainStart] ?? 0
}

/** Like a wobble, and as large, but each period keeps the share `carried` of the one before: for the size of a team's caseload
 * and for what is counted in full-time equivalents. */
export function carriedWobble(name: string, { index, carried }: Place): number {
  let level = wobble(name, chainStart)
  for (let i = chainStart + 1; i <= index; i++) {
    level = carried(i) * level + Math.sqrt(1 - carried(i) ** 2) * wobble(name, i)
  }
  return level
}

/** How many are open at a place, `level` of them on average. `spread` is how far an ordinary month is from the level: the
 * smaller, the more the number is made of places that are nearly always filled. */
export function carriedStock(name: string, place: Place, level: number, spread: number): number {
  if (level <= 0) return 0
  const filled = Math.min(0.9, Math.max(0.1, 1 - spread ** 2 / level))
  const places = Math.max(Math.ceil(level), Math.round(level / filled))
  return carriedCount(name, place, places, level / places)
}
