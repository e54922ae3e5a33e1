/** What each column of an extract contains, in one line. */
import { html } from 'hono/html'
import type { ExtractColumn } from '#domain/extracts/register.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Content, Html } from '../../../html.ts'

const columns: Record<ExtractColumn, { needed: string; holds: Content; example: string }> = {
  team_code: { needed: 'Yes', holds: 'The code of a team', example: 'HP-S1' },
  kpi_code: {
    needed: 'Yes',
    holds: html`The code of a measure, as in <a class="govuk-link" href="/help/kpis">the catalogue</a>`,
    example: 'CP04',
  },
  period: {
    needed: 'Yes',
    holds: 'A month, a week or a quarter, as the measure is collected',
    example: '2019-05, 2019-W21, 2019-Q2',
  },
  numerator: {
    needed: 'Yes',
    holds: 'The count, or what is above the line. Up to nine digits and four decimals, or a symbol',
    example: '29',
  },
  denominator: {
    needed: 'Yes',
    holds: 'What is below the line. Blank for a count; for a median, how many it is the median of',
    example: '39',
  },
  value: {
    needed: 'No',
    holds:
      'The median itself. For a percentage only where the counts are not known: it is then left out of every total',
    example: '12.5',
  },
  as_at: { needed: 'No', holds: 'The day the figures were taken', example: '2019-05-31' },
  note: {
    needed: 'No',
    holds: 'Anything to know about the row. No names',
    example: 'two visits recorded late',
  },
}

const symbols: readonly [string, string][] = [
  ['c', 'suppressed: the figure is too small to be shown'],
  ['low', 'above 0, and too small to be shown'],
  ['k', 'rounds to 0, and is not 0'],
  ['z', 'the measure does not apply to this team'],
  ['x', 'not available: the same as leaving the figures blank'],
]

/** The column guide: each column, then the symbols that may replace a figure. */
export function columnGuide(): Html {
  return html`${dataTable({
    caption:
      'One row for each team, measure and period. Columns in any order, in capitals or not, with a space for _ if you like',
    captionSize: 's',
    columns: [{ heading: 'Column' }, { heading: 'Needed' }, { heading: 'Holds' }, { heading: 'For example' }],
    rows: Object.entries(columns).map(([name, { needed, holds, example }]) => ({
      cells: [html`<code>${name}</code>`, needed, holds, html`<code>${example}</code>`],
    })),
    dense: true,
    cards: true,
  })}
<p class="govuk-body">Zero is a number. Where there is no figure, leave numerator and denominator blank, or write one of these in place of it:</p>
<dl class="app-symbols">
${symbols.map(([symbol, meaning]) => html`<div><dt><code>${symbol}</code></dt><dd>${meaning}</dd></div>\n`)}</dl>
<p class="govuk-body">The columns <code>team_name</code>, <code>kpi_name</code>, <code>problem</code>
and any that begins <code>previous_</code> are helpers of ours: they may stay, and are not read.</p>
<p class="govuk-body">A table with a row for each team and columns for each measure is read too:
name them by the measure’s code, <code>CP04_n</code> for what is above the line and <code>CP04_d</code> for what is below.</p>`
}
