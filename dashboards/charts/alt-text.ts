import { withoutAbbreviations } from '#domain/wording/abbreviations.ts'
import { capital } from '#domain/wording/format.ts'

/** The one sentence that replaces a chart for readers who cannot see it. */
export type AltText = {
  /** "Line chart" */
  type: string
  measure: string
  scope: string
  /** "April 2018" */
  first: string
  last: string
  finding: string
  /** "Latest 82% (369 of 450) in April 2019.", or why there is no value. */
  latest: string
  /** "Target 90% or more." */
  target?: string | null
  /** "Higher is better" */
  good?: string | null
  /** "usual range 76.5% to 92.1%" */
  range?: string | null
  /** The new level that a series runs at. It says more than the finding, which is also the chart's title, and replaces it if there is
   * no room for both. */
  step?: string | null
  /** At most two: months without data, a rebase. */
  exceptions?: readonly string[]
}

/** The way to the numbers, which only a page has beneath its chart. */
const closing = 'Numbers in the table below.'
const limit = 320 - closing.length - 1

/** The text on a page, where the numbers stand in a table below. */
export function altOnPage(alt: string): string {
  return `${alt} ${closing}`
}

/** At most 320 characters with the closing words of a page, without abbreviations. The latest value always stays. The exceptions
 * are dropped first, then what is good and usual, then the target, then the finding; without it there is room for these again. A
 * measure's own name is cut between words only if even that is too long. */
export function altText(parts: AltText): string {
  const { finding, latest, good = null, range = null, target, step = null, exceptions = [] } = parts
  const [first] = exceptions
  const scale = [good, range].filter((words) => words !== null).join('; ')
  const said = [finding, latest, scale, target, step]
  const drafts = [
    [...said, ...exceptions.slice(0, 2)],
    [...said, first],
    [finding, latest, range, target, step, first],
    [finding, latest, target, step, first],
    said,
    [finding, latest, range, target, step],
    [finding, latest, target, step],
    ...(step === null
      ? []
      : [
          [finding, latest, step],
          [step, latest, target],
        ]),
    [finding, latest, target],
    [finding, latest, scale],
    [finding, latest, good],
    [finding, latest],
    [latest, scale, target],
    [latest, good],
    [latest],
  ]
  for (const draft of drafts) {
    const text = sentences([opening(parts, parts.measure), ...draft])
    if (text.length <= limit) return text
  }
  const words = parts.measure.split(' ')
  while (words.length > 1) {
    words.pop()
    const text = sentences([opening(parts, words.join(' ')), latest])
    if (text.length <= limit) return text
  }
  return sentences([latest]).slice(0, limit)
}

function opening({ type, scope, first, last }: AltText, measure: string): string {
  return `${type} of ${measure} for ${scope}, ${first === last ? first : `${first} to ${last}`}`
}

function sentences(parts: readonly (string | null | undefined)[]): string {
  return parts
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map((part) => capital(withoutAbbreviations(/[.!?]$/.test(part) ? part : `${part}.`)))
    .join(' ')
}
