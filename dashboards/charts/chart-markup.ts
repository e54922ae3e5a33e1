import { html, raw } from 'hono/html'
import type { Html } from '../html.ts'
import type { Draw, Drawing, Picture } from './picture.ts'

/** A picture where it stands in a page; a sentence where it could not be drawn, since its numbers are there. */
export function chartMarkup(draw: Draw, picture: Picture): Html {
  const drawing = draw(picture)
  return drawing instanceof Promise ? drawing.then(shown) : shown(drawing)
}

function shown(drawing: Drawing | null): ReturnType<typeof raw> {
  return raw(drawing?.svg ?? String(html`<p class="app-chart__failed">${failedWords}</p>`))
}

const failedWords =
  'This chart could not be drawn just now. Its numbers are all here: open “Show the numbers”.'
