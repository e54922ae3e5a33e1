import { html } from 'hono/html'
import { type GlyphName, glyph } from '../../../components/glyph/glyph.ts'
import type { Content, Html } from '../../../html.ts'

const marks = {
  improving_up: 'better than usual',
  concerning_up: 'worse than usual',
  no_real_change: 'no real change',
} as const satisfies Partial<Record<GlyphName, string>>

/** A mark of the key and its words. */
export function markItem(name: keyof typeof marks): Html {
  return html`${glyph({ name })} ${marks[name]}`
}

/** The key beneath a heatmap: what its cells mean. */
export function heatKey(items: readonly Content[]): Html {
  const listed = items.map(
    (item, i) => html`${i === 0 ? null : ' '}<span class="app-key__item">${item}</span>`,
  )
  return html`<p class="app-chart__note"><span class="app-key">${listed}</span></p>`
}
