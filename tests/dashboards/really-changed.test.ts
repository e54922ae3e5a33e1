/** What really changed: this month in its usual range, the strongest evidence first, in full names. */
import { describe, expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import example from '#dashboards/charts/really-changed/example.json' with { type: 'json' }
import { examples } from '#dashboards/charts/really-changed/examples.ts'
import {
  type ChangedRow,
  type ReallyChanged,
  reallyChangedInput,
  titledChanges,
} from '#dashboards/charts/really-changed/really-changed.ts'
import { chartRenderer } from '#dashboards/charts/render.ts'
import { specs } from '#dashboards/charts/specs.ts'
import { some } from '../support/some.ts'
import { placesOf, textBoxes, textFaults } from '../support/text-boxes.ts'

const given = example as ReallyChanged
const [first] = given.rows
if (first === undefined) throw new Error('The example has no changes')
const one: ChangedRow = first
const sizes = ['wide', 'narrow'] as const
const spec = specs['really-changed']

function drawn(rows: readonly ChangedRow[], size: 'wide' | 'narrow' = 'wide', by: object = spec) {
  const { svg } = chartRenderer(by).draw(reallyChangedInput({ ...given, rows }, size))
  const marks = placesOf(svg)
    .map((mark) => ({ ...mark, row: Number(mark.point) }))
    .toSorted((a, b) => a.y - b.y)
  return { svg, marks, boxes: textBoxes(svg) }
}

function changed(value: number, own: Partial<ChangedRow> = {}): ChangedRow {
  return { ...one, now: { ...one.now, value }, ...own }
}

/** Where a percentage is on the axis of a picture, from the words of the axis alone. */
function axisOf({ boxes }: ReturnType<typeof drawn>): (value: number) => number {
  const foot = Math.max(...boxes.map((b) => b.bottom))
  const [low, high] = boxes
    .filter((b) => b.bottom === foot && /^\d+%$/.test(b.text))
    .map((b) => ({ value: Number.parseInt(b.text, 10), x: (b.left + b.right) / 2 }))
    .sort((a, b) => a.value - b.value)
    .filter((_, i, all) => i === 0 || i === all.length - 1)
  if (low === undefined || high === undefined) throw new Error('The axis has fewer than two words')
  return (value) => low.x + ((value - low.value) / (high.value - low.value)) * (high.x - low.x)
}

describe('each change', () => {
  test('has its mark of this month at its value, in the order of evidence whatever the order of the table', () => {
    const rows = [2, 9, 30, null].map((evidence, i) => changed(60 + i * 7, { evidence }))
    for (const size of some(sizes)) {
      const picture = drawn(rows, size)
      expect(picture.marks.map((m) => m.row)).toEqual([2, 1, 0, 3])
      const at = axisOf(picture)
      for (const { row, x } of some(picture.marks)) expect(Math.abs(x - at(60 + row * 7))).toBeLessThan(1)
    }
  })

  test('has a bar for its usual range within 0 to 100, ticks for average and target, and last month hollow', () => {
    const picture = drawn([changed(40, { lower: -8, mean: 30, upper: 61, target: 80 })])
    const at = axisOf(picture)
    const [, width] = /d="M0,[\d.]+h([\d.]+)v16h-[\d.]+Z" fill="#CECECE"/.exec(picture.svg) ?? []
    expect(Math.abs(Number(width) - (at(61) - at(0)))).toBeLessThan(1)
    expect(picture.svg).toMatch(/v26h[^"]*" fill="#801650"/)
    expect(picture.svg).toMatch(/v16h[^"]*" fill="#595959"/)
    expect(picture.svg).toMatch(/fill="#FFFFFF" stroke="#595959" stroke-width="1.5"/)
  })

  test('is marked by its shape and colour', () => {
    const fill = (variation: ChangedRow['variation']) =>
      /data-point="0"[^>]* fill="(#\w+)"/.exec(drawn([changed(50, { variation })]).svg)?.[1]
    expect(['improving', 'concerning', 'unusual'].map((v) => fill(v as ChangedRow['variation']))).toEqual([
      '#2073BC',
      '#B7592A',
      '#54319F',
    ])
  })

  test('is named in full, team and measure, on a phone above its bar', () => {
    const unit = {
      code: 'SEND',
      name: 'Children with Disabilities and Special Educational Needs, North and Central',
    }
    const rows = Array.from({ length: 25 }, (_, i) => changed(50 + i, { unit, evidence: 30 - i }))
    for (const size of some(sizes)) {
      const { svg, marks, boxes } = drawn(rows, size)
      expect(marks).toHaveLength(25)
      expect(textFaults(svg)).toEqual([])
      const said = boxes
        .toSorted((a, b) => a.top - b.top || a.left - b.left)
        .map((b) => b.text)
        .join(' ')
      expect(said).not.toContain('SEND')
      for (const word of some(unit.name.split(' '))) expect(said.split(word).length).toBeGreaterThan(25)
    }
    const { marks, boxes } = drawn(rows.slice(0, 1), 'narrow')
    const [name] = boxes.filter((b) => b.text === one.kpi.name)
    expect(name?.bottom).toBeLessThan(marks[0]?.y ?? 0)
  })

  test('that is not a percentage is in the numbers and not in the picture', () => {
    const days = changed(21.4, { kpi: { ...one.kpi, unit: 'children_per_fte' } })
    expect(drawn([changed(50), days]).marks.map((m) => m.row)).toEqual([0])
    expect(titledChanges({ ...given, rows: [changed(50), days] }).rows).toHaveLength(2)
  })
})

test('the key names what is drawn and nothing else', () => {
  const words = (own: Partial<ChangedRow>) => drawn([changed(50, own)]).boxes.map((b) => b.text)
  expect(words({})).toEqual(
    expect.arrayContaining(['Usual range', 'Average', 'Target', 'March 2019', 'Worse than usual']),
  )
  const bare = words({ before: null, target: null, lower: null, mean: null, upper: null })
  for (const word of ['Usual range', 'Average', 'Target', 'March 2019', 'Better than usual'])
    expect(bare).not.toContain(word)
})

test('where nothing changed there is no axis, only a sentence', () => {
  const { boxes } = drawn([])
  expect(boxes.map((b) => b.text)).toEqual(['No percentage changed beyond normal variation.'])
})

test('the numbers beside the picture have the usual range, the average and the target', () => {
  const { columns, rows, records } = titledChanges(given)
  const cell = (heading: string) => rows[0]?.[columns.findIndex((c) => c.heading === heading)]
  expect([cell('Usual range'), cell('Average'), cell('Target')]).toEqual(['76.2% to 93.6%', '84.9%', '90%'])
  expect(records[0]).toMatchObject({ kpi: 'CP04', lower: 76.2, mean: 84.9, upper: 93.6, target: 90 })
})

test('an edit of the specification changes the order of the changes', () => {
  const edited = JSON.parse(
    JSON.stringify(spec).replace('"field":"evidence","order":"descending"', '"field":"value"'),
  ) as object
  const rows = [changed(80, { evidence: 9 }), changed(20, { evidence: 1 })]
  const order = (by: object) => drawn(rows, 'wide', by).marks.map((m) => m.row)
  expect([order(spec), order(edited)]).toEqual([
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
