/** A month in one sentence, and what is missing, by name. */

import { describe, expect, test } from 'vitest'
import {
  absenceSentences,
  completenessFinding,
  completenessSentences,
  lackingWords,
  neverWords,
  notInYetSentence,
  periodFinding,
} from '#domain/extracts/completeness.ts'
import type { ReturnCompleteness } from '#domain/extracts/return-completeness.ts'

const whole: ReturnCompleteness = {
  code: 'visits',
  name: 'Visits',
  dueOn: '2019-08-08',
  expected: 10,
  received: 10,
  state: 'in',
  daysLate: 0,
  isHistory: false,
  missing: [],
  never: [],
  teams: [],
  firstOn: '2019-08-06',
  lastOn: '2019-08-07',
  completeOn: '2019-08-07',
}
const cell = (unit: string, kpi = 'Visits in time') => ({ unit, kpi, came: 'nothing' as const })
/** A return that lacks this many of its ten figures, all of one team. */
const lacking = (count: number, over: Partial<ReturnCompleteness> = {}): ReturnCompleteness => ({
  ...whole,
  received: 10 - count,
  state: count === 10 ? 'late' : 'part',
  daysLate: 3,
  missing: Array.from({ length: count }, (_, i) => cell('North', `Measure ${i + 1}`)),
  teams: [{ unit: 'North', expected: 10, missing: count }],
  completeOn: null,
  ...over,
})
const open = (over: Partial<ReturnCompleteness> = {}) =>
  lacking(10, { state: 'not_due', daysLate: 0, ...over })
const finding = (...returns: ReturnCompleteness[]) => completenessFinding(returns, '2019-07')
const never = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ unit: 'East', kpi: `K${i}`, why: 'Lost', by: null, on: null }))

describe('a month in one sentence', () => {
  test('says since when the first of what is overdue is, and of whom', () => {
    const earlier = lacking(1, { dueOn: '2019-08-05', teams: [{ unit: 'South', expected: 4, missing: 1 }] })
    expect(finding(lacking(2), earlier)).toBe(
      'July 2019: 0 of 2 data sets are complete; 2 lack 3 figures, overdue since 5 August 2019 (North: 2 of 10; South: 1 of 4)',
    )
    expect(finding(whole, lacking(1, { teams: [] }))).toBe(
      'July 2019: 1 of 2 data sets is complete; 1 lacks 1 figure, overdue since 8 August 2019',
    )
  })

  test('counts what the council’s history lacks apart', () => {
    expect(
      finding(lacking(1, { isHistory: true, daysLate: 0 }), lacking(4, { isHistory: true, daysLate: 0 })),
    ).toBe(
      'July 2019: 0 of 2 data sets are complete; 2 lack 5 figures, which did not come with the council’s history',
    )
  })

  test.each([
    [[open()], '1 is due by 8 August 2019'],
    [[open(), open({ dueOn: '2019-08-12' }), open({ dueOn: '2019-08-10' })], '3 are due by 12 August 2019'],
    [[open({ state: 'due' })], '1 is due today'],
    [[open({ state: 'due' }), open({ state: 'due' })], '2 are due today'],
    [[open({ state: 'due' }), open({ dueOn: '2019-08-10' })], '2 are due today or by 10 August 2019'],
  ])('says until when the others have time: %#', (returns, words) => {
    expect(finding(...returns)).toBe(`July 2019: 0 of ${returns.length} data sets are complete; ${words}`)
  })

  test('counts figures that will not come', () => {
    expect(finding({ ...whole, never: never(2) })).toBe(
      'July 2019: the one data set is complete; 2 figures will not come; nothing came late',
    )
    expect(finding(whole, lacking(1, { teams: [], never: never(1) }))).toMatch(
      /overdue since 8 August 2019; 1 figure will not come$/,
    )
  })

  test('names up to three that came late, and counts more', () => {
    const late = (name: string, daysLate: number) => ({ ...whole, name, daysLate })
    expect(finding(late('Visits', 1), late('Court', 2), late('Audits', 3), whole)).toBe(
      'July 2019: all 4 data sets are complete; Visits 1 day late, Court 2 days late and Audits 3 days late',
    )
    expect(finding(late('A', 1), late('B', 1), late('C', 1), late('D', 1))).toBe(
      'July 2019: all 4 data sets are complete; 4 came late',
    )
    expect(finding(late('A', 1), open())).not.toContain('late')
  })

  test('says nothing of its day where all came with the history', () => {
    const history = { ...whole, isHistory: true }
    expect(finding(history, history)).toBe('July 2019: all 2 data sets are complete')
    expect(finding(history, whole)).toBe('July 2019: all 2 data sets are complete; nothing came late')
  })

  test('says that nothing is due where nothing is expected', () => {
    expect(finding({ ...open(), expected: 0 })).toBe('No data set is due for July 2019')
  })
})

describe('the teams that lack figures', () => {
  const teams = (...lacks: [string, number, number][]) =>
    lackingWords([
      { ...whole, teams: lacks.map(([unit, expected, missing]) => ({ unit, expected, missing })) },
    ])

  test('are three by name, with how much each lacks', () => {
    expect(teams(['North', 30, 30], ['South', 14, 2], ['East', 1, 1])).toBe(
      'North: all 30; East: its only one; South: 2 of 14',
    )
    expect(teams(['North', 30, 0])).toBe('')
  })

  test('are counted from the fourth on', () => {
    expect(teams(['A', 2, 1], ['B', 2, 1], ['C', 2, 1], ['D', 2, 1])).toMatch(/; C: 1 of 2; and 1 more team$/)
    expect(teams(['A', 2, 1], ['B', 2, 1], ['C', 2, 1], ['D', 2, 1], ['E', 2, 1])).toMatch(
      /; and 2 more teams$/,
    )
  })
})

