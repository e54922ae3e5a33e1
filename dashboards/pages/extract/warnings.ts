/** What a person has to have looked at, as found in the file. They say so on the page of its changes. */
import { html } from 'hono/html'
import { formatNumber } from '#domain/format.ts'
import type { ExtractFinding } from '#server/reads/extracts.ts'
import { dataTable } from '../../components/data-table/data-table.ts'
import type { Html } from '../../layout/html.ts'
import { plural } from '../extract-words.ts'
import type { ExtractView } from './view.ts'

export function warnings({ receipt }: ExtractView): Html | null {
  const { warningsFound: found, warnings: total, id } = receipt
  if (found.length === 0) return null
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
})}</section>`
}

function rowLink(id: number, { row }: ExtractFinding): Html | string {
  if (row === null) return 'whole file'
  return html`<a class="govuk-link" href="/extracts/${id}?row=${row}#row-${row}">${formatNumber(row)}</a>`
}
