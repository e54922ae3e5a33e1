import { describe, expect, test } from 'vitest'
import { readFile } from '../../support/read-file.ts'
import { rowsXml, workbookOf } from '../../support/workbook-files.ts'

type XmlCell = string

const PLAIN = 0
const DATE = 1
const PERCENT = 2
const formats = [0, 14, 10]

const text = (words: string): XmlCell => `<c t="inlineStr"><is><t xml:space="preserve">${words}</t></is></c>`
const number = (value: number | string, style = PLAIN): XmlCell => `<c s="${style}"><v>${value}</v></c>`
const cached = (formula: string, value: number): XmlCell => `<c><f>${formula}</f><v>${value}</v></c>`
const row = (at: number, cells: readonly XmlCell[]) => `<row r="${at}">${cells.join('')}</row>`

const columns = ['team_code', 'kpi_code', 'period', 'numerator', 'denominator', 'as_at']
const header = rowsXml([columns])
const golden: readonly XmlCell[] = [
  text('CIC-N'),
  text('LC01'),
  text('2019-04'),
  number(120),
  number(130),
  number(43585, DATE),
]

/** A tidy workbook with one sheet whose rows begin beneath the headings. */
function tidyOf(rows: readonly (readonly XmlCell[])[]): Buffer {
  return workbookOf({
    formats,
    sheets: [{ name: 'Sheet1', rows: header + rows.map((cells, i) => row(i + 2, cells)).join('') }],
  })
}

const changed = (change: Partial<Record<(typeof columns)[number], XmlCell>>) =>
  golden.map((cell, i) => change[columns[i] ?? ''] ?? cell)

