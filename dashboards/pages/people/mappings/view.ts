import { html } from 'hono/html'
import type { ProviderMapping } from '#server/access/people/provider-mappings.ts'
import { peopleAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { radios } from '../../../components/choices/choices.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { textArea, textInput } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { publishedWords } from '../../../words/published-words.ts'
import { roleFields } from '../kit/role-fields.ts'
import { roleWords, unitWords } from '../kit/words.ts'
import type { MappingsView } from './model.ts'

/** Which group or application role of the provider gives which role. */
export function mappingsView(view: MappingsView): Html {
  const { frame, fault, mappings } = view
  const open = mappings.filter(({ ended }) => ended === null)
  const ended = mappings.filter((mapping) => mapping.ended !== null)
  return page({
    ...frame,
    title: ['Groups of the provider', 'People'],
    error: fault !== null,
    breadcrumbs: [
      { text: 'People', href: peopleAddress() },
      { text: 'Groups of the provider', href: peopleAddress('mappings') },
    ],
    body: html`${fault === null ? null : errorSummary({ errors: [{ text: fault.text, href: `#${fault.form}` }] })}
<h1 class="govuk-heading-l">Groups of the provider</h1>
<p class="govuk-body">Where people sign in with the council’s own accounts, a group or application role there can give a role here.
It holds from their next sign-in. Roles that you give to a person by name hold beside it.</p>
<h2 class="govuk-heading-m">In force</h2>
${open.length === 0 ? noneWords : table('Groups that give a role', open, view)}
${open.length === 0 ? null : html`<div class="app-no-print">${endForm(open, view)}</div>`}
<section class="app-no-print" id="new"><h2 class="govuk-heading-m">Add a group</h2>
${newForm(view)}</section>
${ended.length === 0 ? null : html`<h2 class="govuk-heading-m">Ended</h2>${table('Groups that gave a role', ended, view)}`}`,
  })
}

const noneWords = html`<p class="govuk-body">No group gives a role: people have the roles that are given to them by name.</p>`

function table(caption: string, mappings: readonly ProviderMapping[], { units }: MappingsView): Html {
  return dataTable({
    ...{ caption, captionSize: 'hidden', dense: true, cards: true },
    columns: [
      { heading: 'Group or application role' },
      { heading: 'Gives' },
      { heading: 'Over' },
      { heading: 'Added' },
      ...(mappings.some(({ ended }) => ended !== null) ? [{ heading: 'Ended' }] : []),
    ],
    rows: mappings.map(({ claim, role, unit, made, ended }) => ({
      cells: [
        html`<span class="app-people__secret">${claim}</span>`,
        roleWords(role),
        unitWords(unit, units),
        `${publishedWords(made.at)}, ${made.by}`,
        ...(ended === null ? [] : [`${publishedWords(ended.at)}, ${ended.by}: ${ended.reason}`]),
      ],
    })),
  })
}

function endForm(open: readonly ProviderMapping[], { csrfToken, typed, units, fault }: MappingsView): Html {
  return details({
    ...{ id: 'end', summary: 'End one', open: fault?.form === 'end' },
    body: html`<form method="post" action="${peopleAddress('mappings/end')}" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
${radios({
  ...{ name: 'mapping', legend: 'Which group' },
  items: open.map(({ id, claim, role, unit }) => ({
    value: String(id),
    text: `${claim}: ${roleWords(role)}, ${unitWords(unit, units)}`,
    checked: typed.mapping === String(id),
  })),
})}
${textArea({ label: 'Why it ends', name: 'reason', value: typed.reason ?? '', rows: 2 })}
${button({ text: 'End it', warning: true })}
</form>`,
  })
}

function newForm({ typed, units, csrfToken }: MappingsView): Html {
  return html`<form method="post" action="${peopleAddress('mappings')}" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
${textInput({
  ...{ label: 'Group or application role', name: 'claim', value: typed.claim ?? '', autocomplete: 'off' },
  hint: 'As the provider sends it: the name of an application role, or the identifier of a group.',
})}
${roleFields({ typed, units, prefix: 'gives' })}
${button({ text: 'Add the group' })}
</form>`
}
