import { html } from 'hono/html'
import type { KeptForm } from '#server/http/kept-form.ts'
import { button } from '../../../components/button/button.ts'
import { siteSearch } from '../../../components/site-search/site-search.ts'
import type { Html } from '../../../html.ts'
import { type Contact, page } from '../../../layout/page.ts'
import { typedFields } from '../typed-fields.ts'
import type { ErrorView } from './model.ts'

/** The page for a request that failed: what happened, whether anything was saved, who can help, and where to go from here. */
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
${view.typed ? sendAgain(view.typed, frame.actor?.csrfToken ?? '') : null}
${whoCanHelp(view)}
<p class="govuk-body">${wayOn(view)}</p>`,
  })
}

/** The form that was refused, with everything that was typed except the character that cannot be stored. */
function sendAgain({ action, fields }: KeptForm, csrfToken: string): Html {
  return html`<form method="post" action="${action}" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
<h2 class="govuk-heading-m" id="typed">What you typed is kept</h2>
<p class="govuk-body">Nothing has been saved yet. The character has been taken out below: check the text, and send it.</p>
${typedFields(fields.map(({ isFaulty, ...field }) => ({ ...field, isShown: isFaulty })))}
${button({ text: 'Send it again' })}
</form>`
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

/** The council's own contact, if one is set; otherwise the data team, which knows who grants access to what. */
function whoCanHelp({ frame, status, reference }: ErrorView): Html | null {
  const contact: Contact = frame.council.contact ?? { text: 'The data team', href: null }
  const asked =
    contact.href === null
      ? contact.text
      : html`<a class="govuk-link" href="${contact.href}">${contact.text}</a>`
  if (status === 403) {
    // The refusal itself names the data team: the council's own contact is named beside it.
    const own = frame.council.contact ? html`${asked} can say who gives access. ` : null
    return html`<p class="govuk-body">${own}<a class="govuk-link" href="/help#asking">Who answers what</a></p>`
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
