import { html } from 'hono/html'
import { button } from '../../../components/button/button.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textInput } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { SignInCard, SignInView } from './model.ts'

/** Signing in: as a person of the demonstration council, with a password, or at the council's own provider of accounts. */
export function signInView(view: SignInView): Html {
  const { frame, cards, next, fault, signedOut } = view
  if (signedOut !== null) return signedOutView(view, signedOut.provider)
  return page({
    ...frame,
    title: 'Sign in',
    error: fault !== null,
    body: html`${fault === null ? null : errorSummary({ errors: [{ text: fault, href: '#email' }] })}
<h1 class="govuk-heading-l">Sign in</h1>
${cards === null ? staff(view) : chooser(cards, { next, csrf: frame.actor?.csrfToken ?? null })}`,
  })
}

function signedOutView({ frame }: SignInView, provider: string | null): Html {
  return page({
    ...frame,
    title: 'Signed out',
    body: html`<h1 class="govuk-heading-l">You are signed out</h1>
${
  provider === null
    ? null
    : html`<p class="govuk-body-l">Your council account may still be signed in on this machine.</p>
<p class="govuk-body"><a class="govuk-link" href="${provider}">Sign out of your council account too</a></p>`
}
<p class="govuk-body"><a class="govuk-link" href="/sign-in">Sign in again</a></p>`,
  })
}

function staff(view: SignInView): Html {
  const { refusal, way } = view
  return html`<p class="govuk-body-l">This is for staff of the council’s children’s services. What is done here is recorded.</p>
${refusal === null ? null : html`<p class="govuk-body">${refusal}</p>`}
${way === 'provider' ? atProvider(view) : withPassword(view)}
<p class="govuk-body">${
    way === 'provider'
      ? 'Nobody is let in unless they were invited, or their council group was given a role.'
      : 'Nobody has an account unless they were invited.'
  }
${whoToAsk(view)}</p>`
}

function whoToAsk({ frame }: SignInView): Html {
  const { contact } = frame.council
  if (!contact) return html`Ask an administrator of this service if you need one.`
  const name =
    contact.href === null
      ? contact.text
      : html`<a class="govuk-link" href="${contact.href}">${contact.text}</a>`
  return html`Ask ${name} if you need one.`
}

function atProvider({ next }: SignInView): Html {
  const query = next === null ? '' : `?next=${encodeURIComponent(next)}`
  return button({ text: 'Sign in with your council account', href: `/sign-in/provider${query}` })
}

function withPassword({ frame, next, email, fault }: SignInView): Html {
  const csrf = frame.actor?.csrfToken ?? null
  return html`<form method="post" action="/sign-in/password" novalidate>
${csrf === null ? null : html`<input type="hidden" name="_csrf" value="${csrf}">`}
${next === null ? null : html`<input type="hidden" name="next" value="${next}">`}
${textInput({ label: 'Email address', name: 'email', type: 'email', autocomplete: 'username', width: 30, value: email, error: fault })}
${textInput({ label: 'Password', name: 'password', type: 'password', autocomplete: 'current-password', width: 30 })}
${button({ text: 'Sign in' })}
</form>
<p class="govuk-body">Forgotten your password? An administrator gives you a new link.</p>`
}

type Hidden = { next: string | null; csrf: string | null }

function chooser(cards: readonly SignInCard[], hidden: Hidden): Html {
  return html`<p class="govuk-body-l">This council is invented, so no password is needed. Choose who to be${
    hidden.next === null ? null : '; you then go on to the page you asked for'
  }.</p>
<ul class="app-sign-in">
${cards.map((card) => signInCard(card, hidden))}</ul>
<p class="govuk-body">Were you invited by an administrator here? <a class="govuk-link" href="/sign-in/password">Sign in with your password</a></p>`
}

function signInCard(card: SignInCard, { next, csrf }: Hidden): Html {
  const id = `sign-in-${card.role}`
  return html`<li class="app-sign-in__card">
<h2 class="govuk-heading-m app-sign-in__role" id="${id}">${card.roleName}</h2>
<p class="govuk-body-s app-sign-in__place">${card.place}</p>
<p class="govuk-body app-sign-in__task">${card.task}</p>
<form method="post" action="/sign-in" aria-labelledby="${id}">
<input type="hidden" name="role" value="${card.role}">
${csrf === null ? null : html`<input type="hidden" name="_csrf" value="${csrf}">`}
${next === null ? null : html`<input type="hidden" name="next" value="${next}">`}
${button({ text: `Sign in as ${card.roleName.toLowerCase()}`, secondary: true })}
</form>
</li>
`
}
