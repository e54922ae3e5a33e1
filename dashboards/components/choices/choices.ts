import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

/** One choice. `id` and `name` are the group's own with a number if not given. */
export type Choice = {
  value: string
  text: Content
  hint?: Content
  checked?: boolean
  id?: string
  name?: string
}

export type ChoicesOptions = {
  name: string
  idPrefix?: string
  /** The question; without it each choice only has its label. */
  legend?: Content
  legendSize?: 's' | 'm' | 'l'
  hint?: string
  error?: string | null
  items: readonly Choice[]
  small?: boolean
}

/** Any number of these choices. */
export function checkboxes(options: ChoicesOptions): Html {
  return choices('checkbox', 'checkboxes', options)
}

/** Exactly one of these choices. */
export function radios(options: ChoicesOptions): Html {
  return choices('radio', 'radios', options)
}

function choices(type: 'checkbox' | 'radio', kind: 'checkboxes' | 'radios', options: ChoicesOptions): Html {
  const { items, legend, hint, error } = options
  const prefix = options.idPrefix ?? options.name
  const described = [hint === undefined ? null : `${prefix}-hint`, error ? `${prefix}-error` : null].filter(
    (id) => id !== null,
  )
  const small = options.small === true ? ` govuk-${kind}--small` : ''
  const inner = html`${hint === undefined ? null : html`<div id="${prefix}-hint" class="govuk-hint">${hint}</div>\n`}${
    error
      ? html`<p id="${prefix}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${error}</p>\n`
      : null
  }<div class="govuk-${kind}${small}" data-module="govuk-${kind}">
${items.map((item, i) => choice(type, kind, options, item, i, legend === undefined ? described : []))}</div>`
  return html`<div class="govuk-form-group${error ? ' govuk-form-group--error' : ''}">
${legend === undefined ? inner : fieldset(legend, options.legendSize, described, inner)}
</div>`
}

function fieldset(
  legend: Content,
  size: ChoicesOptions['legendSize'],
  described: readonly string[],
  inner: Html,
): Html {
  const by = described.length === 0 ? '' : html` aria-describedby="${described.join(' ')}"`
  const large = size === undefined ? '' : ` govuk-fieldset__legend--${size}`
  return html`<fieldset class="govuk-fieldset"${by}>
<legend class="govuk-fieldset__legend${large}">${legend}</legend>
${inner}
</fieldset>`
}

function choice(
  type: 'checkbox' | 'radio',
  kind: 'checkboxes' | 'radios',
  options: ChoicesOptions,
  item: Choice,
  index: number,
  group: readonly string[],
): Html {
  const prefix = options.idPrefix ?? options.name
  const id = item.id ?? (index === 0 ? prefix : `${prefix}-${index + 1}`)
  // GOV.UK Frontend refers to the group's hint on a checkbox without a fieldset, and not on a radio.
  const described = [
    ...(type === 'checkbox' ? group : []),
    ...(item.hint === undefined ? [] : [`${id}-item-hint`]),
  ]
  const by = described.length === 0 ? '' : html` aria-describedby="${described.join(' ')}"`
  const name = item.name ?? options.name
  const checked = item.checked === true ? ' checked' : ''
  return html`<div class="govuk-${kind}__item">
<input class="govuk-${kind}__input" id="${id}" name="${name}" type="${type}" value="${item.value}"${checked}${by}>
<label class="govuk-label govuk-${kind}__label" for="${id}">${item.text}</label>
${item.hint === undefined ? null : html`<div id="${id}-item-hint" class="govuk-hint govuk-${kind}__hint">${item.hint}</div>\n`}</div>
`
}
