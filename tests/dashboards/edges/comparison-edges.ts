import { type BenchmarkChart, titledBenchmark } from '#dashboards/charts/benchmark/benchmark.ts'
import benchmark from '#dashboards/charts/benchmark/example.json' with { type: 'json' }
import { titledBeside } from '#dashboards/charts/beside/beside.ts'
import beside from '#dashboards/charts/beside/example.json' with { type: 'json' }
import type { Beside } from '#dashboards/charts/beside/lines.ts'
import { type DotPlot, titledDotPlot } from '#dashboards/charts/dot-plot/dot-plot.ts'
import dotPlot from '#dashboards/charts/dot-plot/example.json' with { type: 'json' }
import funnel from '#dashboards/charts/funnel/example.json' with { type: 'json' }
import { type Funnel, titledFunnel } from '#dashboards/charts/funnel/funnel.ts'
import heatmap from '#dashboards/charts/heatmap/example.json' with { type: 'json' }
import { type Heatmap, heatmapPicture } from '#dashboards/charts/heatmap/heatmap.ts'
import shortfall from '#dashboards/charts/shortfall/example.json' with { type: 'json' }
import { type Shortfall, titledShortfall } from '#dashboards/charts/shortfall/shortfall.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import {
  at,
  bothOf,
  byEdge,
  byLarger,
  type Edges,
  figureEdges,
  kpiNames,
  longCouncil,
  longService,
  longUnit,
  many,
  unitNames,
} from './edge-figures.ts'

// The words of an example are typed as any string where JSON is read: each is checked by the tests of its own chart.

/** Charts that compare teams or councils at the edges of their data. */
export const comparisonEdges = {
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
      ...byLarger(given, (larger) => bothOf(titledBeside(larger))),
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
      ...byLarger(given, (larger) => bothOf(titledBenchmark(larger))),
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
      ...byLarger(given, (larger) => bothOf(titledDotPlot(larger))),
      'one team': bothOf(titledDotPlot({ ...given, teams: given.teams.slice(0, 1) })),
      'long names': bothOf(
        titledDotPlot({ ...given, teams: teams((i) => ({ name: `${longService} ${i}` })) }),
      ),
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
      ...byLarger(given, (larger) => bothOf(titledFunnel(larger)), { shares: true }),
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
      ...byLarger(given, heatmapPicture),
      'all measures': drawn(
        at(figureEdges, 2),
        (i) => `${longService} ${i}`,
        kpiNames.map((text) => ({ text })).slice(0, 12),
      ),
    }
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
      ...byLarger(given, (larger) => bothOf(titledShortfall(larger)), { shares: true }),
      'very small': drawn((i) => (i % 2 === 0 ? 0.1 : -0.1), names),
      'long names': drawn(
        (i) => i - 12,
        () => longService,
      ),
    }
  },
} as const satisfies Edges
