import { html } from 'hono/html'
import { peopleAddress, personAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textInput } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { linkShown } from '../kit/link-shown.ts'
import { roleDays, roleFields } from '../kit/role-fields.ts'
import type { PersonNewView } from './model.ts'

/** The form that adds a person with a first role; then their link, once. */
export function personNewView(view: PersonNewView): Html {
  const { frame, fault, added } = view
  return page({
    ...frame,
    title: added === null ? ['Add a person', 'People'] : [added.name, 'People'],
    error: fault !== null,
    breadcrumbs: [
      { text: 'People', href: peopleAddress() },
      { text: 'Add a person', href: peopleAddress('new') },
    ],
    body: html`${fault === null ? null : errorSummary({ errors: [{ text: fault, href: '#name' }] })}
${added === null ? form(view) : addedBody(added)}`,
  })
}

function form({ typed, units, csrfToken }: PersonNewView): Html {
  return html`<h1 class="govuk-heading-l">Add a person</h1>
<p class="govuk-body">You are given a link for them. It binds their account to this person, whatever their e-mail address.</p>
<form method="post" action="${peopleAddress('new')}" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
${textInput({ label: 'Name', name: 'name', value: typed.name ?? '', autocomplete: 'off' })}
${textInput({ label: 'E-mail address', name: 'email', value: typed.email ?? '', type: 'email', autocomplete: 'off' })}
${roleFields({ typed, units, prefix: 'first' })}
${roleDays(typed, 'first')}
<p class="govuk-body">Without a role they can sign in, and are told whom to ask. You can give further roles later.</p>
${button({ text: 'Add the person' })}
</form>`
}

function addedBody({ id, name, link }: NonNullable<PersonNewView['added']>): Html {
  return html`<h1 class="govuk-heading-l">${name} is added</h1>
${linkShown(link, name)}
<p class="govuk-body"><a class="govuk-link" href="${personAddress(id)}">The page of ${name}</a></p>
<p class="govuk-body"><a class="govuk-link" href="${peopleAddress('new')}">Add another person</a></p>`
}
