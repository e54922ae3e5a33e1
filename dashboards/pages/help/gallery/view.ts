import { html, raw } from 'hono/html'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { GalleryView, Thing } from './model.ts'
import { withOwnNames } from './own-names.ts'

const groups = [
  { kind: 'component', heading: 'Components' },
  { kind: 'chart', heading: 'Charts' },
] as const

/** Every part that pages are made of, drawn from the same examples as in the tests. */
export function galleryView({ frame, things }: GalleryView): Html {
  const parts = groups.map((group) => ({ ...group, own: things.filter(({ kind }) => kind === group.kind) }))
  return page({
    ...frame,
    title: 'Gallery',
    wide: true,
    body: html`<h1 class="govuk-heading-l">Gallery</h1>
<p class="govuk-body">What the pages are made of, each drawn from its own examples: the same that its tests draw. Served with the demonstration only.</p>
${parts.map(
  ({ kind, heading, own }) => html`<nav aria-labelledby="${kind}s-list">
<h2 class="govuk-heading-s" id="${kind}s-list">${own.length} ${heading.toLowerCase()}</h2>
<ul class="govuk-list app-gallery__list">${own.map(({ name }) => html`<li><a class="govuk-link" href="#${kind}-${name}">${name}</a></li>`)}</ul>
</nav>
`,
)}
${parts.map(
  ({ kind, heading, own }) => html`<section aria-labelledby="${kind}s">
<h2 class="govuk-heading-m" id="${kind}s">${heading}</h2>
${own.map(sectionOf)}</section>
`,
)}`,
  })
}

function sectionOf({ kind, name, examples }: Thing): Html {
  const shown = examples.map(({ title, options, markup }, i) => {
    const names = { prefix: `${kind}-${name}-${i + 1}`, suffix: `${name}: ${title}` }
    return html`<p class="govuk-body govuk-!-font-weight-bold">${title}</p>
<div class="app-gallery__example" role="group" tabindex="0" aria-label="${name}: ${title}">${raw(withOwnNames(String(markup), names))}</div>
<details class="govuk-details app-gallery__options">
<summary class="govuk-details__summary"><span class="govuk-details__summary-text">Options<span
class="govuk-visually-hidden"> of ${name}: ${title}</span></span></summary>
<pre class="app-gallery__json" role="region" tabindex="0" aria-label="Options of ${kind} ${name}: ${title}">${jsonOf(options)}</pre>
</details>
`
  })
  return html`<section class="app-gallery__thing" aria-labelledby="${kind}-${name}">
<h3 class="govuk-heading-s" id="${kind}-${name}">${name}<span class="govuk-visually-hidden">, a ${kind}</span></h3>
<p class="app-gallery__place"><code>dashboards/${kind}s/${name}/</code></p>
${shown}</section>
`
}

/** Options as they are written, as far as JSON can show them: markup as its text, and a function as the word "function". */
function jsonOf(options: unknown): string {
  const json = JSON.stringify(
    options,
    (_, value: unknown) => (typeof value === 'function' ? 'function' : value),
    1,
  )
  const most = 4_000
  return json.length > most ? `${json.slice(0, most)} … and ${json.length - most} characters more` : json
}
