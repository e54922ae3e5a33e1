/** What a person decides about a file after seeing what it changes. */
import { html } from 'hono/html'
import { formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import type { WarningKind } from '#server/reads/extract-checks.ts'
import { extractAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { checkboxes, radios } from '../../../components/choices/choices.ts'
import { dateInput } from '../../../components/date-input/date-input.ts'
import { details } from '../../../components/details/details.ts'
import { textArea, textInput } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import { secretField } from '../kit/words.ts'
import { askingKinds, tickedEach } from './form.ts'
import type { ExtractChangesView } from './model.ts'
import { movedHeading } from './moved-figures.ts'

/** What needs a reason, as the end of "Say why"; null if nothing does. */
export function reasonAsked({
  kinds,
  effects,
}: Pick<ExtractChangesView, 'kinds' | 'effects'>): string | null {
  const asking = kinds.filter((kind) => kind.needsReason).map(({ code }) => code)
  const isSignedOff = effects.signedOff.length > 0 || asking.includes('restates_signed_off')
  if (isSignedOff) return 'a signed-off month changes'
  return asking.length > 0 ? 'published figures change' : null
}

export function decision(view: ExtractChangesView): Html | null {
  const { receipt, may } = view
  if (receipt.status === 'awaiting_approval') return approval(view)
  if (receipt.status !== 'ready' && receipt.status !== 'scheduled') return null
  if (!may.publish) return html`${warningList(view)}`
  return html`<div class="app-decision"><form method="post" action="${extractAddress(receipt.id)}/publish" novalidate>
${secretField(view.frame.actor?.csrfToken)}
<input type="hidden" name="checked" value="${checkedWords(view)}">
${seenField(view)}
${warningBoxes(view)}
${informed(view)}
<h2 class="govuk-heading-m" id="publish">${view.needsApproval ? 'Ask for it to be published' : 'Publish it'}</h2>
${
  view.needsApproval
    ? html`<p class="govuk-body">A second person agrees before anything is published.</p>
`
    : null
}${reasonBox(view)}
${whenBox(view)}
${button({ text: view.needsApproval ? 'Ask for approval' : 'Publish' })}
</form>
${cancelForm(view, 'Cancel it: nothing of it is published')}</div>`
}

/** The comparison that the reader has looked at. */
function seenField({ effects }: ExtractChangesView): Html {
  return html`<input type="hidden" name="seen" value="${effects.changes.seen ?? ''}">`
}

/** The check that the reader has looked at: after another check the boxes stand for other warnings. */
export function checkedWords({ check }: Pick<ExtractChangesView, 'check'>): string {
  return check.checkedAt?.toISOString() ?? ''
}

function warningBoxes({ kinds: all, form, errors }: ExtractChangesView): Html | null {
  const kinds = askingKinds(all)
  if (kinds.length === 0) return null
  const total = kinds.reduce((sum, kind) => sum + kind.total, 0)
  const error = errors.find(({ field }) => field === 'warnings')?.text ?? null
  return html`<h2 class="govuk-heading-m" id="warnings">${plural(total, 'warning')} to look at</h2>
<div class="govuk-form-group${error === null ? '' : ' govuk-form-group--error'}">
${error === null ? null : html`<p class="govuk-error-message" id="warnings-error"><span class="govuk-visually-hidden">Error:</span> ${error}</p>`}
${kinds.map((kind) => (kind.total > tickedEach ? manyBox(kind, form.ticked) : eachBox(kind, form.ticked)))}
</div>`
}

/** What only informs: nobody has to accept it. */
function informed({ kinds }: ExtractChangesView): Html | null {
  const informing = kinds.filter((kind) => !askingKinds(kinds).includes(kind))
  if (informing.length === 0) return null
  return html`<h2 class="govuk-heading-m" id="informed">Measures that do not agree</h2>
<p class="govuk-body">This holds nothing up. Look at these figures at their source; what does not agree once it is published is on the
<a class="govuk-link" href="/data-quality#disagreements">page of data quality</a>.</p>
<ul class="govuk-list govuk-list--bullet">
${informing.flatMap(({ found, total }) => [
  ...found.map(({ message }) => html`<li>${message}</li>\n`),
  total > found.length ? html`<li>and ${formatNumber(total - found.length)} more</li>\n` : null,
])}</ul>`
}

function eachBox({ code, found }: WarningKind, ticked: ReadonlySet<string>): Html {
  return html`${found.map(({ position, message }) => {
    const name = `seen-${position}`
    return html`<div class="app-warning"><p class="govuk-body app-warning__text" id="${name}-text">${message}</p>
${checkboxes({
  name,
  small: true,
  items: [
    {
      value: 'yes',
      text: html`I have looked at this<span class="govuk-visually-hidden">: ${code.replaceAll('_', ' ')}, ${message}</span>`,
      checked: ticked.has(name),
    },
  ],
})}</div>
`
  })}`
}

function manyBox({ code, total, found }: WarningKind, ticked: ReadonlySet<string>): Html {
  const name = `seen-${code}`
  const words = kindWords[code] ?? code.replaceAll('_', ' ')
  const rest = total > found.length ? html`<li>and ${formatNumber(total - found.length)} more</li>` : null
  return html`<div class="app-warning"><p class="govuk-body app-warning__text">${formatNumber(total)} ${words}</p>
${details({
  summary: `Look at ${total > found.length ? `the first ${found.length}` : 'them'}`,
  body: html`<ul class="govuk-list govuk-list--bullet">${found.map(({ message }) => html`<li>${message}</li>\n`)}${rest}</ul>`,
})}
${checkboxes({
  name,
  small: true,
  items: [
    {
      value: 'yes',
      text: html`I have looked at these ${formatNumber(total)}<span class="govuk-visually-hidden"> ${words}</span>`,
      checked: ticked.has(name),
    },
  ],
})}</div>
`
}

const kindWords: Partial<Record<string, string>> = {
  formula_value_used: 'cells are the result of a formula that was saved with the workbook',
  value_without_denominator: 'values have no denominator and are left out of every total',
  looks_like_fraction: 'values of a percentage lie between 0 and 1',
  outside_usual_range: 'figures leave their usual range',
  team_missing: 'teams have no rows though they sent some for the period before',
  fewer_rows: 'returns have fewer rows than for the period before',
  retired_measure: 'measures are retired and no longer sent by anybody',
  restates_published: 'months that are published change',
  restates_signed_off: 'signed-off scorecards change',
}

function warningList({ kinds, receipt }: ExtractChangesView): Html | null {
  if (kinds.length === 0) return null
  return html`<h2 class="govuk-heading-m" id="warnings">${plural(receipt.warnings, 'warning')}</h2>
<ul class="govuk-list govuk-list--bullet">
${kinds.flatMap(({ found }) => found.map(({ message }) => html`<li>${message}</li>\n`))}</ul>`
}

function reasonBox(view: ExtractChangesView): Html {
  const { form, errors } = view
  const asked = reasonAsked(view)
  return textArea({
    label: asked === null ? 'Reason (optional)' : `Why ${asked} (required)`,
    name: 'reason',
    hint: 'Kept with the receipt. Everybody who opens a scorecard that it changed can read it. No names of children or staff.',
    rows: 3,
    value: form.reason,
    error: errors.find(({ field }) => field === 'reason')?.text ?? null,
  })
}

function whenBox({ form, errors, exampleDay }: ExtractChangesView): Html {
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.text ?? null
  const [year = '', month = '', day = ''] = exampleDay.split('-').map((part) => String(Number(part)))
  return html`${radios({
    name: 'when',
    legend: 'When',
    legendSize: 's',
    error: errorOf('form'),
    items: [
      { value: 'now', text: 'Now', checked: form.when === 'now' },
      {
        value: 'at',
        text: 'At a day and time',
        hint: 'The day and time are asked for next',
        checked: form.when === 'at',
      },
    ],
  })}
<div class="govuk-radios__conditional${errorOf('form') === null ? ' app-when' : ''}">
${dateInput({
  id: 'on',
  namePrefix: 'on',
  legend: 'Day',
  legendSize: 's',
  hint: `For example, ${day} ${month} ${year}`,
  error: errorOf('day'),
  values: { day: form.day, month: form.month, year: form.year },
})}
${textInput({ label: 'Time in London', name: 'time', hint: 'For example, 9:30am or 14:00', width: 10, value: form.time, error: errorOf('time') })}
</div>`
}

function cancelForm({ frame, receipt }: ExtractChangesView, words: string): Html {
  return html`<form method="post" action="${extractAddress(receipt.id)}/cancel" novalidate>
${secretField(frame.actor?.csrfToken)}
${button({ text: words, secondary: true })}
</form>`
}

/** True if the reader asked for it: by their own id, or by their name where it was asked before people had accounts. */
function isRequestOf(
  person: ExtractChangesView['frame']['person'],
  { requestedBy, requestedById }: Pick<ExtractChangesView['check'], 'requestedBy' | 'requestedById'>,
): boolean {
  if (person === null) return false
  return requestedById === null ? person.name === requestedBy : person.id === requestedById
}

function approval(view: ExtractChangesView): Html {
  const { frame, receipt, check, may } = view
  const asked = check.requestedBy ?? 'Somebody'
  const isOwn = isRequestOf(frame.person, check)
  return html`${warningList(view)}
${receipt.reason === null ? null : html`<p class="govuk-body">${asked} gave as a reason: ${receipt.reason}</p>`}
<h2 class="govuk-heading-m" id="publish">Do you agree?</h2>
${
  may.approve && !isOwn
    ? html`<form method="post" action="${extractAddress(receipt.id)}/approve" novalidate>
${secretField(frame.actor?.csrfToken)}
${seenField(view)}
${
  movedHeading(view) === null
    ? button({ text: 'Approve: publish it' })
    : html`<input type="hidden" name="back" value="yes">
${button({ text: `Send it back to ${asked}` })}`
}
</form>
${cancelForm(view, 'Cancel it: nothing of it is published')}`
    : html`<p class="govuk-body">${isOwn ? 'You asked for it, so somebody else has to agree.' : 'Your role may not decide about it.'}</p>
${isOwn ? cancelForm(view, 'Cancel it: nothing of it is published') : null}`
}`
}
