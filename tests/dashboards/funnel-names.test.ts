import { describe, expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import example from '#dashboards/charts/funnel/example.json' with { type: 'json' }
import { examples } from '#dashboards/charts/funnel/examples.ts'
import { type Funnel, funnelInput } from '#dashboards/charts/funnel/funnel.ts'
import type { Picture } from '#dashboards/charts/picture.ts'
import { chartRenderer } from '#dashboards/charts/render.ts'
import { specs } from '#dashboards/charts/specs.ts'
import { wordsNearCurves } from '../support/crossed-words.ts'
import { some } from '../support/some.ts'
import { textBoxes } from '../support/text-boxes.ts'
import { edgeCharts } from './edge-charts.ts'

const funnel = example as Funnel

/** The funnel of teams that had so many of so many. */
function drawn(counts: readonly [name: string, numerator: number, denominator: number][]) {
  const teams = counts.map(([name, numerator, denominator], i) => ({
    ...{ code: `T${i}`, name, numerator, denominator, value: (100 * numerator) / denominator },
  }))
  const input = funnelInput({ ...funnel, together: 80, teams })
  const { svg } = chartRenderer(specs.funnel).draw(input)
  const lines = [...svg.matchAll(/<line [^>]*stroke="#595959"[^>]*>/g)].map(([line]) => line)
  return { input, svg, lines, texts: textBoxes(svg).map(({ text }) => text) }
}

describe('the points of a funnel', () => {
  test('are named without the words that all names begin with', () => {
    const { texts } = drawn([
      ['Help and Protection North 1', 30, 50],
      ['Help and Protection South 2', 45, 60],
    ])
    expect(texts).toEqual(expect.arrayContaining(['North 1', 'South 2']))
    expect(texts.join()).not.toContain('Help and Protection')
  })

  test('on one spot have one label with all their names, and a mark each', () => {
    const { texts, svg } = drawn([
      ['Team North 1', 40, 50],
      ['Team South 2', 40, 50],
      ['Team East', 20, 40],
    ])
    expect(texts).toEqual(expect.arrayContaining(['North 1, South 2', 'East']))
    expect([...svg.matchAll(/ data-point="(\d)"/g)].map(([, row]) => row)).toEqual(['0', '1', '2'])
  })

  test('have a line to a name that had to move, and none to one beside its point', () => {
    const apart = drawn([
      ['Team North', 30, 50],
      ['Team South', 55, 60],
    ])
    expect(apart.input.data.leaders).toEqual([])
    const close = drawn(
      Array.from({ length: 8 }, (_, i): [string, number, number] => [
        `${i} is a team of a long name`,
        40 + (i % 3),
        50 + (i % 4),
      ]),
    )
    expect(some(close.input.data.leaders ?? []).length).toBe(close.lines.length)
  })

  test.each([
    ...some(Object.entries(examples())),
    ...some(Object.entries(edgeCharts.funnel?.() ?? {})).flatMap(([title, pictures]) =>
      [pictures].flat().map((picture, i): [string, Picture] => [`${title} ${i}`, picture]),
    ),
  ])('have names that keep clear of the limits of chance: %s', (_, picture) => {
    const { svg } = drawPicture(picture)
    expect(wordsNearCurves(svg, textBoxes(svg), 4)).toEqual([])
  })

  test('have a line for all of them together', () => {
    const { svg, texts } = drawn([['Team North', 30, 50]])
    expect(texts).toContain('All together 80%')
    expect(svg).toMatch(/<line [^>]*x2="[\d.]+"[^>]*stroke="#8A8D8F"/)
  })
})
