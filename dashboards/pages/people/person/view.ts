import { html } from 'hono/html'
import type { HeldGrant } from '#server/access/people/people.ts'
import { peopleAddress, personAddress } from '../../../addresses.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { publishedWords } from '../../../words/published-words.ts'
import { linkShown } from '../kit/link-shown.ts'
import { sessionTable } from '../kit/session-table.ts'
import {
  closedWords,
  datesWords,
  openGrants,
  providerWords,
  roleWords,
  stateOf,
  stateWords,
  timeOf,
  unitWords,
} from '../kit/words.ts'
import { formId, personForms } from './forms.ts'
import { historyOf } from './history.ts'
import type { PersonView } from './model.ts'

/** One person: their roles, their sessions, what may be changed, and what was done. */
export function personView(view: PersonView): Html {
  const { frame, person, sent, link, csrfToken, isOwn, sessions } = view
  return page({
    ...frame,
    title: [person.name, 'People'],
    error: sent !== null,
    breadcrumbs: [
      { text: 'People', href: peopleAddress() },
      { text: person.name, href: personAddress(person.id) },
    ],
    body: html`${sent === null ? null : errorSummary({ errors: [{ text: sent.fault, href: `#${formId(sent.form)}` }] })}
<h1 class="govuk-heading-l">${person.name}</h1>
${link === null ? null : linkShown(link, person.name)}
${isOwn ? insetText({ text: 'This is you. Nobody changes their own account or roles. Ask another administrator.' }) : null}
${facts(view)}
<h2 class="govuk-heading-m" id="roles">Roles</h2>
${roleTable(view)}
${csrfToken === null ? null : html`<div class="app-no-print">${personForms(view, csrfToken)}</div>`}
<h2 class="govuk-heading-m" id="sessions">Sessions</h2>
${sessionTable({
  ...{ sessions, own: null, csrfToken },
  action: (id) => personAddress(person.id, `sessions/${id}/end`),
})}
<h2 class="govuk-heading-m" id="history">What was done</h2>
${historyOf(view)}`,
  })
}

function facts({ person }: PersonView): Html {
  return summaryList({
    rows: [
      { key: 'E-mail address', value: html`<span class="app-people__email">${person.email}</span>` },
      { key: 'State', value: stateWords[stateOf(person)] },
      { key: 'Account', value: person.isBound ? 'They have one' : 'None yet: they begin with their link' },
      { key: 'Last seen', value: person.lastSeen === null ? 'Never' : publishedWords(person.lastSeen) },
    ],
  })
}

function roleTable(view: PersonView): Html {
  const { person, units, today } = view
  const open = openGrants(person.grants, today)
  const { providerRoles } = view
  if (open.length === 0 && providerRoles.length === 0)
    return html`<p class="govuk-body">No role: they can open nothing.</p>`
  return dataTable({
    caption: 'Roles, now and to come',
    captionSize: 'hidden',
    columns: [{ heading: 'Role' }, { heading: 'Over' }, { heading: 'Days' }, { heading: 'In place of' }],
    rows: [
      ...open.map((grant) => ({
        cells: [
          roleWords(grant.role),
          html`${unitWords(grant.unit, units)}${ifClosed(grant, view)}`,
          html`${datesWords(grant)}${timeOf(grant, today) === 'future' ? ' (not yet)' : null}`,
          grant.deputyOf === null ? 'Their own' : nameOf(grant.deputyOf, view),
        ],
      })),
      ...providerRoles.map(({ role, unit, claim }) => ({
        cells: [
          html`${roleWords(role)}<br><span class="app-people__dates">${providerWords(claim)}</span>`,
          unitWords(unit, units),
          'while they are signed in',
          'Their own',
        ],
      })),
    ],
    cards: true,
  })
}

function ifClosed({ unit }: HeldGrant, view: PersonView): Html | null {
  const words = closedWords(unit, view)
  return words === null
    ? null
    : html`<br><strong>It ${words}</strong> Give the new role below if they go on there.`
}

function nameOf(id: number, { people }: PersonView): string {
  return people.find((one) => one.id === id)?.name ?? 'Somebody'
}
