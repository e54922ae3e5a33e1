/** A second reading of the alternative text of a series' chart: each number in it is looked up among the points. */
import { withoutAbbreviations } from '#domain/wording/abbreviations.ts'
import { type Point, periodOf, reads, type ShownSeries } from './shown-series.ts'

/** With the closing words of a page it has at most 320 characters. */
const longest = 292

/** Why the alternative text of a trend is not true of its points, or not fit to be read aloud; null if it is. */
export function altFault(alt: string, title: string, series: ShownSeries): string | null {
  const faults = [
    alt.length > longest && `has ${alt.length} characters`,
    /\b(?:CP|LAC|CIN|ICPC|IRO|UASC|FTE)\b/.test(alt) && 'has an abbreviation',
    /table below/i.test(alt) && 'speaks of a table that a file does not have',
    isLeftOut(title, alt) && 'leaves out the finding though there is room',
    spanFault(alt, series),
    latestFault(alt, series),
    rangeFault(alt, series),
    targetFault(alt, series),
    goodFault(alt, series),
  ].filter((fault) => typeof fault === 'string')
  return faults.length === 0 ? null : `“${alt}” ${faults.join('; ')}`
}

/** Why the alternative text of a chart other than a trend is not fit to be read aloud alone; null if it is. `good` is the good
 * direction of its one measure; null for a chart of several. */
export function spokenFault(alt: string, title: string, good: string | null): string | null {
  const direction = good === 'higher' ? 'Higher is better' : good === 'lower' ? 'Lower is better' : null
  const isRoom = direction !== null && alt.length + direction.length + 2 <= longest
  const faults = [
    alt.length > longest && `has ${alt.length} characters`,
    /\b(?:CP|LAC|CIN|ICPC|IRO|UASC|EHCP|FTE)\b/.test(alt) && 'has an abbreviation',
    /table below/i.test(alt) && 'speaks of a table that a file does not have',
    !/\bLatest\b/.test(alt) && 'leaves out the latest value',
    / in (?:one|two|three|1|2|3) teams?\./.test(alt) && 'counts teams and does not name them',
    isRoom &&
      !alt.toLowerCase().includes(direction.toLowerCase()) &&
      'leaves out which way is good though there is room',
    !alt.toLowerCase().includes(withoutAbbreviations(title).toLowerCase()) &&
      alt.length + title.length + 2 <= longest &&
      'leaves out the finding though there is room',
    goodFault(alt, { kpi: { good: good ?? 'neither' } } as ShownSeries),
  ].filter((fault) => typeof fault === 'string')
  return faults.length === 0 ? null : `“${alt}” ${faults.join('; ')}`
}

/** A finding is left out only if there is no room for it, or if a new level is said in its place. */
function isLeftOut(title: string, alt: string): boolean {
  if (alt.includes(`. ${title}.`) || alt.includes(' at a new level')) return false
  return alt.length + title.length + 2 <= longest
}

const months = '(\\w+ \\d{4})'

function spanFault(alt: string, { points }: ShownSeries): string | false {
  const found = new RegExp(`, ${months}(?: to ${months})?\\. `).exec(alt)
  const [first, last] = [points[0]?.period, points.at(-1)?.period]
  const isTrue = periodOf(found?.[1]) === first && periodOf(found?.[2] ?? found?.[1]) === last
  return !isTrue && `does not run from ${first} to ${last}`
}

function latestFault(alt: string, series: ShownSeries): string | false {
  const last = series.points.at(-1) as Point
  const found = new RegExp(`Latest ([\\d,.]+)%?(?: \\(([^)]*)\\))?(?: from [^.]+?)? in ${months}\\.`).exec(
    alt,
  )
  if (found === null) return last.value !== null && 'leaves out the latest value'
  const [, value, base, when] = found
  const counts = /^([\d,.]+) (?:of|over) ([\d,.]+)/.exec(base ?? '')
  const isBaseTrue =
    counts === null || (toNumber(counts[1]) === last.numerator && toNumber(counts[2]) === last.denominator)
  return (
    !(reads(value, last.value, series) && isBaseTrue && periodOf(when) === last.period) &&
    'gives another latest value'
  )
}

function toNumber(words: string | undefined): number {
  return Number((words ?? '').replaceAll(',', ''))
}

function rangeFault(alt: string, series: ShownSeries): string | false {
  const { lower, upper } = series.points.at(-1) as Point
  const found = /[Uu]sual range (−?[\d,.]+)%? to ([\d,.]+)%?[.;]/.exec(alt)
  if (found === null) return false
  const clamped = (value: number | null) =>
    value === null || series.kpi.unit !== 'percent' ? value : Math.min(100, Math.max(0, value))
  const isTrue =
    reads(found[1]?.replace('−', '-'), clamped(lower), series) && reads(found[2], clamped(upper), series)
  return !isTrue && 'gives another usual range'
}

function targetFault(alt: string, series: ShownSeries): string | false {
  const { target } = series.points.at(-1) as Point
  const found = /Target ([\d,.]+)%?( or more| or less)?\./.exec(alt)
  if (found === null) return false
  const side = { ' or more': 'higher', ' or less': 'lower' }[found[2] ?? '']
  return (
    !(reads(found[1], target, series) && (side === undefined || side === series.kpi.good)) &&
    'gives another target'
  )
}

function goodFault(alt: string, { kpi }: ShownSeries): string | false {
  const found = /(Higher|Lower) is better/.exec(alt)
  return found !== null && found[1]?.toLowerCase() !== kpi.good && 'says the wrong way is good'
}
