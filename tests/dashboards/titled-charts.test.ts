import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { altOnPage } from '#dashboards/charts/alt-text.ts'
import { type BenchmarkChart, titledBenchmark } from '#dashboards/charts/benchmark/benchmark.ts'
import benchmark from '#dashboards/charts/benchmark/example.json' with { type: 'json' }
import { titledBeside } from '#dashboards/charts/beside/beside.ts'
import beside from '#dashboards/charts/beside/example.json' with { type: 'json' }
import type { Beside } from '#dashboards/charts/beside/lines.ts'
import { type DemandFlow, titledDemandFlow } from '#dashboards/charts/demand-flow/demand-flow.ts'
import demandFlow from '#dashboards/charts/demand-flow/example.json' with { type: 'json' }
import { type DotPlot, dotPlotInput, titledDotPlot } from '#dashboards/charts/dot-plot/dot-plot.ts'
import dotPlot from '#dashboards/charts/dot-plot/example.json' with { type: 'json' }
import { drawPicture } from '#dashboards/charts/draw.ts'
import freshness from '#dashboards/charts/freshness/example.json' with { type: 'json' }
import { titledFreshness } from '#dashboards/charts/freshness/freshness.ts'
import funnel from '#dashboards/charts/funnel/example.json' with { type: 'json' }
import { type Funnel, funnelInput, titledFunnel } from '#dashboards/charts/funnel/funnel.ts'
import milestones from '#dashboards/charts/milestones/example.json' with { type: 'json' }
import { type Milestones, titledMilestoneChart } from '#dashboards/charts/milestones/milestones.ts'
import type { MonthRow } from '#dashboards/charts/months.ts'
import type { TitledChart } from '#dashboards/charts/picture.ts'
import ratingHistory from '#dashboards/charts/rating-history/example.json' with { type: 'json' }
import { type RatingHistory, titledRatingHistory } from '#dashboards/charts/rating-history/rating-history.ts'
import ratingStrip from '#dashboards/charts/rating-strip/example.json' with { type: 'json' }
import { type RatingStrip, titledStrip } from '#dashboards/charts/rating-strip/rating-strip.ts'
import reallyChanged from '#dashboards/charts/really-changed/example.json' with { type: 'json' }
import { type ReallyChanged, titledChanges } from '#dashboards/charts/really-changed/really-changed.ts'
import run from '#dashboards/charts/run/example.json' with { type: 'json' }
import { medianWords, runInput, runPicture } from '#dashboards/charts/run/run.ts'
import shortfall from '#dashboards/charts/shortfall/example.json' with { type: 'json' }
import { type Shortfall, titledShortfall } from '#dashboards/charts/shortfall/shortfall.ts'
import multiples from '#dashboards/charts/small-multiples/example.json' with { type: 'json' }
import type { SmallMultiples } from '#dashboards/charts/small-multiples/small-multiples.ts'
import { specifiedExample } from '#dashboards/charts/specified-examples.ts'
import { specs } from '#dashboards/charts/specs.ts'
import targetBar from '#dashboards/charts/target-bar/example.json' with { type: 'json' }
import { type TargetBars, titledTargetBars } from '#dashboards/charts/target-bar/target-bar.ts'
import trend from '#dashboards/charts/trend/example.json' with { type: 'json' }
import { type TrendSeries, trendInput } from '#dashboards/charts/trend/trend.ts'
import yearOnYear from '#dashboards/charts/year-on-year/example.json' with { type: 'json' }
import { titledYearOnYear, type YearOnYear } from '#dashboards/charts/year-on-year/year-on-year.ts'
import { titledSmallMultiples } from '#dashboards/components/small-multiples/small-multiples.ts'
import { titledTrend } from '#dashboards/components/trend-figure/trend-figure.ts'
import { chartFile } from '#dashboards/exports/chart-file.ts'
import { palette, variationColours } from '#dashboards/palette.ts'
import { formatValue } from '#domain/wording/format.ts'
import { specifiedCharts } from '#server/pages/examples.ts'
import { some } from '../support/some.ts'

