import type { Variation } from '#domain/figures/figure.ts'
import { variationWords } from '#domain/wording/words.ts'
import type { Html } from '../../html.ts'
import type { GlyphName } from '../glyph/glyph.ts'
import { markedWord } from '../marked-word/marked-word.ts'

/** Whether a KPI is really changing. The arrow shows which way the number moved; the shape shows what that means. */
export function variationTag(options: {
  variation: Variation
  rising?: boolean | null
  word?: string
}): Html {
  return markedWord({
    mark: variationGlyph(options),
    word: options.word ?? variationWords[options.variation],
  })
}

/** The mark of a variation, for places that use their own word. */
export function variationGlyph({
  variation,
  rising,
}: {
  variation: Variation
  rising?: boolean | null
}): GlyphName {
  switch (variation) {
    case 'improving':
    case 'concerning':
    case 'unusual':
      return `${variation}_${rising === false ? 'down' : 'up'}`
    case 'none':
      return 'no_target'
    default:
      return variation
  }
}
