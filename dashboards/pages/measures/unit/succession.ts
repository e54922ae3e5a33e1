/** What a closed team left open, to which team it was handed, and the form that hands it over. */
import { html } from 'hono/html'
import type { Unit } from '#domain/catalogue/unit.ts'
import { longest } from '#domain/council/written-text.ts'
import { decisionConditionOf } from '#domain/meetings/decision.ts'
import { monthsInWords } from '#domain/scorecard/silent-months.ts'
import { dayName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { OpenBusiness, Succession } from '#server/reads/successions.ts'
import { scorecardAddress, unitAddress, unitDecisionsAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { select, textArea } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { timeline } from '../../../components/timeline/timeline.ts'
import type { Html } from '../../../html.ts'
import { datedWords } from '../../../words/published-words.ts'

/** The form as it was sent, or as it opens. */
export type SuccessionForm = {
  csrfToken: string
  heirs: readonly Unit[]
  to: string
  reason: string
  /** How often the business had been handed over when the form was made. */
  version: number
  faults: readonly { field: string; text: string }[]
  /** True if somebody else handed it over while this was being written. */
  stale: boolean
}

export type UnitSuccession = {
  /** True for a team that has closed. */
  isClosed: boolean
  /** Each handover of its business, latest first. */
  lines: readonly Succession[]
  /** What closed teams left open: the unit itself, the teams beneath it, or the teams handed to it. */
  left: readonly OpenBusiness[]
  /** True if it is known that nothing is open, so there is nothing to hand over. */
  isEmpty: boolean
  /** For readers who may hand it over: how many agreed actions are open, and how many months are not signed off. */
  counts: { decisions: number; months: number } | null
  /** For readers who may hand it over. */
  form: SuccessionForm | null
}

/** The errors of the form, for the summary at the head of the page. */
export function successionErrors(form: SuccessionForm | null): { text: string; href: string }[] {
  if (form === null) return []
  return [
    ...form.faults.map(({ field, text }) => ({ text, href: field === 'reason' ? '#reason' : '#to' })),
    ...(form.stale
      ? [
          {
            text: 'Somebody else handed it over while you were writing. Look at it before you save',
            href: '#to',
          },
        ]
      : []),
  ]
}

/** The section; empty for a unit that has nothing to do with a closed team. */
export function successionSection(
  { isClosed, lines, left, isEmpty, counts, form }: UnitSuccession,
  { unit, tree, day }: { unit: Unit; tree: readonly Unit[]; day: string },
): Html | null {
  if (!isClosed && left.length === 0) return null
  const nameOf = (code: string) => tree.find((u) => u.code === code)?.name ?? code
  const heading = isClosed
    ? 'What it left open'
    : unit.kind === 'team'
      ? 'Handed to this team'
      : 'Left by teams that closed'
  return html`<section aria-labelledby="succession"><h2 class="govuk-heading-m" id="succession">${heading}</h2>
${
  left.length === 0
    ? null
    : html`<ul class="govuk-list govuk-list--bullet">${left.map(
        (business) =>
          html`<li>${businessWords(business, day, isClosed)}${
            isClosed
              ? null
              : html`; ${business.unit.handedTo === undefined ? 'handed to nobody' : `handed to ${nameOf(business.unit.handedTo)}`}`
          }</li>\n`,
      )}</ul>`
}
${isClosed && isEmpty ? html`<p class="govuk-body">Nothing is open: every agreed action has an outcome, and every month is signed off.</p>` : null}
${counts === null || left.length > 0 ? null : html`<p class="govuk-body">${countsWords(counts)}.</p>`}
${
  lines.length === 0
    ? null
    : timeline({
        items: lines.map((line) => ({
          title: `Handed to ${nameOf(line.to)} on ${dayName(line.from)}`,
          date: datedWords(line.recordedAt, line.dated),
          by: line.by,
          body: html`<p class="govuk-body app-said">${line.reason}</p>`,
        })),
      })
}
${form === null ? null : formOf(unit, form, lines.length > 0)}</section>`
}

/** "3 agreed actions are open and 2 months are not signed off": for a reader who may see neither in detail. */
function countsWords({ decisions, months }: { decisions: number; months: number }): string {
  const actions = `${decisions} agreed ${wordFor(decisions, 'action is', 'actions are')} open`
  return `${actions} and ${plural(months, 'month is', 'months are')} not signed off`
}

/** "Help and Protection South 1, closed after 30 April 2019: 3 agreed actions open, 1 of them overdue; not signed off: …". */
function businessWords({ unit, decisions, months }: OpenBusiness, day: string, isOwn: boolean): Html {
  const overdue = decisions.filter((d) => decisionConditionOf(d, day) === 'overdue').length
  const actions = `${decisions.length} agreed ${wordFor(decisions.length, 'action')} open${overdue === 0 ? '' : `, ${overdue} of them overdue`}`
  const first = months[0]
  const name = isOwn
    ? null
    : html`<a class="govuk-link" href="${unitAddress(unit.code)}">${unit.name}</a>${unit.closed === null ? null : `, closed after ${dayName(unit.closed)}`}: `
  const parts = [
    decisions.length === 0
      ? null
      : html`<a class="govuk-link" href="${unitDecisionsAddress(unit.code)}">${actions}</a>`,
    first === undefined
      ? null
      : html`not signed off: <a class="govuk-link" href="${scorecardAddress(unit.code, first.period)}#sign-off">${monthsInWords(months)}</a>`,
  ].filter((part) => part !== null)
  return html`${name}${parts.map((part, i) => html`${i === 0 ? null : '; '}${part}`)}`
}

function formOf(unit: Unit, form: SuccessionForm, isHandedOn: boolean): Html {
  if (form.heirs.length === 0)
    return insetText({ text: 'There is no open team to which it could be handed.' })
  const fault = (field: string) => form.faults.find((f) => f.field === field)?.text ?? null
  return html`<form method="post" action="${unitAddress(unit.code)}/succession" class="app-form" novalidate>
<input type="hidden" name="_csrf" value="${form.csrfToken}">
<input type="hidden" name="version" value="${String(form.version)}">
${select({
  label: isHandedOn ? 'Hand it on to' : 'Hand it to',
  name: 'to',
  hint:
    'Its manager then sees the open agreed actions and the months that are not signed off, and answers for ' +
    'them from today. They stay under the name of the closed team.',
  error: fault('to') ?? fault('from'),
  items: form.heirs.map((u) => ({ value: u.code, text: u.name, selected: u.code === form.to })),
})}
${textArea({
  label: 'Why (required)',
  name: 'reason',
  hint: `Kept with the day, in up to ${longest.succession} characters.`,
  error: fault('reason'),
  value: form.reason,
  rows: 3,
})}
${button({ text: isHandedOn ? 'Hand it on' : 'Hand it over', secondary: true })}
</form>`
}
