import { html } from 'hono/html'
import { ratings, ratingWords } from '#domain/plan/rating.ts'
import { assuranceWords, statusWords, variationWords } from '#domain/wording/words.ts'
import type { GlyphName } from '../components/glyph/glyph.ts'
import { markedWord } from '../components/marked-word/marked-word.ts'
import type { Html } from '../html.ts'

/** What each mark says of a measure or an action. Where two arrows share a word, the first of them used stands for both. */
const words: readonly (readonly [GlyphName, string])[] = [
  ['met', statusWords.met],
  ['close', statusWords.close],
  ['missed', statusWords.missed],
  ['improving_up', variationWords.improving],
  ['improving_down', variationWords.improving],
  ['recovering', variationWords.recovering],
  ['no_real_change', variationWords.no_real_change],
  ['unusual_up', variationWords.unusual],
  ['unusual_down', variationWords.unusual],
  ['slipping_back', variationWords.slipping_back],
  ['concerning_up', variationWords.concerning],
  ['concerning_down', variationWords.concerning],
  ['will_meet', assuranceWords.will_meet],
  ['hit_or_miss', assuranceWords.hit_or_miss],
  ['will_miss', assuranceWords.will_miss],
  ...ratings.map((rating) => [`rating_${rating}`, ratingWords[rating]] as const),
]

/** The key of the marks among the given glyphs, for the foot of each printed sheet; null if it has none. */
export function markKey(shown: ReadonlySet<string>): Html | null {
  const used = words.filter(([mark]) => shown.has(mark))
  const once = used.filter(([, word], at) => used.findIndex((other) => other[1] === word) === at)
  if (once.length === 0) return null
  return html`<span class="app-mark-key">${once.map(
    ([mark, word]) => html`${markedWord({ mark, word })} `,
  )}</span>`
}
