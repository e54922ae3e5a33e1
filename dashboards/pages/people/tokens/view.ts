import { html } from 'hono/html'
import { dayName } from '#domain/time/period.ts'
import type { IssuedTokenLine, TokenState } from '#server/access/tokens/issued.ts'
import { peopleAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { radios } from '../../../components/choices/choices.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { dateInput } from '../../../components/date-input/date-input.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textArea, textInput } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { publishedWords } from '../../../words/published-words.ts'
import { dayValues } from '../../kit/sent-form.ts'
import { roleFields } from '../kit/role-fields.ts'
import { dayOfClock, roleWords, unitWords } from '../kit/words.ts'
import type { TokensView } from './model.ts'

const states: Record<TokenState, string> = {
  works: 'Works',
  waiting: 'Waits for a second administrator',
  owner_without_role: 'Stopped: its owner does not hold this role now',
  unit_closed: 'Stopped: its team or service has closed',
  expired: 'Expired',
  revoked: 'Revoked',
}

/** Tokens for programs: what each opens, whose it is, and when it was last used. */
export function tokensView(view: TokensView): Html {
  const { frame, fault, made, chosen, tokens } = view
  return page({
    ...frame,
    title: ['Tokens for programs', 'People'],
    wide: true,
    error: fault !== null,
    breadcrumbs: [
      { text: 'People', href: peopleAddress() },
      { text: 'Tokens for programs', href: peopleAddress('tokens') },
    ],
    body: html`${fault === null ? null : errorSummary({ errors: [{ text: fault, href: chosen === null ? '#new' : '#chosen' }] })}
<h1 class="govuk-heading-l">Tokens for programs</h1>
<p class="govuk-body">A program shows a token in place of a person’s sign-in. It opens no more than its owner does, and stops when they leave.</p>
${made === null ? null : madeWords(made)}
${chosen === null ? null : chosenForm(chosen, view)}
<h2 class="govuk-heading-m" id="tokens">Given out</h2>
${tokens.length === 0 ? html`<p class="govuk-body">No token has been given out.</p>` : table(view)}
<section class="app-no-print" id="new"><h2 class="govuk-heading-m">Make a token</h2>
${newForm(view)}</section>`,
  })
}

const waitsWords = html`<p class="govuk-body"><strong>It does not work yet.</strong> It opens more than you do, so another
administrator must confirm it.</p>`

function madeWords({ name, secret, isWaiting }: NonNullable<TokensView['made']>): Html {
  return insetText({
    text: html`<p class="govuk-body"><strong>The token ${name}</strong></p>
<p class="govuk-body app-people__secret"><code>${secret}</code></p>
<p class="govuk-body">Copy it now: it is never shown again. It opens what you chose to anybody who has it, so keep it as you would a password.</p>
${isWaiting ? waitsWords : null}`,
  })
}

function table({ tokens, units }: TokensView): Html {
  return dataTable({
    caption: 'Tokens that were given out',
    captionSize: 'hidden',
    columns: [
      { heading: 'Token' },
      { heading: 'Opens' },
      { heading: 'Owner' },
      { heading: 'State' },
      { heading: 'Last day' },
      { heading: 'Last used' },
    ],
    rows: tokens.map((token) => ({
      cells: [
        token.state === 'revoked'
          ? token.name
          : html`<a class="govuk-link" href="${peopleAddress(`tokens?token=${token.id}`)}">${token.name}</a>`,
        html`${roleWords(token.role)}<br>${unitWords(token.unit, units)}${
          token.audience === 'outside' ? html`<br>as readers outside the service see it` : null
        }`,
        token.owner?.name ?? 'Nobody: the command line',
        stateOf(token),
        token.expires === null ? 'No end' : lastDay(token.expires),
        token.lastUsed === null ? 'Never' : publishedWords(token.lastUsed),
      ],
    })),
    dense: true,
    cards: true,
  })
}

/** A token works to the end of its last day. */
function lastDay(expires: Date): string {
  return dayName(dayOfClock(new Date(expires.getTime() - 1)))
}

function stateOf({ state, revoked, confirmed }: IssuedTokenLine): Html {
  if (revoked !== null)
    return html`${states.revoked} ${publishedWords(revoked.at)}${revoked.by === null ? null : html`, ${revoked.by}`}${
      revoked.reason === null ? null : html`: ${revoked.reason}`
    }`
  return html`${states[state]}${confirmed === null ? null : html`<br>Confirmed by ${confirmed.by}`}`
}

function chosenForm(token: IssuedTokenLine, { csrfToken, typed, reader }: TokensView): Html {
  const secret = html`<input type="hidden" name="_csrf" value="${csrfToken}">`
  const at = (verb: string) => peopleAddress(`tokens/${token.id}/${verb}`)
  const isOwn = token.owner?.id === reader
  return html`<section id="chosen" class="app-no-print"><h2 class="govuk-heading-m">${token.name}</h2>
${
  token.state !== 'waiting'
    ? null
    : isOwn
      ? html`<p class="govuk-body">It is yours, and opens more than you do. Ask another administrator to confirm it here.</p>`
      : html`<form method="post" action="${at('confirm')}" class="app-form">${secret}
<p class="govuk-body">${token.owner?.name ?? 'Somebody'} asks for a token that opens more than they do. Confirm it only if you know what it is for.</p>
${button({ text: 'Confirm the token' })}</form>`
}
<form method="post" action="${at('revoke')}" class="app-form">${secret}
${textArea({ label: 'Why it is revoked (optional)', name: 'reason', value: typed.reason ?? '', rows: 2 })}
<p class="govuk-body">It is refused at once, for good. Its name is not used again.</p>
${button({ text: 'Revoke the token', warning: true })}</form></section>`
}

function newForm({ typed, units, csrfToken }: TokensView): Html {
  return html`<form method="post" action="${peopleAddress('tokens')}" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
${textInput({ label: 'Name', name: 'name', hint: 'What uses it, such as Power BI. A name is used once.', value: typed.name ?? '', autocomplete: 'off' })}
${roleFields({ typed, units, prefix: 'token' })}
${radios({
  ...{ name: 'audience', legend: 'Figures are read' },
  items: [
    { value: 'inside', text: 'inside the service, as they are', checked: typed.audience !== 'outside' },
    {
      value: 'outside',
      text: 'outside it, with small numbers withheld',
      checked: typed.audience === 'outside',
    },
  ],
})}
${dateInput({
  ...{ id: 'expires', namePrefix: 'expires', legend: 'Last day' },
  ...{ hint: 'It works for at most 12 months.', values: dayValues(typed, 'expires') },
})}
<p class="govuk-body">A token with a role that you do not hold waits until another administrator confirms it.</p>
${button({ text: 'Make the token' })}
</form>`
}
