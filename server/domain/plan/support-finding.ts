/**
 * Whether a measure changed after something was put in place. Says only which came first, never that one caused the
 * other.
 */
import type { Variation } from '../figures/figure.ts'
import { periodInSentence } from '../time/period.ts'
import { variationWords } from '../wording/words.ts'

/** What was put in place: "it was introduced", in a month. */
export type Support = { from: string; words: string }

/** "No real change yet after it was introduced in November 2018." Names both months, so that a change that began
 *  earlier is not taken for an effect. `since` is the first month of the run that flags the latest point. */
export function supportFinding(
  { variation, since }: { variation: Variation; since: string | null },
  { from, words }: Support,
): string {
  const when = `${words} in ${periodInSentence(from)}`
  switch (variation) {
    case 'no_real_change':
      return `No real change yet after ${when}.`
    case 'too_early':
      return `It is too early to tell whether it changed after ${when}.`
    // A window of months, a small number or a withheld verdict: no later month need bring one.
    case 'none':
      return `Whether it changed after ${when} is not judged.`
    default: {
      const said = changeWords[variation]
      if (since === null) return `${said}; ${when}.`
      const began = `${said} since ${periodInSentence(since)}`
      return since < from ? `${began}, which was before ${when}.` : `${began}, after ${when}.`
    }
  }
}

/** The same in few words, beneath a heading that says what was put in place and when: "Better than usual since January 2019". */
export function supportWords(
  { variation, since }: { variation: Variation; since: string | null },
  { from, words }: Support,
): string {
  switch (variation) {
    case 'no_real_change':
      return 'No real change yet'
    case 'too_early':
      return variationWords.too_early
    case 'none':
      return variationWords.none
    default: {
      const said = changeWords[variation]
      if (since === null) return said
      return `${said} since ${periodInSentence(since)}${since < from ? `, before ${words}` : ''}`
    }
  }
}

const changeWords = {
  improving: 'Better than usual',
  concerning: 'Worse than usual',
  recovering: 'Recovering; worse than usual',
  slipping_back: 'Slipping back; better than usual',
  unusual: 'Unusual',
} as const
