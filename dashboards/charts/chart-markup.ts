import { html, raw } from 'hono/html'
import type { Html } from '../html.ts'
import type { Draw, Drawing, Picture } from './picture.ts'

/** A picture in a page; a sentence if it could not be drawn, because its numbers are in the table. */
export function chartMarkup(draw: Draw, picture: Picture): Html {
  if (picture.breaks) return html`${picture.parts.map((part) => chartMarkup(draw, { parts: [part] }))}`
  const drawing = draw(picture)
  return drawing instanceof Promise ? drawing.then(shown) : shown(drawing)
}

function shown(drawing: Drawing | null): ReturnType<typeof raw> {
  return raw(drawing?.svg ?? String(html`<p class="app-chart__failed">${failedWords}</p>`))
}

const failedWords =
  'This chart could not be drawn just now. Its numbers are all here: open “Show the numbers”.'
