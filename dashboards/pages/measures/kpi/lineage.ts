/** Where a figure came from: its file and row, or the units whose figures it adds. */

import { html } from 'hono/html'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import { periodName } from '#domain/time/period.ts'
import { formatBase, formatCell, formatFigure } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { sourceLine } from '#domain/wording/source-line.ts'
import { openSum } from '#domain/wording/sum-words.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { stateWords } from '#domain/wording/words.ts'
import type { CellVersion, Lineage } from '#server/reads/lineage.ts'
import { extractAddress, measureAddress } from '../../../addresses.ts'
import { type Column, dataTable } from '../../../components/data-table/data-table.ts'
import { sourceNote } from '../../../components/source-line/source-line.ts'
import type { Content, Html } from '../../../html.ts'
import { publishedWords } from '../../../words/published-words.ts'
import type { KpiView } from './model.ts'
import { section } from './section.ts'

/** The data for a section of a lineage that may be shown. */
type Shown = Pick<KpiView, 'series' | 'visible'> & { lineage: Lineage }

export function lineageSection({ series, lineage, visible }: KpiView): Html {
  // The foot of each sheet says the same.
  const copied = html`<p class="govuk-body app-no-print">${sourceNote({
    source: sourceLine(series.kpi, series.last, series.unit.name, series.last.publishedAt.toISOString()),
  })}</p>`
  if (lineage === null) return section('lineage', html`${copied}${closed()}`)
  const when = periodName(series.last.period)
  const { parts, versions } = lineage
  return section(
    'lineage',
    html`${copied}${chain(series, versions)}
${
  parts.length === 0
    ? null
    : html`<div class="app-no-print">${sumSentence(series.kpi, lineage)}${partsTable({ series, lineage, visible })}</div>
${partsInWords(series, parts)}`
}
${
  versions.length === 0
    ? null
    : // A single version is what the steps above say.
      html`<div${versions.length > 1 ? '' : html` class="app-no-print"`}>${versionsTable(series.kpi, versions, when)}</div>`
}
${versions.length < 2 ? null : restatements(series.kpi, versions)}
${parts.length === 0 && versions.length === 0 ? html`<p class="govuk-body">Nothing was received for ${when}.</p>` : null}`,
    parts.length === 0
      ? 'The file and row, and its versions'
      : `The ${plural(parts.length, 'figure')} it is added up from`,
  )
}

function closed(): Html {
  return html`<p class="govuk-body">From the council’s monthly extracts. The files and the parts of a sum
are shown inside the service only; how small numbers are suppressed outside it stands in <a class="govuk-link" href="/help/method#small">the method</a>.</p>`
}

/** The figure traced back to its row, step by step; empty for a figure that has no row of its own. */
function chain({ kpi, last }: KpiView['series'], versions: readonly CellVersion[]): Html | null {
  const [latest] = versions
  if (latest === undefined || (latest.isTakenBack && last.origin === 'computed')) return null
  const href = `${extractAddress(latest.extractId)}?row=${latest.row}`
  const row = html`<a class="govuk-link" href="${href}">row ${latest.row}</a>`
  return html`<ol class="govuk-list govuk-list--number app-kpi__chain">
<li><strong>${said(kpi, latest)}</strong>, ${periodName(last.period)}</li>
<li>from ${row} of ${latest.filename} (extract ${latest.extractId})</li>
<li>a file with the checksum <code class="app-kpi__checksum">${latest.sha256}</code></li>
<li>published ${publishedWords(latest.publishedAt)} by ${latest.publishedBy}${versions.length === 1 ? null : `, version ${latest.version} of this figure`}</li>
</ol>`
}

/** A version's figure, or its kind of nothing. */
function said(kpi: Kpi, version: CellVersion): string {
  if (version.isTakenBack) return 'Taken back'
  return version.state === 'reported' || version.state === 'without_denominator'
    ? formatFigure(kpi, { ...version, ...notAdded })
    : stateWords[version.state]
}

/** Each version after the first: what it replaced, which file brought it, and why. */
function restatements(kpi: Kpi, versions: readonly CellVersion[]): Html {
  const steps = versions.slice(0, -1).map((now, i) => ({ now, before: versions[i + 1] ?? now }))
  return html`<h3 class="govuk-heading-s" id="restatements">Restated ${wordFor(steps.length, 'once', `${steps.length} times`)}</h3>
<ul class="govuk-list govuk-list--bullet">${steps.map(
    ({ now, before }) =>
      html`<li>${said(kpi, before)} ${
        now.isTakenBack ? 'was taken back' : `became ${said(kpi, now)}`
      } on ${publishedWords(now.publishedAt)}. ${
        now.reason === null
          ? 'No reason was asked for: the month was not signed off.'
          : html`Reason: ${now.reason}`
      }</li>\n`,
  )}</ul>`
}

