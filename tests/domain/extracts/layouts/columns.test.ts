import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnMatcher, layoutKey } from '#domain/extracts/layouts/columns.ts'
import { layoutFaults } from '#domain/extracts/layouts/faults.ts'
import type { LayoutColumn, LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { addMonths, shortMonth } from '#domain/time/period.ts'
import { monthsRules, plainRules, register, teamsRules } from '../../layout-examples.ts'

const placesOf = (rules: LayoutRules, headings: readonly string[]) =>
  columnMatcher(rules)
    .place(headings)
    ?.map(({ use, period, team }) => [use, period ?? team].join(' ')) ?? null
const months = (columns: readonly LayoutColumn[], change: Partial<LayoutRules> = {}): LayoutRules => ({
  ...monthsRules,
  columns: [...monthsRules.columns.slice(0, 2), ...columns],
  ...change,
})
const across = (heading: string, use: LayoutColumn['use']): LayoutColumn => ({
  heading,
  use,
  across: 'period',
})
const pairs = months([
  across('Apr 2019 – On time', 'numerator'),
  across('Apr 2019 – Due', 'denominator'),
  across('Apr 2019 – %', 'ignored'),
  { heading: 'Remarks', use: 'note' },
])

describe('a table with months across', () => {
  test('is recognised with any months, written in any of the ways that name one', () => {
    expect(placesOf(monthsRules, ['Team', 'Measure', 'Apr 2019', 'May-19', '2019-06', '2019-07-01'])).toEqual(
      ['team ', 'kpi ', 'value 2019-04', 'value 2019-05', 'value 2019-06', 'value 2019-07'],
    )
    expect(placesOf(monthsRules, ['Team', 'Measure', 'Mar 2020'])).not.toBeNull()
    expect(placesOf(monthsRules, ['Team', 'Measure', '2019-W21'])?.at(-1)).toBe('value 2019-W21')
  })

  test('is not with no month, another heading, or a heading that names none', () => {
    expect(placesOf(monthsRules, ['Team', 'Measure'])).toBeNull()
    expect(placesOf(monthsRules, ['Unit', 'Measure', 'Apr 2019'])).toBeNull()
    expect(placesOf(monthsRules, ['Measure', 'Team', 'Apr 2019'])).toBeNull()
    for (const heading of [
      'June',
      'Year to date',
      '2018/19',
      '2011/12',
      '13/05/2019',
      'Apr 2019 to May 2019',
    ]) {
      expect([heading, placesOf(monthsRules, ['Team', 'Measure', 'Apr 2019', heading])]).toEqual([
        heading,
        null,
      ])
    }
  })

  test('reads a date in the order that a person confirmed, and only where it is the first or last of a month', () => {
    const headings = ['Team', 'Measure', '05/01/2019']
    expect(placesOf(monthsRules, headings)).toBeNull()
    expect(placesOf({ ...monthsRules, dates: 'month_first' }, headings)?.at(-1)).toBe('value 2019-05')
    expect(placesOf(monthsRules, ['Team', 'Measure', '31/05/2019'])?.at(-1)).toBe('value 2019-05')
  })

  test('with pairs needs both of each month, in any order, and its other columns where they were', () => {
    const may = ['May 2019 – Due', 'May 2019 – On time']
    expect(placesOf(pairs, ['Team', 'Measure', ...may, 'Remarks'])?.slice(2)).toEqual([
      'denominator 2019-05',
      'numerator 2019-05',
      'note ',
    ])
    expect(placesOf(pairs, ['Team', 'Measure', ...may])).toBeNull()
    expect(placesOf(pairs, ['Team', 'Measure', ...may, 'Comments'])).toBeNull()
    const lacking = ['Team', 'Measure', ...may, 'Jun 2019 – On time', 'Remarks']
    expect(placesOf(pairs, lacking)).toBeNull()
    expect(columnMatcher(pairs).lacking(lacking)).toEqual(['Jun 2019 – On time', 'Apr 2019 – Due'])
  })

  test('is refused where one month stands twice', () => {
    const twice = ['Team', 'Measure', 'Apr-19', 'April 2019']
    expect(placesOf(monthsRules, twice)).toBeNull()
    expect(columnMatcher(monthsRules).twice(twice)).toEqual(['Apr-19', 'April 2019'])
  })

  test('may have blank columns between its months', () => {
    const spaced = months([
      across('Apr 2019', 'value'),
      { heading: '', use: 'ignored' },
      across('May 2019', 'value'),
    ])
    const june = ['Team', 'Measure', 'Apr 2019', '', 'May 2019', '', 'Jun 2019']
    expect(placesOf(spaced, june)?.at(-1)).toBe('value 2019-06')
    expect(placesOf(monthsRules, june)).toBeNull()
  })

  test('has the same key with another month, and another with another heading', () => {
    const may = months([across('May 2019', 'value'), across('Jun-19', 'value')])
    expect(layoutKey(may)).toBe(layoutKey(monthsRules))
    expect(layoutKey(pairs)).not.toBe(layoutKey(monthsRules))
    expect(layoutKey(plainRules)).toBe('team\nchildren visited on time\nchildren due a visit')
  })

  test('is recognised whatever months follow one another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 24 }), (start, count) => {
        const named = Array.from({ length: count }, (_, i) => addMonths('1990-01', start + i))
        const found = columnMatcher(monthsRules).place(['Team', 'Measure', ...named.map(shortMonth)])
        expect(found?.slice(2).map(({ period }) => period)).toEqual(named)
      }),
    )
  })
})

