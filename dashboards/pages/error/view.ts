import { html } from 'hono/html'
import type { Html } from '../../layout/html.ts'
import { type Frame, page } from '../../layout/page.ts'

export type ErrorView = {
  frame: Frame
  status: number
  title: string
  detail: string
  /** What to quote when asking about it; null where there is nothing to look up. */
  reference: string | null
}

/** A page that could not be given: what happened, whether anything was saved, and where to go from here. */
export function errorView({ frame, status, title, detail, reference }: ErrorView): Html {
  return page({
    ...frame,
    title,
    body: html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body-l">${detail}</p>
${reference === null ? null : html`<p class="govuk-body">Reference: <code>${reference}</code></p>`}
<p class="govuk-body">${wayOn(status, frame.actor !== null)}</p>`,
  })
}

function wayOn(status: number, signedIn: boolean): Html {
  if (!signedIn) return html`<a class="govuk-link" href="/sign-in">Sign in</a>`
  if (status === 404) {
    return html`Check the address, or start again from <a class="govuk-link" href="/">your home page</a>.`
  }
  return html`Go back, or start again from <a class="govuk-link" href="/">your home page</a>.`
}
