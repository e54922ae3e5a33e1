import { expect, test } from 'vitest'
import { type SparkPoint, sparkline } from '#dashboards/components/sparkline/sparkline.ts'
import { some } from '../support/some.ts'

const pointsOf = (...values: (number | null)[]): SparkPoint[] => values.map((value) => ({ value }))
const drawn = (options: Parameters<typeof sparkline>[0]) => String(sparkline(options))

/** How far apart the highest and the lowest point of the line are, in pixels. */
function heightOf(svg: string): number {
  const line = /<path d="([^"]*)" class="app-spark__line"/.exec(svg)?.[1] ?? ''
  const heights = [...line.matchAll(/ (-?[\d.]+)/g)].map(([, y]) => Number(y))
  return Math.max(...some(heights)) - Math.min(...heights)
}

test('a percentage that moves by one point moves by a tenth of the height, a count by all of it', () => {
  const points = pointsOf(98, 99, 98, 99)
  expect(heightOf(drawn({ points, isPercent: true }))).toBeCloseTo(2, 0)
  expect(heightOf(drawn({ points }))).toBe(20)
})

test.each([
  [100, 99],
  [0, 1],
  [50, 51],
])('ten points are found around %d% without leaving 0 to 100', (at, next) => {
  expect(heightOf(drawn({ points: pointsOf(at, next, at), isPercent: true }))).toBeCloseTo(2, 0)
})

test('a percentage that moves by ten points or more takes the whole height', () => {
  expect(heightOf(drawn({ points: pointsOf(80, 90, 85), isPercent: true }))).toBe(20)
})

test('the usual range is a band from where its level begins, cut at 100%', () => {
  const svg = drawn({
    points: pointsOf(70, 71, 90, 95, 91),
    usual: { from: 2, lower: 85, upper: 104 },
    isPercent: true,
  })
  // From the third of five points to the last; the picture reaches from 70 to 100%.
  expect(svg).toContain('<rect x="60" y="4" width="56" height="10" class="app-spark__usual"/>')
})

test('a usual range much wider than the line leaves the line most of the height', () => {
  const points = pointsOf(40, 50, 45)
  const svg = drawn({ points, usual: { from: 0, lower: 0, upper: 100 } })
  // Three tenths of ten are added above and below.
  expect(heightOf(svg)).toBeCloseTo(20 / 1.6, 0)
  expect(svg).toContain('y="4" width="112" height="20" class="app-spark__usual"')
})

test('there is no band without a usual range', () => {
  expect(drawn({ points: pointsOf(70, 71, 90) })).not.toContain('app-spark__usual')
})

test('a point whose base is too small to judge is hollow, and so is the last, whatever was said of it', () => {
  const points = [{ value: 80 }, { value: 67, isSmall: true }, { value: 90 }, { value: 75, isSmall: true }]
  const svg = drawn({ points, variation: 'concerning' })
  expect(svg.match(/app-spark__small/g)).toHaveLength(2)
  expect(svg).not.toContain('app-spark__end')
})

test('nothing is drawn of two months', () => {
  expect(drawn({ points: pointsOf(1, null, 2) })).toBe('')
})
