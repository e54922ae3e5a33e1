/** Every chart at the edges of its data: one point, all zero, all at 100%, gaps, hidden numbers, very large and very small ones, 25
 * teams, and the longest names of the catalogue. A new chart without edges does not compile. */
import audits from '#dashboards/charts/audits/example.json' with { type: 'json' }
import { baseBarsInput } from '#dashboards/charts/base-bars/base-bars.ts'
import { type BenchmarkChart, titledBenchmark } from '#dashboards/charts/benchmark/benchmark.ts'
import benchmark from '#dashboards/charts/benchmark/example.json' with { type: 'json' }
import { titledBeside } from '#dashboards/charts/beside/beside.ts'
import beside from '#dashboards/charts/beside/example.json' with { type: 'json' }
import type { Beside } from '#dashboards/charts/beside/lines.ts'
import { type DemandFlow, titledDemandFlow } from '#dashboards/charts/demand-flow/demand-flow.ts'
import demandFlow from '#dashboards/charts/demand-flow/example.json' with { type: 'json' }
import { type DotPlot, titledDotPlot } from '#dashboards/charts/dot-plot/dot-plot.ts'
import dotPlot from '#dashboards/charts/dot-plot/example.json' with { type: 'json' }
import freshness from '#dashboards/charts/freshness/example.json' with { type: 'json' }
import { type DataFreshness, titledFreshnessGrid } from '#dashboards/charts/freshness/freshness.ts'
import funnel from '#dashboards/charts/funnel/example.json' with { type: 'json' }
import { type Funnel, titledFunnel } from '#dashboards/charts/funnel/funnel.ts'
import heatmap from '#dashboards/charts/heatmap/example.json' with { type: 'json' }
import { type Heatmap, heatmapPicture } from '#dashboards/charts/heatmap/heatmap.ts'
import milestones from '#dashboards/charts/milestones/example.json' with { type: 'json' }
import { type Milestones, titledMilestoneChart } from '#dashboards/charts/milestones/milestones.ts'
import { type Picture, pictureOf, type TitledChart } from '#dashboards/charts/picture.ts'
import ratingHistory from '#dashboards/charts/rating-history/example.json' with { type: 'json' }
import { type RatingHistory, titledRatingHistory } from '#dashboards/charts/rating-history/rating-history.ts'
import ratingStrip from '#dashboards/charts/rating-strip/example.json' with { type: 'json' }
import { type RatingStrip, titledStrip } from '#dashboards/charts/rating-strip/rating-strip.ts'
import reallyChanged from '#dashboards/charts/really-changed/example.json' with { type: 'json' }
import { type ReallyChanged, titledChanges } from '#dashboards/charts/really-changed/really-changed.ts'
import { runPicture } from '#dashboards/charts/run/run.ts'
import shortfall from '#dashboards/charts/shortfall/example.json' with { type: 'json' }
import { type Shortfall, titledShortfall } from '#dashboards/charts/shortfall/shortfall.ts'
import smallMultiples from '#dashboards/charts/small-multiples/example.json' with { type: 'json' }
import {
  type SmallMultiples,
  smallMultiplesPicture,
  smallMultiplesPictures,
} from '#dashboards/charts/small-multiples/small-multiples.ts'
import { specifiedChart } from '#dashboards/charts/specified-chart.ts'
import { exampleRows } from '#dashboards/charts/specified-examples.ts'
import type { ChartName } from '#dashboards/charts/specs.ts'
import targetBar from '#dashboards/charts/target-bar/example.json' with { type: 'json' }
import { type TargetBars, titledTargetBars } from '#dashboards/charts/target-bar/target-bar.ts'
import trend from '#dashboards/charts/trend/example.json' with { type: 'json' }
import { type TrendSeries, trendInput, trendPicture } from '#dashboards/charts/trend/trend.ts'
import yearOnYear from '#dashboards/charts/year-on-year/example.json' with { type: 'json' }
import { titledYearOnYear, type YearOnYear } from '#dashboards/charts/year-on-year/year-on-year.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import { catalogue } from '../support/catalogue.ts'

type Pictures = Readonly<Record<string, Picture | readonly Picture[]>>

