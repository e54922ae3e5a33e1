import { baseBarsInput } from '#dashboards/charts/base-bars/base-bars.ts'
import { type DemandFlow, titledDemandFlow } from '#dashboards/charts/demand-flow/demand-flow.ts'
import demandFlow from '#dashboards/charts/demand-flow/example.json' with { type: 'json' }
import { pictureOf } from '#dashboards/charts/picture.ts'
import { runPicture } from '#dashboards/charts/run/run.ts'
import smallMultiples from '#dashboards/charts/small-multiples/example.json' with { type: 'json' }
import {
  type SmallMultiples,
  smallMultiplesPicture,
  smallMultiplesPictures,
} from '#dashboards/charts/small-multiples/small-multiples.ts'
import trend from '#dashboards/charts/trend/example.json' with { type: 'json' }
import { type TrendSeries, trendInput, trendPicture } from '#dashboards/charts/trend/trend.ts'
import yearOnYear from '#dashboards/charts/year-on-year/example.json' with { type: 'json' }
import { titledYearOnYear, type YearOnYear } from '#dashboards/charts/year-on-year/year-on-year.ts'
import {
  at,
  bothOf,
  byEdge,
  byLarger,
  type Edges,
  figureEdges,
  kpiNames,
  longKpi,
  longService,
  longUnit,
  many,
  unitNames,
} from './edge-figures.ts'

// The words of an example are typed as any string where JSON is read: each is checked by the tests of its own chart.
const series = trend as unknown as TrendSeries
const sizes = ['wide', 'narrow'] as const

function seriesAt({ of, kpi }: (typeof figureEdges)[number]): TrendSeries {
  const points = series.points.map((point, i) => {
    const figure = of(i)
    const near = figure.value ?? 50
    return {
      ...{ ...point, ...figure, target: near, mean: near, lower: near, upper: near },
      status: figure.status ?? null,
    }
  })
  return { ...series, kpi: { ...series.kpi, ...kpi }, points }
}

/** Long events, a long name before the team's own, and steps of the target. */
function wordySeries(length: number): TrendSeries {
  const points = series.points.slice(-length)
  const periods = points.map(({ period }) => period)
  return {
    ...series,
    kpi: { ...series.kpi, name: longKpi },
    unitName: longService,
    points: points.map((point, i) => ({ ...point, target: 80 + (i % 4) * 2.5 })),
    annotations: [0, 1, 2, Math.floor(length / 2), length - 1].map((place) => ({
      period: at(periods, place),
      text: `${at(kpiNames, place)} and supervision`,
    })),
    before: [
      {
        name: longUnit,
        points: series.points
          .slice(-length - 6, -length)
          .map(({ symbol = null, ...p }) => ({ ...p, symbol })),
      },
    ],
    supportedFrom: periods.at(-2) ?? null,
  }
}

/** Charts over months at the edges of their data. */
export const monthEdges = {
  trend: () => ({
    ...byEdge((edge) => sizes.map((size) => trendPicture(seriesAt(edge), size))),
    ...byLarger(series, (larger) => sizes.map((size) => trendPicture(larger, size))),
    'one point': sizes.map((size) => trendPicture({ ...series, points: series.points.slice(-1) }, size)),
    'long words': [3, 9, 20].flatMap((n) => sizes.map((size) => trendPicture(wordySeries(n), size))),
  }),
  run: () => ({
    ...byEdge((edge) =>
      sizes.map((size) => runPicture({ ...seriesAt(edge), limits: 'none', annotations: [] }, size)),
    ),
    ...byLarger(series, (larger) => sizes.map((size) => runPicture({ ...larger, limits: 'none' }, size))),
    'one point': sizes.map((size) => runPicture({ ...series, points: series.points.slice(-1) }, size)),
    'long words': [3, 6].flatMap((n) => sizes.map((size) => runPicture(wordySeries(n), size))),
  }),
  'base-bars': () => {
    const drawn = (given: TrendSeries) =>
      sizes.map((size) => pictureOf('base-bars', baseBarsInput(trendInput(given, size))))
    return {
      ...Object.fromEntries(
        // The counts of a count are not drawn.
        figureEdges
          .filter(({ kpi }) => kpi.kind === 'ratio')
          .map((edge) => [edge.name, drawn(seriesAt(edge))]),
      ),
      ...byLarger(series, drawn, { shares: true }),
    }
  },
  'year-on-year': () => {
    const given = yearOnYear as unknown as YearOnYear
    return {
      ...byEdge(({ of, kpi }) =>
        [4, 9, 12].flatMap((shorter) =>
          bothOf(
            titledYearOnYear({
              ...{ ...given, kpi: { ...given.kpi, ...kpi } },
              months: given.months.slice(0, -shorter).map((month, i) => {
                const { status = null, ...figure } = of(i)
                return { ...month, ...figure, status, target: figure.value }
              }),
            }),
          ),
        ),
      ),
      ...byLarger(given, (larger) => bothOf(titledYearOnYear(larger))),
      'one point': bothOf(titledYearOnYear({ ...given, months: given.months.slice(-1) })),
    }
  },
  'small-multiples': () => {
    const given = smallMultiples as SmallMultiples
    const drawn = (multiples: SmallMultiples) => [
      smallMultiplesPicture(multiples),
      ...smallMultiplesPictures(multiples).slice(0, 2),
    ]
    return {
      ...byEdge(({ of, kpi }) =>
        drawn({
          ...{ ...given, kpi: { ...given.kpi, ...kpi } },
          panels: given.panels.map((panel) => ({
            ...panel,
            points: panel.points.map((point, i) => ({ ...point, ...of(i), target: of(i).value })),
          })),
        }),
      ),
      ...byLarger(given, drawn),
      'one point': drawn({
        ...{ ...given, periods: given.periods.slice(-1) },
        panels: given.panels.map((panel) => ({ ...panel, points: panel.points.slice(-1) })),
      }),
      '25 teams': drawn({
        ...given,
        panels: many(given.panels, (panel, i) => ({ ...panel, name: at(unitNames, i) })),
      }),
      'long names': drawn({
        ...given,
        panels: given.panels.map((panel) => ({ ...panel, name: longService })),
      }),
    }
  },
  'demand-flow': () => {
    const given = demandFlow as DemandFlow
    return {
      ...byEdge(({ of }) =>
        bothOf(
          titledDemandFlow({
            ...given,
            stages: given.stages.map((stage) => ({
              ...stage,
              points: stage.points.map((point, i) => {
                const { state, value, symbol } = of(i)
                return { ...point, state, value, symbol, mean: value, lower: value, upper: value }
              }),
            })),
          }),
        ),
      ),
      ...byLarger(given, (larger) => bothOf(titledDemandFlow(larger))),
      'one point': bothOf(
        titledDemandFlow({
          ...{ ...given, months: given.months.slice(-1) },
          stages: given.stages.map((stage) => ({ ...stage, points: stage.points.slice(-1) })),
        }),
      ),
      'very many for very many': bothOf(
        titledDemandFlow({
          ...given,
          stages: given.stages.map((stage) => ({
            ...{ ...stage, name: longKpi, short: 'Children at an initial conference' },
            conversion:
              stage.conversion === null
                ? null
                : {
                    now: { reached: 1_234_567, of: 1_234_567 },
                    together: { reached: 12_345_678, of: 12_345_678, months: 13 },
                  },
          })),
        }),
      ),
    }
  },
} as const satisfies Edges