describe('a table with teams across', () => {
  test('is recognised with the teams it knows, in any order, and never with one it does not', () => {
    expect(placesOf(teamsRules, ['Measure', 'H&P North', 'Assessment North'])).toEqual([
      'kpi ',
      'value H&P North',
      'value Assessment North',
    ])
    expect(placesOf(teamsRules, ['Measure', 'hp-n1'])).toEqual(['kpi ', 'value hp-n1'])
    expect(placesOf(teamsRules, ['Measure', 'H&P North', 'H&P South'])).toBeNull()
  })

  test('leaves out the column of a name that is no team', () => {
    const rules = { ...teamsRules, skip: { is: ['H&P North'], begins: [] } }
    expect(placesOf(rules, ['Measure', 'Assessment North', 'H&P North'])?.at(-1)).toBe('ignored H&P North')
  })
})

describe('rules of a table across', () => {
  const faultsOf = (rules: LayoutRules) => layoutFaults(rules, register).map(({ message }) => message)

  test('stand by months and by teams', () => {
    expect([monthsRules, pairs, teamsRules].map(faultsOf)).toEqual([[], [], []])
  })

  test('say that the month or team comes from the heading, and only there', () => {
    expect(faultsOf({ ...monthsRules, period: { from: 'sheet' } })).toEqual([
      'A heading names the month: it cannot come from elsewhere too',
    ])
    expect(faultsOf({ ...plainRules, period: { from: 'heading' } })).toEqual([
      'Select what the columns hold whose headings name a month',
    ])
  })

  test('do not name months and teams at once, or a month where there is none', () => {
    const both = months([across('Apr 2019', 'value'), { heading: 'HP-N1', use: 'value', across: 'team' }])
    expect(faultsOf(both)).toContain('The headings can name the months or the teams, not both')
    expect(faultsOf(months([across('Total', 'value')]))).toContain(
      '‘Total’ names no month. Write it like April 2019',
    )
  })

  test('say the same of columns that are alike, once for each month', () => {
    expect(
      faultsOf(months([across('Apr 2019', 'numerator'), across('May 2019', 'denominator')])),
    ).toHaveLength(1)
    expect(faultsOf(months([across('Apr 2019', 'value'), across('Apr-19', 'value')]))).toHaveLength(2)
  })

  test('take the measure from one place', () => {
    const measure = { from: 'constant', code: 'CN02' } as const
    expect(faultsOf({ ...monthsRules, measure })).toEqual([
      'A column holds the measure: it cannot come from elsewhere too',
    ])
    const none = { ...monthsRules, columns: monthsRules.columns.filter(({ use }) => use !== 'kpi') }
    expect(faultsOf(none)).toEqual(['Select the column that names the measure'])
    expect(faultsOf({ ...none, measure })).toEqual([])
    expect(faultsOf({ ...none, measure: { from: 'constant', code: 'ZZ' } })).toEqual(['Select the measure'])
  })

  test('fill down names, and never figures', () => {
    const filled = plainRules.columns.map((column) => ({ ...column, fillDown: true }))
    expect(faultsOf({ ...plainRules, columns: filled })).toHaveLength(2)
  })
})
