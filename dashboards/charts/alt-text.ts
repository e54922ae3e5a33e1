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
  /** The new level that a series runs at. It says more than the finding, which is also the chart's title, and replaces it if there is
   * no room for both. */
  step?: string | null
  /** At most two: months without data, a rebase. */
  exceptions?: readonly string[]
}

const limit = 320
const closing = 'Numbers in the table below.'

/** At most 320 characters. The latest value always stays. The exceptions are dropped first, then the target, then the finding. A
 * measure's own name is cut between words only if even that is too long. */
export function altText(parts: AltText): string {
  const { finding, latest, target, step = null, exceptions = [] } = parts
  const drafts = [
    [finding, latest, target, step, ...exceptions.slice(0, 2)],
    [finding, latest, target, step, ...exceptions.slice(0, 1)],
    [finding, latest, target, step],
    ...(step === null
      ? []
      : [
          [finding, latest, step],
          [step, latest, target],
        ]),
    [finding, latest, target],
    [finding, latest],
    [latest],
  ]
  for (const draft of drafts) {
    const text = sentences([opening(parts, parts.measure), ...draft, closing])
    if (text.length <= limit) return text
  }
  const words = parts.measure.split(' ')
  while (words.length > 1) {
    words.pop()
    const text = sentences([opening(parts, words.join(' ')), latest, closing])
    if (text.length <= limit) return text
  }
  return sentences([latest, closing]).slice(0, limit)
}

function opening({ type, scope, first, last }: AltText, measure: string): string {
  return `${type} of ${measure} for ${scope}, ${first === last ? first : `${first} to ${last}`}`
}

function sentences(parts: readonly (string | null | undefined)[]): string {
  return parts
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
    .join(' ')
}
