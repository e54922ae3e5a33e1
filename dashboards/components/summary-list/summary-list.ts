import { html } from 'hono/html'
import type { Content, Html } from '../../html.ts'

export type SummaryAction = { text: string; href: string; visuallyHiddenText?: string }
export type SummaryRow = {
  key: Content
  value: Content
  actions?: readonly SummaryAction[]
  /** Not printed. */
  screenOnly?: boolean
}

/** Key facts as pairs: a definition, a receipt, the head of an action. */
export function summaryList(options: { rows: readonly SummaryRow[]; borderless?: boolean }): Html {
  const anyActions = options.rows.some((row) => (row.actions ?? []).length > 0)
  return html`<dl class="govuk-summary-list${options.borderless === true ? ' govuk-summary-list--no-border' : ''}">
${options.rows.map((row) => summaryRow(row, anyActions))}</dl>`
}

function summaryRow(row: SummaryRow, anyActions: boolean): Html {
  const actions = row.actions ?? []
  const bare = anyActions && actions.length === 0 ? ' govuk-summary-list__row--no-actions' : ''
  const place = row.screenOnly === true ? ' app-no-print' : ''
  return html`<div class="govuk-summary-list__row${bare}${place}">
<dt class="govuk-summary-list__key">${row.key}</dt>
<dd class="govuk-summary-list__value">${row.value}</dd>
${actions.length === 0 ? null : html`<dd class="govuk-summary-list__actions">${actionList(actions)}</dd>\n`}</div>
`
}

function actionList(actions: readonly SummaryAction[]): Html {
  const links = actions.map(
    (action) =>
      html`<a class="govuk-link" href="${action.href}">${action.text}${
        action.visuallyHiddenText === undefined
          ? null
          : html`<span class="govuk-visually-hidden"> ${action.visuallyHiddenText}</span>`
      }</a>`,
  )
  if (links.length === 1) return html`${links[0]}`
  return html`<ul class="govuk-summary-list__actions-list">${links.map((link) => html`<li class="govuk-summary-list__actions-list-item">${link}</li>`)}</ul>`
}
