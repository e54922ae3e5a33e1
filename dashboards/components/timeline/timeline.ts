import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

export type TimelineItem = { title: Content; date: string; by?: string; body?: Content }

/** Events, newest first: who, when, in few words. */
export function timeline({
  items,
  headingLevel = 3,
}: {
  items: readonly TimelineItem[]
  headingLevel?: 3 | 4
}): Html {
  return html`<ol class="app-timeline">
${items.map(
  (item) => html`<li class="app-timeline__item">
${headingLevel === 3 ? html`<h3 class="app-timeline__title">${item.title}</h3>` : html`<h4 class="app-timeline__title">${item.title}</h4>`}
<p class="app-timeline__when">${item.date}${item.by === undefined ? null : html`, ${item.by}`}</p>
${item.body === undefined ? null : html`<div class="app-timeline__body">${item.body}</div>\n`}</li>
`,
)}</ol>`
}
