import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { altOnPage, altText } from '#dashboards/charts/alt-text.ts'
import { drawPicture } from '#dashboards/charts/draw.ts'
import { heatBin } from '#dashboards/charts/heatmap/heat-bin.ts'
import { monthsParams } from '#dashboards/charts/months.ts'
import { spreadLabels, valueAxis } from '#dashboards/charts/scale.ts'
import example from '#dashboards/charts/trend/example.json' with { type: 'json' }
import { type TrendSeries, trendInput, trendPicture } from '#dashboards/charts/trend/trend.ts'
import { titledTrend, trendAlt, trendFigure } from '#dashboards/components/trend-figure/trend-figure.ts'
import { palette, variationColours } from '#dashboards/palette.ts'
import type { State } from '#domain/figures/measurement.ts'
import { monthsFrom } from '#domain/time/period.ts'
import { some } from '../support/some.ts'

const series = example as TrendSeries
const missing = series.points.findIndex((p) => p.value === null)

/** The rows of the table that a picture's points name. */
function pointsIn(svg: string): string[] {
  return [...svg.matchAll(/ data-point="([^"]*)"/g)].map(([, name = '']) => name)
}

/** The outlines of a picture's marks of one kind and one colour. */
function marksIn(svg: string, kind: 'path', colour: string): string[] {
  const marks = svg.match(new RegExp(`<${kind} d="[^>]*"${colour}"[^>]*>`, 'g')) ?? []
  return marks.map((mark) => / d="([^"]*)"/.exec(mark)?.[1] ?? '')
}

