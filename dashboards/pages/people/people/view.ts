import { html } from 'hono/html'
import { roleName, roles } from '#domain/catalogue/role.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Person } from '#server/access/people/people.ts'
import { peopleAddress, personAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { select, textInput } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Content, Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { publishedWords } from '../../../words/published-words.ts'
import { unitItems } from '../kit/role-fields.ts'
import {
  datesWords,
  openGrants,
  providerWords,
  roleWords,
  stateOf,
  stateWords,
  unitWords,
} from '../kit/words.ts'
import { filteredPeople } from './filter.ts'
import type { PeopleView } from './model.ts'

/** Everybody who may sign in or could once: what they may do, and when they were last here. */
export function peopleView(view: PeopleView): Html {
  const { frame, people, filter, waitingTokens } = view
  const found = filteredPeople(view)
  const isFiltered = Object.values(filter).some((asked) => asked !== '')
  return page({
    ...frame,
    title: 'People',
    wide: true,
    body: html`<h1 class="govuk-heading-l">People</h1>
${waitingTokens === 0 ? null : insetText({ text: waitingWords(waitingTokens) })}
<div class="govuk-button-group app-no-print">${button({ text: 'Add a person', href: peopleAddress('new') })}
<a class="govuk-link" href="${peopleAddress('tokens')}">Tokens for programs</a>
<a class="govuk-link" href="${peopleAddress('mappings')}">Groups of the provider</a></div>
${filterForm(view)}
<h2 class="govuk-heading-m" id="found">${countWords(found.length, people.length, isFiltered)}</h2>
${found.length === 0 ? noneWords(isFiltered) : table(found, view)}`,
  })
}

function waitingWords(count: number): Html {
  const words = wordFor(count, 'One token waits', `${count} tokens wait`)
  return html`${words} for a second administrator. <a class="govuk-link" href="${peopleAddress('tokens')}">Look at ${wordFor(count, 'it', 'them')}</a>`
}

function countWords(found: number, all: number, isFiltered: boolean): string {
  return isFiltered
    ? `${found} of ${wordFor(all, '1 person', `${all} people`)}`
    : wordFor(all, '1 person', `${all} people`)
}

function noneWords(isFiltered: boolean): Html {
  return isFiltered
    ? html`<p class="govuk-body">Nobody is like that. <a class="govuk-link" href="${peopleAddress()}">Show everybody</a></p>`
    : html`<p class="govuk-body">Nobody has been added yet.</p>`
}

function filterForm({ filter, units }: PeopleView): Html {
  const [, ...places] = unitItems(units, filter.unit)
  const council = units.find(({ kind }) => kind === 'council')
  return html`<form method="get" action="${peopleAddress()}" class="app-people__filter">
${textInput({ label: 'Name or e-mail', name: 'q', value: filter.q, type: 'search', width: 20 })}
${select({
  ...{ label: 'Role', name: 'role' },
  items: [
    { value: '', text: 'Any role' },
    ...roles.map((role) => ({ value: role, text: roleName(role), selected: filter.role === role })),
  ],
})}
${select({
  ...{ label: 'Over', name: 'unit' },
  items: [
    { value: '', text: 'Anything' },
    ...(council === undefined
      ? []
      : [{ value: council.code, text: 'The whole council', selected: filter.unit === council.code }]),
    ...places,
  ],
})}
${select({
  ...{ label: 'State', name: 'state' },
  items: [
    { value: '', text: 'Any state' },
    ...Object.entries(stateWords).map(([value, text]) => ({ value, text, selected: filter.state === value })),
  ],
})}
${button({ text: 'Show', secondary: true })}
</form>`
}

function table(people: readonly Person[], view: PeopleView): Html {
  return dataTable({
    caption: 'People with their roles',
    captionSize: 'hidden',
    columns: [
      { heading: 'Person' },
      { heading: 'Roles, now and to come', label: 'Roles' },
      { heading: 'State' },
      { heading: 'Last seen' },
    ],
    rows: people.map((person) => ({
      cells: [
        html`<a class="govuk-link" href="${personAddress(person.id)}">${person.name}</a><br><span class="app-people__email">${person.email}</span>`,
        rolesOf(person, view),
        stateWords[stateOf(person)],
        person.lastSeen === null ? 'Never' : publishedWords(person.lastSeen),
      ],
    })),
    cards: true,
  })
}

function rolesOf({ id, grants }: Person, { units, today, people, providerRoles }: PeopleView): Content {
  const open = openGrants(grants, today)
  const given = providerRoles.filter(({ person }) => person === id)
  if (open.length === 0 && given.length === 0) return 'No role'
  return html`<ul class="govuk-list app-people__roles">${open.map(
    (grant) =>
      html`<li>${roleWords(grant.role)}, ${unitWords(grant.unit, units)}
<span class="app-people__dates">${datesWords(grant)}${deputyWords(grant.deputyOf, people)}</span></li>`,
  )}${given.map(
    ({ role, unit, claim }) =>
      html`<li>${roleWords(role)}, ${unitWords(unit, units)} <span class="app-people__dates">${providerWords(claim)}</span></li>`,
  )}</ul>`
}

function deputyWords(of: number | null, people: readonly Person[]): string {
  if (of === null) return ''
  return `, in place of ${people.find(({ id }) => id === of)?.name ?? 'somebody'}`
}
