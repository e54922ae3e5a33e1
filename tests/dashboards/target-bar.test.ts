/** Target bars: all that is short of its target, what lacks the most first, from 0. */
import { describe, expect, test } from 'vitest'
import { chartMarkup } from '#dashboards/charts/chart-markup.ts'
import { drawPicture } from '#dashboards/charts/draw.ts'
import { chartRenderer } from '#dashboards/charts/render.ts'
import { specs } from '#dashboards/charts/specs.ts'
import example from '#dashboards/charts/target-bar/example.json' with { type: 'json' }
import { examples } from '#dashboards/charts/target-bar/examples.ts'
import {
  type TargetBar,
  type TargetBars,
  targetBarInput,
  titledTargetBars,
} from '#dashboards/charts/target-bar/target-bar.ts'
import { some } from '../support/some.ts'
import { placesOf, textBoxes, textFaults } from '../support/text-boxes.ts'

const bars = example as TargetBars
const [first] = bars.rows
if (first === undefined) throw new Error('The example has no bars')
const one: TargetBar = first
const sizes = ['wide', 'narrow'] as const

/** The bars of a picture from the top, each by its row of the table, with its left end and its length. */
function drawn(
  rows: readonly TargetBar[],
  size: 'wide' | 'narrow' = 'wide',
  spec: object = specs['target-bar'],
) {
  const { svg } = chartRenderer(spec).draw(targetBarInput({ ...bars, rows }, size))
  const marks = placesOf(svg).map((mark) => ({ ...mark, row: Number(mark.point), length: mark.width }))
  return { svg, bars: marks.toSorted((a, b) => a.y - b.y), texts: textBoxes(svg).map((b) => b.text) }
}

function valued(value: number, own: Partial<TargetBar> = {}): TargetBar {
  return { ...one, ...own, cell: { ...one.cell, value, numerator: value, denominator: 100 } }
}

