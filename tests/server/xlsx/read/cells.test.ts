import { describe, expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/universal'
import { openWorkbook } from '#server/xlsx/read/open-workbook.ts'
import { numberText, plainText } from '#server/xlsx/read/reader/number-text.ts'
import { kindOfCode } from '#server/xlsx/read/reader/styles.ts'
import { readGrid, rowsXml, type WorkbookParts, workbookOf } from '../../../support/workbook-files.ts'

/** The result of reading a workbook: its preview, its events and its end. */
async function readAll(parts: WorkbookParts | Buffer) {
  const grid = await openWorkbook(Buffer.isBuffer(parts) ? parts : workbookOf(parts))
  if ('code' in grid) throw new Error(grid.message)
  const { events, end } = await readGrid(grid)
  return { preview: grid.preview, events, end }
}

/** The cells of one row given as XML. */
async function cellsOf(xml: string, parts: WorkbookParts = {}) {
  const { events, end } = await readAll({
    ...parts,
    sheets: [{ name: 'S', rows: `<row r="1">${xml}</row>` }],
  })
  expect(end).toBeNull()
  const row = events[1]
  return row?.is === 'row' ? row : { cells: [] }
}

describe('a cell is read', () => {
  test('as the text it shares with others, its runs together and its readings left out', async () => {
    const strings =
      '<si><t>Help &amp; Protection</t></si><si><r><rPr><b/></rPr><t>Team </t></r><r><t xml:space="preserve"> ' +
      '2</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si>'
    const { cells } = await cellsOf('<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>', {
      strings,
    })
    expect(cells).toEqual(['Help & Protection', 'Team 2', '東京'])
  })

  test('as text of its own, whose spaces stand only where they were to be kept', async () => {
    const { cells } = await cellsOf(
      '<c t="inlineStr"><is><t>\n  May  \n</t></is></c><c t="inlineStr"><is><t xml:space="preserve"> May </t></is></c><c t="str"><v>May</v></c>',
    )
    expect(cells).toEqual(['May', ' May ', 'May'])
  })

  test('with the characters that XML cannot hold', async () => {
    const { cells } = await cellsOf(
      '<c t="inlineStr"><is><t>a_x0007_b</t></is></c><c t="inlineStr"><is><t>a_x005F_x0007_b</t></is></c>',
    )
    expect(cells).toEqual(['a\u0007b', 'a_x0007_b'])
  })

  test('as true, false, an error and an ISO day', async () => {
    const row = await cellsOf(
      '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#DIV/0!</v></c><c t="d"><v>2019-05-01T00:00:00</v></c><c t="d"><v>2019-05-01T09:30:00</v></c>',
    )
    expect(row.cells).toEqual(['TRUE', 'FALSE', '#DIV/0!', '2019-05-01', '2019-05-01T09:30:00'])
    expect('dates' in row && row.dates).toEqual(new Set([3]))
  })

  test('as the stored result of a formula, and as the formula where no result is stored', async () => {
    const row = await cellsOf(
      '<c><f>1+1</f><v>2</v></c><c t="str"><f>A1&amp;""</f><v></v></c><c><f>SUM(A1:A9)</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    )
    expect(row.cells).toEqual(['2', '', '=SUM(A1:A9)', '#DIV/0!'])
    expect('formulas' in row && row.formulas).toEqual(new Set([0, 3]))
  })

  test('at its own address, whatever was left out before it', async () => {
    const row = await cellsOf('<c r="C1"><v>3</v></c><c r="F1"/><c><v>7</v></c>')
    expect(row.cells).toEqual(['', '', '3', '', '', '', '7'])
  })

  test('without the prefix that some writers give every name', async () => {
    const { events } = await readAll({
      sheets: [
        {
          name: 'S',
          rows:
            '<?xml version="1.0"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>' +
            '<x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        },
      ],
    })
    expect(events).toEqual([
      { is: 'sheet', name: 'S' },
      { is: 'row', row: 2, cells: ['5'] },
    ])
  })
})

describe('a number is read by its style', () => {
  test('as a day, a percentage or a plain number', async () => {
    const row = await cellsOf(
      '<c s="0"><v>43586</v></c><c s="1"><v>43586</v></c><c s="2"><v>0.925</v></c><c s="3"><v>0.925</v></c><c s="4"><v>43586.5</v></c>',
      { formats: [0, 17, 9, 10, 164], codes: { 164: 'dd/mm/yyyy' } },
    )
    expect(row.cells).toEqual(['43586', '2019-05-01', '92.5%', '92.50%', '2019-05-01 12:00:00'])
    expect('dates' in row && row.dates).toEqual(new Set([1]))
  })

  test('as a day counted from 1904 where the workbook counts so', async () => {
    const { cells } = await cellsOf('<c><v>42124</v></c>', { formats: [14], from1904: true })
    expect(cells).toEqual(['2019-05-01'])
  })

  test.each([
    ['General', 'number'],
    ['0.00', 'number'],
    ['"days" 0', 'number'],
    ['[Red]0;[Blue]-0', 'number'],
    ['#,##0\\ "m"', 'number'],
    ['mmm-yy', 'date'],
    ['[$-809]dd mmmm yyyy;@', 'date'],
    ['yyyy"-"mm', 'date'],
    ['dd/mm/yyyy hh:mm', 'date'],
    ['[h]:mm:ss', 'elapsed'],
    ['hh:mm AM/PM', 'elapsed'],
    ['0%', 'percent'],
    ['0.0%;[Red]-0.0%', 'percent'],
  ])('the format %s shows a %s', (code, is) => expect(kindOfCode(code).is).toBe(is))

  test.each([
    [0.1 + 0.2, '0.3'],
    [12, '12'],
    [-0, '0'],
    [33.33333333333333, '33.33333333333333'],
    [1e21, '1e+21'],
    [7.00005, '7.00005'],
    [7.0000000001, '7'],
  ])('the number %d is written %s', (number, text) => expect(plainText(number)).toBe(text))

  test.each([
    [0.5, 0, '50%'],
    [0.925, 0, '92.5%'],
    [0.9, 1, '90.0%'],
    [0.123456789, 1, '12.3457%'],
    [1, 0, '100%'],
    [0.0029, 2, '0.29%'],
  ])('the share %d with %d decimals is shown without losing what it is: %s', (share, decimals, text) =>
    expect(numberText(share, { is: 'percent', decimals }, false).text).toBe(text),
  )

  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [43_831, '2020-01-01'],
    [2_958_465, '9999-12-31'],
  ])('day %d is %s', (serial, text) =>
    expect(numberText(serial, { is: 'date' }, false)).toEqual({ text, isDate: true }),
  )

  test.each([60, -1, 2_958_466])('day %d, which the calendar lacks, stays a number', (serial) =>
    expect(numberText(serial, { is: 'date' }, false)).toEqual({ text: String(serial), isDate: false }),
  )
})

describe('a workbook is read', () => {
  test('sheet by sheet in its own order, hidden ones too, with the rows a spreadsheet shows', async () => {
    const { events, preview } = await readAll({
      sheets: [
        { name: 'June', rows: rowsXml([['a'], [null], [' ']]) },
        { name: 'May', rows: `${rowsXml([['b', 1]], 7)}<row><c><v>2</v></c></row>`, hidden: true },
      ],
    })
    expect(events).toEqual([
      { is: 'sheet', name: 'June' },
      { is: 'row', row: 1, cells: ['a'] },
      { is: 'row', row: 3, cells: [' '] },
      { is: 'sheet', name: 'May', isHidden: true },
      { is: 'row', row: 7, cells: ['b', '1'] },
      { is: 'row', row: 8, cells: ['2'] },
    ])
    expect(preview.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['June', 2],
      ['May', 2],
    ])
  })

  test('with what it hides and what it merges, by place', async () => {
    const rows = [
      '<row r="1"><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c><c><v>2</v></c></row>',
      '<row r="2" hidden="1"><c/><c><v>3</v></c></row>',
      '<row r="3" ht="0" customHeight="1"><c/><c><v>4</v></c></row>',
      '<row r="4"><c/><c><v>5</v></c><c/></row>',
    ].join('')
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    const columns =
      '<cols><col min="1" max="1" width="9"/><col min="2" max="3" hidden="1"/><col min="5" max="16384" width="0"/></cols>'
    const merges = '<mergeCells count="2"><mergeCell ref="A1:A3"/><mergeCell ref="B4:C4"/></mergeCells>'
    const { events, preview } = await readAll({
      sheets: [
        {
          name: 'S',
          rows: `<?xml version="1.0"?><worksheet xmlns="${main}">${columns}<sheetData>${rows}</sheetData>${merges}</worksheet>`,
        },
      ],
    })
    expect(events.slice(1)).toEqual([
      { is: 'row', row: 1, cells: ['a', '1', '2'] },
      { is: 'row', row: 2, cells: ['', '3'], isHidden: true, merged: new Set([0]) },
      { is: 'row', row: 3, cells: ['', '4'], isHidden: true, merged: new Set([0]) },
      { is: 'row', row: 4, cells: ['', '5'], merged: new Set([2]) },
    ])
    const hidden = [...(preview[0]?.hiddenColumns ?? [])]
    expect(hidden.slice(0, 3)).toEqual([1, 2, 4])
    expect(hidden).toHaveLength(2 + 196)
  })

  test('as far as forty rows of each sheet for its preview, and whole as often as it is asked for', async () => {
    const table = Array.from({ length: 3000 }, (_, i) => [`row ${i + 1}`, i])
    const grid = await openWorkbook(
      workbookOf({ sheets: ['A', 'B'].map((name) => ({ name, rows: rowsXml(table) })) }),
    )
    if ('code' in grid) throw new Error(grid.message)
    expect(grid.preview.map(({ rows }) => rows.length)).toEqual([40, 40])
    const [once, twice] = [await readGrid(grid), await readGrid(grid)]
    expect(once.events).toHaveLength(6002)
    expect(twice).toEqual(once)
  })

  test('as it was written by a library that data teams use', async () => {
    const file = writeWorkbook([
      [{ value: 'team_code' }, { value: 'period' }, { value: 'numerator' }],
      [
        { value: 'HP1', type: String },
        { value: new Date('2019-05-01T00:00:00Z'), type: Date, format: 'mmm-yy' },
        { value: 12, type: Number },
      ],
    ])
    const { events, end } = await readAll(Buffer.from(await (await file.toBlob()).arrayBuffer()))
    expect(end).toBeNull()
    expect(events.slice(1)).toEqual([
      { is: 'row', row: 1, cells: ['team_code', 'period', 'numerator'] },
      {
        is: 'row',
        row: 2,
        cells: ['HP1', '2019-05-01', '12'],
        dates: new Set([1]),
        numbers: new Map([[1, '43586']]),
      },
    ])
  })

  test('by the results it holds, whatever other files its formulas refer to', async () => {
    const link = '<externalLink><externalBook id="rId1"/></externalLink>'
    const { events, end } = await readAll({
      sheets: [
        { name: 'S', rows: '<row r="1"><c><f>[1]May!A1</f><v>7</v></c><c><f>[1]May!A2</f></c></row>' },
      ],
      parts: { 'xl/externalLinks/externalLink1.xml': link },
    })
    expect(end).toBeNull()
    expect(events[1]).toEqual({ is: 'row', row: 1, cells: ['7', '=[1]May!A2'], formulas: new Set([0]) })
  })

  test('only as far as it is wanted: whoever stops ends the reading process', async () => {
    const grid = await openWorkbook(
      workbookOf({ sheets: [{ name: 'A', rows: rowsXml(Array.from({ length: 50_000 }, (_, i) => [i])) }] }),
    )
    if ('code' in grid) throw new Error(grid.message)
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length
    for await (const event of grid.events()) if (event.is === 'row') break
    await expect
      .poll(() => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length)
      .toBe(before)
  })
})
