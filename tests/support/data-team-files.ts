/** Files in the shapes that data teams send, each rebuilt as its program would write it. */
import { csvOf, HEADER } from './extract-files.ts'
import { rowsXml, workbookOf } from './workbook-files.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DATE = 14
const PERCENT = 10

const rows = ['HP-N1,CP04,2019-05,41,45', 'HP-N2,CP04,2019-05,30,36', 'HP-S1,CP04,2019-05,50,52']
const table: readonly (readonly (string | number | null)[])[] = [
  HEADER.split(','),
  ['HP-N1', 'CP04', '2019-05', 41, 45],
  ['HP-N2', 'CP04', '2019-05', 30, 36],
  ['HP-S1', 'CP04', '2019-05', 50, 52],
]

/** A sheet's whole XML part: `before` comes above its rows, `after` beneath. */
export function sheetXml(xml: string, { before = '', after = '' } = {}): string {
  return `<?xml version="1.0"?><worksheet xmlns="${MAIN}">${before}<sheetData>${xml}</sheetData>${after}</worksheet>`
}

const clean = csvOf(rows)
const percents = [41 / 45, 30 / 36, 50 / 52]

export const dataTeamFiles = {
  semicolons: clean.replaceAll(',', ';'),
  tabs: clean.replaceAll(',', '\t'),
  thousands: csvOf(['MASH,FD03,2019-05,"1,234",', 'EH-N,FD03,2019-05,(12),', 'EH-S,FD03,2019-05,1.2E+03,']),
  footer: `${clean}Report run 03/06/2019\r\n`,
  'blank columns at the right':
    [HEADER, ...rows].map((line) => `${line},,\r\n`).join('') + ',,,,,,\r\n'.repeat(4),
  'nice headings': csvOf(rows, 'Team Code,KPI Code,Period,Numerator,Denominator'),
  'counts and a column of percentages': workbookOf({
    formats: [0, PERCENT],
    sheets: [
      {
        name: 'Sheet1',
        rows: table
          .map((cells, i) => {
            const last = i === 0 ? text('value') : `<c s="1"><v>${percents[i - 1]}</v></c>`
            return rowsXml([cells], i + 1).replace('</row>', `${last}</row>`)
          })
          .join(''),
      },
    ],
  }),
  'a hidden row': workbookOf({
    sheets: [
      {
        name: 'Sheet1',
        rows: sheetXml(rowsXml(table).replace('<row r="3">', '<row r="3" hidden="1">'), {
          after:
            '<autoFilter ref="A1:E4"><filterColumn colId="0"><filters><filter val="HP-N1"/></filters></filterColumn></autoFilter>',
        }),
      },
    ],
  }),
  'a hidden second table': workbookOf({
    sheets: [
      { name: 'Sheet1', rows: rowsXml(table) },
      { name: 'old', rows: rowsXml([HEADER.split(','), ['HP-S2', 'CP04', '2019-05', 1, 2]]), hidden: true },
    ],
  }),
  'a cover sheet first': workbookOf({
    sheets: [
      { name: 'Cover', rows: rowsXml([['CP visits May 2019'], ['Prepared by Performance']]) },
      { name: 'CP visits', rows: rowsXml(table) },
    ],
  }),
  'merged team cells': workbookOf({
    sheets: [
      {
        name: 'Sheet1',
        rows: sheetXml(
          rowsXml([
            HEADER.split(','),
            ['HP-N1', 'CP04', '2019-04', 41, 45],
            [null, 'CP04', '2019-05', 30, 36],
            ['HP-S1', 'CP04', '2019-05', 50, 52],
          ]),
          { after: '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>' },
        ),
      },
    ],
  }),
  'no last line end': clean.trimEnd(),
  'a number shown as a date': workbookOf({
    formats: [0, DATE],
    sheets: [{ name: 'Sheet1', rows: rowsXml(table).replace('<c><v>41</v>', '<c s="1"><v>41</v>') }],
  }),
  'two byte-order marks': `\ufeff\ufeff${clean}`,
}

function text(words: string): string {
  return `<c t="inlineStr"><is><t>${words}</t></is></c>`
}
