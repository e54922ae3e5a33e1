import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completenessFinding } from '#domain/extracts/completeness.ts'
import {
  completenessCounts,
  completenessOf,
  type DueFigure,
  isOverdue,
  lackingTeams,
} from '#domain/extracts/return-completeness.ts'

const given = { code: 'children_in_care', name: 'Children in care', dueOn: '2019-08-08' }
const came = (on: string, unit = 'South', kpi = 'Visits'): DueFigure => ({
  unit,
  kpi,
  came: 'in',
  on,
  never: null,
})
const lacking = (unit = 'North', how: 'nothing' | 'blank' = 'nothing', kpi = 'Visits'): DueFigure => ({
  ...{ unit, kpi, came: how, on: null, never: null },
})
const told = (on: string, unit = 'North'): DueFigure => ({
  ...lacking(unit),
  never: { why: 'The list was lost', by: 'Data team', on },
})
const on = (figures: readonly DueFigure[], day = '2019-08-20', began: string | null = '2019-01-01') =>
  completenessOf(given, figures, { day, began })

describe('a return for a month', () => {
  test('is complete on the day of its last figure, and keeps that of its first', () => {
    expect(on([came('2019-08-06'), came('2019-08-12', 'North')])).toMatchObject({
      state: 'in',
      firstOn: '2019-08-06',
      lastOn: '2019-08-12',
      completeOn: '2019-08-12',
      daysLate: 4,
    })
  })

  test('of which one figure is missing is in part and late for as long as it is, though all others were in time', () => {
    const part = on([came('2019-08-06'), lacking()])
    expect(part).toMatchObject({ state: 'part', completeOn: null, daysLate: 12, received: 1, expected: 2 })
    expect(part.missing).toEqual([{ unit: 'North', kpi: 'Visits', came: 'nothing' }])
    expect(isOverdue(part)).toBe(true)
    expect(isOverdue(on([came('2019-08-06'), lacking()], '2019-08-08'))).toBe(false)
  })

  test('whose row came blank lacks that figure', () => {
    expect(on([came('2019-08-06'), lacking('North', 'blank')])).toMatchObject({ state: 'part', received: 1 })
  })

  test('is complete on the day on which somebody said that the rest will not come', () => {
    const told_ = on([came('2019-08-06'), told('2019-08-15')])
    expect(told_).toMatchObject({
      state: 'in',
      completeOn: '2019-08-15',
      daysLate: 7,
      missing: [],
      received: 1,
    })
    expect(told_.never).toEqual([
      { unit: 'North', kpi: 'Visits', why: 'The list was lost', by: 'Data team', on: '2019-08-15' },
    ])
    expect(on([told('2019-08-15')])).toMatchObject({ state: 'in', firstOn: null, completeOn: '2019-08-15' })
  })

  test('has the days of its first and last figure in whatever order they are given', () => {
    expect(on([came('2019-08-12'), came('2019-08-06', 'North'), came('2019-08-09', 'East')])).toMatchObject({
      firstOn: '2019-08-06',
      lastOn: '2019-08-12',
      completeOn: '2019-08-12',
    })
    expect(on([lacking()])).toMatchObject({ firstOn: null, lastOn: null, completeOn: null, state: 'late' })
  })

  test('is complete on the later of its last figure and of the last word that one will not come', () => {
    expect(on([came('2019-08-16'), told('2019-08-15')])).toMatchObject({ completeOn: '2019-08-16' })
    expect(on([told('2019-08-11'), told('2019-08-15', 'South'), came('2019-08-12')])).toMatchObject({
      ...{ completeOn: '2019-08-15', lastOn: '2019-08-12' },
    })
  })

  test('of which all that is missing is a known issue is complete with its last figure', () => {
    const issue: DueFigure = { ...lacking(), never: { why: 'Known issue', by: null, on: null } }
    expect(on([came('2019-08-06'), issue])).toMatchObject({
      state: 'in',
      completeOn: '2019-08-06',
      daysLate: 0,
    })
    expect(on([issue])).toMatchObject({ state: 'in', completeOn: null, daysLate: 12 })
  })

  test('holds no day after the one it is judged on', () => {
    expect(on([came('2019-08-30')])).toMatchObject({ firstOn: '2019-08-20', completeOn: '2019-08-20' })
    expect(on([{ ...came('2019-08-06'), on: null }])).toMatchObject({ firstOn: '2019-08-20' })
    expect(on([told('2019-08-30')])).toMatchObject({ completeOn: '2019-08-20' })
    expect(on([came('2019-08-20')])).toMatchObject({ completeOn: '2019-08-20' })
  })

  test('that was told never to come and came after all is in, and is not among those', () => {
    const both: DueFigure = { ...told('2019-08-15'), came: 'in', on: '2019-08-06' }
    expect(on([both])).toMatchObject({ received: 1, never: [], missing: [], completeOn: '2019-08-06' })
    expect(on([both]).teams).toEqual([{ unit: 'North', expected: 1, missing: 0 }])
  })

  test('is early without days late, and without any where nothing is expected', () => {
    expect(on([came('2019-08-01')])).toMatchObject({ daysLate: 0 })
    expect(on([])).toMatchObject({ expected: 0, daysLate: 0, state: 'late', completeOn: null, teams: [] })
  })

  test('counts for each team what it owes: what came and what is missing, without what will not come', () => {
    const figures = [
      came('2019-08-06', 'North'),
      lacking('North'),
      lacking('South'),
      told('2019-08-15', 'South'),
      told('2019-08-15', 'East'),
    ]
    expect(on(figures).teams).toEqual([
      { unit: 'North', expected: 2, missing: 1 },
      { unit: 'South', expected: 1, missing: 1 },
    ])
  })

  test('is history where it was due before the council’s first file, or where there is none yet', () => {
    const isHistory = (began: string | null, day = '2019-08-20') => on([lacking()], day, began).isHistory
    expect([isHistory('2019-08-08'), isHistory('2019-08-09')]).toEqual([false, true])
    expect([isHistory(null), isHistory(null, '2019-08-08')]).toEqual([true, false])
  })

  test('of history is never late', () => {
    expect(on([came('2019-09-01'), lacking()], '2019-09-20', '2019-09-01')).toMatchObject({
      isHistory: true,
      daysLate: 0,
    })
  })

  test('counts every figure once: it came, is missing or will not come', () => {
    const figure = fc.constantFrom(came('2019-08-06'), came('2019-08-30'), lacking(), told('2019-08-15'))
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1 }), (figures) => {
        const one = on(figures)
        expect(one.received + one.missing.length + one.never.length).toBe(one.expected)
        expect(one.state === 'in').toBe(one.missing.length === 0)
        expect(one.completeOn === null).toBe(one.missing.length > 0)
        expect(one.teams.reduce((sum, t) => sum + t.missing, 0)).toBe(one.missing.length)
      }),
    )
  })
})