const dots = dotPlot as DotPlot
const short = run as TrendSeries

const titledCharts: Record<string, TitledChart> = {
  'demand flow': titledDemandFlow(demandFlow as DemandFlow),
  // TypeScript types the words in JSON as any string; the lines are the gallery's.
  beside: titledBeside(beside as unknown as Beside),
  benchmark: titledBenchmark(benchmark as BenchmarkChart),
  'dot plot': titledDotPlot(dots),
  funnel: titledFunnel(funnel as Funnel),
  milestones: titledMilestoneChart(milestones as Milestones),
  'rating history': titledRatingHistory(ratingHistory as RatingHistory),
  'rating strip': titledStrip(ratingStrip as RatingStrip),
  freshness: titledFreshness(freshness),
  'really changed': titledChanges(reallyChanged as ReallyChanged),
  run: titledTrend(short),
  // TypeScript types the words in JSON as any string; the states are those of figures.
  shortfall: titledShortfall(shortfall as Shortfall),
  'target bar': titledTargetBars(targetBar as TargetBars),
  // TypeScript types the words in JSON as any string; the series is one of the gallery's.
  trend: titledTrend(trend as unknown as TrendSeries),
  // TypeScript types the words in JSON as any string; the states are those of figures.
  'year on year': titledYearOnYear(yearOnYear as YearOnYear),
  'small multiples': titledSmallMultiples({
    title: 'Improving in 1 of 3',
    scope: 'Teams',
    multiples: multiples as SmallMultiples,
  }),
  ...Object.fromEntries(
    specifiedCharts(fileURLToPath(new URL('../../dashboards', import.meta.url))).map(({ name, example }) => [
      name,
      specifiedExample(name, example),
    ]),
  ),
}

test('every chart with a title and words is among them', () => {
  const charts = new URL('../../dashboards/charts/', import.meta.url)
  const here = readFileSync(new URL(import.meta.url), 'utf8')
  const files = readdirSync(charts, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const titled = files.flatMap((name) =>
    [...readFileSync(new URL(name, charts), 'utf8').matchAll(/^export function (titled\w+)/gm)].map(
      ([, written = '']) => ({ name, written }),
    ),
  )
  expect(titled.length).toBeGreaterThan(10)
  const missing = titled.filter(({ written }) => !new RegExp(`\\b${written}\\(`).test(here))
  expect(
    missing.map(
      ({ name, written }) => `${written} of dashboards/charts/${name} is not in ‘titledCharts’ here`,
    ),
  ).toEqual([])
})

describe.each(Object.entries(titledCharts))(
  '%s',
  (_, { picture, narrow = picture, title, subtitle, alt, columns, rows }) => {
    test('is told in at most 320 characters, with the latest value, in words that stand alone', () => {
      expect(altOnPage(alt).length).toBeLessThanOrEqual(320)
      expect(alt).toContain('Latest ')
      expect(alt).toMatch(/\.( |$)/)
      expect(alt).not.toContain('table below')
      expect(alt).not.toMatch(/\b(?:CP|LAC|CIN|ICPC|FTE)\b/)
    })

    test('has a finding of a few words for its title, and says below what is measured', () => {
      expect(title.split(' ').length).toBeLessThanOrEqual(15)
      expect(subtitle.length).toBeGreaterThan(20)
      expect(`${title}${subtitle}${alt}`).not.toMatch(/undefined|NaN|null|…|\.\./)
    })

    test('stands beside a table whose rows have a cell for every column', () => {
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) expect(row).toHaveLength(columns.length)
    })

    test('has points that each name a row of the table, or a cell of one, on paper’s picture and on the phone’s', () => {
      for (const { svg } of [drawPicture(picture), drawPicture(narrow)]) {
        const named = [...svg.matchAll(/ data-point="([^"]*)"/g)].map(([, name = '']) => name)
        expect(named.length).toBeGreaterThan(0)
        expect(new Set(named).size).toBe(named.length)
        for (const name of named) {
          const [row = -1, column = 0] = name.split(' ').map(Number)
          expect(rows[row]?.[column], name).toMatch(/[^–]/)
        }
      }
    })
  },
)

