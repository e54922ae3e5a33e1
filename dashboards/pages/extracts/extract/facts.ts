/** The facts of a file: who sent it, how it was read, and what became of it. */
import { html } from 'hono/html'
import { extractChannelWords, extractStatusWords } from '#domain/extracts/status.ts'
import { grainOf, periodName } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import type { ExtractCheck } from '#server/reads/extract-checks.ts'
import type { ExtractReceipt } from '#server/reads/extracts.ts'
import { extractAddress } from '../../../addresses.ts'
import type { SummaryRow } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { datedWords } from '../../../words/published-words.ts'
import type { ExtractView } from './model.ts'

/** The facts of a file as pairs; fewer for a reader who sees only their own rows. */
export function facts({ frame, receipt, whole, check }: ExtractView): SummaryRow[] {
  const rows: (SummaryRow | null)[] = [
    {
      key: 'Received',
      value: `${datedWords(receipt.receivedAt, frame.today)} by ${receipt.receivedBy}, ${extractChannelWords[receipt.channel]}`,
    },
    whole ? { key: 'Status', value: statusWords(receipt) } : null,
    ...(check === null ? [] : readingRows(check)),
    receipt.reason === null || !whole ? null : { key: 'Reason given', value: receipt.reason },
    whole ? { key: 'Rows', value: countWords(receipt) } : null,
    ...receipt.publications.map((p) => ({
      key: p.kind === 'publish' ? 'Published' : 'Reverted',
      value: html`${datedWords(p.publishedAt, frame.today)} by ${p.publishedBy}<br>${
        whole
          ? html`${plural(p.added, 'figure')} new, ${formatNumber(p.changed)} changed, ${formatNumber(p.unchanged)} as before${
              p.reason === null || p.reason === receipt.reason ? null : html`<br>${p.reason}`
            }`
          : null
      }`,
    })),
    receipt.publications.length === 0 || !whole
      ? null
      : { key: 'What became visible', value: html`${reachWords(receipt)}` },
    {
      key: 'SHA-256 checksum',
      value: html`<code class="app-checksum">${receipt.sha256 === '' ? 'not yet computed' : receipt.sha256}</code>`,
    },
    { key: 'Size', value: `${formatNumber(receipt.byteCount)} bytes, ${receipt.mediaType}` },
    receipt.sameBytesAs === null || !whole
      ? null
      : {
          key: 'Same bytes as',
          value: html`<a class="govuk-link" href="${extractAddress(receipt.sameBytesAs)}">extract ${receipt.sameBytesAs}</a>`,
        },
  ]
  return rows.filter((row) => row !== null)
}

const formatWords: Record<string, string> = {
  tidy: 'Our format: a row for each team, measure and period',
  wide: 'Wide format: a column for each measure',
}

/** How the file was read, if known, and what people have decided about it. */
function readingRows({ format, layout, encoding, codes, codesBy }: ExtractCheck): SummaryRow[] {
  const read = layout === null ? formatWords[format ?? ''] : `By the layout ‘${layout}’`
  return [
    ...(read === undefined
      ? []
      : [{ key: 'Read as', value: `${read}${encoding === null ? '' : ', in Windows-1252'}` }]),
    ...(codes.length === 0
      ? []
      : [
          {
            key: 'Codes mapped',
            value: html`${codes.map(({ from, to }) => html`‘${from}’ read as <strong>${to}</strong><br>`)}${codesBy === null ? null : `as ${codesBy} said`}`,
          },
        ]),
  ]
}

function statusWords({ status, problems, warnings }: ExtractReceipt): string {
  const found = [
    problems > 0 ? plural(problems, 'problem') : null,
    warnings > 0 ? plural(warnings, 'warning') : null,
  ].filter((part) => part !== null)
  return [extractStatusWords[status], ...found].join(', ')
}

function countWords({ rows, accepted, problems }: ExtractReceipt): string {
  if (rows === null) return 'Not checked yet'
  if (problems > 0)
    return `${formatNumber(rows)} read; none taken, because a file with a problem changes nothing`
  return `${formatNumber(rows)} read, ${formatNumber(accepted ?? 0)} taken`
}

/** "1,012 figures of 22 units and 48 measures, for April 2019", with links to their scorecards. */
function reachWords({ reach }: ExtractReceipt): Html {
  const spans = (['monthly', 'quarterly', 'weekly'] as const).flatMap((grain) => {
    const periods = reach.periods.filter((p) => grainOf(p) === grain)
    const [first, last] = [periods[0], periods.at(-1)]
    if (first === undefined || last === undefined) return []
    const named =
      grain === 'quarterly' ? (p: string) => `quarter ${p.slice(6)} of ${p.slice(0, 4)}` : periodName
    return [
      first === last ? named(first) : `${named(first)} to ${named(last).replace(/^Week beginning /, '')}`,
    ]
  })
  const when = spans.join(', and ').replaceAll('Week', 'week')
  return html`${plural(reach.kpis, 'measure')} of ${plural(reach.units, 'team or service', 'teams or services')}, for ${when}.
Every figure of the services and the council that adds them was computed in the same transaction.`
}
