/** The gap to a target, in the things that the measure counts: "7 more children seen on time would have met the target". */

import type { Kpi } from '../catalogue/kpi.ts'
import type { Figure } from '../figures/figure.ts'
import { formatNumber, formatTarget } from './format.ts'

type Counted = Pick<Kpi, 'good' | 'numerator'> & Partial<Pick<Kpi, 'denominator'>>
type WithGap = Pick<Figure, 'state' | 'status' | 'gap' | 'judgedOn'>

/** Words that say what was done: "seen", "held". */
const participles = new Set(
  `authorised closed completed decided ended graded held late lasted missed offered past rated received recorded reviewed
  seen started stepped written`.split(/\s+/),
)
/** A name of what is counted ends before the first of these: "children | on a plan", "assessments | authorised". */
const connectives = new Set([
  ...`at by for from in of on or and not over since that to under who whose where which with within`.split(
    ' ',
  ),
  ...participles,
])

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
    if ((name.length > 0 && bare === 'open') || connectives.has(bare) || !/^[A-Za-z][A-Za-z’-]*$/.test(bare))
      break
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

/** "7 more children", with "over the three months" if it was judged on these: beside the figure of one month. */
export function gapInTable(kpi: Counted, figure: WithGap): string | null {
  const words = gapInWords(kpi, figure)
  return words === null ? null : `${words}${overMonths(figure)}`
}

/** "7 more children to meet target": where there is no room for what each of them has to be. */
export function gapBrief(kpi: Counted, figure: WithGap): string | null {
  const words = gapInWords(kpi, figure)
  return words === null ? null : `${words} to meet target${overMonths(figure)}`
}

/** "7 more children seen on time would have met the target", with "over the three months" if it was judged on these. */
export function gapSentence(kpi: Counted, figure: WithGap): string | null {
  const words = gapInWords(kpi, figure)
  if (words === null) return null
  return `${words}${countedPart(kpi, figure.gap === 1)} would have met the target${overMonths(figure)}`
}

/** The same with the target: for where there is room. */
export function gapExplained(
  kpi: Counted & Pick<Kpi, 'unit' | 'decimals'>,
  figure: WithGap & Pick<Figure, 'target'>,
): string | null {
  const sentence = gapSentence(kpi, figure)
  if (sentence === null || figure.target === null) return null
  return `${sentence} of ${formatTarget(kpi, figure.target)}.`
}

function overMonths({ judgedOn }: WithGap): string {
  return judgedOn === 'three_months' ? ' over the three months' : ''
}

/** The catalogue's words for a time that the council has set. */
const setTimes =
  /\b(?:within (?:this council’s|the local) (?:interval|limit)|within the limit that applies to their placement|in limit)\b/g

/** When it is counted, and remarks in brackets: the page around the sentence says them. */
const asides = /,? (?:in month|in window|at month end|at the as-at date)\b| ?\([^()]*\)/g

/** What sets those that count apart from all others, in the catalogue's words: " seen on time" of children on a plan who were seen,
 *  among children on a plan. Empty if nothing short is left, and for one where it would not be a sentence. */
function countedPart(kpi: Counted, isOne: boolean): string {
  const noun = countedNoun(kpi)
  if (noun === null) return ''
  const after = (text: string) => (text.split(noun, 2)[1] ?? '').split(' ').filter((word) => word !== '')
  const [counted, all] = [after(kpi.numerator), after(kpi.denominator ?? '')]
  const unlike = counted.findIndex((word, i) => word !== all[i] || participles.has(word))
  const rest = counted.slice(clauseStart(counted, unlike === -1 ? counted.length : unlike)).join(' ')
  const said = ` ${rest}`
    .replaceAll(asides, '')
    .replaceAll(setTimes, 'on time')
    .replace('last seen by social worker', 'seen')
    .trimEnd()
  return isOne && /\bthat\b/.test(said) ? '' : said
}

/** Where to begin with what sets some apart, so that no clause is cut in two: "whose proceedings | ended within 26 weeks" begins with
 * "whose", and "with a | mid-point check" with "with". */
function clauseStart(counted: readonly string[], unlike: number): number {
  const shared = counted.slice(0, unlike)
  const who = shared.findIndex((word) => word === 'who' || word === 'whose')
  if (unlike === counted.length || who !== -1) return who === -1 ? unlike : who
  const last = shared.at(-1) ?? ''
  const isOpen = last === 'a' || last === 'an' || last === 'the' || connectives.has(last)
  return isOpen ? shared.findLastIndex((word) => connectives.has(word)) : unlike
}

function singular(noun: string): string {
  if (noun.endsWith('children')) return noun.replace(/children$/, 'child')
  if (noun.endsWith('staff')) return `${noun.replace(/staff$/, '')}member of staff`
  if (noun.endsWith('ies')) return noun.replace(/ies$/, 'y')
  return noun.replace(/s$/, '')
}
