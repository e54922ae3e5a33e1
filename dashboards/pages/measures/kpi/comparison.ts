/** "Compared with whom": this unit among teams like it, its line beside the chosen ones, and other places by year. */

import { html } from 'hono/html'
import {
  type ComparatorName,
  mostComparators,
  publishedAs,
  usualComparators,
} from '#domain/catalogue/comparators.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import { capital } from '#domain/wording/format.ts'
import type { Series } from '#server/reads/series.ts'
import { titledBeside } from '../../../charts/beside/beside.ts'
import type { Beside } from '../../../charts/beside/lines.ts'
import { button } from '../../../components/button/button.ts'
import { chartFigure } from '../../../components/chart-figure/chart-figure.ts'
import { checkboxes } from '../../../components/choices/choices.ts'
import type { Html } from '../../../html.ts'
import { chartFiles, seriesAddress } from './address.ts'
import { benchmarksSection } from './benchmarks.ts'
import { subtitleOf } from './charts.ts'
import type { KpiView } from './model.ts'
import { spanInAddress } from './question.ts'
import { section } from './section.ts'
import { teamsSection } from './teams.ts'

export const tooManyWords = `Select ${mostComparators} or fewer`

export function comparisonSection(view: KpiView): Html {
  const { series, teams, mayCompare } = view
  const parts = [teamsSection(view), besideSection(view), benchmarksSection(view)]
  const nothing = parts.every((part) => part === null)
  const compare = html`/compare?kpi=${series.kpi.code}&amp;to=${series.last.period}`
  return section(
    'compared',
    html`${
      nothing
        ? html`<p class="govuk-body">${nothingWords(series, view.reading.asAt !== null)}</p>`
        : html`<div class="app-kpi__compared${isTall(view) ? ' app-kpi__compared--tall' : ''}">${parts}</div>`
    }
${
  mayCompare && (teams !== null || series.unit.kind !== 'team')
    ? html`<p class="govuk-body app-no-print"><a class="govuk-link" href="${compare}">Compare teams month by month,
and see in the funnel which differ beyond chance</a></p>`
    : null
}`,
    nothing ? null : foldedWords(parts),
  )
}

/** From this many teams by name on, their picture is higher on paper than the lines beside it. */
const tallFrom = 5

/** True if the picture of the teams leaves room on paper beneath the one beside it, which the definition fills. */
function isTall({ teams, beside, offered }: KpiView): boolean {
  const named = teams?.teams.filter(({ code }) => code !== null).length ?? 0
  return named >= tallFrom && beside !== null && offered.length > 0
}

/** What a phone folds: "Teams like this, over time, other places by year" */
function foldedWords(parts: readonly (Html | null)[]): string {
  const words = ['teams like this', 'over time', 'other places by year']
  return capital(words.filter((_, i) => parts[i] !== null).join(', '))
}

function nothingWords({ kpi }: Pick<Series, 'kpi'>, isEarlier: boolean): string {
  if (kpi.kind === 'count' || kpi.kind === 'stock')
    return 'A count is not compared with that of a larger part of the council, and this one is not published elsewhere.'
  return isEarlier
    ? 'There was nothing to compare it with at that moment.'
    : 'No other team here carries it, and nobody publishes it, so there is nothing to compare it with.'
}

/** The lines of the comparison: the unit's own series, those of the units above it, and the years of other places. */
export function besideOf(
  series: Series,
  chosen: readonly ComparatorName[],
  above: Partial<Record<ComparatorName, Series | null>>,
  years: readonly { geography: string; year: number; value: number }[],
): Beside | null {
  const { unit, kpi, points } = series
  const lines = chosen.flatMap((name) => {
    const other = above[name] ?? null
    if (other === null) return []
    const at = new Map(other.points.map((p) => [p.period, p]))
    return [
      {
        name,
        words: other.unit.name,
        points: points.map(
          (p) =>
            at.get(p.period) ?? {
              period: p.period,
              state: 'not_reported' as const,
              numerator: null,
              denominator: null,
              value: null,
              symbol: null,
              ...notAdded,
            },
        ),
      },
    ]
  })
  const yearly = chosen.flatMap((name) => {
    const geography = name in publishedAs ? publishedAs[name as keyof typeof publishedAs] : null
    const known = years.filter((y) => y.geography === geography)
    return geography === null || known.length === 0 ? [] : [{ name, words: geography, years: known }]
  })
  if (points.length < 2 || points.every((p) => p.value === null)) return null
  return {
    kpi,
    unitName: unit.name,
    lines: [{ name: 'unit', words: unit.name, points }, ...lines],
    yearly,
    targets: points.map((p) => p.target),
  }
}

function besideSection(view: KpiView): Html | null {
  const { beside, offered, tooMany, frame } = view
  if (beside === null || offered.length === 0) return null
  const titledChart = titledBeside(beside)
  return html`<section aria-labelledby="beside-heading"><h3 class="govuk-heading-s" id="beside-heading">Over time, compared with others</h3>
${chooser(view)}
${
  beside.lines.length + beside.yearly.length < 2
    ? html`<p class="govuk-body">Nothing is chosen to compare it with.</p>`
    : chartFigure({
        id: 'beside',
        titledChart,
        subtitle: subtitleOf(titledChart, beside.kpi),
        draw: frame.draw,
        headingLevel: 4,
        note: html`${tooMany ? `The first ${mostComparators} chosen are shown. ` : null}${
          beside.yearly.length === 0
            ? null
            : 'Other places’ figures are of a year ending in March: level over their year, and the last published carried on. A month is no year.'
        }`,
        howToRead: '/help/method#comparing',
        downloads: chartFiles({ ...view, chosen: shownOf(view) }, 'beside'),
      })
}</section>`
}

/** The chosen comparators that are shown; null if nobody chose. */
function shownOf({ chosen, offered }: KpiView): ComparatorName[] | null {
  return chosen === null ? null : chosen.filter((name) => offered.includes(name)).slice(0, mostComparators)
}

const offeredWords: Record<ComparatorName, string> = {
  service: 'Service',
  council: 'Council',
  neighbours: 'Median of statistical neighbours, by year',
  region: 'South East, by year',
  england: 'England, by year',
}

/** A form that chooses the comparators through the address. */
function chooser({ series, span, offered, chosen, reading, tooMany }: KpiView): Html {
  const ticked = chosen ?? usualComparators(offered)
  const kept: [string, string | null][] = [
    ['to', series.last.period],
    ['grain', series.grain === 'weekly' ? 'weekly' : null],
    ['span', spanInAddress(span)],
    ['method', series.method],
    ['asAt', reading.asAt],
    ['tree', reading.tree === 'today' ? 'today' : null],
    ['chosen', '1'],
  ]
  return html`<form method="get" action="${seriesAddress(series)}#compared" class="app-kpi__chooser" novalidate>
${kept.map(([name, value]) => (value === null ? null : html`<input type="hidden" name="${name}" value="${value}">\n`))}${checkboxes(
  {
    name: 'with',
    legend: 'Compare it with',
    legendSize: 's',
    small: true,
    error: tooMany ? tooManyWords : null,
    items: offered.map((name) => ({
      value: name,
      text: offeredWords[name],
      checked: ticked.includes(name),
    })),
  },
)}
${button({ text: 'Show', secondary: true })}
</form>`
}