describe('the bars', () => {
  test('stand in the order of what they lack, whatever the order of the table; what cannot be counted comes last', () => {
    const rows = [3, null, 40, 12].map((gap, i) => valued(50 + i, { gap }))
    for (const size of some(sizes)) expect(drawn(rows, size).bars.map((b) => b.row)).toEqual([2, 3, 0, 1])
  })

  test('begin at 0 and are as long as their value, on a scale of 0 to 100', () => {
    const { bars: found, texts } = drawn([0, 25, 50, 100].map((value) => valued(value, { gap: 100 - value })))
    const whole = found.at(-1)?.length ?? 0
    expect(whole).toBeGreaterThan(250)
    expect(found.map((b) => Math.round((b.length / whole) * 100))).toEqual([0, 25, 50, 100])
    expect(new Set(found.map((b) => b.x)).size).toBe(1)
    expect(texts).toEqual(expect.arrayContaining(['0%', '20%', '100%']))
  })

  test('keep what lies beyond the scale at its end', () => {
    const { svg } = drawn([valued(50, { previous: 130, floor: -5, target: 90 })])
    expect(textFaults(svg)).toEqual([])
    const within = targetBarInput({ ...bars, rows: [valued(50)] }).width
    const places = [...svg.matchAll(/transform="translate\((-?[\d.]+),/g)].map((m) => Number(m[1]))
    expect(places.length).toBeGreaterThan(5)
    expect(places.filter((x) => x > 720 || x < -within)).toEqual([])
  })

  test('are of every measure given, all of them named in full', () => {
    const rows = Array.from({ length: 25 }, (_, i) =>
      valued(i * 4, {
        gap: 25 - i,
        kpi: {
          ...one.kpi,
          code: `K${i}`,
          name: `Measure ${i} of a name that is longer than any line of the picture`,
        },
      }),
    )
    for (const size of some(sizes)) {
      const { bars: found, svg, texts } = drawn(rows, size)
      expect(found.map((b) => b.row)).toEqual(rows.map((_, i) => i))
      expect(textFaults(svg)).toEqual([])
      const said = texts.join(' ')
      for (const row of some(rows)) expect(said).toContain(row.kpi.name.split(' ').slice(0, 3).join(' '))
    }
  })

  test('have beside them the value with its counts, and how many more would have met the target', () => {
    for (const size of some(sizes)) {
      const said = drawn(bars.rows, size).texts.join(' ')
      for (const words of ['82%', '369 of 450', '36 more assessments to meet target'])
        expect(said).toContain(words)
      expect(said).toContain('17 fewer referrals to meet target')
    }
  })

  test('are none where there is no value, and the row says why', () => {
    const cell = { ...one.cell, state: 'not_reported' as const, value: null }
    const { bars: found, texts } = drawn([{ ...one, cell, previous: null, gap: null, short: null }])
    expect(found).toEqual([])
    expect(texts).toContain('not reported')
  })
})

test('paper may break between every eight bars: they stay in order, each part has its axis, and the first the key', async () => {
  const rows = Array.from({ length: 24 }, (_, i) => valued(50, { gap: ((i * 7) % 24) + 1 }))
  const { picture } = titledTargetBars({ ...bars, rows })
  const markup = String(await chartMarkup(drawPicture, picture))
  const parts = markup
    .split('<svg ')
    .slice(1)
    .map((svg) => `<svg ${svg}`)
  expect(parts.map((svg) => placesOf(svg).length)).toEqual([8, 8, 8])
  const order = parts.flatMap((svg) =>
    placesOf(svg)
      .toSorted((a, b) => a.y - b.y)
      .map((b) => rows[Number(b.point)]?.gap),
  )
  expect(order).toEqual(rows.map((_, i) => 24 - i))
  expect(parts.map((svg) => svg.includes('>100%</text>'))).toEqual([true, true, true])
  expect(parts.map((svg) => svg.includes('>Target</text>'))).toEqual([true, false, false])
  expect(parts.flatMap((svg) => textFaults(svg))).toEqual([])
  expect(String(await chartMarkup(drawPicture, titledTargetBars(bars).picture)).split('<svg ')).toHaveLength(
    2,
  )
})

test('the title counts all the measures of which the bars are some', () => {
  const title = (among: TargetBars['among']) => titledTargetBars({ ...bars, ...(among && { among }) }).title
  expect(title(['met', 'met', 'missed', 'close', 'close'])).toBe(
    '2 of 5 core percentages met target in April 2019: 1 missed, 2 close',
  )
  expect(title(['met', 'met', 'missed'])).toBe('2 of 3 core percentages met target in April 2019: 1 missed')
  expect(title(['met', 'met', null, 'no_data'])).toBe('2 of 2 core percentages met target in April 2019')
})

test('the numbers beside the picture say how many more would have met the target', () => {
  const { columns, rows, records } = titledTargetBars(bars)
  const column = columns.findIndex((c) => c.heading === 'Would have met it')
  expect(rows[0]?.[column]).toBe('36 more assessments to meet target')
  expect(records[0]).toMatchObject({ kpi: 'AS01', gap: 36 })
})

test('an edit of the specification changes the order of the bars', () => {
  const edited = JSON.parse(
    JSON.stringify(specs['target-bar']).replace('"field":"gap","order":"descending"', '"field":"value"'),
  ) as object
  const rows = [valued(50, { gap: 9 }), valued(20, { gap: 1 })]
  const order = (spec: object) => drawn(rows, 'wide', spec).bars.map((b) => b.row)
  expect([order(specs['target-bar']), order(edited)]).toEqual([
    [0, 1],
    [1, 0],
  ])
})

test.each(some(Object.entries(examples())))(
  '%s: no text overlaps another or leaves the picture',
  (_, picture) => {
    expect(textFaults(drawPicture(picture).svg)).toEqual([])
  },
)