describe('what to know before reading a month', () => {
  const said = (...returns: ReturnCompleteness[]) => completenessSentences(returns, '2019-07')

  test('is what is late by name, each with its days', () => {
    const late = (name: string, daysLate: number) => ({ ...whole, name, daysLate })
    expect(said(late('Visits', 1), late('Court', 2))).toEqual([
      'Visits was complete 1 day late and Court was complete 2 days late.',
    ])
  })

  test('puts what is due today before what is due later', () => {
    expect(
      said(open({ name: 'Court' }), open({ name: 'Visits', state: 'due', dueOn: '2019-08-01' })),
    ).toEqual(['Not due yet: Visits (1 August 2019) and Court (8 August 2019).'])
  })

  test('leaves out a return that nothing is expected of, whatever its state', () => {
    expect(said(whole, { ...lacking(10), expected: 0 })).toEqual(['All 10 figures for July 2019 are in.'])
    expect(said({ ...lacking(10), expected: 0 })).toEqual(['No return is expected for July 2019.'])
  })

  test('names four teams and four measures at most', () => {
    const part = (missing: ReturnCompleteness['missing']) => said(lacking(1, { missing }))
    const measures = ['A', 'B', 'C', 'D', 'E'].map((kpi) => cell('North', kpi))
    expect(part(measures.slice(0, 4))).toEqual([
      'Visits: A from North, B from North, C from North and D from North did not come.',
    ])
    expect(part(measures)).toEqual([
      'Visits: A from North, B from North, C from North and 2 more measures did not come.',
    ])
    const teams = ['N', 'S', 'E', 'W', 'C'].map((unit) => cell(unit, 'A'))
    expect(part(teams.slice(0, 4))).toEqual(['Visits: A from N, S, E and W did not come.'])
    expect(part([...teams, cell('N', 'A')])).toEqual(['Visits: A from 5 teams did not come.'])
  })

  test('gives the reasons for what will not come apart, each with one full stop', () => {
    const why = (kpi: string, reason: string, by: string | null, on: string | null) => ({
      ...{ unit: 'East', kpi, why: reason, by, on },
    })
    const returns = {
      ...whole,
      never: [
        why('A', 'The list was lost.', null, null),
        why('B', 'The list of No. 5 was lost', 'Ann', '2019-08-01'),
        why('C', 'The list was lost', 'Ben', '2019-08-01'),
        why('D', 'The list was lost', 'Ben', '2019-08-02'),
      ],
    }
    expect(said(returns)).toEqual([
      'Visits: A from East will not come: The list was lost.',
      'Visits: B from East will not come: The list of No. 5 was lost (Ann, 1 August 2019).',
      'Visits: C from East will not come: The list was lost (Ben, 1 August 2019).',
      'Visits: D from East will not come: The list was lost (Ben, 2 August 2019).',
    ])
  })
})

test('a reason is given with its author and day where both are known', () => {
  expect(neverWords({ why: 'Lost', by: 'Ann', on: '2019-08-01' })).toBe('Lost (Ann, 1 August 2019)')
  expect(neverWords({ why: 'Lost', by: null, on: '2019-08-01' })).toBe('Lost')
  expect(neverWords({ why: 'Lost', by: 'Ann', on: null })).toBe('Lost')
})

test('teams whose figures will not come for one reason are named together, each once', () => {
  const why = { why: 'the list was lost', by: 'Ann', on: '2019-09-03' }
  const units = ['North', 'South', 'North'].map((unit) => ({ unit, ...why }))
  expect(absenceSentences([...units, { unit: 'East', ...why, by: null }])).toEqual([
    'North and South: the list was lost (Ann, 3 September 2019)',
    'East: the list was lost',
  ])
  expect(absenceSentences([{ unit: null, ...why }])).toEqual(['the list was lost (Ann, 3 September 2019)'])
  expect(absenceSentences([])).toEqual([])
})

test('what a return lacks names a thirteenth team as one more, and nothing where nothing is lacking', () => {
  const lack = { name: 'Visits', period: '2019-W21', dueOn: '2019-06-10', missing: [] }
  const teams = Array.from({ length: 13 }, (_, i) => `Team ${i + 1}`)
  expect(notInYetSentence({ ...lack, teams: teams.slice(0, 1) })).toBe(
    'Visits for the week beginning 20 May 2019, due on 10 June 2019: Team 1',
  )
  expect(notInYetSentence({ ...lack, teams })).toMatch(/Team 11, Team 12 and 1 more team$/)
})

test('a week is told by its figures, and any other period by its data sets', () => {
  expect(periodFinding([], [], '2019-W21')).toBe(
    'No weekly figure is expected for the week beginning 20 May 2019',
  )
  expect(periodFinding([], [], '2019-07')).toBe('No data set is due for July 2019')
  expect(periodFinding([whole], [], '2019-W21')).toBe('Week beginning 20 May 2019: 10 of 10 figures in')
})
