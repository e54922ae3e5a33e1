import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { fileProblem, rowProblem } from '#domain/extracts/problem.ts'
import { fileWithProblems } from '#server/extracts/problem-file/problem-file.ts'
import type { StoredProblem } from '#server/extracts/problem-file/problems-by-row.ts'
import { openGrid } from '#server/extracts/tables/open-grid.ts'
import type { Grid, GridRow } from '#server/grid.ts'
import { csvOf, HEADER } from '../../../support/extract-files.ts'
import { readGrid, rowsXml, type WorkbookParts, workbookOf } from '../../../support/workbook-files.ts'
import { sheetXml } from '../../../support/xlsx.ts'

async function gridOf(bytes: Buffer): Promise<Grid> {
  const pieces = async function* () {
    yield bytes
  }
  const grid = await openGrid(pieces(), { encoding: null })
  if ('code' in grid) throw new Error(grid.message)
  return grid
}

const ofCsv = (rows: string[], header = HEADER) => gridOf(Buffer.from(csvOf(rows, header)))
const ofWorkbook = (parts: WorkbookParts) => gridOf(workbookOf(parts))
const at = (row: number, message: string, sheet: string | null = null): StoredProblem => ({
  ...rowProblem('bad_number', row, 'numerator', null, message),
  sheet,
})

async function* inOrder(found: StoredProblem[]) {
  yield* found
}

async function csvFile(grid: Grid, found: StoredProblem[], which: 'all' | 'rejected' = 'all') {
  const file = fileWithProblems(grid, inOrder(found), which, 'csv')
  if (file.container !== 'csv') throw new Error('not CSV')
  let text = ''
  for await (const lines of file.lines) text += lines
  expect(text.startsWith('\ufeff')).toBe(true)
  return text.slice(1).split('\r\n').slice(0, -1)
}

async function workbookFile(grid: Grid, found: StoredProblem[], which: 'all' | 'rejected' = 'all') {
  const file = fileWithProblems(grid, inOrder(found), which, 'xlsx')
  if (file.container !== 'xlsx') throw new Error('not XLSX')
  const bytes = await buffer(file.pieces)
  const { events, end } = await readGrid(await gridOf(bytes))
  expect(end).toBeNull()
  return {
    bytes,
    events,
    rows: events.filter((event): event is { is: 'row' } & GridRow => event.is === 'row'),
  }
}

describe('a CSV comes back as CSV', () => {
  test('with every cell as it was and a last column that says what is wrong', async () => {
    const grid = await ofCsv([
      'HP1,CP01,2019-05,92%,10',
      '"A ""quoted"", cell",CP01,2019-05,3,10',
      'HP2,CP01,2019-05,,10',
    ])
    expect(await csvFile(grid, [at(2, 'No percent'), at(2, 'And no'), at(4, 'Fill it in')])).toEqual([
      `${HEADER},problem`,
      'HP1,CP01,2019-05,92%,10,No percent. And no',
      '"A ""quoted"", cell",CP01,2019-05,3,10,',
      'HP2,CP01,2019-05,,10,Fill it in',
    ])
  })

  test('with nothing in it that a spreadsheet would take for a formula, and signs for nothing left as they are', async () => {
    const grid = await ofCsv(['=1+1,CP01,2019-05,-5,-'])
    expect((await csvFile(grid, []))[1]).toBe('"\'=1+1",CP01,2019-05,-5,-,')
  })

  test('with its blank rows, so that the numbers in the messages are those it shows', async () => {
    const grid = await ofCsv(['HP1,CP01,2019-05,1,10', '', 'HP2,CP01,2019-05,x1,10'])
    expect(await csvFile(grid, [at(4, 'Row 4')])).toEqual([
      `${HEADER},problem`,
      'HP1,CP01,2019-05,1,10,',
      expect.stringMatching(/^,*$/),
      'HP2,CP01,2019-05,x1,10,Row 4',
    ])
  })

  test('with its problem behind a row that has a cell too many', async () => {
    const grid = await ofCsv(['HP1,CP01,2019-05,1,10,11'])
    expect((await csvFile(grid, [at(2, 'One too many')]))[1]).toBe('HP1,CP01,2019-05,1,10,11,One too many')
  })

  test('with what is wrong with its headings beside the first row beneath them', async () => {
    const grid = await ofCsv(['HP1,CP01,2019-05,1,10'], HEADER.replace('numerator', 'Num'))
    const found = [at(1, 'Row 1, Num: rename it'), fileProblem('missing_column', 'A column is missing')]
    const [head, row] = await csvFile(grid, found)
    expect(head).toMatch(/,problem$/)
    expect(row).toBe('HP1,CP01,2019-05,1,10,"Row 1, Num: rename it. A column is missing"')
  })

  test('with its own column of problems written anew', async () => {
    const grid = await ofCsv(
      ['HP1,old words,CP01,2019-05,1,10', 'HP2,old words,CP01,2019-05,1,10'],
      'team_code,problem,kpi_code,period,numerator,denominator',
    )
    expect(await csvFile(grid, [at(3, 'New words')])).toEqual([
      'team_code,problem,kpi_code,period,numerator,denominator',
      'HP1,,CP01,2019-05,1,10',
      'HP2,New words,CP01,2019-05,1,10',
    ])
  })

  test('and says where it could be read no further', async () => {
    const grid = await ofCsv(['HP1,CP01,2019-05,1,10', 'HP2,CP01,"2019-05,1,10'])
    const lines = await csvFile(grid, [at(3, 'Row 3: A double quote opens')])
    expect(lines[2]).toMatch(/Row 3: A double quote opens/)
    expect(lines[3]).toMatch(/could be read no further/)
  })

  test('of which only the rejected rows are wanted: the headings and those', async () => {
    const grid = await ofCsv(['HP1,CP01,2019-05,1,10', 'HP2,CP01,2019-05,x1,10', 'HP3,CP01,2019-05,1,10'])
    expect(await csvFile(grid, [at(3, 'Wrong')], 'rejected')).toEqual([
      `${HEADER},problem`,
      'HP2,CP01,2019-05,x1,10,Wrong',
    ])
  })
})

