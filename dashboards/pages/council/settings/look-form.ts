import { html } from 'hono/html'
import { type LookErrors, type LookField, lookFields, termsInCare } from '#domain/council/council-look.ts'
import { button } from '../../../components/button/button.ts'
import { checkboxes, radios } from '../../../components/choices/choices.ts'
import { fileInput, textInput } from '../../../components/form-fields/form-fields.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import type { PageCouncil } from '../../../layout/page.ts'
import { lineColours } from '../../../palette.ts'

export type LookForm = {
  council: PageCouncil
  /** The values of the fields: the current ones, or what was typed and refused. */
  typed: Record<LookField, string>
  errors: LookErrors & { logo?: string }
}

/** A form for the council's names, colour, logo, words and contact. */
export function lookForm({ council, typed, errors }: LookForm, csrfToken: string): Html {
  const text = (
    field: Exclude<LookField, 'termInCare'>,
    options: { label: string; hint?: string; width?: 10 | 20 | 30; type?: 'email' },
  ) => textInput({ name: lookFields[field], value: typed[field], error: errors[field] ?? null, ...options })
  return html`<form method="post" action="/admin/settings/look" enctype="multipart/form-data" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
${text('name', { label: 'Council name', hint: 'At the top of every page.', width: 30 })}
${text('shortName', { label: 'Short name (optional)', hint: 'At the end of each page’s title, where the browser shows little of it.', width: 20 })}
${text('brandColour', {
  label: 'Brand colour (optional)',
  hint:
    `Six digits or letters A to F, like ${lineColours.unit}. It colours the line beneath the header and nothing that ` +
    'carries a meaning. It must be dark enough to be read on white.',
  width: 10,
})}
${swatch(typed.brandColour)}
${fileInput({
  label: council.logo ? 'Another logo (optional)' : 'Logo (optional)',
  name: 'logo',
  hint: 'An SVG or PNG of at most 100 KB, on a white or clear background. It stands beside the name.',
  accept: '.svg,.png,image/svg+xml,image/png',
  error: errors.logo ?? null,
})}
${council.logo ? currentLogo(council.logo) : null}
${radios({
  name: lookFields.termInCare,
  legend: 'Children in care are called',
  legendSize: 's',
  hint: 'In the names and definitions of measures that say it, on pages, in exports and in the API.',
  error: errors.termInCare ?? null,
  items: Object.entries(termsInCare).map(([value, { many }]) => ({
    value,
    text: many,
    checked: typed.termInCare === value,
  })),
})}
${text('contactName', { label: 'Contact (optional)', hint: 'Whom readers ask about figures. At the foot of every page with figures.', width: 30 })}
${text('contactEmail', { label: 'Email address of the contact (optional)', type: 'email', width: 30 })}
${button({ text: 'Save the council’s look' })}
</form>`
}

/** The same, read-only. */
export function lookInForce({ council, typed }: LookForm): Html {
  const term = Object.entries(termsInCare).find(([value]) => value === typed.termInCare)?.[1].many
  return summaryList({
    rows: [
      { key: 'Council name', value: typed.name },
      { key: 'Short name', value: typed.shortName || 'None' },
      { key: 'Brand colour', value: typed.brandColour || 'None' },
      {
        key: 'Logo',
        value: council.logo ? html`<img class="app-logo" src="${council.logo}" alt="The logo">` : 'None',
      },
      { key: 'Children in care are called', value: term ?? '' },
      { key: 'Contact', value: [typed.contactName, typed.contactEmail].filter(Boolean).join(', ') || 'None' },
    ],
  })
}

function swatch(typed: string): Html | null {
  if (!/^#[0-9A-F]{6}$/i.test(typed)) return null
  return html`<svg class="app-swatch" width="160" height="24" role="img" aria-label="The colour ${typed}"><rect width="160" height="24" fill="${typed}"/></svg>`
}

function currentLogo(address: string): Html {
  return html`<p class="govuk-body"><img class="app-logo" src="${address}" alt="The logo now in use"></p>
${checkboxes({
  name: 'remove_logo',
  legend: 'The logo now in use',
  legendSize: 's',
  items: [{ value: 'yes', text: 'Take it away' }],
})}`
}
