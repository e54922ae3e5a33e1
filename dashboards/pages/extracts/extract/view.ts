import { html } from 'hono/html'
import { measureAddress } from '../../../addresses.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { facts } from './facts.ts'
import { headOf, titleOf } from './head.ts'
import type { ExtractView } from './model.ts'
import { problems } from './problems.ts'
import { askedRow, fileRows } from './rows.ts'
import { steps } from './steps.ts'
import { notInYet, warnings } from './warnings.ts'

/** A file and its state: being checked, with problems, ready for a decision, or published; then its rows. */
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

/** The link back to the measure whose figure came from the row that the address asks for. */
function measureOf({ row, rows, receipt }: ExtractView): { text: string; href: string }[] {
  const asked = row === null ? undefined : rows.rows.find((r) => r.row === row)
  if (asked?.open !== true || receipt.publishedAt === null) return []
  return [
    {
      text: `${asked.measure?.name ?? asked.kpi}, ${asked.unitName}`,
      href: measureAddress(asked.unit, asked.kpi, asked.period),
    },
  ]
}
