import { describe, expect, test } from 'vitest'
import {
  formFaults,
  headingAt,
  type ReadTable,
  spotOf,
  swallowedRows,
  unseenCharacters,
} from '#domain/extracts/layouts/cells.ts'
import type { PlacedColumn } from '#domain/extracts/layouts/columns.ts'
import type { ColumnUse } from '#domain/extracts/layouts/layout.ts'

const column = (heading: string, use: ColumnUse = 'note'): PlacedColumn => ({
  ...{ heading, use, fillDown: false, period: null, team: null },
})
const columns = [column('Team', 'team'), column('', 'ignored'), column('Remarks')]
const inText: ReadTable = { sheet: null, told: null, width: 3, columns }
const inSheet: ReadTable = { ...inText, sheet: 'May', told: 'May' }
const row = (...cells: string[]) => ({ row: 7, cells })
const messages = (problems: readonly { message: string }[]) => problems.map(({ message }) => message)

test('a column is called by its heading, or by its letter where it has none', () => {
  expect([0, 1, 2, 3, 26, -1].map((place) => headingAt(columns, place))).toEqual([
    ...['Team', 'Column B', 'Remarks', 'Column D', 'Column AA', 'Column A'],
  ])
  expect(spotOf(row(), 1, 'May', columns)).toEqual({ sheet: 'May', row: 7, heading: 'Column B' })
})

describe('the form of a row', () => {
  test('of a text file has as many cells as there are headings', () => {
    const ragged = (...cells: string[]) => formFaults(row(...cells), inText)
    expect(ragged('a', 'b', 'c')).toEqual([])
    expect(ragged('a')).toEqual([
      {
        code: 'ragged_row',
        sheet: null,
        row: 7,
        column: null,
        value: null,
        firstRow: null,
        message: 'Row 7: The row has 1 cell and the headings are 3. Check for a missing or an extra comma',
      },
    ])
    expect(messages(ragged('a', 'b', 'c', 'd'))).toEqual([
      'Row 7: The row has 4 cells and the headings are 3. Check for a missing or an extra comma',
    ])
  })

  test('of a workbook may be shorter, and longer by blank cells', () => {
    expect(formFaults(row('a'), inSheet)).toEqual([])
    expect(formFaults(row('a', 'b', 'c', ' ', '\u00a0'), inSheet)).toEqual([])
    expect(formFaults(row('a', 'b', 'c', '', ' 9 '), inSheet)).toMatchObject([
      {
        code: 'ragged_row',
        sheet: 'May',
        row: 7,
        column: null,
        value: '9',
        message: 'Sheet ‘May’, row 7: Column E holds a cell and has no heading. Remove it or name the column',
      },
    ])
    expect(messages(formFaults(row('a', 'b', 'c', '9'), { ...inSheet, told: null }))).toEqual([
      'Row 7: Column D holds a cell and has no heading. Remove it or name the column',
    ])
  })
})

describe('a cell that holds whole rows', () => {
  const said = 'Row 7: A cell holds whole rows: a double quote opens in it and does not close where it should'

  test.each(['a\nb,c,d', 'a\r\nb,c,d', 'a,b,c,d\r'])('is found in a text file: %j', (text) => {
    const found = swallowedRows(row('x', text, 'y'), inText)
    expect(messages(found)).toEqual([said])
    expect(found[0]).toMatchObject({ code: 'bad_quote', sheet: null, row: 7, column: null, value: null })
    expect(formFaults(row('x', text, 'y'), inText)).toEqual(found)
  })

  test.each(['a\nb,c', 'a,b,c,d', 'a\nb'])('is none that has fewer commas, or no line end: %j', (text) => {
    expect(swallowedRows(row('x', text, 'y'), inText)).toEqual([])
  })

  test('is none of a workbook', () => {
    expect(swallowedRows(row('a\nb,c,d'), inSheet)).toEqual([])
  })
})

describe('a character that cannot be seen', () => {
  const codes = (text: string) => unseenCharacters(row('x', '', text), inText).map(({ code }) => code)

  test.each([
    '\u0000',
    '\u0008',
    '\u000b',
    '\u000c',
    '\u000e',
    '\u001f',
    '\u007f',
    '\u009f',
    '\ufffe',
    '\uffff',
  ])('is named with its cell: %j', (sign) => {
    expect(codes(`a${sign}b`)).toEqual(['control_character'])
  })

  test.each(['\t', '\n', '\r', ' ', '\u00a0', '~', '\ufffd'])(
    'is none of those that a cell may hold: %j',
    (sign) => {
      expect(codes(`a${sign}b`)).toEqual([])
    },
  )

  test('matters only in a column that is read', () => {
    expect(unseenCharacters(row('\u0001', '\u0001'), inSheet)).toEqual([
      {
        code: 'control_character',
        sheet: 'May',
        row: 7,
        column: 'Team',
        value: null,
        firstRow: null,
        message:
          'Sheet ‘May’, row 7, Team: The cell holds a character that cannot be seen. Type the cell again',
      },
    ])
  })
})
