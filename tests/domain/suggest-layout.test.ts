import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  exactCode,
  headingsAt,
  holdsHeadings,
  monthCells,
  nearestName,
  suggestHeadings,
  suggestSkips,
  suggestUse,
  usualMeaning,
} from '#domain/suggest-layout.ts'
import { register, report, tableOf } from './layout-examples.ts'

describe('where headings are likely to stand', () => {
  test('is the last row of words above the first figures', () => {
    expect(suggestHeadings(tableOf(report))).toEqual({ row: 3, rows: 1 })
  })

  test('is two rows where the one above holds several headings too', () => {
    const merged = [
      ['Month', 'LAC visits', ''],
      ['', 'On time', 'Due'],
      ['2019-04-01', '1', '2'],
    ]
    expect(suggestHeadings(tableOf(merged))).toEqual({ row: 2, rows: 2 })
    expect(headingsAt(tableOf(merged), { row: 2, rows: 2 })).toEqual([
      'Month',
      'LAC visits – On time',
      'LAC visits – Due',
    ])
  })

  test('is nowhere in a sheet without a table', () => {
    expect(suggestHeadings(tableOf([['Visits are counted by day.'], []]))).toBeNull()
    expect(suggestHeadings([])).toBeNull()
  })
})

test('a row that is not there holds no headings', () => {
  expect(headingsAt(tableOf(report), { row: 40, rows: 1 })).toBeNull()
  expect(headingsAt(tableOf(report), { row: 1, rows: 2 })).toBeNull()
})

test('a sheet holds headings wherever they stand in it', () => {
  const headings = ['Team', 'Children visited on time', 'Children due a visit']
  expect(holdsHeadings(tableOf([[], ...report]), headings, 1)).toBe(true)
  expect(holdsHeadings(tableOf(report), headings.slice(1), 1)).toBe(false)
})

test('totals and footers are offered as they stand in the file, once each', () => {
  const more = [...report, ['Sub-total', '1'], ['Totally new team', '1'], ['total', '2']]
  expect(suggestSkips(tableOf(more), 3)).toEqual({
    begins: ['Subtotal', 'total', 'Sub-total'],
    ends: ['Produced by'],
  })
})

describe('what a column is likely to hold', () => {
  test('is what its texts are: teams, months or measures', () => {
    expect(suggestUse('Unit', ['Front door', 'assessment  north'], register)).toBe('team')
    expect(suggestUse('When', ['Apr-19', '', '2019-05'], register)).toBe('period')
    expect(suggestUse('What', ['CN02', 'Contacts received'], register)).toBe('kpi')
  })

  test('is a measure where its heading is the measure’s very name', () => {
    expect(suggestUse('CIN visits in timescale (%)', ['92%', 'n/a'], register)).toEqual({
      kpi: 'CN02',
      part: 'value',
    })
    expect(suggestUse('Contacts received', ['1,200'], register)).toEqual({ kpi: 'FD03', part: 'numerator' })
    expect(suggestUse('CIN visits in timescale', ['120', '90'], register)).toEqual({
      kpi: 'CN02',
      part: 'numerator',
    })
  })

  test('is not guessed from anything less', () => {
    expect(suggestUse('CIN visits', ['41'], register)).toBeNull()
    expect(suggestUse('Team', ['North'], register)).toBeNull()
    expect(suggestUse('', [], register)).toBeNull()
  })
})

test('a name is a team’s letter for letter, or nobody’s; a service’s may head the rows of its teams', () => {
  expect(exactCode('team', ' ASSESSMENT north', register)).toBe('ASMT-N')
  expect(exactCode('team', 'asmt-n', register)).toBe('ASMT-N')
  expect(exactCode('team', 'Assesment North', register)).toBeNull()
  expect(exactCode('team', 'Front Door and Assessment', register)).toBeNull()
  expect(nearestName('team', 'Assesment North', register)).toEqual({
    name: 'Assessment North',
    code: 'ASMT-N',
  })
  expect(nearestName('kpi', 'CIN visits in time scale', register)?.code).toBe('CN02')
  expect(nearestName('team', 'Front Door and Assesment', register)).toBeNull()
  expect(nearestName('team', 'AST Nroth', register)).toBeNull()
  const said = [{ name: 'AST North', code: 'ASMT-N' }]
  expect(nearestName('team', 'AST Nroth', register, said)).toEqual(said[0])
})

test('cells above the headings that name one month are offered with it', () => {
  const rows = tableOf([['Visits', 'April 2019'], ['April 2019 to May 2019'], ['Team', 'May 2019']])
  expect(monthCells(rows, 3)).toEqual([{ row: 1, column: 1, text: 'April 2019', month: '2019-04' }])
})

test('a word’s usual meaning is known for those in use, and for no other', () => {
  expect(['-', 'N/A', '*', '<5', 'tbc'].map(usualMeaning)).toEqual(['x', 'z', 'c', 'c', null])
})

test('no file makes it fail', () => {
  const rows = fc.array(fc.array(fc.string()))
  fc.assert(
    fc.property(rows, (cells) => {
      const table = tableOf(cells)
      const found = suggestHeadings(table)
      if (found !== null) expect(headingsAt(table, found)).not.toBeNull()
      suggestSkips(table, found?.row ?? 0)
      for (const column of cells) suggestUse(column[0] ?? '', column, register)
    }),
  )
})
