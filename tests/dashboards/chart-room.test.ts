/** The words of every chart at the edges of its data. The examples of every chart are tried in `charts.test.ts`. */
import { describe, expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import type { Picture } from '#dashboards/charts/picture.ts'
import { specs } from '#dashboards/charts/specs.ts'
import { partOf } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { textBoxes, textFaults } from '../support/text-boxes.ts'
import { edgeCharts } from './edge-charts.ts'

/** What a page shows at once: parts between which it breaks are pictures of their own. */
function shownAtOnce(picture: Picture): Picture[] {
  return picture.breaks === true ? picture.parts.map((part) => ({ parts: [part] })) : [picture]
}

test('every chart has edges, and only one that its specification lays out needs none of its own', () => {
  expect(Object.keys(edgeCharts).sort()).toEqual(Object.keys(specs).sort())
})

test('every chart of amounts is drawn with larger numbers than its example has', () => {
  // Milestones and the ratings of one action have no amounts, only a mark for each.
  const amounts = Object.entries(edgeCharts).filter(
    ([name]) => name !== 'milestones' && name !== 'rating-strip',
  )
  const without = some(amounts).filter(([, edges]) => !Object.hasOwn(edges(), 'numbers × 1000'))
  expect(without.map(([name]) => name)).toEqual([])
})

describe.each(some(Object.entries(edgeCharts)))('%s', (_, edges) => {
  test.each(partOf(Object.entries(edges()), 6))('%s: all words can be read', (_, given) => {
    const pictures = some([given].flat()).flatMap(shownAtOnce)
    const drawn = pictures.map((picture) => drawPicture(picture).svg)
    expect(drawn.flatMap((svg) => textFaults(svg))).toEqual([])
    expect(drawn.flatMap((svg) => textBoxes(svg)).length).toBeGreaterThan(0)
  })
})
