/** What is wrong with a file: first what can be corrected here, then the rows with problems as they are in the file. */
import { html } from 'hono/html'
import { ruleAddress, ruleOf } from '#domain/extracts/rules.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import type { RowFault } from '#server/reads/extract-checks.ts'
import { extractAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Content, Html } from '../../../html.ts'
import { secretField } from '../kit/words.ts'
import { codeForm } from './codes.ts'
import type { ExtractView, Faults } from './model.ts'

export function problems(view: ExtractView): Html | null {
  const { faults } = view
  if (faults === null) return null
  const ofRows = faults.found.filter(isOfRow)
  const ofFile = faults.found.filter((fault) => !isOfRow(fault))
  return html`<section aria-labelledby="problems"><h2 class="govuk-heading-m" id="problems">${plural(view.receipt.problems, 'problem')}</h2>
${fileFaults(ofFile)}
${matchOffer(view)}
${encodingForm(view, faults)}
${codeForm(view, faults)}
${rowFaults(view, faults, ofRows)}
${downloads(view)}</section>`
}

/** Whether a fault belongs to a row. A fault that stops the reading belongs to the file, even if it was found in a row. */
export function isOfRow({ code, row }: Pick<RowFault, 'code' | 'row'>): boolean {
  return row !== null && row !== 1 && ruleOf(code)?.level !== 'file'
}

/** Codes of faults that a layout may correct: a person defines once how the file is read. */
const matchable = ['not_a_table', 'unknown_column', 'missing_column', 'duplicate_column']

function fileFaults(found: readonly RowFault[]): Html | null {
  if (found.length === 0) return null
  const isChildLevel = found.some(({ code }) => code === 'child_level_data')
  return html`<ul class="govuk-list govuk-list--bullet app-faults">
${found.map(
  (fault) =>
    html`<li>${fault.message}. <a class="govuk-link" href="${ruleAddress(
      fault.code,
    )}">The rule<span class="govuk-visually-hidden"> on ${fault.code.replaceAll('_', ' ')}</span></a></li>\n`,
)}</ul>
${
  isChildLevel
    ? html`<p class="govuk-body"><strong>Nothing of the file was kept.</strong> Its rows and its bytes are erased;
only its checksum and this note remain. Tell the person who made it which column to leave out.</p>`
    : null
}`
}

/** A file whose cells are separated by another sign has only one column for us, so there is nothing to match. */
const otherSigns = /^The cells are separated by /
/** The match page can fill down the blank cells of merged cells and pivoted tables. */
const fillsDown = /\bmatch page of this file fill\b/

/** Columns whose blank cells may be filled from the cell above. */
const names: readonly string[] = ['team_code', 'kpi_code', 'period']

/** Whether the file's problem is a shape that is not ours, so that the next step is to define how it is read. */
export function isToBeMatched({ check, may, faults }: ExtractView): boolean {
  if (!may.upload || check?.isKept !== true || check.format === 'layout') return false
  return (
    faults?.found.some(
      ({ code, message }) =>
        (matchable.includes(code) && !otherSigns.test(message)) || fillsDown.test(message),
    ) === true
  )
}

/** The link to the match page, for a file of another shape and for one that was read by a layout. If the head of the page
 * already has the button, only the explanation is shown here. */
function matchOffer(view: ExtractView): Html | null {
  const { receipt, check, may } = view
  if (!may.upload || check?.isKept !== true) return null
  const href = `${extractAddress(receipt.id)}/match`
  if (check.format === 'layout') {
    return html`<p class="govuk-body">It was read by the layout${
      check.layout === null ? '' : ` ‘${check.layout}’`
    }. If a name or a word that it did not know will come again, say once what it is.</p>\n${button({
      text: 'Match the file again',
      href,
      secondary: true,
    })}`
  }
  const isBlank = view.faults?.found.some(
    ({ code, column }) => code === 'missing_value' && names.includes(column ?? ''),
  )
  const isOffered = isToBeMatched(view)
  if (isBlank === true) {
    return html`<p class="govuk-body">Is a team or measure said once, with the cells below it merged or left
