import { html } from 'hono/html'
import { notAdded } from '#domain/figures/wholeness.ts'
import { periodName } from '#domain/time/period.ts'
import { extentWords } from '#domain/wording/extent-words.ts'
import { formatValue } from '#domain/wording/format.ts'
import { scaleWords } from '#domain/wording/scale-words.ts'
import { changedTeamsWords } from '#domain/wording/team-variation-words.ts'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import { goodWords, stateWords, variationWords } from '#domain/wording/words.ts'
import { altOnPage, altText } from '../../charts/alt-text.ts'
import { chartMarkup } from '../../charts/chart-markup.ts'
import { partsColumns } from '../../charts/parts-columns.ts'
import type { Draw, Picture, TitledChart } from '../../charts/picture.ts'
import { marksInWords } from '../../charts/points.ts'
import {
  type Panel,
  panelScale,
  type SmallMultiples,
  smallMultiplesPicture,
  smallMultiplesPictures,
} from '../../charts/small-multiples/small-multiples.ts'
import type { Html } from '../../html.ts'
import { chartLinks } from '../chart-figure/chart-figure.ts'
import { dataTable } from '../data-table/data-table.ts'
import { details } from '../details/details.ts'
import { variationTag } from '../variation-tag/variation-tag.ts'

/** The same measure in several teams on one scale, each panel with its own words. */
export function smallMultiples(options: {
  id: string
  /** The finding: "Improving in 4 of 6 teams" */
  title: string
  /** "Assessment teams" */
  scope: string
  multiples: SmallMultiples
  draw: Draw
  headingLevel?: 2 | 3
  downloads?: readonly { text: string; href: string }[]
}): Html {
  const { id, title, multiples, draw, headingLevel, downloads = [] } = options
  const pictures = smallMultiplesPictures(multiples)
  const titledChart = titledSmallMultiples(options)
  const heading =
    headingLevel === 2
      ? html`<h2 class="govuk-heading-m app-chart__title">${title}</h2>`
      : html`<h3 class="govuk-heading-s app-chart__title">${title}</h3>`
  return html`<figure class="app-chart app-chart--panels" id="${id}">
<figcaption>${heading}
<p class="app-chart__sub">${titledChart.subtitle}</p></figcaption>
<p class="govuk-visually-hidden">${altOnPage(titledChart.alt)}</p>
<ul class="app-panels">
${multiples.panels.map(
  (panel, i) =>
    html`<li>${panelTitle(panel)}<div class="app-panels__picture" aria-hidden="true">${picture(draw, pictures[i])}</div></li>\n`,
)}</ul>
${details({ summary: 'Show the numbers', body: table(titledChart) })}
${chartLinks(downloads)}
</figure>`
}

/** Small multiples with their words and numbers. */
export function titledSmallMultiples({
  title,
  scope,
  multiples,
}: {
  title: string
  scope: string
  multiples: SmallMultiples
}): TitledChart {
  const { kpi, periods, panels } = multiples
  const [first = '', last = ''] = [periods[0], periods.at(-1)]
  return {
    picture: smallMultiplesPicture(multiples),
    title,
    subtitle: `${kpi.name}. ${scope}, ${periodName(first)} to ${periodName(last)}. ${scaleWords(kpi, panelScale(multiples).min)}`,
    key: ['Dashed: target.', marksInWords(panels.flatMap((panel) => panel.points))]
      .filter((words) => words !== null)
      .join(' '),
    alt: alt(multiples, scope, title),
    columns: [{ heading: 'Month' }, ...panels.map((panel) => ({ heading: panel.name, numeric: true }))],
    rows: periods
      .map((period, i) => [
        periodName(period),
        ...panels.map(({ points }) => {
          const point = points[i]
          if (point === undefined) return '–'
          if (point.value === null) return stateWords[point.state]
          const parts = partsWords({ ...notAdded, ...point })
          return [formatValue(kpi, point.value), parts].filter(Boolean).join(' ')
        }),
      ])
      .reverse(),
    records: periods.flatMap((period, i) =>
      panels.map(({ name, code, points }) => ({
        unit: code ?? name,
        name,
        period,
        state: points[i]?.state ?? 'not_reported',
        numerator: points[i]?.numerator ?? null,
        denominator: points[i]?.denominator ?? null,
        value: points[i]?.value ?? null,
        ...partsColumns(points[i] ?? {}),
        target: points[i]?.target ?? null,
      })),
    ),
  }
}

function picture(draw: Draw, panel: Picture | undefined): Html | null {
  return panel === undefined ? null : chartMarkup(draw, panel)
}

function panelTitle(panel: Panel): Html {
  const name = panel.href ? html`<a class="govuk-link" href="${panel.href}">${panel.name}</a>` : panel.name
  const flagged =
    panel.variation === 'improving' || panel.variation === 'concerning' || panel.variation === 'unusual'
  return html`<p class="app-panels__title"><span class="app-panels__name">${name}</span> ${
    flagged
      ? variationTag(panel)
      : html`<span class="app-panels__quiet">${variationWords[panel.variation]}</span>`
  }</p>`
}

function alt(
  { kpi, periods, panels, noun = 'team' }: SmallMultiples,
  scope: string,
  finding: string,
): string {
  const values = panels.map((panel) => panel.points.at(-1)?.value ?? null).filter((value) => value !== null)
  const [first = '', last = ''] = [periods[0], periods.at(-1)]
  const extent = extentWords(kpi, values, panels.length, noun)
  const latest =
    extent === null
      ? `Latest: no ${noun} reported for ${periodName(last)}`
      : `Latest ${extent} in ${periodName(last)}`
  return altText({
    type: 'Line charts',
    measure: kpi.name,
    scope,
    first: periodName(first),
    last: periodName(last),
    finding,
    latest,
    good: goodWords[kpi.good],
    exceptions: [changedTeamsWords(panels, noun)].filter((said) => said !== null),
  })
}

function table({ subtitle, columns, rows }: TitledChart): Html {
  return dataTable({
    caption: subtitle,
    captionSize: 's',
    dense: true,
    scrollLabel: `${subtitle}: the numbers`,
    columns,
    rows: rows.map((cells) => ({ cells })),
  })
}