describe('the numbers of a chart as a file', () => {
  const ofPages = ['run', 'trend']

  test.each(some(Object.entries(titledCharts).filter(([name]) => !ofPages.includes(name))))(
    '%s: are numbers',
    (_, { records }) => {
      const values = records.flatMap((record) => Object.values(record))
      for (const value of some(values)) expect(['string', 'number', 'object']).toContain(typeof value)
    },
  )

  test('are not given by a run or a trend, whose page gives the file of its series', () => {
    expect([titledCharts.run, titledCharts.trend].map((chart) => chart?.records)).toEqual([[], []])
  })
})

test('a point names the row that holds its own value', () => {
  const series = trend as unknown as TrendSeries
  const { rows } = titledTrend(series)
  const months = trendInput(series).data.months as MonthRow[]
  const drawn = months.flatMap(({ value, point }) => (value === null ? [] : [{ value, point }]))
  expect(drawn.length).toBeGreaterThan(20)
  for (const { value, point } of drawn) expect(rows[Number(point)]?.[1]).toBe(formatValue(series.kpi, value))
})

describe('a run chart', () => {
  const medians = (series: TrendSeries) =>
    (runInput(series).data.months as (MonthRow & { median: number | null })[]).map((month) => month.median)

  test('has a median and no limits', () => {
    expect(new Set(medians(short))).toHaveLength(1)
    expect(JSON.stringify(specs.run)).not.toContain('usual-range')
    expect(drawPicture(runPicture(short)).svg).toContain('>Median 74.7%</text>')
    expect(medianWords(short)).toMatch(/^The last 4 months off the median lie above the median of 74.7%\.$/)
  })

  test('whose definition changed has the median of what came since, and says so', () => {
    const at = short.points.at(-4)?.period ?? ''
    const since = { ...short, definedSince: at }
    expect(medians(since).slice(0, -4)).toEqual(short.points.slice(0, -4).map(() => null))
    expect(new Set(medians(since).slice(-4))).toHaveLength(1)
    expect(medians(since).at(-1)).not.toBe(medians(short).at(-1))
    expect(medianWords(since)).toMatch(
      /median of .*\. Counted differently before .*: the median is of what came since\.$/,
    )
    expect(medianWords({ ...short, definedSince: '2015-04' })).toBe(medianWords(short))
    expect(medianWords({ ...short, definedSince: short.points.at(-1)?.period ?? '' })).toBeNull()
  })

  test('of overlapping windows, or where an average would tell a hidden number, has no median', () => {
    const rolling = { ...short, kpi: { ...short.kpi, basis: 'rolling_12_months' as const } }
    expect(new Set(medians(rolling))).toEqual(new Set([null]))
    expect(medianWords(rolling)).toBeNull()
    expect(new Set(medians({ ...short, withheld: true }))).toEqual(new Set([null]))
  })
})

describe('teams side by side', () => {
  test('stand in the order given, whatever their values', () => {
    const { svg } = drawPicture(titledDotPlot(dots).picture)
    const names = [...svg.matchAll(/>(Help[^<]*)</g)].map(([, name]) => name)
    expect(names).toEqual(dots.teams.map((t) => t.name))
  })

  test('those that are not named to the reader are a range, and nowhere named or counted', () => {
    const unnamed = {
      ...dots,
      together: null,
      teams: dots.teams.map((t) => (t.own ? t : { ...t, code: null, name: 'A hidden name' })),
    }
    const { rows, records, alt, picture } = titledDotPlot(unnamed)
    const all = JSON.stringify({ rows, records, alt, picture })
    expect(all).not.toContain('A hidden name')
    expect(rows.map(([name]) => name)).toEqual(['Help and Protection South 1', 'Range of 4 similar teams'])
    expect(records).toHaveLength(1)
  })

  test('a single other team is no range', () => {
    const teams = dots.teams.slice(0, 2).map((t) => (t.own ? t : { ...t, code: null }))
    const kinds = (dotPlotInput({ ...dots, teams }).data.rows as { kind: string }[]).map((row) => row.kind)
    expect(kinds).toEqual(['own'])
  })

  test('a small base is drawn hollow', () => {
    const drawn = drawPicture(titledDotPlot(dots).picture).svg.match(/<path data-point[^>]*>/g) ?? []
    const hollow = drawn.filter((mark) =>
      mark.includes(` fill="${palette.paper}" stroke="${palette.lineGrey}"`),
    )
    expect(drawn).toHaveLength(5)
    expect(hollow.map((mark) => / data-point="([^"]*)"/.exec(mark)?.[1])).toEqual(['3'])
  })
})

