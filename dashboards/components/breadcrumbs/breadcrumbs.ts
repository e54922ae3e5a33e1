import { html } from 'hono/html'
import type { Html } from '../../html.ts'

export type Breadcrumb = { text: string; href?: string }

/** The page's place in the service; an item without an address is the page itself. */
export function breadcrumbs({ items }: { items: readonly Breadcrumb[] }): Html {
  return html`<nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
<ol class="govuk-breadcrumbs__list">
${items.map((item) =>
  item.href === undefined
    ? html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${item.text}</li>\n`
    : html`<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${item.href}">${item.text}</a></li>\n`,
)}</ol>
</nav>`
}
