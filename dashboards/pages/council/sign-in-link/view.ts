import { html } from 'hono/html'
import { button } from '../../../components/button/button.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textInput } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { OpenLink, SignInLinkView } from './model.ts'

/** A link that works once: an invitation, or a way in for somebody who cannot sign in. */
export function signInLinkView(view: SignInLinkView): Html {
  const { frame, link, fault } = view
  const title = link === null ? 'This link does not work' : titleOf(link)
  return page({
    ...frame,
    title,
    error: fault !== null,
    body: html`${fault === null ? null : errorSummary({ errors: [{ text: fault, href: '#password' }] })}
<h1 class="govuk-heading-l">${title}</h1>
${link === null ? dead() : link.kind === 'invitation' ? invitation(view, link) : signInOnce(view, link)}`,
  })
}

function titleOf({ kind, name }: OpenLink): string {
  return kind === 'invitation' ? `${name}, you are invited` : `Sign in as ${name}`
}

function dead(): Html {
  return html`<p class="govuk-body-l">It was used already, its time is over, or a newer one was made.</p>
<p class="govuk-body">If it was yours and you have used it, <a class="govuk-link" href="/sign-in">sign in</a>. Otherwise ask the sender for a new one.</p>`
}

function invitation(view: SignInLinkView, link: OpenLink): Html {
  return html`<p class="govuk-body-l">${link.by} invites ${link.name} to the team scorecards of ${view.frame.council.name}.</p>
<p class="govuk-body">The link works once, until ${link.until}. If you are not ${link.name}, close this page and tell ${link.by}.</p>
${
  view.isAtProvider
    ? button({ text: 'Continue with your council account', href: `${link.address}/provider` })
    : choosePassword(view, link)
}`
}

function choosePassword({ frame, fault }: SignInLinkView, { address }: OpenLink): Html {
  return html`<form method="post" action="${address}" novalidate>
${secret(frame.actor?.csrfToken ?? null)}
${textInput({
  label: 'Choose a password',
  name: 'password',
  type: 'password',
  autocomplete: 'new-password',
  width: 30,
  hint: 'At least 12 characters. Three or four words that do not belong together are strong and easy to remember.',
  error: fault,
})}
${button({ text: 'Set the password and sign in' })}
</form>`
}

function signInOnce({ frame }: SignInLinkView, { name, by, until, address }: OpenLink): Html {
  return html`<p class="govuk-body-l">${by} made this link for ${name}, who cannot sign in otherwise.</p>
<p class="govuk-body">It signs in once, until ${until}. That it was used is recorded.</p>
<form method="post" action="${address}" novalidate>
${secret(frame.actor?.csrfToken ?? null)}
${button({ text: `Sign in as ${name}` })}
</form>`
}

function secret(csrf: string | null): Html | null {
  return csrf === null ? null : html`<input type="hidden" name="_csrf" value="${csrf}">`
}
