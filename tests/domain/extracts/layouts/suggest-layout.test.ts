import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  headingsAt,
  holdsHeadings,
  monthCells,
  suggestHeadings,
  suggestSkips,
} from '#domain/extracts/layouts/suggest-layout.ts'
import { report, tableOf } from '../../layout-examples.ts'

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

test('cells above the headings that name one month are offered with it', () => {
  const rows = tableOf([['Visits', 'April 2019'], ['April 2019 to May 2019'], ['Team', 'May 2019']])
  expect(monthCells(rows, 3)).toEqual([{ row: 1, column: 1, text: 'April 2019', month: '2019-04' }])
})

test('the cell that is called the month comes first, and when a report was run is never offered', () => {
  const rows = tableOf([
    ['Visits by team, March 2019 onwards'],
    ['Reporting month:', '2019-05-01'],
    ['Run on 03/06/2019 09:14 by PERFORMANCE'],
    ['Date produced', '2019-06-03'],
    ['03/06/2019 09:14'],
    ['Team', 'On time'],
  ])
  expect(monthCells(rows, 6).map(({ row, column, month }) => [row, column, month])).toEqual([
    [2, 1, '2019-05'],
    [1, 0, '2019-03'],
  ])
})

test('no file makes it fail', () => {
  const rows = fc.array(fc.array(fc.string()))
  fc.assert(
    fc.property(rows, (cells) => {
      const table = tableOf(cells)
      const found = suggestHeadings(table)
      if (found !== null) expect(headingsAt(table, found)).not.toBeNull()
      suggestSkips(table, found?.row ?? 0)
    }),
  )
})
