import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemCodes, warningCodes } from '#domain/extracts/problem.ts'
import { csvOf } from '../../support/extract-files.ts'
import { demonstration, readFile } from '../../support/read-file.ts'
import { bySize } from '../../support/run-size.ts'
import { rowsXml, workbookOf } from '../../support/workbook-files.ts'

const clean = 'CIC-N,LC01,2019-04,120,130'
const header = 'team_code,kpi_code,period,numerator,denominator'
const wrapped = Buffer.concat([
  Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  Buffer.from('EncryptedPackage', 'utf16le'),
])

/** One file for each code, which has only that fault. */
const problemFiles: Record<(typeof problemCodes)[number], string | Buffer> = {
  unknown_team: csvOf(['CIC-X,LC01,2019-04,1,2']),
  closed_team: csvOf(['HP-C,CP04,2019-04,1,2']),
  unknown_kpi: csvOf(['CIC-N,LC99,2019-04,1,2']),
  kpi_not_for_team: csvOf(['CIC-N,AS01,2019-04,1,2']),
  bad_period: csvOf(['CIC-N,LC01,Apr-19,1,2']),
  future_period: csvOf(['CIC-N,LC01,2019-07,1,2']),
  bad_number: csvOf(['CIC-N,LC01,2019-04,92%,100']),
  numerator_exceeds_denominator: csvOf(['CIC-N,LC01,2019-04,3,2']),
  negative: csvOf(['CIC-N,LC01,2019-04,-1,2']),
  missing_value: csvOf(['CIC-N,LC01,2019-04,,2']),
  duplicate_row: csvOf([clean, clean]),
  unknown_column: csvOf([`${clean},red`], `${header},colour`),
  missing_column: csvOf(['CIC-N,LC01,2019-04,1'], 'team_code,kpi_code,period,numerator'),
  duplicate_column: csvOf([`${clean},1`], `${header},numerator`),
  ragged_row: csvOf([clean, 'CIC-C,LC01,2019-04,1']),
  bad_quote: csvOf([clean, '"CIC-C,LC01,2019-04,1,2']),
  bad_encoding: Buffer.from(csvOf(['CIC-N,LC01,2019-04,1,2\xa3']), 'latin1'),
  control_character: csvOf(['CIC-N\u0007,LC01,2019-04,1,2']),
  formula: csvOf(['CIC-N,LC01,2019-04,=1+1,2']),
  error_value: csvOf(['CIC-N,LC01,2019-04,#DIV/0!,2']),
  symbol_unknown: csvOf(['CIC-N,LC01,2019-04,~,2']),
  too_large: csvOf([`CIC-N,LC01,2019-04,1,${'2'.repeat(70_000)}`]),
  empty: csvOf([]),
  not_a_table: 'Team,Seen\r\nNorth,3\r\n',
  wrong_type: '%PDF-1.7',
  password_protected: wrapped,
  looks_like_fraction: csvOf(['CIC-N,LC04,2019-04,,,0.92'], `${header},value`),
  child_level_data: 'UPN,Forename\r\nA123456789012,Sam\r\n',
}

/** Warnings that a file causes by itself; the others compare it with the ledger. */
const warningFiles = {
  cut_short: csvOf([clean]).trimEnd(),
  hidden_rows: workbookOf({
    sheets: [
      {
        name: 'Sheet1',
        rows: rowsXml([header.split(','), ['CIC-N', 'LC01', '2019-04', 1, 2]]).replace(
          '<row r="2">',
          '<row r="2" hidden="1">',
        ),
      },
    ],
  }),
  value_without_denominator: csvOf(['CIC-N,LC04,2019-04,,,88.5'], `${header},value`),
  formula_value_used: workbookOf({
    sheets: [
      {
        name: 'Sheet1',
        rows: rowsXml([header.split(','), ['CIC-N', 'LC01', '2019-04', 1]]).replace(
          /<c><v>1<\/v><\/c><\/row>$/,
          '<c><f>2-1</f><v>1</v></c><c><v>2</v></c></row>',
        ),
      },
    ],
  }),
}
const ledgerWarnings = [
  'looks_like_fraction',
  'outside_usual_range',
  'team_missing',
  'fewer_rows',
  'retired_measure',
  'restates_published',
  'restates_signed_off',
  'measures_disagree',
]

test('every code is one that some file has', () => {
  expect(Object.keys(problemFiles).sort()).toEqual([...problemCodes].sort())
  expect([...Object.keys(warningFiles), ...ledgerWarnings].sort()).toEqual([...warningCodes].sort())
})

describe('a file with one fault', () => {
  test.each(Object.entries(problemFiles))(
    '%s is found to have it, and told what to do',
    async (code, content) => {
      const { problems } = await readFile(content)
      expect(problems.map((problem) => problem.code)).toEqual([code])
      // What is wrong and what to do about it: two sentences.
      expect(problems[0]?.message).toMatch(/^.{10,}[.:?] \S.{5,}$/)
    },
  )

  test.each(Object.entries(warningFiles))('%s is asked about', async (code, content) => {
    const { problems, warnings } = await readFile(content)
    expect(problems).toEqual([])
    expect(warnings.map((warning) => warning.code)).toEqual([code])
  })
})

