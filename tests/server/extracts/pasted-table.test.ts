import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvOfPasted } from '#server/extracts/routes/pasted-table.ts'

/** As Excel copies it: a cell is quoted if it contains a tab or a line end, but not if it contains only a quote. */
const copied = (cell: string) => (/[\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const table = (rows: readonly string[][]) => rows.map((cells) => cells.map(copied).join('\t')).join('\r\n')
const read = (csv: string) => parse(csv, { relax_column_count: true }) as string[][]

describe('a table pasted from a spreadsheet', () => {
  it('says the same as CSV', () => {
    expect(csvOfPasted('team_code\tnumerator\r\nHP-S1\t29\r\n')).toBe(
      '"team_code","numerator"\r\n"HP-S1","29"\r\n',
    )
  })

  it('keeps tabs, quotes, commas and line ends inside a cell', () => {
    expect(read(csvOfPasted('"a ""b""\tc\nd"\t5" x, y\tz'))).toEqual([['a "b"\tc\nd', '5" x, y', 'z']])
  })

  it('takes a quote that never closes for part of its cell', () => {
    expect(read(csvOfPasted('"open\t1\nnext\t2'))).toEqual([
      ['"open', '1'],
      ['next', '2'],
    ])
  })

  it('keeps empty cells, at the end of a row and of the text too', () => {
    expect(read(csvOfPasted('a\t\t\nb\t'))).toEqual([
      ['a', '', ''],
      ['b', ''],
    ])
  })

  it('leaves what has no tab alone: it may be CSV', () => {
    expect(csvOfPasted('team_code,numerator\nHP-S1,29')).toBe('team_code,numerator\nHP-S1,29')
    expect(csvOfPasted('')).toBe('')
  })

  it('gives back whatever stood in the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '7', '"', ',', '\t', '\n', ' ', 'é', '=') })
    // A cell that itself looks quoted is copied in the same way as one that was quoted.
    const plain = cell.filter((text) => !text.startsWith('"'))
    fc.assert(
      fc.property(fc.array(fc.array(plain, { minLength: 2, maxLength: 5 }), { minLength: 1 }), (rows) => {
        const whole = rows.filter((cells) => cells.some((text) => text !== ''))
        fc.pre(whole.length > 0)
        expect(read(csvOfPasted(table(whole)))).toEqual(whole)
      }),
    )
  })

  it('takes time in proportion to its length', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `"open ${i}\t${i}`).join('\n')
    expect(read(csvOfPasted(rows))).toHaveLength(20_000)
  })
})
