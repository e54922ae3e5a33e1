import { html } from 'hono/html'
import type { Html } from '../../html.ts'

type Part = 'day' | 'month' | 'year'
const parts: readonly { part: Part; label: string; width: number }[] = [
  { part: 'day', label: 'Day', width: 2 },
  { part: 'month', label: 'Month', width: 2 },
  { part: 'year', label: 'Year', width: 4 },
]

/** A day that people know or choose, in three fields named `{prefix}-day` and so on. */
export function dateInput(options: {
  id: string
  namePrefix?: string
  legend: string
  legendSize?: 's' | 'm' | 'l'
  hint?: string
  error?: string | null
  /** The fields with an error; all three if not given. */
  errorOn?: readonly Part[]
  values?: Partial<Record<Part, string>>
}): Html {
  const { id, hint, error, legendSize, values = {} } = options
  const described = [hint === undefined ? null : `${id}-hint`, error ? `${id}-error` : null].filter(
    (x) => x !== null,
  )
  const by = described.length === 0 ? '' : html` aria-describedby="${described.join(' ')}"`
  const wrong = options.errorOn ?? (error ? parts.map(({ part }) => part) : [])
  return html`<div class="govuk-form-group${error ? ' govuk-form-group--error' : ''}">
<fieldset class="govuk-fieldset" role="group"${by}>
<legend class="govuk-fieldset__legend${legendSize === undefined ? '' : ` govuk-fieldset__legend--${legendSize}`}">${options.legend}</legend>
${hint === undefined ? null : html`<div id="${id}-hint" class="govuk-hint">${hint}</div>\n`}${
  error
    ? html`<p id="${id}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${error}</p>\n`
    : null
}<div class="govuk-date-input" id="${id}">
${parts.map(({ part, label, width }) => {
  const name = options.namePrefix === undefined ? part : `${options.namePrefix}-${part}`
  const value = values[part] === undefined ? '' : html` value="${values[part]}"`
  const error = wrong.includes(part) ? ' govuk-input--error' : ''
  const classes = `govuk-input govuk-date-input__input${error} govuk-input--width-${width}`
  return html`<div class="govuk-date-input__item">
<div class="govuk-form-group">
<label class="govuk-label govuk-date-input__label" for="${id}-${part}">${label}</label>
<input class="${classes}" id="${id}-${part}" name="${name}" type="text"${value} inputmode="numeric">
</div>
</div>
`
})}</div>
</fieldset>
</div>`
}