test('what is overdue lacks figures and is late', () => {
  const cells = [{ unit: 'North', kpi: 'Visits', came: 'nothing' as const }]
  expect(isOverdue({ missing: cells, daysLate: 1 })).toBe(true)
  expect(isOverdue({ missing: cells, daysLate: 0 })).toBe(false)
  expect(isOverdue({ missing: [], daysLate: 1 })).toBe(false)
})

test('teams that lack figures are added up over returns: first those that sent nothing, then those that lack most', () => {
  const of = (...teams: [string, number, number][]) => ({
    ...on([]),
    teams: teams.map(([unit, expected, missing]) => ({ unit, expected, missing })),
  })
  const returns = [
    of(['A', 5, 1], ['B', 5, 3], ['C', 2, 2], ['D', 4, 0]),
    of(['A', 5, 1], ['E', 3, 3], ['F', 9, 3]),
  ]
  expect(lackingTeams(returns)).toEqual([
    { unit: 'E', expected: 3, missing: 3 },
    { unit: 'C', expected: 2, missing: 2 },
    { unit: 'B', expected: 5, missing: 3 },
    { unit: 'F', expected: 9, missing: 3 },
    { unit: 'A', expected: 10, missing: 2 },
  ])
})

describe('a month in one sentence', () => {
  const whole = on([came('2019-08-06')])
  const north = Array.from({ length: 30 }, (_, i) =>
    lacking('Children in Care North', 'nothing', `Measure ${i}`),
  )
  const lacks = (from: number, to: number) => on([came('2019-08-06'), ...north.slice(from, to)])

  test('counts what is complete, what is lacking and since when, and names the team that sent nothing', () => {
    const returns = [whole, whole, whole, whole, lacks(0, 20), lacks(20, 30)]
    expect(completenessFinding(returns, '2019-07')).toBe(
      'July 2019: 4 of 6 data sets are complete; 2 lack 30 figures, overdue since 8 August 2019 (Children in Care North: all 30)',
    )
  })

  test('names three teams that lack figures, those that sent nothing first, and counts the others', () => {
    const figures = [
      ...['A', 'B', 'C', 'D'].flatMap((unit) => [came('2019-08-06', unit), lacking(unit)]),
      lacking('E'),
    ]
    expect(lackingTeams([on(figures)]).map((t) => t.unit)).toEqual(['E', 'A', 'B', 'C', 'D'])
    expect(completenessFinding([on(figures)], '2019-07')).toBe(
      'July 2019: 0 of 1 data sets are complete; 1 lacks 5 figures, overdue since 8 August 2019 (E: its only one; A: 1 of 2; B: 1 of 2; and 2 more teams)',
    )
  })

  test('says of a complete month what was late', () => {
    expect(completenessFinding([whole, whole], '2019-07')).toBe(
      'July 2019: all 2 data sets are complete; nothing came late',
    )
    expect(completenessFinding([whole, on([came('2019-08-10')])], '2019-07')).toBe(
      'July 2019: all 2 data sets are complete; Children in care 2 days late',
    )
    expect(completenessFinding([whole], '2019-07')).toBe(
      'July 2019: the one data set is complete; nothing came late',
    )
  })

  test('counts what is not due yet apart, and what will not come', () => {
    expect(completenessFinding([whole, on([lacking()], '2019-08-01')], '2019-07')).toBe(
      'July 2019: 1 of 2 data sets is complete; 1 is due by 8 August 2019',
    )
    expect(completenessFinding([on([lacking()], '2019-08-08')], '2019-07')).toBe(
      'July 2019: 0 of 1 data sets are complete; 1 is due today',
    )
    expect(completenessFinding([on([came('2019-08-06'), told('2019-08-07')])], '2019-07')).toBe(
      'July 2019: the one data set is complete; 1 figure will not come; nothing came late',
    )
    expect(completenessFinding([], '2019-07')).toBe('No data set is due for July 2019')
  })

  test('agrees with its counts', () => {
    expect(completenessCounts([whole, lacks(0, 30), on([told('2019-08-07')])])).toEqual({
      expected: 33,
      received: 2,
      missing: 30,
      neverComing: 1,
    })
  })
})
