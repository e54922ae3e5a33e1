import { html } from 'hono/html'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import type { Html } from '../../../html.ts'

/** The questions that the page answers, in the order of a conversation that wants to turn the curve. */
export const questions = {
  doing: 'How are we doing?',
  compared: 'Compared with whom?',
  behind: 'Commentary and what happened',
  actions: 'Who can help, and what will we do?',
  definition: 'What is this number?',
  lineage: 'Where this figure came from',
} as const

export type Question = keyof typeof questions

/** A section with a heading; its id is its anchor on the page. A phone folds it behind `folded`, if that is given. */
export function section(id: Question, content: Html, folded: string | null = null): Html {
  const body = folded === null ? content : phoneFold({ summary: folded, body: content })
  return html`<section class="app-kpi__section" aria-labelledby="${id}"><h2 class="govuk-heading-m" id="${id}">${questions[id]}</h2>
${body}
</section>`
}
