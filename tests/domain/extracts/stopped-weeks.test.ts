/** Weekly figures of a unit that had been sending them are late after the second week without one. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  stoppedFinding,
  stoppedOfMeasure,
  stoppedSentence,
  stoppedTitle,
  stoppedTogether,
  stoppedUnits,
  weekFinding,
} from '#domain/extracts/completeness.ts'
import {
  completenessOf,
  owedWeekDueOn,
  type StoppedFigure,
  stoppedWeeks,
} from '#domain/extracts/return-completeness.ts'
import { addDays, addPeriods, firstDay, lastDay, weekOf } from '#domain/time/period.ts'

const always = () => true
const on = (day: string, last = '2019-W23', isMissed: (week: string) => boolean = always) =>
  stoppedWeeks(last, isMissed, { day, began: '2019-01-07' })

describe('weekly figures that stop', () => {
  test('are late from the end of the second week without one: nothing since the week of 3 June is late since 24 June', () => {
    expect(on('2019-06-24')).toEqual({
      last: '2019-W23',
      missed: ['2019-W24', '2019-W25'],
      dueOn: '2019-06-23',
    })
  })

  test.each([
    ['the last day of the week that came', '2019-06-09'],
    ['a week later, when one week is missing', '2019-06-17'],
    ['the last day of the second week', '2019-06-23'],
  ])('are not late on %s', (_, day) => {
    expect(on(day)).toBeNull()
  })

  test('count the weeks that are over, and not the one that is running', () => {
    expect(on('2019-07-03')?.missed).toEqual(['2019-W24', '2019-W25', '2019-W26'])
  })

  test('are late across the end of a year of 53 weeks', () => {
    expect(on('2021-01-10', '2020-W52')).toBeNull()
    expect(on('2021-01-11', '2020-W52')).toMatchObject({
      missed: ['2020-W53', '2021-W01'],
      dueOn: '2021-01-10',
    })
  })

  test('leave out weeks that are not asked for: of a closed unit, a retired measure, or told never to come', () => {
    expect(on('2019-12-31', '2019-W23', (week) => week <= '2019-W24')).toBeNull()
    expect(on('2019-12-31', '2019-W23', () => false)).toBeNull()
    const afterAugust = on('2019-12-31', '2019-W23', (week) => week >= '2019-W36')
    expect(afterAugust).toMatchObject({ dueOn: '2019-09-15' })
    expect(afterAugust?.missed[0]).toBe('2019-W36')
  })

  test('that stopped before the council sent its first file are history', () => {
    const began = (day: string) => stoppedWeeks('2018-W40', always, { day: '2019-06-10', began: day })
    expect(began('2018-10-22')).toBeNull()
    expect(began('2018-10-21')).not.toBeNull()
    expect(stoppedWeeks('2018-W40', always, { day: '2019-06-10', began: null })).toBeNull()
  })

  test('are never late of a team that sends every second week, and late two weeks after its last otherwise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 60 }), (days, weeksBefore) => {
        const last = addPeriods('2019-W23', -weeksBefore)
        const day = addDays(lastDay(last), 1 + days)
        const stopped = stoppedWeeks(last, always, { day, began: '2015-01-01' })
        expect(stopped?.dueOn ?? null).toBe(days >= 14 ? addDays(lastDay(last), 14) : null)
        // It sends every other week: on no day have two weeks in a row been without a figure.
        const next = addPeriods(last, 2)
        const inTime = addDays(lastDay(last), 1 + (days % 21))
        expect(on(inTime, inTime >= firstDay(next) ? next : last)).toBeNull()
      }),
    )
  })
})

describe('a week that is owed', () => {
  test('is looked for in ten years, and no longer', () => {
    const later = (weeks: number) => addPeriods('2019-W24', weeks)
    const only = (week: string) => (each: string) => each === '2019-W24' || each === week
    expect(owedWeekDueOn('2019-W23', '2019-W24', only(later(520)))).toBe(lastDay(later(520)))
    expect(owedWeekDueOn('2019-W23', '2019-W24', only(later(521)))).toBeNull()
    const stopped = stoppedWeeks('2005-W01', always, { day: '2019-06-10', began: '2000-01-01' })
    expect(stopped?.missed).toHaveLength(520)
    expect(stopped?.missed.at(-1)).toBe(addPeriods('2005-W01', 520))
  })

  test('is none after a period that is no week', () => {
    expect(stoppedWeeks('2019-04', always, { day: '2019-12-31', began: '2019-01-01' })).toBeNull()
    expect(owedWeekDueOn('2019-04', '2019-W24', always)).toBe('2019-06-23')
  })

  test('is in time until the end of the week after where it is the first that is missing, then until its own end', () => {
    expect(owedWeekDueOn('2019-W23', '2019-W24', always)).toBe('2019-06-23')
    expect(owedWeekDueOn('2019-W23', '2019-W25', always)).toBe('2019-06-23')
    expect(owedWeekDueOn('2019-W23', '2019-W26', always)).toBe('2019-06-30')
  })

  test('is in time until the next that is asked for ends, where weeks between them will not come', () => {
    const isMissed = (week: string) => week === '2019-W24' || week >= '2019-W27'
    expect(owedWeekDueOn('2019-W23', '2019-W24', isMissed)).toBe('2019-07-07')
    expect(on('2019-07-07', '2019-W23', isMissed)).toBeNull()
    expect(on('2019-07-08', '2019-W23', isMissed)?.dueOn).toBe('2019-07-07')
  })

  test('is never late where no week is asked for after it', () => {
    expect(owedWeekDueOn('2019-W23', '2019-W24', (week) => week === '2019-W24')).toBeNull()
  })
})

const north = {
  unit: { code: 'CIC-N', name: 'Children in Care North', isTeam: true },
  kpi: { code: 'MO01', name: 'Management oversight' },
  from: { code: 'oversight', name: 'Oversight', ownerRole: 'Data team' },
  last: '2019-W23',
  missed: ['2019-W24', '2019-W25'],
  dueOn: '2019-06-23',
} satisfies StoppedFigure
const of = (name: string, kpi = north.kpi): StoppedFigure => ({
  ...{ ...north, kpi },
  unit: { code: name, name, isTeam: true },
})

describe('weekly figures that stopped, in words', () => {
  test('are one sentence of those that stopped together, with the first team and how many more', () => {
    const stops = [north, of('South'), of('East'), of('West')]
    expect(stoppedFinding(stops)).toBe(
      'Management oversight, weekly: nothing since the week of 3 June 2019 (Children in Care North and 3 more teams), late since 24 June 2019',
    )
    expect(stoppedFinding([north, of('South')])).toContain('(Children in Care North and South)')
  })

  test('name the measures of the same teams together, and the council apart from its teams', () => {
    const other = { code: 'WF08', name: 'No social worker' }
    const stops = [north, of('South'), { ...north, kpi: other }, of('South', other), of('East', other)]
    expect(stoppedTogether(stops)).toHaveLength(2)
    const [first] = stoppedTogether([north, { ...north, kpi: other }])
    expect(stoppedSentence(first ?? [])).toMatch(
      /^Management oversight and No social worker, weekly: nothing/,
    )
    const council = { ...north, unit: { code: 'RIDGE', name: 'Ridgeshire', isTeam: false } }
    expect(stoppedTogether([north, council]).map((group) => group.map((s) => s.unit.name))).toEqual([
      ['Children in Care North'],
      ['Ridgeshire'],
    ])
  })

  test('name three measures, and count more of their return', () => {
    const measures = ['A', 'B', 'C', 'D'].map((code) => ({
      ...north,
      kpi: { code, name: `Measure ${code}` },
    }))
    expect(stoppedTitle(measures.slice(0, 3))).toBe(
      'Measure A, Measure B and Measure C, weekly: nothing since the week of 3 June 2019',
    )
    expect(stoppedTitle([...measures, ...measures])).toBe(
      '4 measures of ‘Oversight’, weekly: nothing since the week of 3 June 2019',
    )
  })

  test('name two units, and count more: as teams where all are teams', () => {
    const council = { ...north, unit: { code: 'RIDGE', name: 'Ridgeshire', isTeam: false } }
    expect(stoppedUnits([north, north])).toBe('Children in Care North')
    expect(stoppedUnits([north, of('South')])).toBe('Children in Care North and South')
    expect(stoppedUnits([north, of('South'), of('East')])).toBe('Children in Care North and 2 more teams')
    expect(stoppedUnits([north, of('South'), council])).toBe('Children in Care North and 2 more units')
  })

  test('are apart where they stopped in another week, are due on another day or come with another return', () => {
    const others = [
      { ...north, last: '2019-W22' },
      { ...north, dueOn: '2019-06-16' },
      { ...north, from: { ...north.from, code: 'visits' } },
    ]
    expect(others.map((other) => stoppedTogether([north, other]).length)).toEqual([2, 2, 2])
    expect(stoppedTogether([])).toEqual([])
  })

  test('begin with what has been late for longest, and else keep their order', () => {
    const late = (name: string, dueOn: string): StoppedFigure => ({ ...of(name), dueOn })
    const stops = [late('A', '2019-06-23'), late('B', '2019-06-30'), late('C', '2019-06-16')]
    expect(stoppedTogether(stops).map(([first]) => first?.unit.name)).toEqual(['C', 'A', 'B'])
    const alike = [late('A', '2019-06-23'), { ...late('B', '2019-06-23'), last: '2019-W22' }]
    const names = (given: readonly StoppedFigure[]) =>
      stoppedTogether(given).map(([first]) => first?.unit.name)
    expect([names(alike), names(alike.toReversed())]).toEqual([
      ['A', 'B'],
      ['B', 'A'],
    ])
    expect(stoppedFinding([late('A', '2019-06-23'), late('B', '2019-06-16')])).toBe(
      'Management oversight, weekly: nothing since the week of 3 June 2019 (B), late since 17 June 2019; ' +
        'Management oversight, weekly: nothing since the week of 3 June 2019 (A), late since 24 June 2019',
    )
  })

  test('of one measure name every unit', () => {
    const stops = [north, of('South'), of('East'), { ...of('West'), last: '2019-W22', dueOn: '2019-06-16' }]
    expect(stoppedOfMeasure(stops)).toBe(
      'West: nothing since the week of 27 May 2019, late since 17 June 2019; ' +
        'Children in Care North, South, East: nothing since the week of 3 June 2019, late since 24 June 2019',
    )
  })

  test('of a week with one figure, all of which is to come or will not come', () => {
    const given = { code: 'oversight', name: 'Oversight', dueOn: '2019-06-23' }
    const figure = { unit: 'A', kpi: 'Management oversight', came: 'nothing', on: null } as const
    const of = (never: { why: string; by: null; on: null } | null) =>
      weekFinding(
        [completenessOf(given, [{ ...figure, never }], { day: '2019-06-24', began: '2019-01-01' })],
        [],
        '2019-W25',
      )
    expect(of(null)).toBe('Week beginning 17 June 2019: 0 of 1 figure in; 1 still to come')
    expect(of({ why: 'Lost', by: null, on: null })).toBe(
      'Week beginning 17 June 2019: 0 of 1 figure in; 1 will not come',
    )
  })

  test('are those of a week, beside how many of its figures are in and still to come', () => {
    const given = { code: 'oversight', name: 'Oversight', dueOn: '2019-06-23' }
    const figure = { kpi: 'Management oversight', on: null, never: null } as const
    const returns = [
      completenessOf(
        given,
        [
          { ...figure, unit: 'A', came: 'in', on: '2019-06-24' },
          { ...figure, unit: 'Children in Care North', came: 'nothing' },
          { ...figure, unit: 'South', came: 'nothing' },
        ],
        { day: '2019-06-24', began: '2019-01-01' },
      ),
    ]
    expect(weekFinding(returns, [north, { ...of('East'), missed: ['2019-W26'] }], '2019-W25')).toBe(
      'Week beginning 17 June 2019: 1 of 3 figures in; Management oversight, weekly: nothing since the week of ' +
        '3 June 2019 (Children in Care North), late since 24 June 2019; 1 still to come',
    )
    expect(weekFinding([], [], weekOf('2019-06-17'))).toBe(
      'No weekly figure is expected for the week beginning 17 June 2019',
    )
  })
})
