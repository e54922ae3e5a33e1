import { html } from 'hono/html'
import { extractStatusWords } from '#domain/extract-status.ts'
import { formatNumber } from '#domain/format.ts'
import { dayName, periodName } from '#domain/period.ts'
import type { ExtractLine } from '#server/reads/extracts.ts'
import type { ReturnMonth, ReturnStanding } from '#server/reads/returns.ts'
import { dataTable } from '../../components/data-table/data-table.ts'
import type { GlyphName } from '../../components/glyph/glyph.ts'
import { insetText } from '../../components/inset-text/inset-text.ts'
import { markedWord } from '../../components/marked-word/marked-word.ts'
import { pagination } from '../../components/pagination/pagination.ts'
import type { Html } from '../../layout/html.ts'
import { page } from '../../layout/page.ts'
import { publishedWords } from '../../layout/published-words.ts'
import type { PageFrame } from '../page.ts'

export type ExtractsView = {
  frame: PageFrame
  /** Latest first. */
  months: readonly ReturnMonth[]
  /** Latest received first. */
  lines: readonly ExtractLine[]
  total: number
  /** This page of the list, from 1, and how many there are. */
  page: number
  pages: number
}

/** What is in, what is due and what is late; then every file received. */
export function extractsView(view: ExtractsView): Html {
  const { frame, months } = view
  const place = view.pages > 1 ? ` (page ${view.page} of ${view.pages})` : ''
  return page({
    ...frame,
    title: [`Extracts${place}`],
    section: '/extracts',
    wide: true,
    body: html`<h1 class="govuk-heading-l">Extracts</h1>
<p class="govuk-body-l">Every figure here came in a file, and every file is kept as it came.</p>
${view.page === 1 ? html`<h2 class="govuk-heading-m">Returns by month</h2>\n${strip(months, frame.today)}` : null}
<h2 class="govuk-heading-m" id="files">Files received${place}</h2>
${view.lines.length === 0 ? insetText({ text: view.total === 0 ? 'No file has been received yet. Send the first one as described below.' : 'There are no files on this page of the list.' }) : files(view.lines)}
${view.pages > 1 ? pages(view) : null}
<p class="govuk-body">Files are sent to the drop folder, through the <a class="govuk-link" href="/api/openapi.json">API</a> (<code>POST /api/v1/extracts</code>) or from the command line (<code>npm run scorecard -- load FILE --publish</code>).</p>`,
  })
}

const stateMarks: Record<ReturnStanding['state'], GlyphName> = {
  not_due: 'state_not_reported',
  due: 'clock',
  late: 'warning',
  part: 'close',
  in: 'tick',
}

/** One row a month: each return's state and day. Returns due on one day that stand alike are told together. */
function strip(months: readonly ReturnMonth[], today: string): Html {
  if (months.length === 0) return insetText({ text: 'No month with a scorecard has ended yet.' })
  return html`<ol class="app-strip">
${months.map(
  (
    month,
  ) => html`<li class="app-strip__month" id="month-${month.period}"><h3 class="govuk-heading-s app-strip__name">${periodName(month.period)}</h3>
<ul class="app-strip__returns">
${groups(month).map((group) => html`<li>${groupLine(group, today)}</li>\n`)}</ul></li>
`,
)}</ol>`
}

function groups(month: ReturnMonth): ReturnStanding[][] {
  const key = (r: ReturnStanding) =>
    `${r.state} ${r.dueOn} ${r.receivedOn} ${r.state === 'part' ? r.code : ''}`
  const order: ReturnStanding['state'][] = ['late', 'due', 'part', 'not_due', 'in']
  return [...Map.groupBy(month.returns, key).values()].sort(
    (a, b) => order.indexOf(a[0]?.state ?? 'in') - order.indexOf(b[0]?.state ?? 'in'),
  )
}

function groupLine(group: readonly ReturnStanding[], today: string): Html {
  const [first] = group as [ReturnStanding, ...ReturnStanding[]]
  return html`${markedWord({ mark: stateMarks[first.state], word: html`<strong>${standingWords(first, today)}</strong>` })} <span class="app-strip__names">${group.map((r) => r.name).join(' · ')}</span>`
}

/** "In on 9 May 2019", "In on 14 February 2019, 6 days late", "Late: was due 10 June 2019". */
export function standingWords(r: ReturnStanding, today: string): string {
  const late = r.daysLate === 1 ? '1 day late' : `${r.daysLate} days late`
  switch (r.state) {
    case 'in':
      return `In on ${dayName(r.receivedOn ?? '')}${r.daysLate > 0 ? `, ${late}` : ''}`
    case 'part':
      return `In part: ${formatNumber(r.received)} of ${formatNumber(r.expected)} figures since ${dayName(r.receivedOn ?? '')}`
    case 'late':
      return `${late.charAt(0).toUpperCase()}${late.slice(1)}, was due ${dayName(r.dueOn)}`
    default:
      return r.dueOn === today ? 'Due today' : `Due ${dayName(r.dueOn)}`
  }
}

function files(lines: readonly ExtractLine[]): Html {
  return dataTable({
    caption: 'Files received, latest first',
    captionSize: 'hidden',
    columns: [
      { heading: 'File' },
      { heading: 'Received' },
      { heading: 'By' },
      { heading: 'Rows', numeric: true },
      { heading: 'Status' },
      { heading: 'Published' },
    ],
    rows: lines.map((x) => ({
      cells: [
        html`<a class="govuk-link app-file" href="/extracts/${x.id}">${x.filename}</a>`,
        publishedWords(x.receivedAt),
        x.receivedBy,
        x.rows === null ? '–' : formatNumber(x.rows),
        html`${statusMark(x)}`,
        x.publishedAt === null ? '–' : publishedWords(x.publishedAt),
      ],
    })),
    dense: true,
    cards: true,
  })
}

const markOf: Partial<Record<ExtractLine['status'], GlyphName>> = {
  published: 'tick',
  rejected: 'warning',
  ready: 'clock',
  awaiting_approval: 'clock',
  reverted: 'restated',
}

function statusMark({ status, problems, warnings }: ExtractLine): Html {
  const found =
    problems > 0
      ? `, ${problems} ${problems === 1 ? 'problem' : 'problems'}`
      : warnings > 0
        ? `, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`
        : ''
  return markedWord({ mark: markOf[status] ?? 'clock', word: `${extractStatusWords[status]}${found}` })
}

function pages({ page: current, pages: last }: ExtractsView): Html {
  return pagination({
    label: 'Pages of files',
    ...(current > 1 ? { previous: { href: `/extracts?page=${current - 1}` } } : {}),
    ...(current < last ? { next: { href: `/extracts?page=${current + 1}` } } : {}),
    items: Array.from({ length: last }, (_, i) => ({
      number: i + 1,
      href: `/extracts?page=${i + 1}`,
      current: i + 1 === current,
    })),
  })
}