describe('codes that a person has mapped', () => {
  const codes = {
    team_code: { 'CIC NORTH': 'CIC-N' },
    kpi_code: { VISITS: 'LC01', LC03: 'LC01', NONE: 'LC99' },
  }

  test('are read as ours in a tidy file, in any letters, and ours stay what they are', async () => {
    const { rows, problems } = await readFile(
      csvOf(['cic north,Visits,2019-04,1,2', 'CIC-C,LC03,2019-04,4,']),
      { codes },
    )
    expect(problems).toEqual([])
    expect(rows.map(({ unit, kpi }) => [unit, kpi])).toEqual([
      ['CIC-N', 'LC01'],
      ['CIC-C', 'LC03'],
    ])
  })

  test('are read as ours in the headings of a wide file', async () => {
    const content = 'team_code,period,VISITS_n,VISITS_d\r\nCIC North,2019-04,1,2\r\n'
    expect((await readFile(content)).problems.map(({ code, value }) => [code, value])).toEqual([
      ['unknown_kpi', 'VISITS'],
    ])
    const { rows, problems } = await readFile(content, { codes })
    expect(problems).toEqual([])
    expect(rows).toMatchObject([{ unit: 'CIC-N', kpi: 'LC01', numerator: 1, denominator: 2 }])
  })

  test('mapped to a code that is none stay unknown', async () => {
    const { problems } = await readFile(csvOf(['CIC-N,NONE,2019-04,1,2']), { codes })
    expect(problems).toMatchObject([{ code: 'unknown_kpi', value: 'NONE' }])
  })
})

describe('anything that is typed', () => {
  const figure = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.stringMatching(/^[0-9]{1,10}(\.[0-9]{0,5})?$/),
    fc.constantFrom('', 'c', 'low', 'x', 'z', 'k', '0', '1e3', '92%', '١٢', ' 7 ', '\u00a07'),
  )
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

  test('is accepted as exactly what it says, or refused', async () => {
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(
        figure,
        figure,
        fc.string({ maxLength: 30, unit: 'grapheme' }),
        async (numerator, denominator, note) => {
          const content = csvOf(
            [['CIC-N', 'LC01', '2019-04', numerator, denominator, note].map(quoted).join(',')],
            `${header},note`,
          )
          const { rows, problems } = await readFile(content)
          expect(rows.length + Math.min(1, problems.length)).toBe(1)
          const [row] = rows
          if (row === undefined) return
          accepted++
          const typed = [numerator, denominator].map((cell) => cell.replace(/^[ \u00a0]+|[ \u00a0]+$/g, ''))
          const symbol = typed.find((cell) => /^[a-z]+$/.test(cell))
          expect(row.symbol).toBe(symbol ?? null)
          const said =
            symbol === undefined ? typed.map((cell) => (cell === '' ? null : Number(cell))) : [null, null]
          expect([row.numerator, row.denominator]).toEqual(said)
          expect(row.note).toBe(note.replace(/^[ \u00a0]+|[ \u00a0]+$/g, '') || null)
        },
      ),
      // About one row in six is accepted.
      { numRuns: bySize({ part: 1200, wide: 2000, whole: 2000 }) },
    )
    expect(accepted).toBeGreaterThan(100)
  })

  test('in a file of any bytes at all is read or refused, and never throws', async () => {
    let accepted = 0
    const fragment = fc.constantFrom(
      'team_code',
      'kpi_code',
      'period',
      'numerator',
      'denominator',
      'LC01_n',
      'LC01_d',
      'CIC-N',
      'LC01',
      '2019-04',
      '1',
      ',',
      ',',
      '"',
      '\r\n',
      '\n',
      '\u0000',
      '\ufeff',
      'é',
      ';',
    )
    const line = fc.oneof(
      fc.constantFrom('CIC-N,LC01,2019-04,1,2', 'CIC-N,LC01,2019-03,0,0'),
      fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join('')),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
          fc.array(fragment, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))),
          fc.array(line, { maxLength: 6 }).map((lines) => Buffer.from([header, ...lines].join('\r\n'))),
        ),
        fc.constantFrom(null, 'windows-1252' as const),
        async (bytes, encoding) => {
          const { rows, problems } = await readFile(bytes, { encoding })
          expect(rows.length + problems.length).toBeGreaterThan(0)
          for (const { unit, kpi } of rows) {
            accepted++
            expect(demonstration.units.has(unit) && demonstration.kpis.has(kpi)).toBe(true)
          }
        },
      ),
      { numRuns: bySize({ part: 600, wide: 2000, whole: 2000 }) },
    )
    expect(accepted).toBeGreaterThan(100)
  })
})