describe('a trend', () => {
  test('has no point and no line where a month has no value, and says why', () => {
    const { svg } = drawPicture(trendPicture(series))
    expect(missing).toBeGreaterThan(0)
    expect(pointsIn(svg)).toHaveLength(series.points.length - 1)
    expect(pointsIn(svg)).not.toContain(String(series.points.length - 1 - missing))
    const [line = ''] = marksIn(svg, 'path', palette.lineGrey).filter((d) => d.includes('L'))
    expect(line.split('M').map((part) => part.split('L').length)).toEqual([
      1,
      missing,
      series.points.length - 1 - missing,
    ])
    expect(svg.match(/>not reported<\/text>/g)).toHaveLength(2)
  })

  test('gives neighbouring months one gap for each reason, and its words where there is room', () => {
    const none = (state: State) => ({ state, value: null, numerator: null, denominator: null, meaning: null })
    const points = series.points.map((p, i) =>
      i < 2 ? { ...p, ...none('not_reported') } : i < 5 ? { ...p, ...none('suppressed') } : p,
    )
    const shown = (size: 'wide' | 'narrow') => {
      const { svg } = drawPicture(trendPicture({ ...series, points }, size))
      return [...svg.matchAll(/>(not reported|suppressed)<\/text>/g)].map(([, words]) => words)
    }
    expect(
      marksIn(drawPicture(trendPicture({ ...series, points })).svg, 'path', palette.surface),
    ).toHaveLength(3)
    expect(new Set(shown('wide'))).toEqual(new Set(['not reported', 'suppressed']))
    expect(new Set(shown('narrow'))).toEqual(new Set(['suppressed']))
  })

  test('draws the target of each time as its own step, and says what it was', () => {
    const { svg } = drawPicture(trendPicture(series))
    const steps = [...svg.matchAll(/<line transform="translate\(([\d.]+),[^>]* x2="([\d.]+)"[^>]*#801650/g)]
    expect(palette.target).toBe('#801650')
    const [first, second] = steps.map(([, from, long]) => [Number(from), Number(long)])
    expect(steps).toHaveLength(2)
    expect([first?.[0], second?.[0]]).toEqual([0, first?.[1]])
    expect(first?.[1]).toBeCloseTo(second?.[1] ?? 0, 0)
    expect(svg).toContain('>Target 80%</text>')
    expect(svg).toContain('>Target 90%</text>')
  })

  test('moves the words of a target along its line where they would lie on the values', () => {
    const drawnWith = (values: (i: number) => number) => {
      const points = series.points.map((p, i) => ({
        ...p,
        value: values(i),
        target: 90,
        state: 'reported' as const,
      }))
      return trendInput({ ...series, points }, 'narrow').data
    }
    const wordsAt = (values: (i: number) => number) => {
      const months = drawnWith(values).months as { targetSide: string | null }[]
      return months.flatMap(({ targetSide }, i) => (targetSide === null ? [] : [i]))
    }
    const saidAbove = (values: (i: number) => number) =>
      (drawnWith(values).scale as { text: string }[]).map(({ text }) => text).join(' ')
    expect(wordsAt(() => 60)).toEqual([0])
    const [moved = 0, ...others] = wordsAt((i) => (i < 8 ? 88 + (i % 2) * 5 : 60))
    expect(others).toEqual([])
    expect(moved).toBeGreaterThanOrEqual(7)
    expect(saidAbove(() => 60)).not.toContain('Target')
    // Where they would lie on values everywhere, they are said above the plot.
    expect(wordsAt((i) => 88 + (i % 2) * 5)).toEqual([])
    expect(saidAbove((i) => 88 + (i % 2) * 5)).toContain('Target 90%')
  })

  test('breaks its limits at a rebase', () => {
    const bands = (points: TrendSeries['points']) =>
      marksIn(drawPicture(trendPicture({ ...series, points })).svg, 'path', palette.grid)
    expect(bands(series.points)).toHaveLength(1)
    expect(bands(series.points.map((p, i) => ({ ...p, rebase: i === 16 })))).toHaveLength(2)
  })

  test('keeps the band of a percentage between 0 and 100', () => {
    const points = series.points.map((p) => ({ ...p, upper: 108, lower: -4 }))
    const picture = trendPicture({ ...series, points })
    expect(picture.parts[0]?.input.params).toMatchObject({ yMin: 0, yMax: 100 })
    const [band = ''] = marksIn(drawPicture(picture).svg, 'path', palette.grid)
    expect(band).toMatch(/^M0,0h556v264h-556Z/)
  })

  test('draws a small number and what is not whole hollow', () => {
    const points = series.points.map((p, i) => ({
      ...p,
      meaning: null,
      status: i === 3 ? ('not_whole' as const) : ('small_number' as const),
    }))
    const { svg } = drawPicture(trendPicture({ ...series, points }))
    const marks = svg.match(/<path data-point="[^>]*>/g) ?? []
    expect(marks).toHaveLength(points.length - 1)
    expect(
      new Set(marks.map((mark) => / fill="([^"]*)" stroke="([^"]*)"/.exec(mark)?.slice(1).join())),
    ).toEqual(new Set([`${palette.paper},${palette.lineGrey}`]))
  })

  test('draws a signal that is history hollow, large and grey, and never calls it worse', () => {
    const flagged = { meaning: 'concerning', signal: 'outside_limits', status: 'missed' } as const
    const points = series.points.map((p, i) => ({ ...p, ...flagged, earlier: i < 4 }))
    const over = { ...series, points }
    const { svg } = drawPicture(trendPicture(over))
    const marks = svg.match(/<path data-point="[^>]*>/g) ?? []
    const hollow = marks.filter((m) => m.includes(`fill="${palette.paper}" stroke="${palette.lineGrey}"`))
    const orange = marks.filter((m) => m.includes(`fill="${variationColours.concerning}"`))
    const drawn = points.filter((p) => p.value !== null).length
    expect([hollow.length, orange.length]).toEqual([4, drawn - 4])
    const { rows, key } = titledTrend(over)
    const changes = rows.map((row) => String(row.at(-1)))
    expect(changes.filter((words) => words.startsWith('Earlier signal: '))).toHaveLength(4)
    expect(changes.filter((words) => words.startsWith('Concerning'))).toHaveLength(points.length - 4)
    expect(key).toContain('Large hollow circle: earlier signal.')
    const gone = titledTrend({ ...over, points: points.map((p) => ({ ...p, earlier: true })) })
    expect(gone.key).not.toContain('worse than usual')
    const page = String(trendFigure({ id: 't', series: over, draw: drawPicture }))
    expect(page).toContain('earlier signal')
  })

  test('draws what is not whole beside its line', () => {
    const points = series.points.map((p, i) => (i === 3 ? { ...p, status: 'not_whole' as const } : p))
    const { svg } = drawPicture(trendPicture({ ...series, points }))
    const [line = ''] = marksIn(svg, 'path', palette.lineGrey).filter((d) => d.includes('L'))
    expect(line.split('M')).toHaveLength(4)
    expect(pointsIn(svg)).toHaveLength(points.length - 1)
  })

  test('says the weeks and quarters of its axis as they are', () => {
    const ofPeriods = (periods: readonly string[]) =>
      drawPicture(
        trendPicture({
          ...series,
          annotations: [],
          points: periods.map((period) => ({
            ...(series.points[0] as TrendSeries['points'][number]),
            period,
          })),
        }),
      ).svg
    expect(ofPeriods(['2019-W15', '2019-W16'])).toContain('>15 Apr 2019</text>')
    expect(ofPeriods(['2018-Q4', '2019-Q1'])).toContain('>Mar 2019</text>')
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
        expect(altOnPage(text).length).toBeLessThanOrEqual(320)
        expect(text).toContain('Latest 82% (41 of 50) in April 2019.')
        expect(text).not.toContain('table below')
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
    expect(text).toBe('Line chart of Visits for South, May 2018 to April 2019. Stable. Latest 9. One. Two.')
    expect(altOnPage(text)).toBe(`${text} Numbers in the table below.`)
  })

  test('says which way is good where there is room for that and not for the target', () => {
    const text = altText({
      ...{
        type: 'Bar chart',
        measure: 'visits in time',
        scope: 'S'.repeat(140),
        first: 'May 2018',
        last: 'May 2018',
      },
      ...{
        finding: '2 teams are short of target',
        latest: 'Latest 82% in May 2018',
        good: 'Higher is better',
      },
      target: `Target ${'9'.repeat(60)}`,
    })
    expect(text).toMatch(/2 teams are short of target\. Latest 82% in May 2018\. Higher is better\.$/)
  })

  test('has no abbreviation of the service', () => {
    const text = altText({
      ...{
        type: 'Line chart',
        measure: 'CP visits in timescale',
        scope: 'CIN and LAC reviews',
        first: 'May 2018',
      },
      ...{ last: 'April 2019', finding: 'ICPC in 15 working days', latest: 'Latest 2.4 of 7.6 FTE' },
    })
    expect(text).toBe(
      'Line chart of child protection visits in timescale for child in need and looked-after children reviews, ' +
        'May 2018 to April 2019. Initial child protection conference in 15 working days. Latest 2.4 of 7.6 full-time equivalents.',
    )
  })
})

describe('what a scale shows', () => {
  const textsIn = (svg: string) => [...svg.matchAll(/>([^<]+)<\/text>/g)].map(([, text]) => text)

  test('is said above the picture: unit, good direction, where it begins, and the usual range of the last month', () => {
    expect(textsIn(drawPicture(trendPicture(series)).svg)).toContain(
      '%, higher is better; scale from 40%. Usual range 51.2% to 74.4%',
    )
  })

  test('is said in two lines on a phone', () => {
    const narrow = textsIn(drawPicture(trendPicture(series, 'narrow')).svg)
    expect(narrow).toContain('%, higher is better; scale from 40%')
    expect(narrow).toContain('Usual range 51.2% to 74.4%')
  })

  test('has no axes where there is no value: a sentence says so', async () => {
    const points = series.points.map((p) => ({
      ...p,
      state: 'not_reported' as const,
      value: null,
      meaning: null,
    }))
    const figure = String(await trendFigure({ id: 'c', series: { ...series, points }, draw: drawPicture }))
    expect(figure).toContain('There is nothing to draw')
    expect(figure).not.toContain('<svg width')
    expect(figure).not.toContain('app-chart__picture')
    expect(figure).toContain('Show the numbers')
  })
})

describe('a value axis', () => {
  test('holds every value, with ticks that rise evenly and are said once', () => {
    const value = fc.integer({ min: 0, max: 1e9 }).map((n) => n / 1e4)
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
        const axis = valueAxis(values, 'working_days')
        expect(axis.min).toBeLessThanOrEqual(Math.min(...values))
        expect(axis.max).toBeGreaterThanOrEqual(Math.max(...values))
        expect(axis.ticks.length).toBeGreaterThanOrEqual(3)
        expect(axis.ticks.length).toBeLessThanOrEqual(9)
        expect(new Set(axis.labels).size).toBe(axis.labels.length)
      }),
    )
  })

  test('of counts steps in whole numbers, from a whole number', () => {
    const whole = (numbers: readonly number[]) => numbers.filter((n) => !Number.isInteger(n))
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 40 }), (values) => {
        const axis = valueAxis(values, 'children_or_items')
        expect(whole(some(axis.ticks))).toEqual([])
        expect(axis.ticks.length).toBeGreaterThanOrEqual(2)
        expect(axis.ticks.length).toBeLessThanOrEqual(9)
        expect(axis.max).toBeGreaterThanOrEqual(Math.max(...values))
      }),
    )
    expect(valueAxis([0, 1], 'children_or_items').labels).toEqual(['0', '1', '2'])
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
  const months = monthsFrom('2017-03', '2019-04')
  const { ticks } = monthsParams(months, 700)
  expect(ticks.at(-1)).toBe('2019-04-01')
  const places = ticks.map((tick) => months.indexOf(tick.slice(0, 7)))
  const steps = places.slice(1).map((place, i) => place - (places[i] ?? 0))
  expect(steps.length).toBeGreaterThan(5)
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
