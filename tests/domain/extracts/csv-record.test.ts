import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvRecord, quoted } from '#domain/extracts/csv-record.ts'
import { spreadsheetText } from '#domain/extracts/spreadsheet-text.ts'

describe('a record of CSV', () => {
  test('has numbers as numbers and nothing for nothing', () => {
    expect(csvRecord(['HP-S1', 12.5, null, '', 0])).toBe('HP-S1,12.5,,,0\r\n')
  })

  test('has quotes around what would end a cell or a row', () => {
    expect(csvRecord(['a,b', 'a "b"', 'a\nb', 'a\rb', 'plain'])).toBe(
      '"a,b","a ""b""","a\nb","a\rb",plain\r\n',
    )
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\uff1d1'])('has an apostrophe before %j', (text) => {
    expect(csvRecord([text, -1])).toBe(`"'${text}",-1\r\n`)
  })

  test('is read as the texts it was given', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
      fc.constantFrom('"', ',', '\r\n', '=', '-', '"",""'),
    )
    const anyRecord = fc.array(anyText, { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 3 }), (table) => {
        const read: string[][] = parse(table.map(csvRecord).join(''), { record_delimiter: '\r\n' })
        expect(read).toEqual(table.map((texts) => texts.map(spreadsheetText)))
      }),
      { numRuns: 10 },
    )
  })

  test('may quote a text without changing it', () => {
    expect(quoted('=1 "one"')).toBe('"=1 ""one"""')
  })
})
