/** The forms of a person's page. Each is folded until somebody opens it, or was refused. */
import { html } from 'hono/html'
import { personAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { radios } from '../../../components/choices/choices.ts'
import { details } from '../../../components/details/details.ts'
import { select, textArea, textInput } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import type { Typed } from '../../kit/sent-form.ts'
import { roleDays, roleFields } from '../kit/role-fields.ts'
import { datesWords, openGrants, roleWords, unitWords } from '../kit/words.ts'
import type { PersonView } from './model.ts'

/** Everything that may be done to a person. */
export function personForms(view: PersonView, csrfToken: string): Html {
  const forms = [
    giveForm(view),
    endForm(view),
    linkForm(view),
    editForm(view),
    disableForm(view),
    seeAsForm(view),
  ].flatMap((form) => (form === null ? [] : [form]))
  return html`${forms.map((form) => folded(form, view, csrfToken))}`
}

/** The id of a form, to which a fault leads. */
export function formId(name: string): string {
  return name.replaceAll('/', '-')
}

/** A form: the name under which it is sent and kept, its summary, its fields and its button. */
type Form = { name: string; summary: string; fields: Html; submit: Html }

function folded(
  { name, summary, fields, submit }: Form,
  { person, sent }: PersonView,
  csrfToken: string,
): Html {
  return details({
    ...{ id: formId(name), summary, open: sent?.form === name },
    body: html`<form method="post" action="${personAddress(person.id, name)}" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
${fields}
${submit}
</form>`,
  })
}

/** What was typed into a form that was refused; nothing for another form. */
function typedOf({ sent }: PersonView, form: string): Typed {
  return sent?.form === form ? sent.typed : {}
}

function giveForm(view: PersonView): Form {
  const { person, people, units } = view
  const typed = typedOf(view, 'grants')
  const others = people.filter(({ id, isEnabled }) => id !== person.id && isEnabled)
  return {
    ...{ name: 'grants', summary: 'Give a role' },
    fields: html`${roleFields({ typed, units, prefix: 'give' })}
${roleDays(typed, 'give')}
${select({
  ...{
    label: 'In place of (a deputy)',
    name: 'deputyOf',
    hint: 'The person must hold this role themselves.',
  },
  items: [
    { value: '', text: 'Nobody: it is their own' },
    ...others.map(({ id, name }) => ({
      ...{ value: String(id), text: name, selected: typed.deputyOf === String(id) },
    })),
  ],
})}`,
    submit: button({ text: 'Give the role' }),
  }
}

function endForm(view: PersonView): Form | null {
  const { person, units, today } = view
  const open = openGrants(person.grants, today)
  if (open.length === 0) return null
  const typed = typedOf(view, 'grants/end')
  return {
    ...{ name: 'grants/end', summary: 'End a role' },
    fields: html`${radios({
      ...{ name: 'grant', legend: 'Which role' },
      items: open.map((grant) => ({
        value: String(grant.id),
        text: `${roleWords(grant.role)}, ${unitWords(grant.unit, units)}, ${datesWords(grant)}`,
        checked: typed.grant === String(grant.id) || open.length === 1,
      })),
    })}
${reasonField(typed, 'end-reason', 'Why it ends')}
<p class="govuk-body">It ends at once, also for pages they have open.</p>`,
    submit: button({ text: 'End the role', warning: true }),
  }
}

function linkForm({ person }: PersonView): Form | null {
  if (!person.isEnabled) return null
  return {
    ...{ name: 'link', summary: 'Make a new link to sign in' },
    fields: html`<p class="govuk-body">${
      person.isBound
        ? 'It lets them set a new password, or join another account of the council. Their earlier links stop working.'
        : 'It works once, within seven days. Their earlier links stop working.'
    }</p>`,
    submit: button({ text: 'Make the link', secondary: true }),
  }
}

function editForm(view: PersonView): Form {
  const { person } = view
  const typed = typedOf(view, 'edit')
  return {
    ...{ name: 'edit', summary: 'Change the name or the e-mail address' },
    fields: html`${versionField(person.version)}
${textInput({ label: 'Name', name: 'name', value: typed.name ?? person.name, autocomplete: 'off' })}
${textInput({ label: 'E-mail address', name: 'email', value: typed.email ?? person.email, type: 'email', autocomplete: 'off' })}`,
    submit: button({ text: 'Save', secondary: true }),
  }
}

function disableForm(view: PersonView): Form {
  const { person } = view
  const name = person.isEnabled ? 'disable' : 'enable'
  return {
    ...{ name, summary: person.isEnabled ? 'Disable this person' : 'Enable this person again' },
    fields: html`${versionField(person.version)}
${
  person.isEnabled
    ? html`<p class="govuk-body">Every session of theirs ends at once, and their tokens stop. Their roles stay on record.</p>`
    : html`<p class="govuk-body">They can sign in again, with the roles that are still open above.</p>`
}
${reasonField(typedOf(view, name), 'state-reason', 'Why')}`,
    submit: person.isEnabled
      ? button({ text: 'Disable', warning: true })
      : button({ text: 'Enable', secondary: true }),
  }
}

function seeAsForm(view: PersonView): Form | null {
  const { person, today } = view
  const open = openGrants(person.grants, today)
  if (!person.isEnabled || open.some(({ role }) => role === 'administrator')) return null
  return {
    ...{ name: 'see-as', summary: 'See what this person sees' },
    fields: html`<p class="govuk-body">For 15 minutes, and you can change nothing. They find it on their account page, with your reason.</p>
${reasonField(typedOf(view, 'see-as'), 'see-reason', 'Why')}`,
    submit: button({ text: 'See as this person', secondary: true }),
  }
}

function reasonField(typed: Typed, id: string, label: string): Html {
  return textArea({ label, name: 'reason', id, value: typed.reason ?? '', rows: 2 })
}

function versionField(version: number): Html {
  return html`<input type="hidden" name="version" value="${version}">`
}
