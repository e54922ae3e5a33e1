import { html } from 'hono/html'
import { siteSearch } from '../../components/site-search/site-search.ts'
import type { Html } from '../../layout/html.ts'
import { type Contact, type Frame, page } from '../../layout/page.ts'

export type ErrorView = {
  frame: Frame
  status: number
  title: string
  detail: string
  /** What to quote when asking about it; null where there is nothing to look up. */
  reference: string | null
  /** Pages that were perhaps meant. */
  nearest?: readonly { text: string; href: string }[]
  /** Where signing in leads on to; the home page unless given. */
  next?: string
}

/** A page that could not be given: what happened, whether anything was saved, who can help, and where to go from here. */
export function errorView(view: ErrorView): Html {
  const { frame, status, title, detail, reference } = view
  const searches = status === 404 && frame.search === true
  return page({
    ...frame,
    search: frame.search === true && !searches,
    title,
    body: html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body-l">${detail}</p>
${reference === null ? null : html`<p class="govuk-body">Reference: <code>${reference}</code></p>`}
${searches ? lookFor(view) : null}
${whoCanHelp(view)}
<p class="govuk-body">${wayOn(view)}</p>`,
  })
}

function lookFor({ nearest = [] }: ErrorView): Html {
  return html`${siteSearch({ id: 'search', label: 'Search for a team, a measure or an action' })}
${
  nearest.length === 0
    ? null
    : html`<h2 class="govuk-heading-m">Perhaps you meant</h2>
<ul class="govuk-list">
${nearest.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>\n`)}</ul>`
}`
}

/** The council's own contact, where one is set; else the data team, which knows who gives access to what. */
function whoCanHelp({ frame, status, reference }: ErrorView): Html | null {
  const contact: Contact = frame.council.contact ?? { text: 'The data team', href: null }
  const asked =
    contact.href === null
      ? contact.text
      : html`<a class="govuk-link" href="${contact.href}">${contact.text}</a>`
  if (status === 403) {
    return html`<p class="govuk-body">${asked} can say who gives access. <a class="govuk-link" href="/help#asking">Who answers what</a></p>`
  }
  if (reference === null) return null
  return html`<p class="govuk-body">${asked} can look into it by this reference.</p>`
}

function wayOn({ frame, status, next }: ErrorView): Html {
  if (frame.actor === null) {
    const address = next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
    return html`<a class="govuk-link" href="${address}">Sign in</a>`
  }
  if (status === 404) {
    return html`Check the address, or start again from <a class="govuk-link" href="/">your home page</a>.`
  }
  return html`Go back, or start again from <a class="govuk-link" href="/">your home page</a>.`
}
