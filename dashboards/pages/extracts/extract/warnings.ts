/** The warnings that a person must look at, as found in the file. They confirm them on the page of its changes. */
import { html } from 'hono/html'
import { notInYetSentence } from '#domain/extracts/completeness.ts'
import { unendedSourceWords } from '#domain/extracts/unended-source.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import type { ExtractFinding } from '#server/reads/extracts.ts'
import { extractAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Html } from '../../../html.ts'
import { datedWords } from '../../../words/published-words.ts'
import { secretField } from '../kit/words.ts'
import type { ExtractView } from './model.ts'

export function warnings(view: ExtractView): Html | null {
  const { warningsFound: found, warnings: total, id } = view.receipt
  if (found.length === 0) return sourceEnd(view)
  return html`<section aria-labelledby="warnings"><h2 class="govuk-heading-m" id="warnings">${plural(total, 'warning')}</h2>
${dataTable({
  caption:
    total > found.length ? `The first ${found.length} of ${formatNumber(total)}` : 'Each warning, by row',
  captionSize: 's',
  columns: [{ heading: 'Row' }, { heading: 'Column' }, { heading: 'What to look at' }],
  rows: found.map((warning) => ({
    cells: [rowLink(id, warning), warning.column ?? '–', warning.message],
  })),
  dense: true,
  cards: true,
})}
${sourceEnd(view)}</section>`
}

/** Whether files of this source always end without a line end: asked once, and undone in the same place. */
function sourceEnd({ frame, receipt: { id }, check, may }: ExtractView): Html | null {
  if (check?.sourceEnd == null) return null
  const { source, said } = check.sourceEnd
  const words = unendedSourceWords(source)
  const form = (always: 'yes' | 'no', text: string) =>
    may.upload
      ? html`<form method="post" action="${extractAddress(id)}/source-end"
novalidate>${secretField(frame.actor?.csrfToken)}<input type="hidden" name="always" value="${always}">${button(
          { text, secondary: true },
        )}</form>`
      : null
  if (said !== null)
    return html`<p class="govuk-body">No line end comes after the last row. That is not asked about:
${said.by} said, ${datedWords(said.at, frame.today)}, that ${words} always end so.</p>
${form('no', 'Ask about it again from now on')}`
  return html`<p class="govuk-body">If ${words} never have a line end after their last row, say so once.
Neither this file nor a later one is asked about it then.</p>
${form('yes', 'This source always ends so')}`
}

/** What the file's returns still lack before they are due. It is information only and blocks nothing. */
export function notInYet({ notInYet: lacking }: Pick<ExtractView, 'notInYet'>): Html | null {
  if (lacking.length === 0) return null
  return html`<section aria-labelledby="not-in-yet"><h2 class="govuk-heading-m" id="not-in-yet">Not in yet</h2>
<p class="govuk-body">This holds nothing up: what is still to come can be sent in another file.</p>
<ul class="govuk-list govuk-list--bullet">
${lacking.map((each) => html`<li>${notInYetSentence(each)}</li>\n`)}</ul></section>`
}

function rowLink(id: number, { row }: ExtractFinding): Html | string {
  if (row === null) return 'whole file'
  return html`<a class="govuk-link" href="${extractAddress(id)}?row=${row}#row-${row}">${formatNumber(row)}</a>`
}