describe('a tidy workbook', () => {
  test('may hold its month as a date on the first of it, and a day as a date', async () => {
    const { rows, problems } = await readFile(tidyOf([changed({ period: number(43556, DATE) })]))
    expect(problems).toEqual([])
    expect(rows).toMatchObject([
      { period: '2019-04', asAt: '2019-04-30', numerator: 120, sheet: null, row: 2 },
    ])
  })

  test('may not hold another day as its month', async () => {
    const { problems } = await readFile(tidyOf([changed({ period: number(43557, DATE) })]))
    expect(problems).toMatchObject([{ code: 'bad_period', row: 2, column: 'period', value: '2019-04-02' }])
  })

  test('has its formulas’ results used, each with a warning', async () => {
    const cells = changed({ numerator: cached('A9+A8', 120), denominator: cached('SUM(B8:B9)', 130) })
    const { rows, warnings } = await readFile(tidyOf([cells]))
    expect(rows).toMatchObject([{ numerator: 120, denominator: 130 }])
    expect(warnings.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['formula_value_used', 2, 'numerator'],
      ['formula_value_used', 2, 'denominator'],
    ])
    expect(warnings[0]?.message).toMatch(/^Row 2, numerator: /)
  })

  test('has a number within 1e-9 of four decimals rounded to them, and no other', async () => {
    const kept = await readFile(tidyOf([changed({ numerator: number('0.30000000000000004') })]))
    expect(kept.rows).toMatchObject([{ numerator: 0.3 }])
    const refused = await readFile(tidyOf([changed({ numerator: number('0.33333333333') })]))
    expect(refused.problems).toMatchObject([{ code: 'bad_number', column: 'numerator' }])
  })

  test('is read from the sheet called measurements, and its faults name that sheet', async () => {
    const found = await readFile(
      workbookOf({
        formats,
        sheets: [
          { name: 'About', rows: rowsXml([['April 2019']]) },
          {
            name: 'measurements',
            rows:
              header +
              row(2, golden) +
              row(5, changed({ team_code: text('CIC-C'), numerator: text('many') })),
            hidden: true,
          },
          { name: 'More', rows: header + row(2, changed({ team_code: text('NOBODY') })) },
        ],
      }),
    )
    expect(found.rows).toMatchObject([{ sheet: 'measurements', row: 2 }])
    expect(found.problems).toMatchObject([{ code: 'bad_number', sheet: 'measurements', row: 5 }])
    expect(found.problems[0]?.message).toMatch(/^Sheet ‘measurements’, row 5, numerator: /)
  })

  test('may be wider than its headings only where nothing stands', async () => {
    const empty = await readFile(tidyOf([[...golden, text(''), text(' ')]]))
    expect(empty.problems).toEqual([])
    const filled = await readFile(tidyOf([[...golden, text('a remark')]]))
    expect(filled.problems).toMatchObject([{ code: 'ragged_row', row: 2, value: 'a remark' }])
    expect(filled.problems[0]?.message).toContain('Column G')
  })

  test('with tables of ours on two sheets is refused: half a month is no whole one', async () => {
    const rows = header + row(2, golden)
    const { problems } = await readFile(
      workbookOf({
        formats,
        sheets: [
          { name: 'North', rows },
          { name: 'South', rows },
        ],
      }),
    )
    expect(problems).toMatchObject([{ code: 'not_a_table', sheet: 'South' }])
    expect(problems[0]?.message).toContain('Sheets ‘North’ and ‘South’ both hold a table of ours')
  })

  test('with a list of children on any of its sheets is refused', async () => {
    const children = rowsXml([
      ['UPN', 'Forename'],
      ['A123456789012', 'Sam'],
    ])
    const { rows, problems } = await readFile(
      workbookOf({
        formats,
        sheets: [
          { name: 'measurements', rows: header + row(2, golden) },
          { name: 'x', rows: children },
        ],
      }),
    )
    expect(rows).toEqual([])
    expect(problems).toMatchObject([{ code: 'child_level_data', sheet: 'x', column: 'UPN', value: null }])
  })

  test('with a child’s number on a sheet that is not read is refused', async () => {
    const list = rowsXml([
      ['Notes', 'No'],
      ['seen', '943 476 5919'],
    ])
    const { problems } = await readFile(
      workbookOf({
        formats,
        sheets: [
          { name: 'measurements', rows: header + row(2, golden) },
          { name: 'x', rows: list },
        ],
      }),
    )
    expect(problems).toMatchObject([{ code: 'child_level_data', sheet: 'x', row: 2 }])
  })
})

const wrong: Record<string, readonly XmlCell[]> = {
  team_code: [
    '<c/>',
    number(12),
    '<c t="b"><v>1</v></c>',
    '<c t="e"><v>#REF!</v></c>',
    number(43556, DATE),
    text('CIC'),
    '<c><f>A9</f></c>',
  ],
  kpi_code: [
    '<c/>',
    number(1),
    '<c t="b"><v>0</v></c>',
    '<c t="e"><v>#N/A</v></c>',
    number(43556, DATE),
    text('LC99'),
    '<c><f>A9</f></c>',
  ],
  period: [
    '<c/>',
    number(201904),
    number(2019.04),
    '<c t="b"><v>1</v></c>',
    '<c t="e"><v>#VALUE!</v></c>',
    number(43570, DATE),
    number(0.5, PERCENT),
    number(43556.5, DATE),
    text('Apr-19'),
  ],
  numerator: [
    '<c/>',
    text('120 or so'),
    text('92%'),
    number(0.92, PERCENT),
    '<c t="b"><v>1</v></c>',
    '<c t="e"><v>#DIV/0!</v></c>',
    number(43556, DATE),
    number(-1),
    number('1e10'),
    number('0.123456'),
    '<c><f>SUM(A1:A9)</f></c>',
    number('1E-7'),
    number(131),
  ],
  denominator: [
    '<c/>',
    text('-'),
    number(0.92, PERCENT),
    '<c t="b"><v>0</v></c>',
    '<c t="e"><v>#NUM!</v></c>',
    number(43556, DATE),
    number(-130),
    '<c><f>1+1</f></c>',
    number(119),
  ],
  as_at: [
    text('soon'),
    number(43585),
    '<c t="b"><v>1</v></c>',
    '<c t="e"><v>#N/A</v></c>',
    number(80000, DATE),
    number(0.5, PERCENT),
  ],
}

