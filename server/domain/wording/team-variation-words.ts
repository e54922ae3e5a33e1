/** How many units show each change, and which are worse or better than usual. */

import type { Variation } from '../figures/figure.ts'
import { capital } from './format.ts'
import { nameList } from './name-list.ts'
import { plural } from './plural.ts'
import { wordFor } from './word-for.ts'
import { variationWords } from './words.ts'

/** In the order in which they are counted. A line on its way back is counted too: nothing but steady ones is “no change”. */
const counted = ['improving', 'concerning', 'recovering', 'slipping_back', 'unusual'] as const

/** At most this many units are named on one side. */
const mostNamed = 3

/** "Improving in 2 of 6 teams, concerning in 1", of all the units that were counted. */
export function teamVariationWords(
  counts: Partial<Record<Variation, number>>,
  noun: 'team' | 'service',
): string {
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0)
  const said = counted.flatMap((variation) => {
    const count = counts[variation] ?? 0
    return count === 0 ? [] : [`${variationWords[variation].toLowerCase()} in ${count}`]
  })
  if (said.length > 0) return capital(said.join(', ').replace(/ in (\d+)/, ` in $1 of ${plural(all, noun)}`))
  if ((counts.no_real_change ?? 0) > 0) return `No ${noun} is really changing`
  return (counts.too_early ?? 0) > 0
    ? `Too early to tell whether any ${noun} is changing`
    : `No ${noun} can be tested for change`
}

/** "Worse than usual in 1 team: South 1. Better than usual in 2 teams: North, Central": by name, in the order given. Null where
 *  none is. */
export function changedTeamsWords(
  teams: readonly { name: string; variation: Variation }[],
  noun: 'team' | 'service',
): string | null {
  const said = (['concerning', 'improving'] as const).flatMap((variation) => {
    const names = teams.filter((t) => t.variation === variation).map((t) => t.name)
    if (names.length === 0) return []
    const way = variation === 'concerning' ? 'Worse' : 'Better'
    const who = names.length > mostNamed ? '' : `: ${nameList(names)}`
    return [`${way} than usual in ${wordFor(names.length, `1 ${noun}`, `${names.length} ${noun}s`)}${who}`]
  })
  return said.length === 0 ? null : said.join('. ')
}
