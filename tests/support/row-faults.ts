/** Clean extracts, and every way in which one of their rows may be wrong. Cells are written as in the file. */

export type Golden = {
  name: string
  header: readonly string[]
  rows: readonly (readonly string[])[]
  /** Columns that accept any text, and those with codes, periods and days. The others contain figures. */
  free: readonly string[]
}

/** A file with one fault, and the fault's row as numbered by a spreadsheet. */
export type FaultyFile = { fault: string; row: number; column: number; content: string }

export const goldenTidy: Golden = {
  name: 'tidy',
  header: 'team_code,team_name,kpi_code,period,numerator,denominator,value,as_at,note,previous_value'.split(
    ',',
  ),
  rows: [
    [
      'CIC-N',
      'Children in Care North',
      'LC01',
      '2019-04',
      '120',
      '130',
      '',
      '2019-04-30',
      '"Two late, and counted"',
      '91.5',
    ],
    ['CIC-C', 'Children in Care Central', 'LC01', '2019-04', '0', '0', '', '', '', ''],
    ['CIC-S', '"Children in Care, South"', 'LC01', '2019-04', 'c', 'low', '', '', 'Café', '80'],
    ['CIC-N', 'Children in Care North', 'LC03', '2019-04', '7', '', '', '', '', ''],
    ['MASH', 'Hub', 'FD03', '2019-04', '241', '', '', '', '"He said ""so"""', ''],
    ['ASMT-N', 'Assessment North', 'AS03', '2019-04', '', '18', '12.5', '', '', ''],
    ['HP-N1', 'Help', 'WF01', '2019-04', '151', '9.3', '', '', '', ''],
    ['ASMT-C', 'Assessment Central', 'MO01', '2019-W18', '41', '50', '', '2019-05-05', '', ''],
    ['QSP', 'Quality', 'QA01', '2019-04', '33', '30', '', '', '', ''],
    ['YOS', 'Youth Offending Service', 'YO01', '2019-Q1', '3', '12', '', '', '', ''],
    ['CIC-S', 'Children in Care South', 'LC04', '2019-04', '', '', '88.5', '', '', ''],
    ['CIC-C', 'Children in Care Central', 'LC04', '2019-04', '', '', '', '', '', ''],
  ],
  free: ['team_name', 'note', 'previous_value'],
}

export const goldenWide: Golden = {
  name: 'wide',
  header: 'team_code,team_name,period,as_at,LC01_n,LC01_d,LC03_n,MO01_n,MO01_d,AS03_d,AS03_v,note'.split(','),
  rows: [
    [
      'CIC-N',
      'Children in Care North',
      '2019-04',
      '2019-04-30',
      '120',
      '130',
      '4',
      '20',
      '25',
      '',
      '',
      '"Two late, and counted"',
    ],
    ['CIC-C', 'Children in Care Central', '2019-04', '', '0', '0', '0', 'c', 'low', '', '', ''],
    ['CIC-S', '"Children in Care, South"', '2019-04', '', '88', '90', '11', '30', '30', '', '', 'Café'],
    ['ASMT-N', 'Assessment North', '2019-04', '', '', '', '', '41', '50', '18', '12.5', ''],
    ['ASMT-C', 'Assessment Central', '2019-W18', '', '', '', '', '9', '10', '', '', '"He said ""so"""'],
    ['COURT', 'Court Team', '2019-04', '', '12', '13', '', '7', '8', '', '', ''],
  ],
  free: ['team_name', 'note'],
}