function versionsTable(kpi: Kpi, versions: readonly CellVersion[], when: string): Html {
  const columns: Column[] = [
    { heading: 'Version', numeric: true },
    { heading: 'Figure', numeric: true },
    { heading: 'File and row' },
    { heading: 'Published' },
    { heading: 'Why it changed' },
  ]
  return dataTable({
    caption: `What was received for ${when}, latest first`,
    captionSize: 's',
    columns,
    rowHeaders: false,
    dense: true,
    cards: true,
    rows: versions.map((v) => ({
      cells: [
        String(v.version),
        said(kpi, v),
        html`<a class="govuk-link" href="${extractAddress(v.extractId)}?row=${v.row}">${v.filename}, row ${v.row}</a>`,
        `${publishedWords(v.publishedAt)} by ${v.publishedBy}`,
        v.reason ?? '–',
      ],
    })),
  })
}

/** "11 of 13 + 11 of 12 + … = 64 of 74": the sum as the scorecard shows it. */
function sumSentence(kpi: Kpi, { parts }: Lineage): Html | null {
  const sum = openSum(
    kpi,
    parts.map(({ unit, figure }) => ({ unit: unit.code, name: unit.name, cell: figure })),
  )
  return sum?.sentence == null ? null : html`<p class="govuk-body">${sum.sentence}</p>`
}

/** The units that a roll-up adds, each a link, with their sum beneath. */
function partsTable({ series, lineage, visible }: Shown): Html {
  const { kpi, last } = series
  const total = totalOf(last)
  const counted = kpi.kind === 'ratio' || kpi.kind === 'mean'
  const columns: Column[] = [{ heading: 'Team or service' }, { heading: 'n', numeric: true }]
  if (counted) columns.push({ heading: 'd', numeric: true })
  columns.push({ heading: 'Figure', numeric: true }, { heading: 'In the sum' })
  const cells = (name: Content, cell: (typeof lineage.parts)[number]['figure'], note: string): Content[] => [
    name,
    cell.numerator === null ? '–' : String(cell.numerator),
    ...(counted ? [cell.denominator === null ? '–' : String(cell.denominator)] : []),
    formatCell(kpi, cell),
    note,
  ]
  return dataTable({
    caption: partsCaption(kpi, lineage.parts, last),
    captionSize: 's',
    columns,
    dense: true,
    scrollLabel: 'The teams this figure adds up: table, scrolls sideways',
    rows: lineage.parts.map(({ unit, figure }) => ({
      cells: cells(
        visible.has(unit.code)
          ? html`<a class="govuk-link" href="${measureAddress(unit.code, kpi.code, figure.period)}#lineage">${unit.name}</a>`
          : unit.name,
        figure,
        inTheSum(figure.state),
      ),
    })),
    ...(kpi.kind === 'median' ? {} : { foot: cells('Sum', { ...total, period: last.period }, '') }),
  })
}

/** The same parts in a sentence, for paper. */
function partsInWords({ kpi, last }: KpiView['series'], parts: Lineage['parts']): Html {
  const said = parts.map(({ unit, figure }) => {
    const isAdded = figure.state === 'reported' || figure.state === 'no_cases'
    return `${unit.name} ${formatBase(kpi, figure) || formatCell(kpi, figure)}${isAdded ? '' : ' (left out)'}`
  })
  return html`<p class="govuk-body app-kpi__on-paper">${partsCaption(kpi, parts, last)}: ${said.join('; ')}.</p>`
}

function partsCaption(kpi: Kpi, parts: Lineage['parts'], last: KpiView['series']['last']): string {
  if (kpi.kind === 'median') return 'Medians of teams cannot be combined; each team’s own'
  const total = totalOf(last)
  return `Added up from ${addedOf(parts)}, ${formatBase(kpi, total) || formatCell(kpi, total)}`
}

/** What the parts add up to: the figure, or the sum beside a supplied one. */
function totalOf(last: KpiView['series']['last']) {
  return last.origin === 'computed' ? last : (last.computed ?? last)
}

/** "6 of 7 teams", or "7 teams" if none was left out. */
function addedOf(parts: Lineage['parts']): string {
  const added = parts.filter(
    ({ figure }) => figure.state === 'reported' || figure.state === 'no_cases',
  ).length
  const noun = wordFor(parts.length, 'team or service', 'teams or services')
  return added === parts.length ? `${added} ${noun}` : `${added} of ${parts.length} ${noun}`
}

function inTheSum(state: CellVersion['state']): string {
  if (state === 'reported') return 'Added'
  if (state === 'no_cases') return 'No cases: adds nothing'
  return `Left out: ${stateWords[state].toLowerCase()}`
}
