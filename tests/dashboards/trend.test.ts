import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { altText } from '#dashboards/charts/alt-text.ts'
import { drawPicture } from '#dashboards/charts/draw.ts'
import { heatBin } from '#dashboards/charts/heatmap/heat-bin.ts'
import { periodAxis, spreadLabels, valueAxis } from '#dashboards/charts/scale.ts'
import example from '#dashboards/charts/trend/example.json' with { type: 'json' }
import { type TrendSeries, trendInput, trendPicture } from '#dashboards/charts/trend/trend.ts'
import { trendAlt, trendFigure } from '#dashboards/components/trend-figure/trend-figure.ts'
import { monthsFrom } from '#domain/time/period.ts'
import { some } from '../support/some.ts'

const series = example as TrendSeries
const missing = series.points.findIndex((p) => p.value === null)

describe('a trend', () => {
  test('has no point and no line where a month has no value, and says why', () => {
    const { data } = trendInput(series)
    const points = data.points as { at: number }[]
    const line = data.line as { at: number; run: number }[]
    const gaps = data.gaps as { text: string; from: number; to: number }[]
    expect(points.map((p) => p.at)).not.toContain(missing)
    expect(line.find((p) => p.at === missing - 1)?.run).not.toBe(line.find((p) => p.at === missing + 1)?.run)
    expect(gaps).toMatchObject([{ from: missing - 0.5, to: missing + 0.5, text: 'not reported' }])
  })

  test('draws the target of each time as its own step', () => {
    expect(trendInput(series).data.targets).toMatchObject([
      { from: -0.5, to: 12.5, value: 80 },
      { from: 12.5, to: 25.5, value: 90 },
    ])
  })

  test('breaks its limits at a rebase', () => {
    const points = series.points.map((p, i) => ({ ...p, rebase: i === 16 }))
    expect(trendInput({ ...series, points }).data.bands).toHaveLength(2)
  })

  test('keeps the band of a percentage between 0 and 100', () => {
    const points = series.points.map((p) => ({ ...p, upper: 108, lower: -4 }))
    expect(trendInput({ ...series, points }).data.bands).toMatchObject([{ lower: 0, upper: 100 }])
  })

  test('draws a small number hollow', () => {
    const points = series.points.map((p) => ({ ...p, meaning: null, status: 'small_number' as const }))
    const marks = trendInput({ ...series, points }).data.points as { kind: string }[]
    expect(new Set(marks.map((m) => m.kind))).toEqual(new Set(['small']))
  })

  test('leaves out an annotation of a month that is not shown', () => {
    const annotations = [{ period: '2015-01', text: 'Before' }]
    expect(trendInput({ ...series, annotations }).data.annotations).toEqual([])
  })

  test('shows hostile text as text', () => {
    const annotations = [{ period: '2018-07', text: '<script>alert(1)</script>' }]
    expect(drawPicture(trendPicture({ ...series, annotations })).svg).not.toContain('<script')
  })

  test('counts in its alternative text what has no value by what its points are', () => {
    const without = (periods: readonly string[]) =>
      trendAlt({
        ...series,
        finding: '',
        points: periods.map((period, i) => ({
          ...(series.points[0] as TrendSeries['points'][number]),
          period,
          ...(i < 2 ? { state: 'not_reported', value: null } : {}),
        })),
      })
    expect(without(['2019-02', '2019-03', '2019-04'])).toContain('2 months have no value')
    expect(without(['2019-W15', '2019-W16', '2019-W17'])).toContain('2 weeks have no value')
    expect(without(['2018-Q2', '2018-Q3', '2018-Q4'])).toContain('2 quarters have no value')
  })

  test('says in its alternative text what its table shows for the latest month', () => {
    const alt = trendAlt(series)
    expect(alt).toContain('Latest 82% (41 of 50) in April 2019.')
    expect(alt).toContain(series.finding)
    expect(alt).toContain('Target 90% or more.')
    expect(alt.length).toBeLessThanOrEqual(320)
    expect(String(trendFigure({ id: 't', series, draw: drawPicture }))).toContain('41 of 50')
  })
})