/** The same without quotes: text without quotes is read in another, faster way. */
export function withoutQuotes(golden: Golden): Golden {
  const rows = golden.rows.map((cells) => cells.map((cell) => cell.replaceAll(/[",]/g, '')))
  return { ...golden, rows }
}

/** The file, with line ends as a spreadsheet writes them. */
export function textOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('')
}

const NEAR_FIGURES =
  '92%|1e3|1.23456|1 000|"1,234"|"12,5"|+5|１２|0x1F|1.|.5|1_000|½|1234567890|1..2|5-|£5|1/2|c.|Low'.split(
    '|',
  )
const NO_FIGURES =
  'abc|n/a|N/A|-|~|*|TRUE|nil|2019-04-01|01/04/2019|#DIV/0!|#N/A|=1+1|@A1|-1|-0.5|NaN|Infinity|12 of 13'.split(
    '|',
  )
const NO_CODES = '12|ZZZ|CIC N|=A1|#REF!|СIC-N|-|Total|2019-04|92%'.split('|')
const NO_PERIODS =
  '201904|2019-13|2019/04|Apr-19|04/2019|2019-W54|2019-Q5|43556|2019-04-01|2099-01|19-04|2019-4|April 2019|=A1|1e3'.split(
    '|',
  )
const NO_DAYS = 'tomorrow|2019-02-30|30/04/2019|43585|2099-01-01|2019-04|92%|#N/A'.split('|')
const UNSEEN = ['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\uffff']
const UNSEEN_IN_CODES = ['\t', '\u2028', '\u000b']

/** Every fault of one row in every row and, if it affects one column, in every column; the headings are row 1. */
export function* rowFaults(golden: Golden): Generator<FaultyFile> {
  const lines = [golden.header, ...golden.rows]
  for (const [index, cells] of lines.entries()) {
    const withLine = (line: string) =>
      lines.map((each, i) => `${i === index ? line : each.join(',')}\r\n`).join('')
    for (const { fault, column, line, after = 0 } of lineFaults(golden, cells, index === 0)) {
      yield { fault, row: index + 1 + after, column, content: withLine(line) }
    }
  }
  for (const [index, cells] of golden.rows.entries()) {
    for (let place = index + 1; place <= golden.rows.length; place++) {
      const rows = golden.rows.toSpliced(place, 0, cells)
      yield { fault: 'a row repeated', row: place + 2, column: 0, content: textOf(golden.header, rows) }
    }
  }
}

/** `after` is how many rows below the fault is reported: what a row's last cell loses to the next line becomes a row of its own.
 * */
type LineFault = { fault: string; column: number; line: string; after?: number }

function* lineFaults(golden: Golden, cells: readonly string[], isHeader: boolean): Generator<LineFault> {
  for (const [column, cell] of cells.entries()) {
    const put = (fault: string, ...instead: string[]): LineFault => ({
      fault,
      column,
      line: cells.toSpliced(column, 1, ...instead).join(','),
    })
    yield put('a separator too many', '', cell)
    yield put('a separator too many', cell, '')
    yield put('a cell missing')
    if (column + 1 < cells.length) {
      for (const [fault, sign] of [
        ['a separator missing', ''],
        ['another separator', ';'],
        ['another separator', '\t'],
        ['another separator', '|'],
        ['another separator', ' '],
      ] as const) {
        const joined = `${cell}${sign}${cells[column + 1]}`
        yield { fault, column, line: cells.toSpliced(column, 2, joined).join(',') }
      }
    }
    yield* quoteFaults(cell, put)
    yield* cellFaults(golden, column, cell, put, isHeader)
  }
  if (!isHeader) {
    yield { fault: 'a row shifted', column: 0, line: ['', ...cells.slice(0, -1)].join(',') }
    yield { fault: 'a row shifted', column: 0, line: [...cells.slice(1), ''].join(',') }
    yield { fault: 'other separators', column: 0, line: cells.join(';') }
    yield { fault: 'other separators', column: 0, line: cells.join('\t') }
  }
}

function* quoteFaults(
  cell: string,
  put: (fault: string, ...instead: string[]) => LineFault,
): Generator<LineFault> {
  const middle = Math.ceil(cell.length / 2)
  yield put('a quote that opens', `"${cell}`)
  if (cell !== '') yield put('a quote too many', `${cell}"`)
  if (cell.length > 2 && cell[middle] !== '"' && cell[middle - 1] !== '"') {
    yield put('a quote within', `${cell.slice(0, middle)}"${cell.slice(middle)}`)
  }
  if (cell.startsWith('"')) {
    yield put('a quote that does not open', cell.slice(1))
    yield put('a quote that does not close', cell.slice(0, -1))
  }
}

function* cellFaults(
  { header, free }: Golden,
  column: number,
  cell: string,
  put: (fault: string, ...instead: string[]) => LineFault,
  isHeader: boolean,
): Generator<LineFault> {
  const name = header[column] ?? ''
  const bare = cell.replaceAll('"', '')
  const isFree = free.includes(name)
  for (const sign of isFree && !isHeader ? UNSEEN : [...UNSEEN, ...UNSEEN_IN_CODES]) {
    yield put('a character that is not seen', `${bare.replaceAll(',', '')}${sign}`)
    yield put('a character that is not seen', `${sign}${bare.replaceAll(',', '')}`)
  }
  if (bare.length > 1 && !cell.startsWith('"')) {
    const broken = put('a line that breaks off', `${cell.slice(0, 1)}\r\n${cell.slice(1)}`)
    yield !isHeader && column === header.length - 1 ? { ...broken, after: 1 } : broken
  }
  if (isHeader) {
    if (!bare.startsWith('previous_')) yield put('another heading', `${bare}s`)
    yield put('another heading', 'Colour')
    if (column > 0) yield put('a heading twice', header[0] ?? '')
  } else if (!isFree) {
    for (const [fault, text] of wrongTexts(name)) yield put(fault, text)
  }
}

function wrongTexts(column: string): [fault: string, text: string][] {
  const kinds: [string, string[]][] = column.endsWith('_code')
    ? [['no code', ['', ...NO_CODES]]]
    : column === 'period'
      ? [['no period', ['', ...NO_PERIODS]]]
      : column === 'as_at'
        ? [['no day', NO_DAYS]]
        : [
            ['a near-figure', NEAR_FIGURES],
            ['no figure', NO_FIGURES],
          ]
  return kinds.flatMap(([fault, texts]) => texts.map((text): [string, string] => [fault, text]))
}