describe('a workbook comes back as a workbook', () => {
  const parts: WorkbookParts = {
    formats: [0, 17, 10],
    sheets: [
      {
        name: 'May',
        rows:
          `${rowsXml([['Team', 'Period', 'Share', 'Count', 'Code']])}<row r="3"><c t="inlineStr"><is><t>HP1</t></is>` +
          '</c><c s="1"><v>43586</v></c><c s="2"><v>0.925</v></c><c><v>12.5</v></c><c t="inlineStr"><is><t>0012</t>' +
          '</is></c></row>',
      },
      {
        name: 'June',
        rows: rowsXml([
          ['Team', 'Count'],
          ['HP1', 'twelve'],
        ]),
      },
    ],
  }

  test('with its sheets, its numbers as numbers and its days as days, at the rows where they stood', async () => {
    const { events, bytes } = await workbookFile(await ofWorkbook(parts), [at(2, 'Not a number', 'June')])
    expect(events).toEqual([
      { is: 'sheet', name: 'May' },
      { is: 'row', row: 1, cells: ['Team', 'Period', 'Share', 'Count', 'Code', 'problem'] },
      {
        is: 'row',
        row: 3,
        cells: ['HP1', '2019-05-01', '92.50%', '12.5', '0012'],
        dates: new Set([1]),
        numbers: new Map([[1, '43586']]),
      },
      { is: 'sheet', name: 'June' },
      { is: 'row', row: 1, cells: ['Team', 'Count', 'problem'] },
      { is: 'row', row: 2, cells: ['HP1', 'twelve', 'Problem: Not a number'] },
    ])
    expect(sheetXml(bytes)).toMatch(/<c r="D3"[^>]*><v>12\.5<\/v>/)
    expect(sheetXml(bytes)).not.toMatch(/<c r="E3"[^>]*><v>12<\/v>/)
  })

  test('with its problems on the sheet that was read, where only one was', async () => {
    const grid = await ofWorkbook({
      sheets: [
        { name: 'Read me', rows: rowsXml([['How to use this'], ['Fill it in']]) },
        { name: 'Measurements', rows: rowsXml([HEADER.split(','), ['HP1', 'CP01', '2019-05', 'x1', 10]]) },
      ],
    })
    const { rows } = await workbookFile(grid, [at(2, 'Wrong')])
    expect(rows.map(({ cells }) => cells.at(-1))).toEqual([
      'problem',
      'Fill it in',
      'problem',
      'Problem: Wrong',
    ])
  })

  test('of which only the rejected rows are wanted: the sheets that have one, headings and rows', async () => {
    const { events } = await workbookFile(await ofWorkbook(parts), [at(2, 'Wrong', 'June')], 'rejected')
    expect(events).toEqual([
      { is: 'sheet', name: 'June' },
      { is: 'row', row: 1, cells: ['Team', 'Count', 'problem'] },
      { is: 'row', row: 2, cells: ['HP1', 'twelve', 'Problem: Wrong'] },
    ])
  })

  test('even with characters and formulas in it that a workbook could not hold', async () => {
    const grid = await ofCsv(['"HP\u00071",=cmd|x,2019-05,1,10'])
    const { rows } = await workbookFile(grid, [at(2, 'Wrong')])
    expect(rows[1]?.cells.slice(0, 2)).toEqual(['HP□1', "'=cmd|x"])
  })

  test('as a CSV too, when that is asked for', async () => {
    expect(await csvFile(await ofWorkbook(parts), [at(2, 'Wrong', 'June')])).toEqual([
      'Team,Period,Share,Count,Code,problem',
      '',
      'HP1,2019-05-01,92.50%,12.5,0012,',
      '',
      'Team,Count,problem',
      'HP1,twelve,Wrong',
    ])
  })
})
