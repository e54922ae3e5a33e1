/** Milestones as stacks of marks: one mark for each, in its own month, on its own rung. */
import { describe, expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import example from '#dashboards/charts/milestones/example.json' with { type: 'json' }
import { examples } from '#dashboards/charts/milestones/examples.ts'
import {
  type Milestones,
  milestonesInput,
  titledMilestoneChart,
} from '#dashboards/charts/milestones/milestones.ts'
import { chartRenderer } from '#dashboards/charts/render.ts'
import type { Size } from '#dashboards/charts/scale.ts'
import { specs } from '#dashboards/charts/specs.ts'
import { palette } from '#dashboards/palette.ts'
import { stageWords } from '#domain/plan/rating.ts'
import { addMonths, monthsFrom, shortMonth } from '#domain/time/period.ts'
import { drawnElements } from '../support/drawn-elements.ts'
import { some } from '../support/some.ts'
import { placesOf, textBoxes, textFaults } from '../support/text-boxes.ts'

const given = example as Milestones
const day = '2019-06-10'
const sizes = ['wide', 'narrow'] as const

type Given = Milestones['milestones'][number]

function planOf(...milestones: readonly Partial<Given>[]): Milestones {
  const one = {
    meaning: 'Every visit is recorded',
    movedBecause: null,
    metOn: null,
    stage: 'output',
  } as const
  return {
    ...{ scope: 'The improvement plan', day },
    milestones: milestones.map((own, i) => {
      const due = own.due ?? '2019-06'
      return { ...one, action: `R1.${i}`, id: String(i), due, originalDue: due, ...own }
    }),
  }
}

/** The lines of a colour that go straight down, in the order from left to right and down. */
function uprights(svg: string, colour: string): { x: number; top: number; bottom: number }[] {
  return drawnElements(svg)
    .filter(({ tag, attributes }) => tag === 'line' && attributes.stroke === colour && attributes.x2 === '0')
    .map(({ at, attributes }) => {
      const y2 = at.y + Number(attributes.y2)
      return { x: at.x, top: Math.min(at.y, y2), bottom: Math.max(at.y, y2) }
    })
    .sort((a, b) => a.x - b.x || a.top - b.top)
}

/** What is drawn: of each mark its row of the table, the column it stands over and how high it is, from the picture alone. */
function drawn(plan: Milestones, size: Size = 'wide', spec: object = specs.milestones) {
  const { svg } = chartRenderer(spec).draw(milestonesInput(plan, size))
  const boxes = textBoxes(svg)
  const months = new Set(['Older', ...monthsFrom('2019-01', '2019-12').map((m) => shortMonth(m).slice(0, 3))])
  const names = boxes.filter((b) => months.has(b.text))
  // A pale line begins each month; on a phone only every second has its name where they are many.
  const begins = uprights(svg, palette.grid).map(({ x }) => x)
  const wide = (begins[1] ?? 0) - (begins[0] ?? 0)
  const columns = begins.map((x) => ({
    text: names.find((b) => Math.abs((b.left + b.right) / 2 - x - wide / 2) < 3)?.text ?? '',
    x: x + wide / 2,
  }))
  const marks = placesOf(svg).map(({ point, x, y }) => {
    const away = columns.map((c) => Math.abs(c.x - x))
    return { row: Number(point), x, y, column: away.indexOf(Math.min(...away)) }
  })
  const counts = boxes.filter((b) => /^\d{1,3}$/.test(b.text)).map((b) => Number(b.text))
  return { svg, columns, marks, counts }
}

describe('each milestone has a mark', () => {
  test.each(sizes)(
    'in its own month, that of the plan due in February and still open included: %s',
    (size) => {
      // Today is in June, three months back are always drawn, and this one was drawn in March with what was due then.
      const plan = planOf(
        { action: 'R9.5', due: '2019-02' },
        { due: '2019-03', metOn: '2019-03-20' },
        { due: '2019-12' },
      )
      const { columns, marks } = drawn(plan, size)
      const months = monthsFrom('2019-02', '2019-12')
      expect(columns).toHaveLength(months.length)
      expect(columns[0]?.text).toBe('Feb')
      expect(marks.map(({ column }) => months[column])).toEqual(['2019-02', '2019-03', '2019-12'])
    },
  )

  test('however many there are, on whatever rung', () => {
    const stages = ['output', 'team_impact', 'outcome', 'unspecified'] as const
    for (const count of some([1, 25, 300])) {
      const plan = planOf(
        ...Array.from({ length: count }, (_, i) => ({
          due: addMonths('2018-10', i % 15),
          stage: stages[i % 4] ?? 'output',
          metOn: i % 3 === 0 && i % 15 > 4 ? '2019-05-01' : null,
        })),
      )
      const { rows, records } = titledMilestoneChart(plan)
      for (const size of sizes) {
        const { columns, marks, counts, svg } = drawn(plan, size)
        expect(marks.map((m) => m.row)).toEqual(rows.map((_, i) => i))
        expect(counts.reduce((sum, n) => sum + n, 0)).toBe(rows.length)
        expect(new Set(marks.map((m) => `${m.x} ${m.y}`)).size).toBe(rows.length)
        expect(textFaults(svg)).toEqual([])
        // On a phone there is no room for the months before February.
        const earliest = records.map(({ due }) => String(due)).reduce((one, two) => (one < two ? one : two))
        const first = size === 'wide' ? '2018-10' : earliest < '2019-02' ? '2019-02' : '2019-03'
        const months = [...(earliest < first ? ['older'] : []), ...monthsFrom(first, '2019-12')]
        expect(columns).toHaveLength(months.length)
        const due = (row: number) => String(records[row]?.due)
        for (const { row, column } of some(marks))
          expect(months[column]).toBe(due(row) < first ? 'older' : due(row))
        const named = columns.flatMap(({ text }, i) => (text === '' ? [] : [[text, months[i]]]))
        expect(named.length).toBe(
          size === 'wide' || months.length <= 10 ? months.length : 7 - (months.length % 2),
        )
        expect(named.map(([text]) => text)).toEqual(
          named.map(([, month = '']) => (month === 'older' ? 'Older' : shortMonth(month).slice(0, 3))),
        )
      }
    }
  })

  test('what is too long overdue for a column of its own has one that says so, before all others', () => {
    const { columns, marks } = drawn(
      planOf({ due: '2016-01' }, { due: '2017-05' }, { due: '2018-09' }, { due: '2019-06' }),
    )
    expect(columns.map((c) => c.text).slice(0, 3)).toEqual(['Older', 'Sep', 'Oct'])
    expect(marks.map((m) => m.column)).toEqual([0, 0, 1, 10])
  })
})

test('a stack is of what is met, overdue, due and moved, from its foot up, with its count on top', () => {
  const plan = planOf(
    { originalDue: '2019-02' },
    {},
    { metOn: '2019-06-01' },
    { due: '2019-03' },
    { due: '2019-03', metOn: '2019-03-09' },
  )
  const { marks, counts } = drawn(plan, 'narrow')
  expect(counts.toSorted()).toEqual([2, 3])
  const { rows } = titledMilestoneChart(plan)
  const fromFoot = marks
    .toSorted((a, b) => b.y - a.y || a.x - b.x)
    .map(({ row, column }) => [column, rows[row]?.[4]])
  expect(fromFoot.filter(([column]) => column === 0).map(([, state]) => state)).toEqual([
    'Met 9 March 2019',
    'Overdue by 71 days',
  ])
  expect(fromFoot.filter(([column]) => column === 3).map(([, state]) => state)).toEqual([
    'Met 1 June 2019',
    'Due',
    'Moved',
  ])
})

test('today stands in its month, as far along it as the day is', () => {
  const at = (on: string) => {
    const { svg, columns } = drawn({ ...planOf({ due: '2019-07' }), day: on })
    const [today] = textBoxes(svg).filter((b) => b.text.startsWith('Today, '))
    const [line] = uprights(svg, palette.ink)
    const june = columns.find((c) => c.text === 'Jun')?.x ?? 0
    expect(((today?.left ?? 0) + (today?.right ?? 0)) / 2).toBeCloseTo(line?.x ?? 0, 0)
    return { words: today?.text, fromMiddle: (line?.x ?? 0) - june }
  }
  // Columns are 54 pixels wide: the middle of the 15th of 30 days is 1 pixel before that of June.
  expect(at('2019-06-15').fromMiddle).toBeCloseTo(-0.9, 0)
  expect(at('2019-06-01').fromMiddle).toBeCloseTo(-26, 0)
  expect(at('2019-06-30').fromMiddle).toBeCloseTo(26, 0)
  expect(at('2019-06-30').words).toBe('Today, 30 June')
})

describe('the line of today', () => {
  test.each(
    some(
      sizes.flatMap((size) =>
        ['2019-06-01', '2019-06-10', '2019-06-16', '2019-06-30'].map((on) => ({ size, on })),
      ),
    ),
  )('runs through no mark and no count of its month: $size on $on', ({ size, on }) => {
    for (const due of some([1, 9, 30])) {
      const plan = planOf(...Array.from({ length: due }, () => ({})))
      const { svg, marks } = drawn({ ...plan, day: on }, size)
      expect(marks).toHaveLength(due)
      expect(textFaults(svg)).toEqual([])
      const lines = uprights(svg, palette.ink)
      expect(lines).toHaveLength(3)
      const reach = 5
      const crossed = marks.filter(({ x, y }) =>
        lines.some((line) => Math.abs(line.x - x) < reach && line.top < y + reach && line.bottom > y - reach),
      )
      expect(crossed).toEqual([])
      // On each rung something of it is seen.
      expect(Math.min(...lines.map(({ top, bottom }) => bottom - top))).toBeGreaterThan(8)
    }
  })

  test('reaches the foot of a rung without milestones this month', () => {
    const [first, second] = uprights(drawn(planOf({}, {})).svg, palette.ink)
    expect((first?.bottom ?? 0) - (first?.top ?? 0)).toBeLessThan(24)
    expect((second?.bottom ?? 0) - (second?.top ?? 0)).toBe(47)
  })
})

test('three rungs are always drawn, and a fourth only where the plan does not say the stage', () => {
  const rungs = (plan: Milestones) =>
    milestonesInput(plan).data.rungs?.map((rung) => (rung as { text: string }).text)
  const three = ['Introduced', 'Impact at team level', 'Improved outcomes']
  expect(rungs(planOf())).toEqual(three)
  expect(rungs(given)).toEqual(three)
  expect(rungs(planOf({ stage: 'unspecified' }))).toEqual([...three, 'Stage not stated'])
})

test('an edit of the specification changes the order of a stack', () => {
  const text = JSON.stringify(specs.milestones)
  const edited = JSON.parse(text.replace("['met', 'overdue', 'due', 'moved']", "['due', 'met']")) as object
  const plan = planOf({}, { metOn: '2019-06-01' })
  const lowest = (spec: object) => drawn(plan, 'wide', spec).marks.toSorted((a, b) => a.x - b.x)[0]?.row
  expect([lowest(specs.milestones), lowest(edited)]).toEqual([1, 0])
})

test.each(some(Object.entries(examples())))(
  '%s: no text overlaps another or leaves the picture',
  (_, picture) => {
    expect(textFaults(drawPicture(picture).svg)).toEqual([])
  },
)

test('on a phone the line of today begins beneath the name of each rung', () => {
  const { svg } = drawPicture({ parts: [{ chart: 'milestones', input: milestonesInput(given, 'narrow') }] })
  const names = textBoxes(svg).filter(({ text }) => Object.values(stageWords).includes(text))
  const lines = uprights(svg, palette.ink)
  expect(names.length).toBeGreaterThan(2)
  expect(lines).toHaveLength(names.length)
  const crossed = lines.flatMap((line) =>
    names.filter(({ top, bottom }) => line.top < bottom && line.bottom > top),
  )
  expect(crossed).toEqual([])
})
