import { expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import example from '#dashboards/charts/target-bar/example.json' with { type: 'json' }
import { type TargetBars, titledTargetBars } from '#dashboards/charts/target-bar/target-bar.ts'
import { some } from '../support/some.ts'
import { placesOf, textBoxes } from '../support/text-boxes.ts'

const bars = example as TargetBars
/** Rows whose names take one line, four and two. */
const names = [
  'Visits',
  'Visits to children whose plan was begun or reviewed in the month, with a worker they know',
  'Visits to children in care in time, of those due',
]
const { narrow, picture } = titledTargetBars({
  ...bars,
  rows: names.map((name, i) => {
    const row = bars.rows[0]
    if (row === undefined) throw new Error('The example has no bar')
    return { ...row, kpi: { ...row.kpi, code: `XX${i}`, name }, gap: 9 - i }
  }),
})

test('on a phone each name begins as far beneath the bar above as every other, however long the names are', () => {
  const { svg } = drawPicture(narrow ?? picture)
  const middles = placesOf(svg).map(({ y }) => y)
  expect(middles).toHaveLength(names.length)
  const firstWords = textBoxes(svg).filter(({ text }) => text.startsWith('Visits'))
  expect(firstWords).toHaveLength(names.length)
  const gaps = some(middles.slice(0, -1)).map((y, i) => Math.round((firstWords[i + 1]?.top ?? 0) - y))
  expect(new Set(gaps).size).toBe(1)
  expect(gaps[0]).toBeGreaterThan(10)
  expect(gaps[0]).toBeLessThan(40)
})
