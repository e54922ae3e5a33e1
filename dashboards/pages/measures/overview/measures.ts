/** Teams by measures in one month: where something is really changing, in whichever measure. */

import { html } from 'hono/html'
import { isCarriedBy, type Kpi } from '#domain/catalogue/kpi.ts'
import type { Variation } from '#domain/figures/figure.ts'
import { emptyCell } from '#domain/figures/measurement.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import { isChanging } from '#domain/scorecard/movement.ts'
import { periodName } from '#domain/time/period.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { changedTeamsWords } from '#domain/wording/team-variation-words.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { dimensionQuestions, variationWords } from '#domain/wording/words.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import { measureAddress, scorecardAddress } from '../../../addresses.ts'
import { altText } from '../../../charts/alt-text.ts'
import { type Heatmap, type HeatmapCell, heatmapPicture } from '../../../charts/heatmap/heatmap.ts'
import { partsColumns } from '../../../charts/parts-columns.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { button } from '../../../components/button/button.ts'
import { chartDownloads, chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { checkboxes } from '../../../components/choices/choices.ts'
import { details } from '../../../components/details/details.ts'
import { heatmapTable } from '../../../components/heatmap-table/heatmap-table.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import type { Content, Html } from '../../../html.ts'
import { heatCell } from '../kit/heat-cell.ts'
import { heatKey, markItem } from '../kit/heat-key.ts'
import { answers, nounOf, type OverviewModel, queryOf } from '../kit/overview-model.ts'
import { mostColumns, overviewAddress } from '../kit/overview-question.ts'
import { hiddenFields } from './picker.ts'

export function measuresBlock(shown: OverviewModel): Html {
  const { overview, question } = shown
  const noun = nounOf(shown)
  const { columns, left } = columnsOf(shown)
  const heatmap = heatmapOf(shown)
  const { onlyConcerning } = question
  return html`<h3 class="govuk-heading-s app-overview__finding">${measuresFinding(shown)}</h3>
<p class="govuk-body app-overview__which">${whichWords(shown, columns.length, left)}</p>
${columnPicker(shown, columns)}
${
  columns.length === 0 || heatmap.rows.length === 0
    ? html`<p class="govuk-body">No ${noun} is ${onlyConcerning ? 'concerning' : 'really changing'} on any measure shown in ${periodName(overview.period)}.</p>`
    : heatmapTable({
        ...heatmap,
        caption: caption(shown),
        captionSize: 'hidden',
        rowHeading: noun === 'team' ? 'Team' : 'Service',
        summary: rowsOf(shown).flatMap(({ unit, figures }) => summaryOf(shown, unit, figures)),
      })
}
${heatKey([
  markItem('improving_up'),
  markItem('concerning_up'),
  markItem('no_real_change'),
  `empty: not carried by this ${noun}`,
])}
${chartLinks(chartDownloads('heatmap', queryOf(shown)))}`
}

/** The measures shown: those chosen, otherwise those in which some team is concerning, otherwise those in which some team is
 * really changing; and the number of further measures in which some team is really changing. */
function columnsOf(shown: OverviewModel): { columns: Kpi[]; left: number } {
  const { kpis, question, overview } = shown
  const asked = kpis.filter((k) => question.columns.includes(k.code))
  if (asked.length > 0) return { columns: asked, left: 0 }
  const own = kpis.filter((k) => answers(k, question))
  const among = (is: (figure: StoredFigure) => boolean) => {
    const found = new Set(overview.movers.month.filter(is).map((f) => f.kpi))
    return own.filter((k) => found.has(k.code))
  }
  const concerning = among((f) => f.variation === 'concerning')
  const changing = among((f) => isChanging(f.variation))
  const best = concerning.length > 0 || question.onlyConcerning ? concerning : changing
  const columns = best.slice(0, mostColumns)
  return { columns, left: changing.length - columns.length }
}

type MeasureRow = { unit: OverviewModel['overview']['units'][number]; figures: (StoredFigure | null)[] }

/** The units that carry one of the measures shown. */
function rowsOf(shown: OverviewModel): MeasureRow[] {
  const { columns } = columnsOf(shown)
  const { movers, units } = shown.overview
  const byCell = new Map(movers.month.map((f) => [`${f.unit} ${f.kpi}`, f]))
  return units
    .map((unit) => ({ unit, figures: columns.map((k) => byCell.get(`${unit.code} ${k.code}`) ?? null) }))
    .filter(({ unit, figures }) => columns.some((k, i) => carries(unit, k) || figures[i] != null))
    .filter(
      ({ figures }) => !shown.question.onlyConcerning || figures.some((f) => f?.variation === 'concerning'),
    )
}

function carries(unit: MeasureRow['unit'], kpi: Kpi): boolean {
  return unit.kind === 'team' && isCarriedBy(kpi, unit)
}

function heatmapOf(shown: OverviewModel): Heatmap {
  const { question, overview } = shown
  const { columns } = columnsOf(shown)
  return {
    kpi: columns[0] ?? overview.kpi,
    colourBy: 'variation',
    columns: columns.map((k) => ({
      text: k.name,
      href: `${overviewAddress({ ...question, kpi: k.code, view: 'months' })}#measure`,
    })),
    rows: rowsOf(shown).map(({ unit, figures }) => ({
      name: unit.name,
      href: scorecardAddress(unit.code, overview.period),
      cells: columns.map((kpi, i) => cellOf(unit, kpi, figures[i] ?? null, overview.period)),
    })),
  }
}

function cellOf(
  unit: MeasureRow['unit'],
  kpi: Kpi,
  figure: StoredFigure | null,
  period: string,
): HeatmapCell {
  const href = measureAddress(unit.code, kpi.code, period)
  if (figure === null)
    return carries(unit, kpi)
      ? { ...emptyCell('not_reported'), ...notAdded, target: null, status: null, kpi, href }
      : { ...emptyCell('not_applicable'), ...notAdded, target: null, status: null, kpi, isAbsent: true }
  return heatCell(kpi, figure, href)
}

/** On a phone: for each team, what is really changing. Teams without such a change are only in the table. */
function summaryOf(
  shown: OverviewModel,
  unit: MeasureRow['unit'],
  figures: MeasureRow['figures'],
): { name: string; href: string; said: Content }[] {
  const { columns } = columnsOf(shown)
  const changing = figures.flatMap((figure, i) => {
    const kpi = columns[i]
    return figure !== null && kpi !== undefined && isChanging(figure.variation) ? [{ figure, kpi }] : []
  })
  if (changing.length === 0) return []
  return [
    {
      name: unit.name,
      href: scorecardAddress(unit.code, shown.overview.period),
      said: html`${changing.map(
        ({ figure, kpi }, i) =>
          html`${i === 0 ? null : html`<br>`}${kpi.name} ${formatFigure(kpi, figure)} ${variationTag({
            variation: figure.variation,
            rising: figure.analysis.rising,
          })}`,
      )}`,
    },
  ]
}

/** "3 teams concerning, 2 improving on one or more of the measures shown, April 2019" */
function measuresFinding(shown: OverviewModel): string {
  const rows = rowsOf(shown)
  const noun = nounOf(shown)
  const where = `of the measures shown, ${periodName(shown.overview.period)}`
  const said = (['concerning', 'improving', 'recovering', 'slipping_back', 'unusual'] as const).flatMap(
    (variation) => {
      const count = rows.filter(({ figures }) => figures.some((f) => f?.variation === variation)).length
      return count === 0 ? [] : [{ count, words: variationWords[variation].toLowerCase() }]
    },
  )
  if (said.length === 0) return `No ${noun} is really changing on any ${where}`
  const counts = said.map(({ count, words }, i) => `${i === 0 ? plural(count, noun) : count} ${words}`)
  return `${counts.join(', ')} on one or more ${where}`
}

function whichWords(shown: OverviewModel, count: number, left: number): string {
  const { columns, dimension, onlyConcerning } = shown.question
  const noun = nounOf(shown)
  if (columns.length > 0) return `The ${wordFor(count, 'measure', `${count} measures`)} you chose.`
  const about = dimension === null ? '' : ` under “${dimensionQuestions[dimension]}”`
  const shownWords = `${wordFor(
    count,
    'The one measure',
    `The ${count} measures`,
  )}${about} in which a ${noun} is ${onlyConcerning || left > 0 ? 'concerning' : 'really changing'}.`
  return left > 0 && !onlyConcerning
    ? `${shownWords} There ${wordFor(left, 'is 1 more', `are ${left} more`)} in which a ${noun} is improving or unusual: choose below.`
    : shownWords
}

function columnPicker(shown: OverviewModel, columns: readonly Kpi[]): Html {
  const { question, kpis } = shown
  const choosable = kpis.filter((k) => answers(k, question))
  return html`<form method="get" action="/overview#measure" class="app-overview__columns" novalidate>
${hiddenFields(question, ['columns'])}
${details({
  summary: 'Choose measures',
  body: html`${checkboxes({
    name: 'columns',
    legend: 'Measures to show',
    legendSize: 's',
    hint: `Up to ${mostColumns}, or none for those that stand out.`,
    small: true,
    items: choosable.map((k) => ({
      value: k.code,
      text: k.name,
      checked: columns.some((c) => c.code === k.code),
    })),
  })}
${button({ text: 'Show these measures', secondary: true })}`,
})}
</form>`
}

function caption(shown: OverviewModel): string {
  return `Measures by ${nounOf(shown)}, ${periodName(shown.overview.period)}`
}

/** The heatmap by measure with its words and numbers, as a file. */
export function titledMeasures(shown: OverviewModel): TitledChart {
  const title = measuresFinding(shown)
  const month = periodName(shown.overview.period)
  const rows = rowsOf(shown)
  return {
    picture: heatmapPicture(heatmapOf(shown)),
    title,
    subtitle: caption(shown),
    key: 'Blue circle: better than usual. Orange diamond: worse than usual. In brackets: small number, not judged.',
    alt: altText({
      type: 'Heatmap',
      measure: `${columnsOf(shown).columns.length} measures`,
      scope: `${rows.length} ${nounOf(shown)}s of ${shown.overview.unit.name}`,
      first: month,
      last: month,
      finding: [title, changedTeamsWords(rows.map(spokenOf), nounOf(shown))]
        .filter((said) => said !== null)
        .join('. '),
      latest: `Latest ${month}`,
    }),
    columns: [],
    rows: [],
    records: measuresRecords(shown),
  }
}

/** A team as it stands out most: worse than usual on any of the measures, else better. */
function spokenOf({ unit, figures }: MeasureRow): { name: string; variation: Variation } {
  const has = (variation: Variation) => figures.some((f) => f?.variation === variation)
  const variation = has('concerning') ? 'concerning' : has('improving') ? 'improving' : 'none'
  return { name: unit.name, variation }
}

/** The numbers of the heatmap by measure: a row for each team and each measure it carries. */
export function measuresRecords(shown: OverviewModel): TitledChart['records'] {
  const { columns } = columnsOf(shown)
  const { period } = shown.overview
  return rowsOf(shown).flatMap(({ unit, figures }) =>
    columns.flatMap((kpi, i) => {
      const cell = cellOf(unit, kpi, figures[i] ?? null, period)
      if (cell.isAbsent === true) return []
      const { state, numerator, denominator, value, target, status, variation = null } = cell
      const of = { unit: unit.code, name: unit.name, kpi: kpi.code, measure: kpi.name, period }
      return [
        { ...of, state, numerator, denominator, value, ...partsColumns(cell), target, status, variation },
      ]
    }),
  )
}