test('a cell of the wrong type in a workbook is refused in its own row, whatever its column', async () => {
  const faults = Object.entries(wrong).flatMap(([column, cells]) =>
    cells.map((cell) => changed({ [column]: cell })),
  )
  const { problems } = await readFile(
    tidyOf(
      faults.flatMap((cells, i) => [
        cells,
        changed({
          period: text(`20${16 + (i % 3)}-${String(1 + (i % 12)).padStart(2, '0')}`),
          team_code: text(['CIC-N', 'CIC-C', 'CIC-S', 'CWD-N', 'CWD-S'][i % 5] ?? ''),
        }),
      ]),
    ),
  )
  const named = new Set(problems.filter(({ code }) => code !== 'duplicate_row').map(({ row }) => row))
  const expected = faults.map((_, i) => 2 + 2 * i)
  console.info(
    `workbook: ${faults.length} cells of a wrong type, ${expected.filter((at) => named.has(at)).length} refused in their row`,
  )
  expect([...named].sort((a, b) => Number(a) - Number(b))).toEqual(expected)
})

describe('a wide workbook', () => {
  const headings = ['team_code', 'LC01_n', 'LC01_d']

  test('has a sheet for each month, and its faults name sheet, row and its own heading', async () => {
    const { rows, problems, format } = await readFile(
      workbookOf({
        formats,
        sheets: [
          { name: 'Read me', rows: rowsXml([['One sheet for each month']]) },
          { name: '2019-03', rows: rowsXml([headings, ['CIC-N', 118, 129]]) },
          {
            name: '2019-04',
            rows:
              rowsXml([headings, ['CIC-N', 120, 130]]) +
              row(3, [text('CIC-C'), number(0.92, PERCENT), number(100)]),
          },
        ],
      }),
    )
    expect(format).toBe('wide')
    expect(rows.map(({ period, numerator, sheet }) => [period, numerator, sheet])).toEqual([
      ['2019-03', 118, '2019-03'],
      ['2019-04', 120, '2019-04'],
    ])
    expect(problems).toMatchObject([
      { code: 'bad_number', sheet: '2019-04', row: 3, column: 'LC01_n', value: '92.00%' },
    ])
    expect(problems[0]?.message).toMatch(/^Sheet ‘2019-04’, row 3, LC01_n: /)
  })

  test('of a month whose headings are wrong is not passed over', async () => {
    const { problems } = await readFile(
      workbookOf({
        formats,
        sheets: [
          { name: '2019-03', rows: rowsXml([headings, ['CIC-N', 1, 2]]) },
          {
            name: '2019-04',
            rows: rowsXml([
              ['Team', 'Seen'],
              ['CIC-N', 3],
            ]),
          },
        ],
      }),
    )
    expect(problems.map(({ code, sheet, row, column }) => [code, sheet, row, column])).toEqual([
      ['unknown_column', '2019-04', 1, 'Team'],
      ['unknown_column', '2019-04', 1, 'Seen'],
      ['missing_column', '2019-04', 1, 'team_code'],
      ['missing_column', '2019-04', 1, 'AS01_n'],
    ])
  })

  test('may not say one month in its sheet’s name and another in its column', async () => {
    const sheet = rowsXml([
      ['team_code', 'period', 'LC01_n', 'LC01_d'],
      ['CIC-N', '2019-03', 1, 2],
    ])
    const { problems } = await readFile(workbookOf({ formats, sheets: [{ name: '2019-04', rows: sheet }] }))
    expect(problems).toMatchObject([
      { code: 'bad_period', sheet: '2019-04', row: 2, column: 'period', value: '2019-03' },
    ])
  })
})