const longestFirst = (names: readonly string[]) => [...names].sort((a, b) => b.length - a.length)
/** The longest first. */
const kpiNames = longestFirst(catalogue.kpis.map(({ name }) => name))
const unitNames = longestFirst(catalogue.units.map(({ name }) => name))
const [longKpi = '', longUnit = ''] = [kpiNames[0], unitNames[0]]
const longCouncil = 'Royal Borough of Upper Wychwood and the Isle of Harbour Metropolitan District Council'
const longService =
  'Children with Disabilities, Complex Health Needs, Leaving Care and Unaccompanied Asylum Seekers'

/** Item `i` of a list that is begun again at its end. */
function at<T>(list: readonly T[], i: number): T {
  const found = list[i % list.length]
  if (found === undefined) throw new Error('The list is empty')
  return found
}

/** 25 of whatever an example has some of. */
function many<T>(list: readonly T[], change: (one: T, i: number) => T): T[] {
  return Array.from({ length: 25 }, (_, i) => change(at(list, i), i))
}

type Counted = {
  state: 'reported' | 'not_reported' | 'suppressed' | 'no_cases'
  value: number | null
  numerator: number | null
  denominator: number | null
  symbol: string | null
  /** The figure is of few cases. */
  status?: 'small_number' | null
}
const shown = (value: number, numerator: number, denominator: number): Counted => ({
  ...{ state: 'reported', value, numerator, denominator, symbol: null },
})
const hidden = (state: Counted['state'], symbol: string | null = null): Counted => ({
  ...{ state, value: null, numerator: null, denominator: null, symbol },
})

/** What a figure can be, by its place in a list. */
const percentages = {
  'all zero': () => shown(0, 0, 50),
  'all at 100%': () => shown(100, 1_234_567, 1_234_567),
  gaps: (i) => (i % 3 === 1 ? hidden(at(['not_reported', 'no_cases'] as const, i)) : shown(60 + i, 6, 10)),
  'nothing at the end': (i) => (i > 1 ? hidden('not_reported') : shown(82.4, 82, 100)),
  suppressed: (i) => (i % 2 === 0 ? hidden('suppressed', 'c') : shown(71.3, 71, 100)),
  'all suppressed': () => hidden('suppressed', 'c'),
  'very small': (i) => shown(0.1 * (i % 2), i % 2, 1_000),
  'small numbers': (i) => ({ ...shown(i % 2 === 0 ? 100 : 0, 3, 3), status: 'small_number' }),
} as const satisfies Record<string, (i: number) => Counted>
const counts = {
  'none at all': () => shown(0, 0, 1),
  'very many': (i) => shown(1_234_567 - i * 7_654, 1_234_567, 1),
  'one and very many': (i) => shown(i % 2 === 0 ? 1 : 1_234_567, 1, 1),
  'parts of one': () => shown(0.1, 1, 10),
} as const satisfies Record<string, (i: number) => Counted>

const figures = { ...percentages, ...counts }
const figureEdges = Object.entries(figures).map(([name, of]) => ({
  name,
  of: of as (i: number) => Counted,
  kpi: Object.hasOwn(percentages, name)
    ? ({ unit: 'percent', kind: 'ratio', decimals: 1 } as const)
    : ({ unit: 'children_or_items', kind: 'count', decimals: name === 'parts of one' ? 1 : 0 } as const),
}))
function byEdge(drawn: (edge: (typeof figureEdges)[number]) => readonly Picture[] | Picture): Pictures {
  return Object.fromEntries(figureEdges.map((edge) => [edge.name, drawn(edge)]))
}

function bothOf({ picture, narrow }: TitledChart): Picture[] {
  return narrow === undefined ? [picture] : [picture, narrow]
}

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

