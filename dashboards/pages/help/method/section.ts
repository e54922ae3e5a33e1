import { html } from 'hono/html'
import type { Content, Html } from '../../../html.ts'

/** One group of rules under its heading. */
export function section(id: string, heading: string, body: Content): Html {
  return html`<section aria-labelledby="${id}"><h2 class="govuk-heading-m" id="${id}">${heading}</h2>
${body}</section>`
}

/** A worked example, visually separate from the rule. */
export function example(text: Content): Html {
  return html`<p class="app-method__example"><strong>Example.</strong> ${text}</p>`
}

export function rules(items: readonly Content[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>\n`)}</ul>`
}
