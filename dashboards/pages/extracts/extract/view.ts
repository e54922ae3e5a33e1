import { html } from 'hono/html'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { NotInYet } from '#domain/extracts/completeness.ts'
import type { FaultCount } from '#domain/extracts/repairs.ts'
import type { FaultTable, ForeignCell } from '#server/extracts/problem-file/fault-rows.ts'
import type { ExtractCheck, RowFault, UnknownCode } from '#server/reads/extract-checks.ts'
import type { ExtractFileRow, ExtractReceipt, ExtractRowPage } from '#server/reads/extracts.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { PageFrame } from '../../kit/page.ts'
import { facts } from './facts.ts'
import { headOf, titleOf } from './head.ts'
import { problems } from './problems.ts'
import { askedRow, fileRows } from './rows.ts'
import { steps } from './steps.ts'
import { notInYet, warnings } from './warnings.ts'

export type ExtractView = {
  frame: PageFrame
  receipt: ExtractReceipt
  /** False for a reader who sees only the rows of their own units. */
  whole: boolean
  rows: Omit<ExtractRowPage, 'rows'> & { rows: readonly NamedRow[] }
  /** The spreadsheet row that was asked for. */
  row: number | null
  /** How it was read and what was decided; null for a reader who does not see it whole. */
  check: ExtractCheck | null
  /** What its returns still lack before they are due. */
  notInYet: readonly NotInYet[]
  /** What is wrong with a rejected file; null for any other. */
  faults: Faults | null
  /** What the reader may do. */
  may: { upload: boolean; publish: boolean; approve: boolean }
  /** True where the time at which it was to be published has passed. */
  isOverdue: boolean
  /** True where the reader has just sent a file that is this one. */
  already: boolean
  /** What was wrong with the form that was sent. */
  error: { text: string; href: string } | null
}

/** A row with what its codes meant in its month. */
export type NamedRow = ExtractFileRow & {
  measure: Kpi | null
  unitName: string
  /** Whether the reader may open the unit's pages. */
  open: boolean
}

export type Faults = {
  counts: readonly FaultCount[]
  unknown: readonly UnknownCode[]
  found: readonly RowFault[]
  /** How many rows have a problem. */
  rows: number
  /** Those rows as they stand in the file; null where they cannot be shown. */
  table: FaultTable | null
  /** For a file whose text cannot be read: cells as they would read in the older encoding. */
  foreign: readonly ForeignCell[]
  /** What a code may mean. */
  units: readonly { code: string; name: string }[]
  kpis: readonly { code: string; name: string }[]
}

/** A file and where it stands: being checked, with its problems, ready for a decision, or published; then its rows. */
export function extractView(view: ExtractView): Html {
  const { frame, receipt, whole, error } = view
  return page({
    ...frame,
    title: [titleOf(view), 'Extract'],
    section: '/extracts',
    wide: true,
    error: error !== null,
    breadcrumbs: [
      { text: 'Home', href: '/' },
      ...(whole ? [{ text: 'Extracts', href: '/extracts' }] : []),
      ...measureOf(view),
    ],
    notice: view.already
      ? {
          title: 'Received before',
          text: 'This file has the same contents as one that is here already. This is it: nothing was stored again.',
        }
      : null,
    printFooter: `${receipt.filename} · extract ${receipt.id} · SHA-256 ${receipt.sha256}`,
    body: html`${error === null ? null : errorSummary({ errors: [error] })}
<span class="govuk-caption-l">Extract ${receipt.id}</span>
<h1 class="govuk-heading-l app-file">${titleOf(view)}</h1>
${askedRow(view)}
${whole ? html`${headOf(view)}${steps(view)}${problems(view)}${warnings(view)}${notInYet(view)}` : null}
<h2 class="govuk-heading-m" id="file">${whole ? 'The file' : 'Receipt'}</h2>
${summaryList({ rows: facts(view) })}
${fileRows(view)}`,
  })
}

/** The way back to the measure whose figure came from the row that was asked for. */
function measureOf({ row, rows, receipt }: ExtractView): { text: string; href: string }[] {
  const asked = row === null ? undefined : rows.rows.find((r) => r.row === row)
  if (asked?.open !== true || receipt.publishedAt === null) return []
  return [
    {
      text: `${asked.measure?.name ?? asked.kpi}, ${asked.unitName}`,
      href: `/units/${encodeURIComponent(asked.unit)}/kpis/${asked.kpi}?to=${asked.period}`,
    },
  ]
}
