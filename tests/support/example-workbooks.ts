/** An example of each format as a workbook, as Excel would write it. */
import { rowsXml, workbookOf } from './workbook-files.ts'

const DATE = 14

const text = (words: string) => `<c t="inlineStr"><is><t>${words}</t></is></c>`
const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`

const tidy = workbookOf({
  formats: [0, DATE],
  sheets: [
    { name: 'About', rows: rowsXml([['Children in care, April 2019'], ['Sent by the data team']]) },
    {
      name: 'Measurements',
      rows: [
        rowsXml([['kpi_code', 'team_code', 'period', 'as_at', 'numerator', 'denominator', 'value', 'note']]),
        // 1 April 2019 and 30 April 2019; a sum with its saved result; a figure within 1e-9 of four decimals.
        row(
          2,
          text('LC01'),
          text('CIC-N'),
          '<c s="1"><v>43556</v></c>',
          '<c s="1"><v>43585</v></c>',
          '<c><f>SUM(A8:A9)</f><v>120</v></c>',
          '<c><v>130</v></c>',
        ),
        row(
          4,
          text('WF01'),
          text('CIC-S'),
          text('2019-04'),
          '<c/>',
          '<c><v>151</v></c>',
          '<c><v>9.3000000000000007</v></c>',
          '<c/>',
          text('Two posts are vacant'),
        ),
      ].join(''),
    },
  ],
})

const headings = ['team_code', 'team_name', 'LC01_n', 'LC01_d', 'LC04_v']
const wide = workbookOf({
  formats: [0],
  sheets: [
    { name: 'Read me', rows: rowsXml([['One sheet for each month']]) },
    { name: '2019-03', rows: rowsXml([headings, ['CIC-N', 'Children in Care North', 118, 129, 91.5]]) },
    {
      name: '2019-04',
      rows: rowsXml([
        headings,
        ['CIC-N', 'Children in Care North', 120, 130, null],
        ['CIC-S', 'Children in Care South', 'c', 'low', 88],
      ]),
    },
  ],
})

export const exampleWorkbooks = { tidy, wide }
