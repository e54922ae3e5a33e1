/** One measure over teams and months: the heatmap and the small multiples. */

import { html } from 'hono/html'
import { isOpenIn } from '#domain/catalogue/unit.ts'
import type { Variation } from '#domain/figures/figure.ts'
import { emptyCell } from '#domain/figures/measurement.ts'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import { notAdded, wholeValue } from '#domain/figures/wholeness.ts'
import { isChanging } from '#domain/scorecard/movement.ts'
import { periodName, shortMonth } from '#domain/time/period.ts'
import { extentWords } from '#domain/wording/extent-words.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { heatmapFinding } from '#domain/wording/heatmap-finding.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { sourceLine } from '#domain/wording/source-line.ts'
import { targetScaleWords } from '#domain/wording/target-scale-words.ts'
import { teamVariationWords } from '#domain/wording/team-variation-words.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { goodWords, stateText } from '#domain/wording/words.ts'
import type { OverviewRow } from '#server/reads/overview.ts'
import { measureAddress, scorecardAddress } from '../../../addresses.ts'
import { altText } from '../../../charts/alt-text.ts'
import { type Heatmap, type HeatmapCell, heatmapPicture } from '../../../charts/heatmap/heatmap.ts'
import { partsColumns } from '../../../charts/parts-columns.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { panelOf } from '../../../charts/small-multiples/panel.ts'
import type { SmallMultiples } from '../../../charts/small-multiples/small-multiples.ts'
import { chartDownloads, chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { glyph } from '../../../components/glyph/glyph.ts'
import { heatmapTable } from '../../../components/heatmap-table/heatmap-table.ts'
import { smallMultiples } from '../../../components/small-multiples/small-multiples.ts'
import { statusTag } from '../../../components/status-tag/status-tag.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import type { Content, Html } from '../../../html.ts'
import type { PageFrame } from '../../kit/page.ts'
import { heatKey, markItem } from './heat-key.ts'
import { nounOf, type OverviewModel, queryOf } from './overview-model.ts'
import { overviewAddress } from './overview-question.ts'

/** More teams than this make too many panels: then only those that are really changing are drawn. */
const panelsShown = 12

export function monthsBlock(shown: OverviewModel & { frame: PageFrame; published: readonly string[] }): Html {
  const { overview, question, frame } = shown
  const { rows, unit, kpi, period } = overview
  const noun = nounOf(shown)
  if (rows.length === 0)
    return html`<p class="govuk-body">No ${noun} of ${unit.name} carries this measure.</p>`
  const asked = rowsAsked(shown)
  const query = queryOf(shown)
  return html`<h3 class="govuk-heading-s app-overview__finding">${monthsFinding(shown)}</h3>
${
  asked.length === 0
    ? html`<p class="govuk-body">No ${noun} is concerning on this measure in ${periodName(period)}.
<a class="govuk-link" href="${overviewAddress({ ...question, onlyConcerning: false })}#measure">Show all ${rows.length}</a></p>`
    : heatmapTable({
        ...heatmapOf(shown),
        caption: heatmapCaption(shown),
        captionSize: 'hidden',
        rowHeading: noun === 'team' ? 'Team' : 'Service',
        summary: asked.map((row) => summaryOf(shown, row)),
      })
}
${key(shown)}
${remarks(shown)}
${chartLinks(chartDownloads('heatmap', query))}
${panels(shown, frame.draw, query)}
<p class="govuk-body app-no-print"><a class="govuk-link"
href="/compare?kpi=${kpi.code}&amp;to=${period}">Compare ${noun}s, with what chance alone would explain</a></p>`
}

/** The teams shown: all, or those that are concerning. */
function rowsAsked({ overview, question }: OverviewModel): OverviewRow[] {
  return overview.rows.filter(
    (row) => !question.onlyConcerning || row.figures.at(-1)?.variation === 'concerning',
  )
}

/** A percentage with a direction is coloured by its distance to target; every other figure by whether it is changing. */
function colourBy({ overview: { kpi, rows } }: OverviewModel): 'target' | 'variation' {
  const targeted = rows.some((t) => t.figures.some((f) => f?.target != null))
  return kpi.unit === 'percent' && (kpi.good === 'higher' || kpi.good === 'lower') && targeted
    ? 'target'
    : 'variation'
}

function monthsFinding(shown: OverviewModel): string {
  if (colourBy(shown) === 'variation') return changing(shown)
  const { rows, months, definedSince } = shown.overview
  const judged = rows
    .filter((row) => row.counted)
    .map((row) => ({ name: row.unit.name, statuses: row.figures.map((f) => f?.status ?? null) }))
  return heatmapFinding(judged, months, nounOf(shown), definedSince)
}

/** How many of the units shown are really changing: the teams as counted when the figure was published, for a reader of services
 * these. */
function changing(shown: OverviewModel): string {
  if (nounOf(shown) === 'service') return changingServices(shown)
  const counts = shown.overview.own?.teamVariation
  if (counts === null) return 'How many teams are really changing is not told here'
  return teamVariationWords(counts ?? {}, 'team')
}

function changingServices({ overview: { rows } }: OverviewModel): string {
  const figures = rows.filter((row) => row.counted).map((row) => row.figures.at(-1) ?? null)
  if (figures.some((f) => f?.analysis.withheld === true))
    return 'How many services are really changing is not told here'
  const counts: Partial<Record<Variation, number>> = {}
  for (const f of figures) counts[f?.variation ?? 'none'] = (counts[f?.variation ?? 'none'] ?? 0) + 1
  return teamVariationWords(counts, 'service')
}

function heatmapCaption(shown: OverviewModel): string {
  const { kpi, months, period } = shown.overview
  return `${kpi.name} by ${nounOf(shown)}, ${periodName(months[0] ?? period)} to ${periodName(period)}`
}

function heatmapOf(shown: OverviewModel & { published?: readonly string[] }): Heatmap {
  const { kpi, months, period } = shown.overview
  return {
    kpi,
    colourBy: colourBy(shown),
    columns: months.map((month) => ({
      text: shortMonth(month),
      ...(month !== period && shown.published?.includes(month)
        ? { href: `${overviewAddress({ ...shown.question, period: month })}#measure` }
        : {}),
    })),
    rows: rowsAsked(shown)
      .sort((a, b) => Number(b.counted) - Number(a.counted))
      .map((row) => ({
        name: row.counted ? row.unit.name : `${row.unit.name} *`,
        href: scorecardAddress(row.unit.code, period),
        cells: months.map((month, i) => cellOf(shown, row, month, i)),
      })),
  }
}

function cellOf(
  { overview: { kpi } }: OverviewModel,
  row: OverviewRow,
  month: string,
  i: number,
): HeatmapCell {
  const href = measureAddress(row.unit.code, kpi.code, month)
  const figure = row.figures[i] ?? null
  if (figure === null)
    return isOpenIn(row.unit, month)
      ? { ...emptyCell('not_reported'), ...notAdded, target: null, status: null, href }
      : { ...emptyCell('not_applicable'), ...notAdded, target: null, status: null }
  const { state, numerator, denominator, value, symbol, target, status, variation } = figure
  const { origin, coverage, leftOut } = figure
  return {
    ...{ state, numerator, denominator, value, symbol, target, status, variation, origin, coverage, leftOut },
    rising: figure.analysis.rising,
    href,
    source: sourceLine(kpi, figure, row.unit.name, figure.publishedAt.toISOString()),
  }
}

/** The part of a row that matters on a phone: its figure of the month, and its judgement. */
function summaryOf(shown: OverviewModel, row: OverviewRow): { name: string; href: string; said: Content } {
  const { kpi, period } = shown.overview
  const figure = row.figures.at(-1) ?? null
  const href = measureAddress(row.unit.code, kpi.code, period)
  if (figure === null || figure.value === null)
    return {
      name: row.unit.name,
      href,
      said: figure === null ? stateText(emptyCell('not_reported')) : stateText(figure),
    }
  const byTarget = colourBy(shown) === 'target' && figure.status !== null
  const tag = byTarget && figure.status !== null ? statusTag({ status: figure.status }) : null
  const moving = isChanging(figure.variation) || tag === null
  return {
    name: row.unit.name,
    href,
    said: html`${formatFigure(kpi, figure)} ${tag}${moving ? html` ${variationTag({ variation: figure.variation, rising: figure.analysis.rising })}` : null}`,
  }
}

/** The heatmap with its words and numbers, as a file. */
export function titledMonths(shown: OverviewModel): TitledChart {
  const { kpi, rows, months, period } = shown.overview
  const title = monthsFinding(shown)
  const values = rows.flatMap((row) => wholeValue(row.figures.at(-1) ?? { value: null }) ?? [])
  const [first, last] = [periodName(months[0] ?? period), periodName(period)]
  const extent = extentWords(kpi, values, rows.length, nounOf(shown)) ?? 'nothing reported'
  return {
    picture: heatmapPicture(heatmapOf(shown)),
    title,
    subtitle: heatmapCaption(shown),
    key:
      colourBy(shown) === 'target'
        ? `Dot: met target. Triangle: missed it. ${targetKey}. In brackets: small number or not whole, not judged.`
        : 'Blue circle: better than usual. Orange diamond: worse than usual. In brackets: small number or not whole, not judged.',
    alt: altText({
      type: 'Heatmap',
      measure: kpi.name,
      scope: `${rows.length} ${nounOf(shown)}s`,
      first,
      last,
      finding: title,
      latest: `Latest ${extent} in ${last}`,
      good: goodWords[kpi.good],
    }),
    columns: [],
    rows: [],
    records: monthsRecords(shown),
  }
}

/** The numbers of the heatmap by month: one row for each team and month, in the organisation's order. */
export function monthsRecords(shown: OverviewModel): TitledChart['records'] {
  const { kpi, rows, months } = shown.overview
  return rows.flatMap((row) =>
    months.map((month, i) => {
      const cell = cellOf(shown, row, month, i)
      const { state, numerator, denominator, value, target, status, variation = null } = cell
      const unit = { unit: row.unit.code, name: row.unit.name, kpi: kpi.code, period: month }
      return {
        ...unit,
        state,
        numerator,
        denominator,
        value,
        ...partsColumns(cell),
        target,
        status,
        variation,
      }
    }),
  )
}

/** What the colours of cells judged by target mean. */
const targetKey =
  'Outlined: close to target. Orange: missed, the darker the further. Blue: met by 3 points or more'

/** What Met, Close and Missed mean for the measure, if its units share a target. */
function scaleItem({ overview: { kpi, rows } }: OverviewModel): string[] {
  const targets = new Map(
    rows.flatMap(({ figures }) => {
      const figure = figures.at(-1)
      if (figure?.target == null) return []
      return [
        [`${figure.target} ${figure.floor}`, targetScaleWords(kpi, figure.target, figure.floor)] as const,
      ]
    }),
  )
  return targets.size === 1 ? [...targets.values()] : []
}

function key(shown: OverviewModel): Html {
  const small = shown.overview.rows.some((row) => row.figures.some((f) => f?.status === 'small_number'))
  const marks =
    colourBy(shown) === 'target'
      ? [...scaleItem(shown), targetKey]
      : [markItem('improving_up'), markItem('concerning_up'), markItem('no_real_change')]
  return heatKey([
    ...marks,
    ...(small ? [html`${glyph({ name: 'small_number' })} ( ) small number, not judged`] : []),
  ])
}

/** What a reader must know before comparing: who is missing, who is not added, who did not exist. */
function remarks({ overview: { rows, period, months, kpi } }: OverviewModel): Html {
  const silent = rows.filter(({ figures }) => {
    const last = figures.at(-1)
    return last == null || last.state === 'not_reported'
  })
  const uncounted = rows.filter((row) => !row.counted)
  const later = rows.filter((row) => !isOpenIn(row.unit, months[0] ?? period))
  const named = (found: readonly OverviewRow[]) => nameList(found.map((row) => row.unit.name))
  const said = [
    silent.length === 0 ? null : `No data for ${periodName(period)} from ${named(silent)}.`,
    uncounted.length === 0
      ? null
      : `* ${named(uncounted)}: the same children, seen by ${wordFor(uncounted.length, 'this team', 'these teams')}; not added.`,
    later.length === 0 ? null : `${named(later)} opened during these months: n/a before.`,
    isRolling(kpi.basis)
      ? 'Each month covers a window that overlaps the month before, so no change is judged.'
      : null,
  ].filter((text) => text !== null)
  return html`${said.map((text) => html`<p class="app-chart__note">${text}</p>`)}`
}

function panels(shown: OverviewModel, draw: PageFrame['draw'], query: string): Html | null {
  const found = panelsOf(shown)
  if (found === null) return null
  return smallMultiples({
    id: 'teams',
    ...found,
    draw,
    downloads: chartDownloads('small-multiples', query),
  })
}

/** The panels of the small multiples with their finding; null if there is nothing to draw. */
export function panelsOf(
  shown: OverviewModel,
): { title: string; scope: string; multiples: SmallMultiples } | null {
  const { kpi, months, rows } = shown.overview
  const noun = nounOf(shown)
  const counted = rows.filter((row) => row.counted && row.figures.some((f) => f?.value != null))
  const changed = counted.filter((row) => isChanging(row.figures.at(-1)?.variation ?? 'none'))
  const concerning = counted.filter((row) => row.figures.at(-1)?.variation === 'concerning')
  const drawn = shown.question.onlyConcerning
    ? concerning.slice(0, panelsShown)
    : counted.length <= panelsShown
      ? counted
      : changed.slice(0, panelsShown)
  if (drawn.length === 0) return null
  const scope =
    drawn.length === counted.length
      ? `Every ${noun} that counts it, to one scale`
      : `The ${drawn.length} of ${counted.length} ${noun}s that are ${shown.question.onlyConcerning ? 'concerning' : 'really changing'}, to one scale`
  return {
    title: colourBy(shown) === 'target' ? changing(shown) : `Each ${noun}, month by month`,
    scope,
    multiples: {
      kpi,
      noun,
      periods: months,
      panels: drawn.map(({ unit, figures }) => panelOf(unit, kpi.code, months, figures)),
    },
  }
}
