import { html } from 'hono/html'
import type { HeldGrant } from '#server/access/people/people.ts'
import { button } from '../../../components/button/button.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import { timeline } from '../../../components/timeline/timeline.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { publishedWords } from '../../../words/published-words.ts'
import { groupsLeftOutWords } from '../../kit/groups-left-out.ts'
import { sessionTable } from '../kit/session-table.ts'
import {
  closedWords,
  datesWords,
  openGrants,
  providerWords,
  roleWords,
  timeOf,
  unitWords,
} from '../kit/words.ts'
import type { AccountView } from './model.ts'

/** A person's own account: their roles, where they are signed in, what is known of them, and how they are told. */
export function accountView(view: AccountView): Html {
  const { frame, person, contact } = view
  const asked = contact === null ? html`an administrator` : contactLink(contact)
  return page({
    ...frame,
    title: 'Your account',
    body: html`<h1 class="govuk-heading-l">Your account</h1>
<h2 class="govuk-heading-m" id="roles">Your roles</h2>
${groupsLeftOutWords(frame)}${roleTable(view)}
<p class="govuk-body">To change a role, ask ${asked}.</p>
<h2 class="govuk-heading-m" id="sessions">Where you are signed in</h2>
${sessions(view)}
<h2 class="govuk-heading-m" id="contact">What is known of you</h2>
${summaryList({
  rows: [
    { key: 'Name', value: person.name },
    { key: 'E-mail address', value: html`<span class="app-people__email">${person.email}</span>` },
  ],
})}
<p class="govuk-body">Only an administrator changes these. Nobody signs in by an e-mail address.</p>
<h2 class="govuk-heading-m" id="told">How you are told</h2>
<p class="govuk-body">Nothing is sent by e-mail yet. What needs you is on <a class="govuk-link" href="/">your home page</a>.</p>
<h2 class="govuk-heading-m" id="looks">Who looked as you</h2>
${looks(view)}`,
  })
}

function contactLink({ text, href }: NonNullable<AccountView['contact']>): Html {
  return href === null ? html`${text}` : html`<a class="govuk-link" href="${href}">${text}</a>`
}

function roleTable(view: AccountView): Html {
  const { person, units, today, names, providerRoles } = view
  const open = openGrants(person.grants, today)
  if (open.length === 0 && providerRoles.length === 0)
    return html`<p class="govuk-body">No role has been given to you.</p>`
  const place = ({ deputyOf }: HeldGrant) =>
    deputyOf === null ? null : html`<br>in place of ${names.get(deputyOf) ?? 'somebody'}`
  return dataTable({
    ...{ caption: 'Your roles', captionSize: 'hidden', cards: true },
    columns: [{ heading: 'Role' }, { heading: 'Over' }, { heading: 'Days' }],
    rows: [
      ...open.map((grant) => ({
        cells: [
          html`${roleWords(grant.role)}${place(grant)}`,
          html`${unitWords(grant.unit, units)}${ifClosed(grant, view)}`,
          html`${datesWords(grant)}${timeOf(grant, today) === 'future' ? ' (not yet)' : null}`,
        ],
      })),
      ...providerRoles.map(({ role, unit, claim }) => ({
        cells: [
          html`${roleWords(role)}<br><span class="app-people__dates">${providerWords(claim)}</span>`,
          unitWords(unit, units),
          'as long as you are signed in',
        ],
      })),
    ],
  })
}

function ifClosed({ unit }: HeldGrant, view: AccountView): Html | null {
  const words = closedWords(unit, view)
  return words === null ? null : html`<br><strong>It ${words}</strong> Ask an administrator for the new one.`
}

function sessions({ sessions: open, own, csrfToken }: AccountView): Html {
  return html`<p class="govuk-body">A session ends 30 minutes after its last use, and 12 hours after it began.</p>
${sessionTable({ sessions: open, own, csrfToken, action: (id) => `/account/sessions/${id}/end` })}
${
  csrfToken === null || open.length < 2
    ? null
    : html`<form method="post" action="/account/sessions/end-others"><input type="hidden" name="_csrf" value="${csrfToken}">
${button({ text: 'End all others', secondary: true })}</form>`
}`
}

function looks({ looks: past }: AccountView): Html {
  if (past.length === 0)
    return html`<p class="govuk-body">Nobody. An administrator may, for 15 minutes and without changing anything. It would be listed here.</p>`
  return timeline({
    items: past.map(({ at, until, by, reason }) => ({
      ...{ title: `${by} saw what you see`, date: publishedWords(at) },
      body: html`<p class="govuk-body">Until ${publishedWords(until)}. Why: ${reason}</p>`,
    })),
  })
}