blank? Say so once: on the match page, tick “Fill down”.</p>\n${
      isOffered ? null : button({ text: 'Say how this file is read', href, secondary: true })
    }`
  }
  if (!isOffered) return null
  return html`<p class="govuk-body">If the file holds what is needed under other names or in another shape,
say once how it is read. The next one like it needs nothing.</p>`
}

function encodingForm({ frame, receipt, check, may }: ExtractView, faults: Faults): Html | null {
  const isAsked = faults.counts.some(({ code }) => code === 'bad_encoding') && check?.encoding === null
  if (!isAsked || faults.foreign.length === 0 || !may.upload) return null
  return html`<form method="post" action="${extractAddress(receipt.id)}/encoding" class="app-mend" novalidate>
${secretField(frame.actor?.csrfToken)}
<h3 class="govuk-heading-s">Was it saved by an older Windows program?</h3>
<p class="govuk-body">Then these cells read like this. If they are right, the file can be read so:</p>
<ul class="govuk-list govuk-list--bullet">${faults.foreign.map(({ row, text }) => html`<li>Row ${formatNumber(row)}: ‘${text}’</li>\n`)}</ul>
${button({ text: 'They are right: read it as Windows-1252', secondary: true })}
</form>`
}

function rowFaults(view: ExtractView, faults: Faults, found: readonly RowFault[]): Html | null {
  if (found.length === 0) return null
  const { table } = faults
  const faulty = placesOf(found).slice(0, 100)
  const rows = withRepeated(faulty)
  const rest =
    faults.rows > faulty.length
      ? `Only the first ${faulty.length} of ${plural(faults.rows, 'row')} with problems are shown`
      : `Only rows with problems are shown: ${formatNumber(faulty.length)} of ${formatNumber(Math.max(view.receipt.rows ?? 0, faulty.length))}`
  if (table === null) return plainTable(rest, rows)
  const headings = table.headings.map((heading) => heading.trim())
  const sheets = rows.some(({ sheet }) => sheet !== null)
  return html`${dataTable({
    caption: `${rest}. Row numbers are those a spreadsheet shows`,
    captionSize: 's',
    columns: [
      { heading: sheets ? 'Sheet and row' : 'Row' },
      ...headings.map((heading) => ({
        heading: heading === '' ? html`<span class="govuk-visually-hidden">No heading</span>` : heading,
        label: heading,
        className: isOurs(heading) ? 'app-fault__ignored' : codes.includes(heading) ? 'app-fault__code' : '',
      })),
    ],
    rows: rows.map(({ sheet, row, faults: own, repeatedIn }) => {
      const cells = table.rows.find((r) => r.row === row && r.sheet === sheet)?.cells ?? []
      const placed = own.filter(({ column }) => column !== null && headings.includes(column))
      const loose = own.filter((fault) => !placed.includes(fault))
      return {
        cells: [
          html`${sheet === null ? '' : `${sheet}, `}${formatNumber(row)}${
            repeatedIn === null
              ? null
              : html`<span class="app-fault__repeated">repeated in row ${formatNumber(repeatedIn)}</span>`
          }${loose.map((fault) => said(fault))}`,
          ...headings.map((heading, i) =>
            cell(
              cells[i] ?? '',
              placed.filter(({ column }) => column === heading && headings.indexOf(heading) === i),
            ),
          ),
        ],
      }
    }),
    dense: true,
    cards: true,
    scrollLabel: `Rows with problems in ${view.receipt.filename}`,
  })}`
}

type Place = { sheet: string | null; row: number; faults: RowFault[]; repeatedIn: number | null }

function placesOf(found: readonly RowFault[]): Place[] {
  const groups = Map.groupBy(found, ({ sheet, row }) => `${row} ${sheet ?? ''}`)
  return [...groups.values()].map((faults) => ({
    sheet: faults[0]?.sheet ?? null,
    row: faults[0]?.row ?? 0,
    faults,
    repeatedIn: null,
  }))
}

/** The rows with problems. If a row repeats another one, that one comes directly before it. */
function withRepeated(places: readonly Place[]): Place[] {
  const seen = new Set(places.map(({ sheet, row }) => `${row} ${sheet ?? ''}`))
  return places.flatMap((place) => {
    const row = place.faults.find(({ firstRow }) => firstRow !== null)?.firstRow ?? null
    const key = `${row} ${place.sheet ?? ''}`
    if (row === null || seen.has(key)) return [place]
    seen.add(key)
    return [{ sheet: place.sheet, row, faults: [], repeatedIn: place.row }, place]
  })
}

function cell(text: string, faults: readonly RowFault[]): Content {
  if (faults.length === 0) return text
  return html`<div class="app-fault">${faults.map((fault) => said(fault))}<span class="app-fault__value">${
    text === '' ? html`<span class="app-fault__blank">blank</span>` : text
  }</span></div>`
}

/** The message without its place, which the table shows. */
function said(fault: RowFault): Html {
  const words = fault.message.replace(/^(?:Sheet ‘[^’]*’, )?[Rr]ow \d+(?:, [^:‘’]{1,80})?: /, '')
  return html`<span class="app-fault__message"><span class="govuk-visually-hidden">Problem:</span> ${words}</span>`
}

/** Columns whose cells are short and must not wrap. */
const codes = ['team_code', 'kpi_code', 'period', 'as_at']

/** Our columns that are not read. */
function isOurs(heading: string): boolean {
  return ['team_name', 'kpi_name', 'problem'].includes(heading) || heading.startsWith('previous_')
}

/** Shown if the file cannot be displayed as it is. */
function plainTable(caption: string, rows: readonly Place[]): Html {
  return dataTable({
    caption,
    captionSize: 's',
    columns: [{ heading: 'Row' }, { heading: 'Column' }, { heading: 'Value' }, { heading: 'What to do' }],
    rows: rows.flatMap(({ sheet, row, faults }) =>
      faults.map((fault) => ({
        cells: [
          `${sheet === null ? '' : `${sheet}, `}${formatNumber(row)}`,
          fault.column ?? '–',
          fault.value === null ? '–' : html`<code>${fault.value}</code>`,
          fault.message,
        ],
      })),
    ),
    dense: true,
    cards: true,
  })
}

function downloads({ frame, receipt: { id }, check, faults, may }: ExtractView): Html {
  const hasRows = check?.isKept === true && faults?.found.some(isOfRow) === true
  const rejected = `${extractAddress(id)}/rejected-rows`
  return html`<ul class="govuk-list">
${
  hasRows
    ? html`<li><a class="govuk-link" href="${extractAddress(id)}/file-with-problems">Your file with a column of problems</a></li>
<li>Rejected rows, each with its reason:
<a class="govuk-link" href="${rejected}.csv">CSV</a> · <a class="govuk-link" href="${rejected}.xlsx">XLSX</a></li>\n`
    : null
}<li><a class="govuk-link" href="${extractAddress(id)}/error-summary.csv">Error summary: how many of each problem (CSV)</a></li>
<li><a class="govuk-link" href="/api/v1/extracts/${id}/problems.csv">Every problem, one a line (CSV)</a></li>
</ul>
${may.upload ? button({ text: 'Upload your file again', href: '/extracts/new' }) : null}
${
  may.publish
    ? html`<form method="post" action="${extractAddress(id)}/cancel" novalidate>${secretField(frame.actor?.csrfToken)}${button(
        { text: 'Set this file aside', secondary: true },
      )}</form>`
    : null
}`
}
