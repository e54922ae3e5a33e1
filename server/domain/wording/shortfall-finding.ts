/** The finding of who accounts for a shortfall: it names the largest shares as far as half of it, and no order beyond that. */

import type { Kpi } from '../catalogue/kpi.ts'
import { periodInSentence } from '../time/period.ts'
import { countedThings } from './gap-words.ts'
import { nameList } from './name-list.ts'
import { plural } from './plural.ts'
import { wordFor } from './word-for.ts'

/** The most names in a title, and the most words with names in it. */
const mostNamed = 2
const mostWords = 15

/** "short of target", or "over target" where lower is good. */
export function shortWords({ good }: Pick<Kpi, 'good'>): string {
  return good === 'lower' ? 'over target' : 'short of target'
}

/** "North 1 and South 2 account for 21 of the 30 children short of target". Where some are better than target, the whole is that of
 * the teams that are short. */
export function shortfallFinding(
  kpi: Pick<Kpi, 'good' | 'numerator'>,
  { shares, needed }: { shares: readonly { name: string; short: number }[]; needed: number },
  { period, noun }: { period: string; noun: 'team' | 'service' },
): string {
  const side = shortWords(kpi)
  const short = shares.filter((share) => share.short > 0).toSorted((a, b) => b.short - a.short)
  if (short.length === 0) return `No ${noun} is ${side} in ${periodInSentence(period)}`
  const sum = (some: readonly { short: number }[]) => some.reduce((total, share) => total + share.short, 0)
  const isBetter = shares.some((share) => share.short < 0)
  const all = isBetter || needed === 0 ? Math.max(1, Math.round(sum(short))) : needed
  if (needed === 0)
    return `Target met together; ${plural(short.length, noun)} ${wordFor(short.length, 'is', 'are')} ${countedThings(kpi, all)} ${side}`
  const half = short.findIndex((_, i) => sum(short.slice(0, i + 1)) * 2 >= sum(short)) + 1
  const first = short.slice(0, half)
  const isAll = first.length === short.length
  const part = isAll ? all : Math.min(all, Math.max(1, Math.round(sum(first))))
  const things = countedThings(kpi, all)
  const whole = `${part < all ? `${part} of the` : wordFor(all, 'the', 'all')} ${things} ${side}`
  const said = (who: string) => `${who} ${wordFor(first.length, 'accounts', 'account')} for ${whole}`
  const named = said(nameList(first.map(({ name }) => name)))
  return first.length <= mostNamed && named.split(' ').length <= mostWords
    ? named
    : said(plural(first.length, noun))
}
