import { html } from 'hono/html'
import { notInYetSentence } from '#domain/extracts/completeness.ts'
import { grainOf, periodName } from '#domain/time/period.ts'
import { capital, formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Receipt } from '#server/extracts/publishing/receipt.ts'
import type { WarningKind } from '#server/reads/extract-checks.ts'
import type { ExtractReceipt } from '#server/reads/extracts.ts'
import { extractAddress, scorecardAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { details } from '../../../components/details/details.ts'
import { panel } from '../../../components/panel/panel.ts'
import { type SummaryRow, summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import { monthsWords } from '../kit/effects.ts'
import type { ExtractReceiptView } from './model.ts'

/** What was done, for the person who did it and for the record; laid out so that it can be printed and filed. */
export function extractReceiptView(view: ExtractReceiptView): Html {
  const { frame, extract, receipts } = view
  const [latest, ...earlier] = receipts
  const address = extractAddress(extract.id)
  return page({
    ...frame,
    title: ['Receipt', extract.filename],
    section: '/extracts',
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Extracts', href: '/extracts' },
      { text: extract.filename, href: address },
    ],
    printFooter: `Receipt of extract ${extract.id} · SHA-256 ${extract.sha256}`,
    body: html`<div class="app-receipt">
${latest === undefined ? html`<h1 class="govuk-heading-l">Receipt</h1>` : head(latest, extract)}
${latest === undefined ? null : one(view, latest)}
${earlier.map(
  (receipt) =>
    html`<h2 class="govuk-heading-m">${
      receipt.kind === 'publish' ? 'Before that: it was published' : 'Before that: it was taken back'
    }</h2>${one(view, receipt)}`,
)}
<div class="govuk-button-group app-no-print">${
      extract.status === 'published' && view.mayRevert
        ? button({ text: 'Take it back', href: `${address}/revert`, secondary: true })
        : null
    }<a class="govuk-link" href="${address}">The file and its rows</a><a class="govuk-link" href="${address}/receipt.json">This receipt as JSON</a></div>
</div>`,
  })
}

function head(receipt: Receipt, extract: ExtractReceipt): Html {
  const months = extract.reach.periods.length === 0 ? extract.filename : monthsWords(extract.reach.periods)
  const title =
    receipt.kind === 'publish'
      ? `${capital(months)} ${wordFor(extract.reach.periods.length, 'is', 'are')} published`
      : `${extract.filename} is taken back`
  return panel({
    title: html`<span class="app-file">${title}</span>`,
    body: html`Reference<br><strong>Extract ${receipt.extract}, publication ${receipt.publication}</strong>`,
  })
}

function one(view: ExtractReceiptView, receipt: Receipt): Html {
  return html`${summaryList({ rows: facts(view, receipt) })}
${receipt.kind === 'publish' && view.extract.status === 'published' ? scorecards(view) : null}`
}

function facts(view: ExtractReceiptView, receipt: Receipt): SummaryRow[] {
  const { frame, extract, kinds } = view
  const isPublished = receipt.kind === 'publish'
  const { rows, new: added, changed, unchanged } = receipt.counts
  const by = `${receipt.publishedBy}${receipt.approvedBy === null ? '' : `, approved by ${receipt.approvedBy}`}`
  const out: (SummaryRow | null)[] = [
    { key: 'File', value: html`<span class="app-file">${receipt.filename}</span>` },
    {
      key: 'SHA-256 checksum',
      value: html`<code class="app-checksum">${receipt.sha256}</code>`,
    },
    isPublished
      ? { key: 'Received', value: `${datedWords(extract.receivedAt, frame.today)} by ${extract.receivedBy}` }
      : null,
    {
      key: isPublished ? 'Published' : 'Taken back',
      value: `${datedWords(new Date(receipt.publishedAt), frame.today)} by ${by}`,
    },
    isPublished
      ? {
          key: 'Rows in',
          value: `${formatNumber(extract.rows ?? rows)} read, ${formatNumber(extract.accepted ?? rows)} taken`,
        }
      : null,
    {
      key: isPublished ? 'Figures out' : 'Figures',
      value: isPublished
        ? `${formatNumber(added)} new, ${formatNumber(changed)} changed, ${formatNumber(unchanged)} unchanged. ${plural(
            receipt.figures,
            'figure',
          )} of teams, services and the council computed`
        : `${formatNumber(changed)} went back to what they said before. ${plural(receipt.figures, 'figure')} of teams, services and the council computed`,
    },
    receipt.pending === 0
      ? null
      : {
          key: 'Still to come',
          value: `What is said of teams on ${plural(receipt.pending, 'measure')}, within a minute`,
        },
    receipt.reason === null ? null : { key: 'Reason', value: receipt.reason },
    isPublished ? { key: 'Warnings accepted', value: warningsIn(receipt, kinds) } : null,
    isPublished && extract.status === 'published' && view.notInYet.length > 0
      ? {
          key: 'Not in yet',
          value: html`${view.notInYet.map((each) => html`${notInYetSentence(each)}<br>`)}`,
        }
      : null,
    receipt.restatedSignOffs.length === 0
      ? null
      : {
          key: 'Signed-off scorecards',
          value: html`${receipt.restatedSignOffs.map(({ unit, period, version, figures }) => {
            const href = scorecardAddress(unit, period)
            const name = `${view.nameOf.get(unit) ?? unit}, ${periodName(period)}`
            return html`<a class="govuk-link" href="${href}">${name}</a>: version ${version}, ${plural(figures, 'figure')}<br>`
          })}`,
        },
    places(
      'Left as they are, because another file has restated them since',
      view,
      receipt.left,
      receipt.totals.left,
    ),
    places(
      'Taken back though a later file repeated them',
      view,
      receipt.repeatedLater,
      receipt.totals.repeatedLater,
    ),
  ]
  return out.filter((row) => row !== null)
}

function warningsIn({ warningsAccepted }: Receipt, kinds: readonly WarningKind[]): Html {
  if (warningsAccepted === 0) return html`None`
  const found = kinds.flatMap((kind) => kind.found)
  return html`${formatNumber(warningsAccepted)}<ul class="govuk-list govuk-list--bullet app-receipt__list">
${found.slice(0, 20).map(({ message }) => html`<li>${message}</li>\n`)}${
  found.length > 20
    ? html`<li>and ${formatNumber(warningsAccepted - 20)} more, on the page of the file</li>`
    : null
}</ul>`
}

function places(
  key: string,
  { nameOf }: ExtractReceiptView,
  cells: readonly { unit: string; kpi: string; period: string }[],
  total: number,
): SummaryRow | null {
  if (cells.length === 0) return null
  return {
    key,
    value: html`${plural(total, 'figure')}: ${cells
      .slice(0, 10)
      .map(({ unit, kpi, period }) => `${nameOf.get(unit) ?? unit}, ${kpi}, ${periodName(period)}`)
      .join('; ')}${total > 10 ? ' and more' : ''}`,
  }
}

const monthsShown = 3

function scorecards({ extract, units, council }: ExtractReceiptView): Html | null {
  const months = extract.reach.periods.filter((period) => grainOf(period) === 'monthly').toReversed()
  if (months.length === 0) return null
  const link = (unit: { code: string; name: string }, month: string) =>
    html`<a class="govuk-link" href="${scorecardAddress(unit.code, month)}">${unit.name}</a>`
  return html`<h2 class="govuk-heading-m">What became visible</h2>
${months.slice(0, monthsShown).map(
  (month, i) => html`<h3 class="govuk-heading-s">${periodName(month)}</h3>
${council === null ? null : html`<p class="govuk-body">${link(council, month)}, and the services beneath it</p>`}
${details({
  summary: `Scorecards of the ${plural(units.length, 'team')} in the file`,
  open: i === 0 && units.length <= 12,
  body: html`<ul class="govuk-list">${units.map((unit) => html`<li>${link(unit, month)}</li>\n`)}</ul>`,
})}`,
)}
${months.length > monthsShown ? html`<p class="govuk-body">And ${plural(months.length - monthsShown, 'earlier month')}.</p>` : null}`
}
