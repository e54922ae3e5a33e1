import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openWorkbook } from '#server/xlsx/read/open-workbook.ts'
import {
  type CellToWrite,
  type SheetToWrite,
  serialOf,
  writeWorkbook,
} from '#server/xlsx/write/write-workbook.ts'
import { isWide } from '../../support/run-size.ts'
import { readGrid } from '../../support/workbook-files.ts'
import { sheetXml } from '../../support/xlsx.ts'

const plain = (value: string | number | null): CellToWrite => ({ value, style: 'plain' })
const sheetOf = (name: string, table: CellToWrite[][]): SheetToWrite => ({
  name,
  widths: [12],
  rows: table.map((cells, i) => ({ row: i + 1, cells })),
})

/** The rows that a written workbook is read back as. */
async function readBack(sheets: SheetToWrite[]) {
  const grid = await openWorkbook(await buffer(writeWorkbook(sheets)))
  if ('code' in grid) throw new Error(grid.message)
  const { events, end } = await readGrid(grid)
  expect(end).toBeNull()
  return events
}

describe('a workbook that is written', () => {
  test('is read as it was meant: text, numbers, days, percentages and nothing', async () => {
    const cells: CellToWrite[] = [
      plain('a'),
      plain(12.5),
      { value: serialOf('2019-05-01'), style: 'day' },
      { value: 0.925, style: 'percent1' },
      plain(null),
      plain('z'),
    ]
    expect(await readBack([sheetOf('May', [cells])])).toEqual([
      { is: 'sheet', name: 'May' },
      {
        is: 'row',
        row: 1,
        cells: ['a', '12.5', '2019-05-01', '92.5%', '', 'z'],
        dates: new Set([2]),
        numbers: new Map([[2, '43586']]),
      },
    ])
  })

  test('holds a formula with what it comes to, and shows no heading row as one where there is none', async () => {
    const formula: CellToWrite = { value: 50, style: 'points1', formula: '100*A2/B2' }
    const sheet = {
      ...sheetOf('May', [
        [plain('n'), plain('d')],
        [plain(1), plain(2), formula],
      ]),
      isUnheaded: true,
    }
    const bytes = await buffer(writeWorkbook([sheet]))
    expect(sheetXml(bytes)).toMatch(/<c r="C2" s="\d+"><f>100\*A2\/B2<\/f><v>50<\/v><\/c>/)
    expect(sheetXml(bytes)).not.toContain('frozen')
    expect((await readBack([sheet])).at(-1)).toMatchObject({ row: 2, cells: ['1', '2', '50'] })
  })

  test.runIf(isWide)(
    'says whatever text it was given, with a mark for what no workbook can hold',
    async () => {
      const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
      const markup = fc.constantFrom(
        '<c>',
        '&amp;',
        ']]>',
        '_x0041_',
        '_x005F_',
        '"\'',
        'a\r\nb',
        '\ud800',
        '\u0007',
      )
      await fc.assert(
        fc.asyncProperty(fc.array(fc.oneof(text, markup), { minLength: 1, maxLength: 30 }), async (texts) => {
          const [, row] = await readBack([sheetOf('May', [[plain('first'), ...texts.map(plain)]])])
          // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
          const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
          const meant = texts.map((said) => said.toWellFormed().replaceAll(unseen, '□'))
          expect(row?.is === 'row' && row.cells.slice(1)).toEqual(meant)
        }),
        { numRuns: 10 },
      )
    },
  )

  test('tells apart sheets whose names a spreadsheet would take for one', async () => {
    const events = await readBack(
      ['May/June', 'may june', `${'x'.repeat(40)}1`, `${'x'.repeat(40)}2`].map((name) => sheetOf(name, [])),
    )
    const names = events.map((event) => (event.is === 'sheet' ? event.name : null))
    expect(new Set(names.map((name) => name?.toLowerCase())).size).toBe(4)
    expect(names.every((name) => (name ?? '').length <= 31)).toBe(true)
  })

  test('keeps its headings in sight and its rows where they belong', async () => {
    const bytes = await buffer(
      writeWorkbook([{ name: 'May', widths: [], rows: [{ row: 7, cells: [plain('here')] }] }]),
    )
    expect(sheetXml(bytes)).toMatch(/state="frozen"/)
    expect(sheetXml(bytes)).toMatch(/<row r="7"><c r="A7"/)
  })

  test('is the same file when it says the same', async () => {
    const write = () => buffer(writeWorkbook([sheetOf('May', [[plain('a'), plain(1)]])]))
    expect(await write()).toEqual(await write())
  })

  test('is given up with whoever stops taking it', async () => {
    let ended = false
    const rows = async function* () {
      try {
        for (let row = 1; ; row++) yield { row, cells: [plain(Math.random())] }
      } finally {
        ended = true
      }
    }
    for await (const piece of writeWorkbook([{ name: 'May', widths: [], rows: rows() }])) {
      if (piece.length > 1000) break
    }
    await expect.poll(() => ended).toBe(true)
  })
})
