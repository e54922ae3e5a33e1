/** Headings that name teams or months across a table, and which of them are alike. */

import { type DateOrder, headingPeriod } from '../../time/month-words.ts'
import { asName } from './layout.ts'

const BETWEEN = ' – '

/**
 * The part of each heading that names the team. Of headings in two rows it is the side that differs from team to team, or
 * that holds names of ours, and the other says which figure it is; of one row, all of it.
 */
export function teamsInHeadings(headings: readonly string[], isTeam: (name: string) => boolean): string[] {
  const sides = headings.map((heading) => {
    const at = heading.indexOf(BETWEEN)
    return at === -1 ? null : { upper: heading.slice(0, at), lower: heading.slice(at + BETWEEN.length) }
  })
  if (headings.some(isTeam) || sides.some((side) => side === null)) return [...headings]
  const all = sides.flatMap((side) => side ?? [])
  const lowers = all.filter(({ lower }) => isTeam(lower)).length
  const uppers = all.filter(({ upper }) => isTeam(upper)).length
  const distinct = (of: 'upper' | 'lower') => new Set(all.map((side) => asName(side[of]))).size
  const isLower = lowers === uppers ? distinct('lower') > distinct('upper') : lowers > uppers
  return all.map(({ upper, lower }) => (isLower ? lower : upper))
}

/** What a heading says beside its month: equal for columns that are alike. Null where it names no one month. */
export function monthKind(heading: string, order: DateOrder): string | null {
  const read = headingPeriod(heading, order)
  return read === null ? null : asName(read.around)
}
