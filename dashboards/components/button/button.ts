import { html } from 'hono/html'
import type { Html } from '../../html.ts'

/** A form's button, or with `href` a link that looks like one. */
export function button(options: {
  text: string
  href?: string
  secondary?: boolean
  warning?: boolean
  name?: string
  value?: string
  /** Where this button sends its form, if different from the other buttons. */
  formAction?: string
}): Html {
  const classes = `govuk-button${options.secondary === true ? ' govuk-button--secondary' : ''}${options.warning === true ? ' govuk-button--warning' : ''}`
  if (options.href !== undefined) {
    return html`<a href="${options.href}" role="button" draggable="false" class="${classes}" data-module="govuk-button">${options.text}</a>`
  }
  const name = options.name === undefined ? '' : html` name="${options.name}"`
  const value = options.value === undefined ? '' : html` value="${options.value}"`
  const action = options.formAction === undefined ? '' : html` formaction="${options.formAction}"`
  return html`<button${value} type="submit"${name}${action} class="${classes}" data-module="govuk-button">${options.text}</button>`
}