describe('a funnel', () => {
  const given = funnel as Funnel

  test('says by colour which way beyond chance is good, and that neither is', () => {
    const marks = (good: Funnel['kpi']['good']) => {
      const { svg } = drawPicture(titledFunnel({ ...given, kpi: { ...given.kpi, good } }).picture)
      const colours = [variationColours.improving, variationColours.concerning, variationColours.unusual]
      return colours.map((colour) =>
        [...svg.matchAll(/<path data-point="(\d+)"[^>]*>/g)]
          .filter(([mark]) => mark.includes(` fill="${colour}"`))
          .map(([, point]) => Number(point)),
      )
    }
    const [[above] = [], [below] = []] = marks('higher')
    expect(marks('lower')).toEqual([[below], [above], []])
    expect(marks('neither')).toEqual([[], [], [above, below].sort()])
    const { key } = titledFunnel(given)
    expect(key).toContain('Large blue circle: better than chance explains. Orange diamond: worse.')
  })

  test('marks by shape what chance does not explain, and judges no small base', () => {
    const { svg } = drawPicture(titledFunnel(given).picture)
    const drawn = svg.match(/<path data-point[^>]*>/g) ?? []
    const filled = (colour: string) => drawn.filter((mark) => mark.includes(` fill="${colour}"`)).length
    const judged = funnelInput(given).data.teams as { small: boolean; standing: string }[]
    expect(drawn).toHaveLength(given.teams.length)
    expect([filled(variationColours.improving), filled(variationColours.concerning)]).toEqual([1, 1])
    expect(judged.filter((t) => !t.small && t.standing !== 'inside')).toHaveLength(2)
    const small = given.teams.map((t) => ({ ...t, numerator: 0, denominator: 4, value: 0 }))
    expect(
      titledFunnel({ ...given, teams: small }).rows.every((row) => row.at(-1) === 'Small number, not judged'),
    ).toBe(true)
  })
})

describe('a chart as a file', () => {
  const file = {
    name: 'x',
    titledChart: { ...titledDotPlot(dots), title: 'Alike & <different>.' },
    source: '82% (41 of 50), assessments, South, April 2019, published 10 May 2019',
    kind: 'ratio',
  } as const
  const charts = { draw: drawPicture, png: async () => null }

  test('as a picture carries its finding, its description and its source, escaped', async () => {
    const made = await chartFile(file, 'svg', charts)
    expect(made?.type).toContain('image/svg+xml')
    expect(made?.body).toContain('<title>Alike &amp; &lt;different&gt;</title>')
    expect(made?.body).toContain('<desc>Dot plot of ')
    expect(made?.body).toContain(
      'Source: 82% (41 of 50), assessments, South, April 2019, published 10 May 2019',
    )
  })

  test('as numbers has the counts in columns of their own', async () => {
    const made = await chartFile(file, 'csv', charts)
    const [heading, first] = String(made?.body).split('\r\n')
    expect(heading).toBe(
      'unit,name,kpi,period,state,numerator,denominator,value,added,expected,rangeLow,rangeHigh,target,status',
    )
    expect(first).toMatch(
      /^HP-S1,Help and Protection South 1,AS01,2019-04,reported,41,50,82,,,69\.\d+,90\.\d+,90,close$/,
    )
  })

  test('is none where it could not be drawn', async () => {
    expect(await chartFile(file, 'svg', { ...charts, draw: () => null })).toBeNull()
  })
})
