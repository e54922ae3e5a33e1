import { html } from 'hono/html'
import { button } from '../../../components/button/button.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { SignInCard, SignInView } from './model.ts'

/** Choosing a person of the demonstration council to sign in as. */
export function signInView({ frame, cards, refusal, next }: SignInView): Html {
  return page({
    ...frame,
    title: 'Sign in',
    body: html`<h1 class="govuk-heading-l">Sign in</h1>
${cards === null ? closed(refusal) : chooser(cards, { next, csrf: frame.actor?.csrfToken ?? null })}`,
  })
}

function closed(refusal: string | null): Html {
  return html`<p class="govuk-body-l">This is for staff of the council’s children’s services. What is done here is recorded.</p>
<p class="govuk-body">Nobody can sign in on a page here yet. Programs and scripts use a token, which the data team makes on the command line.</p>
${refusal === null ? null : html`<p class="govuk-body">${refusal}</p>`}`
}

type Hidden = { next: string | null; csrf: string | null }

function chooser(cards: readonly SignInCard[], hidden: Hidden): Html {
  return html`<p class="govuk-body-l">This council is invented, so no password is needed. Choose who to be${
    hidden.next === null ? null : '; you then go on to the page you asked for'
  }.</p>
<ul class="app-sign-in">
${cards.map((card) => signInCard(card, hidden))}</ul>`
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
