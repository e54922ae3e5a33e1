import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  headingsAt,
  holdsHeadings,
  isLikeFigure,
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

test('a text is like a figure where it is digits, with the signs that figures have', () => {
  const like = ['5', '-5', '–5', '1,041', '92%', '92.5 %', '1.']
  const unlike = ['', '%', '-', '5a', 'a5', '(5)', '5 of 6', '+5', '5 % x', ',5']
  expect([like, unlike].map((texts) => texts.map(isLikeFigure))).toEqual([
    Array(like.length).fill(true),
    Array(unlike.length).fill(false),
  ])
})

describe('the row of headings', () => {
  const at = (...rows: string[][]) => suggestHeadings(tableOf(rows))

  test('is above the first row with a figure beside a text, not above a number alone', () => {
    expect(at(['2019'], ['Team', 'Done'], ['North', '5'], ['a', 'b'], ['South', '6'])).toEqual({
      row: 2,
      rows: 1,
    })
    expect(at(['Team', 'Done'], ['North', 'x'], ['South', ' 6 '])).toEqual({ row: 2, rows: 2 })
    expect(at(['Team', 'Done'], ['North', '5'], ['a', 'b'])).toEqual({ row: 1, rows: 1 })
  })

  test('is the last row of several texts where there is no figure', () => {
    expect(at(['Title'], ['Team', 'Done'], ['note'])).toEqual({ row: 2, rows: 1 })
    expect(at(['Title'], ['Team', 'Done'])).toEqual({ row: 2, rows: 1 })
  })

  test('is none where the first row has the figures', () => {
    expect(at(['North', '5'], ['Team', 'Done'])).toBeNull()
  })

  test('is two rows only where they follow one another and both hold several texts', () => {
    const rows = (gap: number) => [
      { row: 1, cells: ['Month', 'Visits'] },
      { row: 1 + gap, cells: ['x', 'Done'] },
      { row: 9, cells: ['May', '5'] },
    ]
    expect(suggestHeadings(rows(1))).toEqual({ row: 2, rows: 2 })
    expect(suggestHeadings(rows(2))).toEqual({ row: 3, rows: 1 })
    expect(at(['Visits', ' '], ['Team', 'Done'], ['North', '5'])).toEqual({ row: 2, rows: 1 })
  })

  test('gives its headings, with those above where there are two', () => {
    const rows = tableOf([
      ['Visits', ''],
      ['Done', 'Due'],
    ])
    expect(headingsAt(rows, { row: 2, rows: 1 })).toEqual(['Done', 'Due'])
    expect(headingsAt(rows, { row: 2, rows: 2 })).toEqual(['Visits – Done', 'Visits – Due'])
    expect(headingsAt(rows, { row: 1, rows: 1 })).toEqual(['Visits'])
    expect(holdsHeadings(rows, ['VISITS – Done', 'Visits – Due'], 2)).toBe(true)
    expect(holdsHeadings(rows, ['Visits – Done', 'Visits – Due'], 1)).toBe(false)
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

test.each([
  ...['Total', 'Totals', 'Grand total', 'Subtotal', 'Sub total', 'sub-totals', 'All teams', 'Average'],
])('%s is offered as the beginning of a row to skip', (text) => {
  const rows = tableOf([
    ['Team'],
    [text, '1'],
    [`${text} (North)`, '2'],
    [`x ${text}`, '3'],
    [`${text}x`, '4'],
  ])
  expect(suggestSkips(rows, 1)).toEqual({ begins: [text], ends: [] })
  expect(suggestSkips(rows, 3)).toEqual({ begins: [], ends: [] })
})

test.each([
  ...['Produced', 'Printed by', 'Exported on', 'Generated at', 'Report run', 'Source', 'Note', 'Notes'],
])('%s is offered as the beginning of a footer', (text) => {
  const rows = tableOf([['Team'], ['', ` ${text}: Ann`], [`x ${text}`], [`${text.split(' ')[0]}é`]])
  expect(suggestSkips(rows, 1)).toEqual({ begins: [], ends: [text] })
  expect(suggestSkips(rows, 2)).toEqual({ begins: [], ends: [] })
})

test('a beginning is offered once, as it stands last in the file', () => {
  expect(suggestSkips(tableOf([['Team'], ['TOTAL'], ['Total'], [], ['', '']]), 1).begins).toEqual(['Total'])
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

test('a month is called so by its own text or by the last text to its left', () => {
  const cells = (...rows: string[][]) =>
    monthCells(tableOf([...rows, ['Team', 'May 2018']]), rows.length + 1).map(({ row, column }) => [
      row,
      column,
    ])
  expect(cells(['April 2019'], ['Period', '', 'May 2019'])).toEqual([
    [2, 2],
    [1, 0],
  ])
  expect(cells(['April 2019'], ['Month: May 2019'])).toEqual([
    [2, 0],
    [1, 0],
  ])
  expect(cells(['Month', 'x', 'April 2019'], ['Monthly', 'May 2019'])).toEqual([
    [1, 2],
    [2, 1],
  ])
})

test.each([
  ...['Run', 'ran', 'Produced', 'printed', 'exported', 'generated', 'extracted', 'created', 'refreshed'],
  ...['updated', 'downloaded', 'saved', 'prepared', 'published'],
])('a month beside “%s” is that of the report and not of its figures', (word) => {
  expect(monthCells(tableOf([[`${word} May 2019`], [word, 'May 2019'], ['Team']]), 3)).toEqual([])
  expect(monthCells(tableOf([[`${word}x`, ' May 2019 '], ['Team']]), 2)).toEqual([
    { row: 1, column: 1, text: 'May 2019', month: '2019-05' },
  ])
})

test.each([
  ['13/05/2019', true],
  ['3/6/2019 9:14', false],
  ['3/6/2019 23:59', false],
  ['3/6/2019 19:00', false],
  ['3/6/2019 24:00', true],
  ['3/6/2019 9:60', true],
  ['3/6/2019 0:00', true],
  ['3/6/2019 00:00:00', true],
  ['3/6/2019 00:00:01', false],
  ['3/6/2019 10:00', false],
  ['3/6/2019 123:45', true],
  ['3/6/2019 12:345', true],
])('%s is a month of figures, or the time of a report', (text, is) => {
  expect(monthCells(tableOf([[text], ['Team']]), 2)).toHaveLength(is ? 1 : 0)
})

test('no file makes it fail', () => {
  const rows = fc.array(fc.array(fc.string()))
  let offered = 0
  fc.assert(
    fc.property(rows, (cells) => {
      const table = tableOf(cells)
      const found = suggestHeadings(table)
      suggestSkips(table, found?.row ?? 0)
      if (found === null) return
      offered++
      expect(headingsAt(table, found)).not.toBeNull()
    }),
  )
  expect(offered).toBeGreaterThan(0)
})