describe('alternative text', () => {
  test('is never over 320 characters, keeps the latest value and cuts no word', () => {
    const words = fc
      .array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 60 })
      .map((list) => list.join(' '))
    fc.assert(
      fc.property(words, words, words, fc.option(words), (measure, scope, finding, step) => {
        const exception = finding
        const text = altText({
          type: 'Line chart',
          measure,
          scope,
          first: 'April 2018',
          last: 'April 2019',
          finding,
          latest: 'Latest 82% (41 of 50) in April 2019',
          target: 'Target 90% or more',
          step,
          exceptions: [exception, exception, exception],
        })
        expect(text.length).toBeLessThanOrEqual(320)
        expect(text).toContain('Latest 82% (41 of 50) in April 2019.')
        expect(text).toMatch(/Numbers in the table below\.$/)
      }),
    )
  })

  test('says a new level, in place of the finding if there is no room for both', () => {
    const parts = {
      ...{ type: 'Line chart', measure: 'Visits', scope: 'South', first: 'May 2017', last: 'April 2019' },
      ...{ finding: 'Stable', latest: 'Latest 9', step: 'Since May 2018 this runs at a new level' },
    }
    expect(altText(parts)).toContain('Stable. Latest 9. Since May 2018 this runs at a new level.')
    const long = altText({ ...parts, finding: 'better '.repeat(30) })
    expect(long).toContain('Since May 2018 this runs at a new level. Latest 9.')
    expect(long).not.toContain('better')
  })

  test('says at most two exceptions', () => {
    const parts = {
      type: 'Line chart',
      measure: 'Visits',
      scope: 'South',
      first: 'May 2018',
      last: 'April 2019',
    }
    const text = altText({
      ...parts,
      finding: 'Stable',
      latest: 'Latest 9',
      exceptions: ['One', 'Two', 'Three'],
    })
    expect(text).toBe(
      'Line chart of Visits for South, May 2018 to April 2019. Stable. Latest 9. One. Two. Numbers in the table below.',
    )
  })
})

describe('a value axis', () => {
  test('holds every value, with ticks that rise evenly and are said once', () => {
    const value = fc.integer({ min: 0, max: 1e9 }).map((n) => n / 1e4)
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
        const axis = valueAxis(values, 'children_or_items')
        expect(axis.min).toBeLessThanOrEqual(Math.min(...values))
        expect(axis.max).toBeGreaterThanOrEqual(Math.max(...values))
        expect(axis.ticks.length).toBeGreaterThanOrEqual(3)
        expect(axis.ticks.length).toBeLessThanOrEqual(9)
        expect(new Set(axis.labels).size).toBe(axis.labels.length)
      }),
    )
  })

  test('of percentages stays within 0 to 100', () => {
    expect(valueAxis([98, 99.5, 100], 'percent')).toMatchObject({ max: 100 })
    expect(valueAxis([0, 1], 'percent').min).toBe(0)
  })

  test('of one value that never moves still has room around it', () => {
    const axis = valueAxis([25, 25], 'children_or_items')
    expect(axis.min).toBeLessThan(25)
    expect(axis.max).toBeGreaterThan(25)
  })
})

test('months are labelled evenly and the latest always is', () => {
  const axis = periodAxis(monthsFrom('2017-03', '2019-04'), 700)
  expect(axis.labels.at(-1)).toBe('Apr 2019')
  const steps = axis.ticks.slice(1).map((tick, i) => tick - (axis.ticks[i] ?? 0))
  expect(new Set(steps).size).toBe(1)
})

test('labels at the end of lines never overlap', () => {
  const value = fc.double({ min: 0, max: 100, noNaN: true })
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
      const placed = spreadLabels(
        values.map((v) => ({ value: v })),
        10,
        [0, 100],
      )
      const gaps = placed.slice(1).map((label, i) => label.value - (placed[i]?.value ?? 0))
      expect(gaps.filter((gap) => gap < 10 - 1e-6)).toEqual([])
      for (const { value: at } of some(placed)) {
        expect(at).toBeGreaterThanOrEqual(-1e-6)
        expect(at).toBeLessThanOrEqual(100 + 1e-6)
      }
    }),
  )
})

describe('a heatmap cell', () => {
  const higher = { good: 'higher', unit: 'percent' } as const
  test.each([
    [80, 'far_below'],
    [80.01, 'below'],
    [89.99, 'below'],
    [90, 'at'],
    [92.99, 'at'],
    [93, 'above'],
    [97.99, 'above'],
    [98, 'far_above'],
  ])('of %f against a target of 90 is %s', (value, bin) => {
    expect(heatBin(higher, { value, target: 90 }, 'target')).toBe(bin)
  })

  test('that is close to its target is in a hue of its own, never in that of what is worse', () => {
    expect(heatBin(higher, { value: 87, target: 90, status: 'close' }, 'target')).toBe('close')
    expect(heatBin(higher, { value: 87, target: 90, status: 'missed' }, 'target')).toBe('below')
    expect(heatBin(higher, { value: 87, target: 90, status: 'small_number' }, 'target')).toBe('below')
  })

  test('counts being under the target as better where lower is good', () => {
    expect(heatBin({ good: 'lower', unit: 'percent' }, { value: 10, target: 20 }, 'target')).toBe('far_above')
    expect(heatBin({ good: 'lower', unit: 'percent' }, { value: 31, target: 20 }, 'target')).toBe('far_below')
  })

  test('without a value, a target or a direction takes no colour of judgement', () => {
    expect(heatBin(higher, { value: null, target: 90 }, 'target')).toBe('nothing')
    expect(heatBin(higher, { value: 50, target: null }, 'target')).toBe('plain')
    expect(heatBin({ good: 'neither', unit: 'percent' }, { value: 50, target: 90 }, 'target')).toBe('plain')
    expect(heatBin(higher, { value: 50, target: 90, variation: 'no_real_change' }, 'variation')).toBe('plain')
  })
})
