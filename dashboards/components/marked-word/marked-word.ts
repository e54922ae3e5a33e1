import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'
import { type GlyphName, glyph } from '../glyph/glyph.ts'

/** A shape and a word: how every status is shown. The word is always in the text colour; the shape has the status colour. */
export function markedWord(options: { mark: GlyphName; word: Content; title?: string }): Html {
  const title = options.title === undefined ? '' : html` title="${options.title}"`
  return html`<span class="app-mark"${title}>${glyph({ name: options.mark })}<span class="app-mark__word">${options.word}</span></span>`
}