/** Each chart at its edges, by its name. */
export const edgeCharts: Readonly<Record<ChartName, () => Pictures>> = {
  trend: () => ({
    ...byEdge((edge) => sizes.map((size) => trendPicture(seriesAt(edge), size))),
    'one point': sizes.map((size) => trendPicture({ ...series, points: series.points.slice(-1) }, size)),
    'long words': [3, 9, 20].flatMap((n) => sizes.map((size) => trendPicture(wordySeries(n), size))),
  }),
  run: () => ({
    ...byEdge((edge) =>
      sizes.map((size) => runPicture({ ...seriesAt(edge), limits: 'none', annotations: [] }, size)),
    ),
    'one point': sizes.map((size) => runPicture({ ...series, points: series.points.slice(-1) }, size)),
    'long words': [3, 6].flatMap((n) => sizes.map((size) => runPicture(wordySeries(n), size))),
  }),
  'base-bars': () =>
    Object.fromEntries(
      // The counts of a count are not drawn.
      figureEdges
        .filter(({ kpi }) => kpi.kind === 'ratio')
        .map((edge) => [
          edge.name,
          sizes.map((size) => pictureOf('base-bars', baseBarsInput(trendInput(seriesAt(edge), size)))),
        ]),
    ),
  beside: () => {
    const given = beside as unknown as Beside
    const named = (words: string, points: number) => ({
      ...{ ...given, unitName: words, targets: given.targets.slice(-points) },
      lines: given.lines.map((line) => ({ ...line, words, points: line.points.slice(-points) })),
    })
    return {
      ...byEdge(({ of, kpi }) =>
        bothOf(
          titledBeside({
            ...{ ...given, kpi: { ...given.kpi, ...kpi } },
            lines: given.lines.map((line) => ({
              ...line,
              points: line.points.map((point, i) => ({ ...point, ...of(i), status: null })),
            })),
            targets: given.targets.map((_, i) => of(i).value),
            yearly: given.yearly.map((line) => ({
              ...line,
              years: line.years.map((year) => ({ ...year, value: of(3).value ?? 50 })),
            })),
          }),
        ),
      ),
      'one point': bothOf(titledBeside(named(longUnit, 1))),
      'long names': bothOf(titledBeside(named(longService, 13))),
    }
  },
  benchmark: () => {
    const given = benchmark as BenchmarkChart
    const every = (value: number, change: Partial<BenchmarkChart> = {}) =>
      bothOf(
        titledBenchmark({
          ...{ ...given, ...change },
          own: given.own.map((year) => ({ ...year, value })),
          years: given.years.map((year) => ({ ...year, value })),
        }),
      )
    const count = { ...given.kpi, unit: 'children_or_items', kind: 'count', decimals: 0 } as const
    return {
      'all zero': every(0),
      'all at 100%': every(100),
      'very small': every(0.1),
      'very many': every(1_234_567, { kpi: count }),
      'long names': bothOf(titledBenchmark({ ...given, council: longCouncil })),
      'one year': bothOf(titledBenchmark({ ...given, own: given.own.slice(-1), years: [] })),
      'many years': bothOf(
        titledBenchmark({
          ...given,
          years: Array.from({ length: 25 }, (_, i) => ({ ...at(given.years, i), year: 1995 + i })),
        }),
      ),
      nothing: bothOf(titledBenchmark({ ...given, own: [], years: [] })),
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
  'dot-plot': () => {
    const given = dotPlot as DotPlot
    const teams = (change: (i: number) => Partial<DotPlot['teams'][number]>) =>
      many(given.teams, (team, i) => ({
        ...{ ...team, own: i === 3, code: `T${i}`, name: at(unitNames, i) },
        ...change(i),
      }))
    return {
      ...byEdge(({ of, kpi }) =>
        bothOf(
          titledDotPlot({
            ...{ ...given, kpi: { ...given.kpi, ...kpi } },
            target: of(1).value,
            together: of(0).value,
            teams: teams((i) => {
              const { status = null, ...cell } = of(i)
              return { status, cell: { ...cell, ...notAdded } }
            }),
          }),
        ),
      ),
      'one team': bothOf(titledDotPlot({ ...given, teams: given.teams.slice(0, 1) })),
      'long names': bothOf(
        titledDotPlot({ ...given, teams: teams((i) => ({ name: `${longService} ${i}` })) }),
      ),
    }
  },
  freshness: () => {
    const given = freshness as DataFreshness
    return {
      '25 with long names': titledFreshnessGrid({
        ...given,
        returns: many(given.returns, (one, i) => ({ ...one, name: `${at(kpiNames, i)} ${i}` })),
      }).picture,
      'one month': titledFreshnessGrid({
        ...{ ...given, months: given.months.slice(-1) },
        returns: given.returns.map((one) => ({ ...one, cells: one.cells.slice(-1) })),
      }).picture,
      'very late': titledFreshnessGrid({
        ...given,
        returns: given.returns.map((one) => ({
          ...one,
          cells: one.cells.map((cell) =>
            cell === null ? null : { ...cell, dueOn: '2009-01-08', daysLate: 3_700, restated: 1_234_567 },
          ),
        })),
      }).picture,
    }
  },
  funnel: () => {
    const given = funnel as Funnel
    const teams = (count: number, of: (i: number) => [numerator: number, denominator: number]) =>
      many(given.teams, (team, i) => {
        const [numerator, denominator] = of(i)
        return {
          ...{ ...team, code: `T${i}`, name: at(unitNames, i + 1) },
          ...{ numerator, denominator, value: (100 * numerator) / denominator },
        }
      }).slice(0, count)
    const drawn = (of: Parameters<typeof teams>[1], together: number, counted = [1, 8, 25]) =>
      counted.flatMap((count) => bothOf(titledFunnel({ ...given, together, teams: teams(count, of) })))
    return {
      'all zero': drawn(() => [0, 50], 0),
      'all at 100%': drawn(() => [50, 50], 100),
      'on one place': drawn(() => [40, 50], 80),
      'two places': drawn((i) => (i % 2 === 0 ? [40, 50] : [41, 51]), 80),
      'close together': drawn((i) => [40 + (i % 3), 50 + (i % 4)], 80),
      'all beyond': drawn((i) => [i % 2 === 0 ? 20 : 99, 100 + i], 80),
      'at both ends': drawn((i) => (i % 2 === 0 ? [1, 12] : [12_345, 13_456]), 80, [8]),
      'very many': drawn((i) => [11_345 + i, 12_345 + i * 7], 92, [8]),
      'few cases': drawn((i) => [i % 3, 2], 50),
      'long names': bothOf(
        titledFunnel({
          ...given,
          teams: given.teams.map((team, i) => ({ ...team, name: `${longService} ${i}` })),
        }),
      ),
    }
  },
  heatmap: () => {
    const given = heatmap as unknown as Heatmap
    const [row] = given.rows
    const drawn = (
      { of, kpi }: (typeof figureEdges)[number],
      name: (i: number) => string,
      columns = given.columns,
    ) =>
      heatmapPicture({
        ...{ ...given, kpi: { ...given.kpi, ...kpi }, columns },
        rows: Array.from({ length: 25 }, (_, at) => ({
          ...{ ...row, name: name(at) },
          cells: columns.map((_, i) => ({
            ...{ target: 90, status: null, ...of(i + at), ...notAdded },
          })),
        })),
      })
    return {
      ...byEdge((edge) => drawn(edge, (i) => at(unitNames, i))),
      'all measures': drawn(
        at(figureEdges, 2),
        (i) => `${longService} ${i}`,
        kpiNames.map((text) => ({ text })).slice(0, 12),
      ),
    }
  },
  milestones: () => {
    const given = milestones as Milestones
    const drawn = (list: Milestones['milestones']) =>
      bothOf(titledMilestoneChart({ ...given, milestones: list }))
    const [one] = given.milestones
    if (one === undefined) throw new Error('The example has no milestone')
    const dues = ['2009-01', '2018-12', '2019-03', given.day.slice(0, 7), '2019-10']
    return {
      'one each': dues.flatMap((due) => drawn([{ ...one, due, originalDue: due }])),
      '1,000 in a month': drawn(
        Array.from({ length: 1_000 }, (_, i) => ({ ...one, action: `R${i}`, id: `R${i}` })),
      ),
    }
  },
  'rating-history': () => {
    const given = ratingHistory as RatingHistory
    const [one] = given.dates
    if (one === undefined) throw new Error('The example has no date')
    const dated = (counts: Partial<typeof one.counts>, i: number) => ({
      date: `${2019 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-03`,
      counts: { not_rated: 0, not_on_track: 0, too_early: 0, on_track: 0, completed: 0, ...counts },
    })
    const drawn = (list: RatingHistory['dates']) => bothOf(titledRatingHistory({ ...given, dates: list }))
    return {
      'all zero': drawn([dated({}, 0)]),
      'one each': drawn(
        (['not_rated', 'not_on_track', 'too_early', 'on_track', 'completed'] as const).map((rating, i) =>
          dated({ [rating]: 1 }, i),
        ),
      ),
      'very many beside one': drawn([
        dated({ not_on_track: 1, too_early: 1, on_track: 1_234_567, completed: 1, not_rated: 1 }, 1),
        dated({ not_on_track: 1_234, too_early: 5_678, on_track: 9_123, completed: 4_567 }, 2),
      ]),
      '25 dates': drawn(Array.from({ length: 25 }, (_, i) => dated({ on_track: i, completed: 25 - i }, i))),
    }
  },
  'rating-strip': () => {
    const given = ratingStrip as RatingStrip
    return {
      '25 ratings': bothOf(titledStrip({ ...given, ratings: many(given.ratings, (one) => one) })),
      'one each': given.ratings.flatMap((one) => bothOf(titledStrip({ ...given, ratings: [one] }))),
    }
  },
  'really-changed': () => {
    const given = reallyChanged as unknown as ReallyChanged
    const drawn = (change: (i: number) => Partial<ReallyChanged['rows'][number]>) =>
      bothOf(
        titledChanges({
          ...given,
          rows: many(given.rows, (row, i) => ({
            ...row,
            unit: { code: `T${i}`, name: at(unitNames, i) },
            kpi: { ...row.kpi, name: at(kpiNames, i), unit: 'percent' },
            ...change(i),
          })),
        }),
      )
    return byEdge(({ of }) =>
      drawn((i) => {
        const { status: _, ...cell } = of(i)
        const value = Math.min(100, cell.value ?? 50)
        const figure = { ...cell, value: cell.value === null ? null : value, ...notAdded }
        return { now: figure, before: figure, lower: value, mean: value, upper: value, target: value }
      }),
    )
  },
  shortfall: () => {
    const given = shortfall as Shortfall
    const drawn = (short: (i: number) => number, name: (i: number) => string, count = 25) =>
      bothOf(
        titledShortfall({
          ...given,
          shares: many(given.shares, (share, i) => ({
            unit: { ...share.unit, code: `T${i}`, name: name(i) },
            short: short(i),
          })).slice(0, count),
        }),
      )
    const names = (i: number) => at(unitNames, i)
    return {
      'all zero': drawn(() => 0, names),
      'one team': drawn(() => 0.1, names, 1),
      'very many': drawn((i) => (i % 2 === 0 ? 1_234_567.1 : -1_234_567.8), names),
      'one and very many': drawn((i) => (i === 0 ? 1_234_567 : 0.1), names),
      'very small': drawn((i) => (i % 2 === 0 ? 0.1 : -0.1), names),
      'long names': drawn(
        (i) => i - 12,
        () => longService,
      ),
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
  'target-bar': () => {
    const given = targetBar as TargetBars
    return byEdge(({ of }) =>
      bothOf(
        titledTargetBars({
          ...given,
          rows: many(given.rows, (row, i) => {
            const { status = row.status, ...cell } = of(i)
            return {
              ...{ ...row, kpi: { ...row.kpi, name: at(kpiNames, i) }, status },
              cell: { ...cell, ...notAdded },
              ...{ previous: cell.value, target: cell.value ?? 0, floor: cell.value },
              short: '1,234,567 more children at the end of the month would have met the target',
            }
          }),
        }),
      ),
    )
  },
  audits: () => {
    const given = exampleRows('audits', audits)
    const drawn = (met: number | null, total: number | null, name = (i: number) => at(kpiNames, i)) =>
      bothOf(
        specifiedChart('audits', {
          ...given,
          rows: many(given.rows, (row, i) => ({
            ...{
              ...row,
              name: name(i),
              met,
              total,
              notMet: met === null || total === null ? null : total - met,
            },
            ...(met === null || total === null ? {} : { counted: `${met} of ${total}` }),
          })),
        }),
      )
    return {
      'none of many': drawn(0, 1_234_567),
      'all of many': drawn(1_234_567, 1_234_567),
      'one of many': drawn(1, 1_234_567),
      'half of a few': drawn(5, 10),
      'long names': drawn(1_234, 1_234_567, () => longService),
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
      'one point': bothOf(titledYearOnYear({ ...given, months: given.months.slice(-1) })),
    }
  },
}
