/** The plan's ratings as bars: no number is dropped, and those not on track are compared from one line. */
import { describe, expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import example from '#dashboards/charts/rating-history/example.json' with { type: 'json' }
import { examples } from '#dashboards/charts/rating-history/examples.ts'
import {
  type RatingHistory,
  ratingHistoryInput,
  titledRatingHistory,
} from '#dashboards/charts/rating-history/rating-history.ts'
import { chartRenderer } from '#dashboards/charts/render.ts'
import { specs } from '#dashboards/charts/specs.ts'
import { type Rating, ratings } from '#domain/plan/rating.ts'
import { some } from '../support/some.ts'
import { placesOf, textBoxes, textFaults } from '../support/text-boxes.ts'

const history = example as RatingHistory
const sizes = ['wide', 'narrow'] as const

/** Counts in the order not on track, too early, on track, completed, not rated. */
function on(date: string, ...counts: readonly number[]): RatingHistory['dates'][number] {
  const order = ['not_on_track', 'too_early', 'on_track', 'completed', 'not_rated'] as const
  const counted = Object.fromEntries(order.map((rating, i) => [rating, counts[i] ?? 0]))
  return { date, counts: counted as Record<Rating, number> }
}

/** The bars of a picture, each with its rating and date, and the numbers in it from the left. */
function drawn(
  dates: RatingHistory['dates'],
  size: 'wide' | 'narrow',
  spec: object = specs['rating-history'],
) {
  const { svg } = chartRenderer(spec).draw(ratingHistoryInput({ ...history, dates }, size))
  const bars = placesOf(svg).map(({ point, x, y }) => {
    const [row = 0, column = 0] = point.split(' ').map(Number)
    return { date: dates[dates.length - 1 - row]?.date, rating: ratings[column - 1], x, y }
  })
  const numbers = textBoxes(svg)
    .filter((b) => /^[\d,]+$/.test(b.text))
    .sort((a, b) => a.left - b.left)
  return { svg, bars, numbers }
}

describe('every number is shown', () => {
  test.each(sizes)('of parts too small to hold it above them, in their order and apart: %s', (size) => {
    for (const counts of some([
      [1, 1, 1, 1, 71],
      [1, 67, 2, 1, 1],
      [71, 1, 1, 1, 1],
      [12, 900, 11, 12, 65],
      [10, 17, 41, 3, 4],
    ])) {
      const { svg, numbers } = drawn([on('2019-06-05', ...counts)], size)
      expect(numbers.map((b) => b.text)).toEqual(counts.map(String))
      expect(textFaults(svg)).toEqual([])
    }
  })

  test('of every rating at every meeting of the example, and none of what is not there', () => {
    const counts = history.dates.flatMap((d) => ratings.map((r) => d.counts[r])).filter((count) => count > 0)
    expect(counts.length).toBeGreaterThan(15)
    for (const size of some(sizes)) {
      const { bars, numbers } = drawn(history.dates, size)
      expect(numbers.map((b) => Number(b.text)).toSorted()).toEqual(counts.toSorted())
      expect(bars).toHaveLength(counts.length)
    }
  })

  test('of thousands too, as numbers are written elsewhere', () => {
    expect(drawn([on('2019-06-05', 0, 0, 1234)], 'narrow').numbers.map((b) => b.text)).toEqual(['1,234'])
  })
})

test('those not on track begin on one line, before all others', () => {
  for (const size of some(sizes)) {
    const { bars } = drawn(history.dates, size)
    const first = bars.filter((b) => b.rating === 'not_on_track')
    expect(first).toHaveLength(history.dates.length)
    expect(new Set(first.map((b) => b.x)).size).toBe(1)
    expect(bars.every((b) => b.rating === 'not_on_track' || b.x > (first[0]?.x ?? 0))).toBe(true)
  }
})

test('it speaks of rated actions, and each bar says how many were rated by then', () => {
  const dates = [on('2019-04-03', 8, 13, 35, 2, 17), on('2019-06-05', 10, 17, 41, 3, 4)]
  expect(titledRatingHistory({ ...history, dates }).title).toBe(
    '10 of 71 rated actions are not on track, 8 of 58 in April 2019',
  )
  expect(drawn(dates, 'narrow').svg).toContain('>5 June 2019: 71 rated</text>')
  expect(textBoxes(drawn(dates, 'wide').svg).map((b) => b.text)).toEqual(
    expect.arrayContaining(['5 June 2019', '71 rated']),
  )
})

test('an edit of the specification changes the order of the ratings', () => {
  const written = JSON.stringify(specs['rating-history'])
  const edited = JSON.parse(
    written.replace("['not_on_track', 'too_early'", "['too_early', 'not_on_track'"),
  ) as object
  const leftmost = (spec: object) =>
    drawn(history.dates.slice(0, 1), 'wide', spec).bars.toSorted((a, b) => a.x - b.x)[0]?.rating
  expect(leftmost(specs['rating-history'])).toBe('not_on_track')
  expect(leftmost(edited)).toBe('too_early')
})

test.each(some(Object.entries(examples())))(
  '%s: no text overlaps another or leaves the picture',
  (_, picture) => {
    expect(textFaults(drawPicture(picture).svg)).toEqual([])
  },
)
