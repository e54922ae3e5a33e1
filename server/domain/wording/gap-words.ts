/** The gap to a target, in the things that the measure counts: "7 more children would have met the target". */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Figure } from '../figures/figure.ts'
import { formatNumber, formatTarget } from './format.ts'

type Counted = Pick<Kpi, 'good' | 'numerator'>
type WithGap = Pick<Figure, 'state' | 'status' | 'gap' | 'judgedOn'>

/** A name of what is counted ends before the first of these: "children | on a plan", "assessments | authorised". */
const connectives = new Set(
  `at by for from in of on or and not over since that to under who whose where which with within
  authorised closed completed decided ended graded held late lasted missed past received recorded reviewed
  seen started stepped written`.split(/\s+/),
)

/** These words come before the name and do not change which side of the target a child is on. */
const adjectives = new Set(['open', 'new', 'completed', 'sampled'])

/** The most words in a name. A longer text is a sentence, not a name. */
const longestName = 3

/** What a measure counts, from the first words of its numerator in the catalogue: "children", "care leavers", "case
 *  notes". Null if they contain no short name; the gap then has a number and no noun. */
export function countedNoun(kpi: Pick<Kpi, 'numerator'>): string | null {
  const name: string[] = []
  for (const word of kpi.numerator.split(/\s+/)) {
    if (name.length === 0 && (word === '' || adjectives.has(word))) continue
    const bare = word.replace(/,$/, '')
    if (connectives.has(bare) || !/^[A-Za-z][A-Za-z’-]*$/.test(bare)) break
    name.push(bare)
    if (bare !== word) break
  }
  const last = name.at(-1) ?? ''
  const isShort = name.length > 0 && name.length <= longestName
  return isShort && isPlural(last) ? name.join(' ') : null
}

function isPlural(word: string): boolean {
  return word === 'children' || word === 'staff' || /[^s]s$/.test(word)
}

/** "7 more children", "1 fewer referral", or "20 more" without a short name. Null if the target is met, and if the
 *  figure is not reported, suppressed, too small to judge or without a target. */
export function gapInWords(kpi: Counted, figure: WithGap): string | null {
  const { gap, state, status } = figure
  if (gap === null || gap <= 0 || state !== 'reported' || (status !== 'close' && status !== 'missed'))
    return null
  const noun = countedNoun(kpi)
  const said = `${formatNumber(gap)} ${kpi.good === 'lower' ? 'fewer' : 'more'}`
  return noun === null ? said : `${said} ${gap === 1 ? singular(noun) : noun}`
}

/** "7 children", "1 referral"; "20 cases" without a short name for what is counted. */
export function countedThings(kpi: Pick<Kpi, 'numerator'>, count: number): string {
  const noun = countedNoun(kpi) ?? 'cases'
  return `${formatNumber(count)} ${count === 1 ? singular(noun) : noun}`
}

/** "7 more children would have met the target", with "over the three months" if it was judged on these. */
export function gapSentence(kpi: Counted, figure: WithGap): string | null {
  const words = gapInWords(kpi, figure)
  if (words === null) return null
  return `${words} would have met the target${figure.judgedOn === 'three_months' ? ' over the three months' : ''}`
}

/** The same with the target and with what counts, in the catalogue's own words: for where there is room. */
export function gapExplained(
  kpi: Counted & Pick<Kpi, 'unit' | 'decimals'>,
  figure: WithGap & Pick<Figure, 'target'>,
): string | null {
  const sentence = gapSentence(kpi, figure)
  if (sentence === null || figure.target === null) return null
  return `${sentence} of ${formatTarget(kpi, figure.target)}. Counted: ${kpi.numerator}.`
}

function singular(noun: string): string {
  if (noun.endsWith('children')) return noun.replace(/children$/, 'child')
  if (noun.endsWith('staff')) return `${noun.replace(/staff$/, '')}member of staff`
  if (noun.endsWith('ies')) return noun.replace(/ies$/, 'y')
  return noun.replace(/s$/, '')
}
