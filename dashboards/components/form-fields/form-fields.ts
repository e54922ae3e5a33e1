import { html } from 'hono/html'
import type { Html } from '../../html.ts'

/** What every field has. `id` defaults to the name; the error is shown with the field and in the summary. */
export type Field = { label: string; name: string; id?: string; hint?: string; error?: string | null }

/** A single line of text. `type` may be password or email; widths are in characters. */
export function textInput(
  options: Field & {
    value?: string
    type?: 'text' | 'password' | 'email' | 'search'
    autocomplete?: string
    inputmode?: string
    width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  },
): Html {
  const { name, error } = options
  const id = options.id ?? name
  const classes = `govuk-input${options.width === undefined ? '' : ` govuk-input--width-${options.width}`}${error ? ' govuk-input--error' : ''}`
  const value = options.value === undefined ? '' : html` value="${options.value}"`
  const inputmode = options.inputmode === undefined ? '' : html` inputmode="${options.inputmode}"`
  const complete = options.autocomplete === undefined ? '' : html` autocomplete="${options.autocomplete}"`
  return group(
    options,
    html`<input class="${classes}" id="${id}" name="${name}" type="${options.type ?? 'text'}"${inputmode}${value}${describedBy(options)}${complete}>`,
  )
}

/** Several lines of text. */
export function textArea(options: Field & { value?: string; rows?: number }): Html {
  const { name, value, rows = 5 } = options
  const id = options.id ?? name
  const classes = `govuk-textarea${options.error ? ' govuk-textarea--error' : ''}`
  return group(
    options,
    html`<textarea class="${classes}" id="${id}" name="${name}" rows="${rows}"${describedBy(options)}>${value}</textarea>`,
  )
}

export type SelectItem = { value: string; text: string; selected?: boolean }

/** One choice from a list. Items under a `group` heading are grouped under it. */
export function select(options: Field & { items: readonly (SelectItem & { group?: string })[] }): Html {
  const id = options.id ?? options.name
  const groups = [...new Set(options.items.map((item) => item.group))]
  return group(
    options,
    html`<select class="govuk-select${options.error ? ' govuk-select--error' : ''}" id="${id}" name="${options.name}"${describedBy(options)}>
${groups.map((heading) => {
  const items = options.items.filter((item) => item.group === heading).map(option)
  return heading === undefined ? items : html`<optgroup label="${heading}">${items}</optgroup>`
})}</select>`,
  )
}

/** A file to upload; `accept` is a list of endings. */
export function fileInput(options: Field & { accept?: string }): Html {
  const id = options.id ?? options.name
  const accept = options.accept === undefined ? '' : html` accept="${options.accept}"`
  const classes = `govuk-file-upload${options.error ? ' govuk-file-upload--error' : ''}`
  return group(
    options,
    html`<input class="${classes}" id="${id}" name="${options.name}" type="file"${describedBy(options)}${accept}>`,
  )
}

function option(item: SelectItem): Html {
  return html`<option value="${item.value}"${item.selected === true ? ' selected' : ''}>${item.text}</option>\n`
}

function group(field: Field, control: Html): Html {
  const id = field.id ?? field.name
  return html`<div class="govuk-form-group${field.error ? ' govuk-form-group--error' : ''}">
<label class="govuk-label" for="${id}">${field.label}</label>
${field.hint === undefined ? null : html`<div id="${id}-hint" class="govuk-hint">${field.hint}</div>\n`}${
  field.error
    ? html`<p id="${id}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${field.error}</p>\n`
    : null
}${control}
</div>`
}

function describedBy(field: Field): Html | '' {
  const id = field.id ?? field.name
  const ids = [field.hint === undefined ? null : `${id}-hint`, field.error ? `${id}-error` : null].filter(
    (x) => x !== null,
  )
  return ids.length === 0 ? '' : html` aria-describedby="${ids.join(' ')}"`
}
