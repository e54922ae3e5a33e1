import { html } from 'hono/html'
import { wordFor } from '#domain/wording/word-for.ts'
import { siteSearch } from '../../../components/site-search/site-search.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { SearchView } from './model.ts'
import type { ResultGroup } from './results.ts'

/** A box, and what it found by kind. */
export function searchView({ frame, text, found }: SearchView): Html {
  return page({
    ...frame,
    search: false,
    title: text === '' ? 'Search' : ['Search', text],
    body: html`<h1 class="govuk-heading-l">Search</h1>
${siteSearch({ id: 'search', value: text, label: 'A team, a measure, an action or words of an agreed action' })}
${found === null ? hints() : found.groups.length === 0 ? nothing(text, found) : results(found.groups)}`,
  })
}

function hints(): Html {
  return html`<p class="govuk-body">A code goes straight to its page: R9.3 to an action, CP04 to a measure,
HP-S1 to a team. Words are searched for in names, in what a measure counts, and in the plan with its progress and
evidence. Agreed actions, and the reasons for new baselines, are searched too.</p>`
}

function nothing(
  text: string,
  { meant, isPart }: Pick<NonNullable<SearchView['found']>, 'meant' | 'isPart'>,
): Html {
  return html`<h2 class="govuk-heading-m">Nothing found for “${text}”</h2>
${meant === null ? null : html`<p class="govuk-body">Did you mean <a class="govuk-link" href="/search?q=${encodeURIComponent(meant)}">${meant}</a>?</p>`}
<p class="govuk-body">Use fewer words, or look through <a class="govuk-link" href="/help/kpis">every measure</a>.
Only what your role may see is searched.</p>${
    isPart
      ? html`
<p class="govuk-body">Teams and services other than yours are not searched, so this does not say whether one of that name exists.
If your work needs one, ask the data team: they know who gives access.</p>`
      : null
  }`
}

function results(groups: readonly ResultGroup[]): Html {
  const count = groups.reduce((sum, g) => sum + g.results.length + g.more, 0)
  const atLeast = groups.some((g) => g.isCut) ? 'At least ' : ''
  return html`<p class="govuk-body" role="status">${atLeast}${count} ${wordFor(count, 'result')}</p>
${groups.map(resultGroup)}`
}

function resultGroup({ heading, results: found, more }: ResultGroup): Html {
  return html`<section><h2 class="govuk-heading-m app-found__heading">${heading}</h2>
<ul class="app-found">
${found.map(
  ({ text, href, note }) =>
    html`<li class="app-found__item"><a class="govuk-link" href="${href}">${text}</a>${
      note === undefined ? null : html` <span class="app-found__note">${note}</span>`
    }</li>
`,
)}</ul>
${more > 0 ? html`<p class="govuk-body-s">There are more. Add a word to find fewer.</p>` : null}
</section>
`
}
