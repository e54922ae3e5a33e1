import { describe, expect, test } from 'vitest'
import { type WorkbookColumn, workbookOf } from '#dashboards/exports/workbook.ts'
import { wholeWorkbook } from '#server/xlsx/write/write-workbook.ts'
import { some } from '../support/some.ts'
import { cellsOf, formatOf, sheetXml } from '../support/xlsx.ts'

type Row = { name: string; n: number | null; d: number | null }

const columns: WorkbookColumn<Row>[] = [
  { heading: 'Name', width: 20, cell: (row) => row.name },
  { heading: 'n', cell: (row) => row.n },
  { heading: 'd', cell: (row) => row.d },
  {
    heading: 'Rate',
    cell: ({ n, d }, at) =>
      n === null || d === null ? null : { formula: `100*${at('n')}/${at('d')}`, value: (n / d) * 100 },
  },
]

const written = async <Row>(...table: Parameters<typeof workbookOf<Row>>) =>
  wholeWorkbook(workbookOf(...table).sheets)

describe('a workbook', () => {
  test('holds numbers as numbers, and a rate as a formula with what it comes to', async () => {
    const cells = cellsOf(await written('April', columns, [{ name: 'Visits', n: 1, d: 3 }]))
    expect(cells.get('A1')).toEqual({ type: 's', text: 'Name' })
    expect(cells.get('B2')).toEqual({ type: 'n', text: '1' })
    expect(cells.get('C2')).toEqual({ type: 'n', text: '3' })
    expect(cells.get('D2')).toEqual({ type: 'n', text: '33.33333333333333', formula: '100*B2/C2' })
  })

  test('shows a value in the decimals it is given, and the sign of a percentage without multiplying it', async () => {
    const styles = ['number0', 'number2', 'points0', 'points1', 'points6'] as const
    const shown = styles.map((style): WorkbookColumn<number> => {
      return { heading: style, cell: (number) => ({ number, style }) }
    })
    const book = await written('April', shown, [92.345])
    expect(['A2', 'B2', 'C2', 'D2', 'E2'].map((address) => formatOf(book, address))).toEqual([
      '#,##0',
      '#,##0.00',
      '#,##0"%"',
      '#,##0.0"%"',
      '#,##0.000000"%"',
    ])
    expect(cellsOf(book).get('D2')).toEqual({ type: 'n', text: '92.345' })
  })

  test('leaves a cell that holds nothing empty, and keeps a zero', async () => {
    const cells = cellsOf(await written('April', columns, [{ name: '', n: 0, d: null }]))
    expect([...cells.keys()].filter((address) => address.endsWith('2'))).toEqual(['B2'])
    expect(cells.get('B2')).toEqual({ type: 'n', text: '0' })
  })

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\0=1',
    '\uff1d1+1',
    '\uff0b1',
    '\uff0d1',
    '\uff20A1',
    '<f>1</f>',
    '</t></si><c r="A1"><f>1</f></c>',
    '_x003D_1',
  ])('takes %j for text, in a cell, a heading and the name of a sheet', async (text) => {
    const book = await written(text, [{ heading: text, cell: () => text }], [null])
    expect(sheetXml(book)).not.toContain('<f>')
    for (const cell of some(cellsOf(book).values())) {
      expect(cell.type).toBe('s')
      expect(cell.text).toMatch(/^['<_]/)
    }
  })

  test('goes beyond the twenty-sixth column', async () => {
    const wide: WorkbookColumn<null>[] = Array.from({ length: 30 }, (_, i) => ({
      heading: `h${i}`,
      cell: (_row, at) => at(`h${i}`),
    }))
    const cells = cellsOf(await written('wide', wide, [null]))
    expect([cells.get('Z2')?.text, cells.get('AA2')?.text, cells.get('AD2')?.text]).toEqual([
      'Z2',
      'AA2',
      'AD2',
    ])
  })

  test('is the same for the same table', async () => {
    const rows = [{ name: 'Visits', n: 1, d: 3 }]
    expect(sheetXml(await written('a', columns, rows))).toBe(sheetXml(await written('a', columns, rows)))
  })

  test('refuses a formula over a column that is not there', async () => {
    await expect(written('a', [{ heading: 'a', cell: (_row, at) => at('b') }], [null])).rejects.toThrow(
      'no column b',
    )
  })
})
