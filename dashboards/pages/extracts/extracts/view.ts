import { html } from 'hono/html'
import { completenessFinding } from '#domain/extracts/completeness.ts'
import { isOverdue } from '#domain/extracts/return-completeness.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { capital, formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import type { ExtractLine } from '#server/reads/extracts.ts'
import type { MonthReturn, ReturnMonth } from '#server/reads/return-months.ts'
import type { WaitingExtract } from '#server/reads/waiting-extracts.ts'
import { extractAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { dataTable, foldedRows } from '../../../components/data-table/data-table.ts'
import type { GlyphName } from '../../../components/glyph/glyph.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import { pagination } from '../../../components/pagination/pagination.ts'
import { phoneFoldLine } from '../../../components/phone-fold/phone-fold.ts'
import { stoppedWeeks } from '../../../components/stopped-weeks/stopped-weeks.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { publishedWords } from '../../../words/published-words.ts'
import { extractStatusMark, fileLinks } from '../kit/words.ts'
import type { ExtractsView } from './model.ts'

/** How many months and files a phone shows before the others are asked for. */
const onPhone = { months: 3, files: 6 }

/** What has arrived, what is due and what is late; then every file received. */
export function extractsView(view: ExtractsView): Html {
  const { frame, months } = view
  const place = view.pages > 1 ? ` (page ${view.page} of ${view.pages})` : ''
  return page({
    ...frame,
    title: [`Extracts${place}`],
    section: '/extracts',
    wide: true,
    body: html`<div class="app-page-heading"><h1 class="govuk-heading-l">Extracts</h1>
${fileLinks('/extracts')}</div>
<p class="govuk-body-l">Every figure here came in a file, and every file is kept as it came.</p>
${view.mayUpload ? button({ text: 'Upload an extract', href: '/extracts/new' }) : null}
${
  view.page === 1
    ? html`${waitingList(view)}${stoppedWeeks(view)}<h2 class="govuk-heading-m">Returns by month</h2>
${strip(months, frame.today)}
<p class="govuk-body"><a class="govuk-link" href="/data-quality">Data quality: when each data set came,
and what each measure lacks</a></p>`
    : null
}
<h2 class="govuk-heading-m" id="files">Files received${place}</h2>
${
  view.lines.length === 0
    ? insetText({
        text:
          view.total === 0
            ? 'No file has been received yet. Upload the first one.'
            : 'There are no files on this page of the list.',
      })
    : files(view.lines)
}
${view.pages > 1 ? pages(view) : null}
${
  view.mayUpload
    ? html`<p class="govuk-body">Files also come by <a class="govuk-link" href="/extracts/new#other">the drop folder,
the API and the command line</a>. Files of other shapes are read by <a class="govuk-link" href="/extracts/layouts">layouts</a>.</p>`
    : null
}`,
  })
}

/** What is waiting, each with what to do about it. */
function waitingList({ waiting }: ExtractsView): Html | null {
  if (waiting.length === 0) return null
  return html`<h2 class="govuk-heading-m" id="waiting">Waiting for somebody</h2>
<ul class="app-waiting">
${waiting.map(
  (x) => html`<li class="app-waiting__item">${extractStatusMark(x)}
<a class="govuk-link app-file app-waiting__file" href="${waitingAddress(x)}">${x.filename}</a>
<span class="app-waiting__note">${waitingWords(x)}</span></li>
`,
)}</ul>`
}

function waitingAddress({ id, status }: WaitingExtract): string {
  return status === 'rejected' ? extractAddress(id) : `${extractAddress(id)}/changes`
}

function waitingWords({
  status,
  receivedAt,
  requestedBy,
  publishAt,
  decisionNote,
  isOverdue,
}: WaitingExtract): string {
  const came = `received ${publishedWords(receivedAt)}`
  if (decisionNote !== null) return `${decisionNote.replace(/\.$/, '')}; ${came}`
  switch (status) {
    case 'rejected':
      return `Mend it and upload it again, or set it aside; ${came}`
    case 'awaiting_approval':
      return `${requestedBy ?? 'Somebody'} asked for it: a second person has to agree; ${came}`
    case 'scheduled':
      if (isOverdue)
        return `It was to be published ${
          publishAt === null ? 'before now' : publishedWords(publishAt)
        }, and has not been: publish it now, or choose another time; ${came}`
      return `To be published${publishAt === null ? '' : ` ${publishedWords(publishAt)}`}; ${came}`
    default:
      return `See what it changes, then publish it; ${came}`
  }
}

const stateMarks: Record<MonthReturn['state'], GlyphName> = {
  not_due: 'state_not_reported',
  due: 'clock',
  late: 'warning',
  part: 'close',
  in: 'tick',
}

function missingLink({ period }: ReturnMonth): Html {
  const inMonth = html`<span class="govuk-visually-hidden"> in ${periodName(period)}</span>`
  return html`<a class="govuk-link" href="/data-quality/missing?period=${period}">What is missing${inMonth}</a>`
}

/** One row for each month: how much of it has arrived, then each return's state and day. Returns that are due on the same day
 * and have the same state share one line. */
function strip(months: readonly ReturnMonth[], today: string): Html {
  if (months.length === 0) return insetText({ text: 'No month with a scorecard has ended yet.' })
  const later = months.length - onPhone.months
  return html`<div class="app-phone-fold"><ol class="app-strip">
${months.map(
  (
    month,
    i,
  ) => html`<li class="app-strip__month${i < onPhone.months ? '' : ' app-phone-fold__part'}" id="month-${month.period}">
<h3 class="govuk-heading-s app-strip__name">${periodName(month.period)}</h3>
<div>${
    isSaid(month)
      ? html`<p class="govuk-body app-strip__finding">${completenessFinding(month.returns, month.period)}. ${missingLink(month)}</p>`
      : null
  }
<ul class="app-strip__returns">
${groups(month).map((group) => html`<li>${groupLine(group, today)}</li>\n`)}</ul></div></li>
`,
)}</ol>${later > 0 ? phoneFoldLine(plural(later, 'earlier month'), 'above') : null}</div>`
}

/** A month in which something is missing or will not come, because the states of its returns alone do not show that. */
function isSaid({ returns }: ReturnMonth): boolean {
  return returns.some((r) => isOverdue(r) || r.never.length > 0)
}

function groups(month: ReturnMonth): MonthReturn[][] {
  const key = (r: MonthReturn) =>
    `${r.state} ${r.dueOn} ${r.firstOn} ${r.completeOn} ${r.state === 'part' ? r.code : ''}`
  const order: MonthReturn['state'][] = ['late', 'part', 'due', 'not_due', 'in']
  return [...Map.groupBy(month.returns, key).values()].sort(
    (a, b) => order.indexOf(a[0]?.state ?? 'in') - order.indexOf(b[0]?.state ?? 'in'),
  )
}

function groupLine(group: readonly MonthReturn[], today: string): Html {
  const [first] = group as [MonthReturn, ...MonthReturn[]]
  const mark = isOverdue(first) ? 'warning' : stateMarks[first.state]
  return html`${markedWord({
    mark,
    word: html`<strong>${standingWords(first, today)}</strong>`,
  })} <span class="app-strip__names">${group.map((r) => r.name).join(' · ')}</span>`
}

/** "Complete on 9 May 2019", "Complete on 14 May 2019, 3 days late (first figures 9 May 2019)", "In part: 12 of 40 figures, 9 May to
 *  10 May 2019; 28 missing, 4 days late", "4 days late, was due 10 June 2019". */
export function standingWords(r: MonthReturn, today: string): string {
  const late = plural(r.daysLate, 'day late', 'days late')
  switch (r.state) {
    case 'in': {
      if (r.received === 0) return 'Will not come'
      const first = r.firstOn === r.completeOn ? '' : ` (first figures ${dayName(r.firstOn ?? '')})`
      return `Complete on ${dayName(r.completeOn ?? '')}${r.daysLate > 0 ? `, ${late}` : ''}${first}`
    }
    case 'part': {
      const days =
        r.firstOn === r.lastOn
          ? `on ${dayName(r.firstOn ?? '')}`
          : `from ${dayName(r.firstOn ?? '')} to ${dayName(r.lastOn ?? '')}`
      return `In part: ${formatNumber(r.received)} of ${formatNumber(r.expected)} figures came ${days}${r.daysLate > 0 ? `; the rest is ${late}` : ''}`
    }
    case 'late':
      return r.isHistory
        ? `Nothing came, due ${dayName(r.dueOn)}`
        : `${capital(late)}, was due ${dayName(r.dueOn)}`
    default:
      return r.dueOn === today ? 'Due today' : `Due ${dayName(r.dueOn)}`
  }
}

/** A refused file stays in the list. A good file of the same name came after it, so nothing more needs to be done about it. */
function setAsideNote({ setAsideBy }: ExtractLine): Html | null {
  if (setAsideBy === null || setAsideBy === undefined) return null
  return html`<div class="govuk-hint app-set-aside">Set aside:
<a class="govuk-link" href="${extractAddress(setAsideBy)}">extract ${setAsideBy}</a> of the same name came after and is good</div>`
}

function files(lines: ExtractsView['lines']): Html {
  const rest = lines.length - onPhone.files
  return html`<div class="app-phone-fold">${fileTable(lines)}${rest > 0 ? phoneFoldLine(plural(rest, 'more file'), 'above') : null}</div>`
}

function fileTable(lines: ExtractsView['lines']): Html {
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
    rows: foldedRows(
      lines.map((x) => ({
        cells: [
          html`<a class="govuk-link app-file" href="${extractAddress(x.id)}">${x.filename}</a>`,
          publishedWords(x.receivedAt),
          x.receivedBy,
          x.rows === null ? '–' : formatNumber(x.rows),
          html`${extractStatusMark(x)}${setAsideNote(x)}`,
          x.publishedAt === null ? '–' : publishedWords(x.publishedAt),
        ],
      })),
      onPhone.files,
    ),
    dense: true,
    cards: true,
  })
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
