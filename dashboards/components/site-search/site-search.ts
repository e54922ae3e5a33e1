import { html } from 'hono/html'
import type { Html } from '../../html.ts'

/** One box that finds teams, measures, actions and decisions. Two on a page need two ids. */
export function siteSearch({ id, value, label }: { id: string; value?: string; label?: string }): Html {
  const shown = label !== undefined
  const classes = `app-search${shown ? ' app-search--large' : ''}`
  const name = shown ? 'Search' : 'Search the service'
  const typed = html`value="${value ?? ''}" autocomplete="off" spellcheck="false" maxlength="200"`
  const field = html`<input class="govuk-input app-search__input" id="${id}" name="q" type="search" ${typed}${shown ? '' : html` placeholder="Search"`}>`
  return html`<form action="/search" method="get" role="search" class="${classes}" aria-label="${name}" novalidate>
<label class="${shown ? 'govuk-label' : 'govuk-visually-hidden'}" for="${id}">${label ?? 'Search teams, measures and actions'}</label>
<span class="app-search__row">${field}<button type="submit" class="app-search__button">Search</button></span>
</form>`
}
