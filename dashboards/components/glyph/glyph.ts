import { html, raw } from 'hono/html'
import type { Html } from '../../html.ts'

const ring = '<circle cx="8" cy="8" r="6.5" class="g-line"/>'
const diamond = '<path d="M8-1 17 8 8 17-1 8Z" class="g-fill"/>'
const upArrow = '<path d="M5.2 10.8 10.6 5.4M6.3 5.4H10.6V9.7" class="g-cut"/>'
const downArrow = '<path d="M5.2 5.2 10.6 10.6M6.3 10.6H10.6V6.3" class="g-cut"/>'
const letter = (text: string) => `<text x="8" y="11.6" class="g-letter">${text}</text>`

/** Shapes drawn in 16 by 16. No two statuses of a kind share a shape, so none depends on its colour. */
const shapes = {
  met: '<circle cx="8" cy="8" r="6.5" class="g-fill"/>',
  close:
    '<circle cx="8" cy="8" r="6.5" class="g-line"/><path d="M8 1.5a6.5 6.5 0 0 0 0 13Z" class="g-fill"/>',
  missed: '<path d="M1 2.5h14L8 14.5Z" class="g-fill"/>',
  no_target: '<path d="M3 8h10" class="g-line"/>',
  small_number: `${ring}${letter('n')}`,
  no_data: '<circle cx="8" cy="8" r="6.5" class="g-dashed"/>',
  not_whole: '<path d="M8 1.5a6.5 6.5 0 1 0 6.5 6.5H8Z" class="g-line"/>',
  improving_up: `<circle cx="8" cy="8" r="7.5" class="g-fill"/>${upArrow}`,
  improving_down: `<circle cx="8" cy="8" r="7.5" class="g-fill"/>${downArrow}`,
  concerning_up: `${diamond}${upArrow}`,
  concerning_down: `${diamond}${downArrow}`,
  recovering: '<path d="M2 3.5C2 11 7 12.5 13 12.5M10 9.2 13.4 12.5 10 15.8" class="g-line"/>',
  slipping_back: '<path d="M2 12.5C2 5 7 3.5 13 3.5M10 .2 13.4 3.5 10 6.8" class="g-line"/>',
  unusual_up: `<path d="M1 1h14v14H1Z" class="g-fill"/>${upArrow}`,
  unusual_down: `<path d="M1 1h14v14H1Z" class="g-fill"/>${downArrow}`,
  no_real_change: '<path d="M1 9.5C3 5.5 5.5 5.5 8 8.2S13 10.5 15 6.5" class="g-line"/>',
  too_early:
    '<circle cx="3" cy="8" r="1.6" class="g-fill"/><circle cx="8" cy="8" r="1.6" class="g-fill"/><circle cx="13" cy="8" r="1.6" class="g-fill"/>',
  will_meet: `${ring}${letter('P')}`,
  hit_or_miss: `${ring}${letter('?')}`,
  will_miss: `${ring}${letter('F')}`,
  rating_completed: '<path d="M1 1h14v14H1Z" class="g-fill"/><path d="M4 8.3 7 11.2 12.2 5" class="g-cut"/>',
  rating_on_track: '<circle cx="8" cy="8" r="7" class="g-fill"/>',
  rating_too_early:
    '<path d="M8 2a6 6 0 0 0 0 12Z" class="g-fill"/><circle cx="8" cy="8" r="6.5" class="g-outline"/>',
  rating_not_on_track:
    '<path d="M8 .8 15.5 14.6H.5Z" class="g-fill"/><path d="M8 5.6v4.2M8 11.4v1.7" class="g-cut"/>',
  rating_not_rated: '<circle cx="8" cy="8" r="6.5" class="g-dashed"/>',
  state_not_reported: '<circle cx="8" cy="8" r="6.5" class="g-dashed"/>',
  state_no_cases: '<circle cx="8" cy="8" r="5.5" class="g-line"/><path d="M3 13 13 3" class="g-line"/>',
  state_suppressed: `<path d="M1.5 1.5h13v13h-13Z" class="g-line"/>${letter('c')}`,
  state_not_applicable: '<path d="M4 4l8 8M12 4l-8 8" class="g-line"/>',
  state_without_denominator: '<path d="M3 8h10M8 3.6v.8M8 11.6v.8" class="g-line"/>',
  clock: '<circle cx="8" cy="8" r="6.5" class="g-line"/><path d="M8 4v4.4l2.8 1.6" class="g-line"/>',
  tick: '<path d="M2.5 8.6 6.3 12.4 13.5 4" class="g-line"/>',
  restated: '<path d="M13.4 8a5.4 5.4 0 1 1-1.6-3.8M13.2 1.5v3.4H9.8" class="g-line"/>',
  warning: '<path d="M8 1.2 15 14.2H1Z" class="g-line"/><path d="M8 6v4M8 11.3v1.4" class="g-line"/>',
  key_band: '<path d="M0 4h16v8H0Z" class="g-band"/><path d="M0 8h16" class="g-mean"/>',
  key_improving: '<circle cx="8" cy="8" r="5.5" class="g-fill"/>',
  key_concerning: '<path d="M8 2 14 8 8 14 2 8Z" class="g-fill"/>',
  key_unusual: '<path d="M3 3h10v10H3Z" class="g-fill"/>',
  key_earlier: '<circle cx="8" cy="8" r="6" class="g-line"/>',
  key_small: '<circle cx="8" cy="8" r="4" class="g-line"/>',
} as const

export type GlyphName = keyof typeof shapes
export const glyphNames = Object.keys(shapes) as GlyphName[]

/** A small mark beside a word, never instead of it: hidden from assistive technology. Its shape is on the page's `glyphSheet`. */
export function glyph({ name }: { name: GlyphName }): Html {
  const use = html`<use href="#g-${name}"/>`
  return html`<svg class="app-glyph app-glyph--${name}" width="16" height="16" aria-hidden="true">${use}</svg>`
}

/** The glyphs that the given markup shows, found in one pass: a page of 400 KB is not searched for each of them. */
export function glyphsIn(markup: string): ReadonlySet<string> {
  return new Set(Array.from(markup.matchAll(/<use href="#g-(\w+)"\/>/g), ([, name = '']) => name))
}

/** The shapes of the given glyphs, each once however often it is shown. It is not seen itself. */
export function glyphSheet(shown: ReadonlySet<string>): Html | null {
  const used = glyphNames.filter((name) => shown.has(name))
  if (used.length === 0) return null
  const symbols = used.map(
    (name) => `<symbol id="g-${name}" viewBox="0 0 16 16" overflow="visible">${shapes[name]}</symbol>`,
  )
  return html`<svg class="app-glyph-sheet" width="0" height="0" aria-hidden="true">${raw(symbols.join(''))}</svg>`
}
