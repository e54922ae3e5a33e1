import { html } from 'hono/html'
import { phoneFoldedPart } from '../../../components/phone-fold/phone-fold.ts'
import type { Content, Html } from '../../../html.ts'

/** One group of rules under its heading; a phone opens one at a time. */
export function section(id: string, heading: string, body: Content): Html {
  return html`<section aria-labelledby="${id}"><h2 class="govuk-heading-m" id="${id}">${heading}</h2>
${phoneFoldedPart(heading, html`${body}`)}</section>`
}

/** A worked example, visually separate from the rule. */
export function example(text: Content): Html {
  return html`<p class="app-method__example"><strong>Example.</strong> ${text}</p>`
}

export function rules(items: readonly Content[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>\n`)}</ul>`
}
