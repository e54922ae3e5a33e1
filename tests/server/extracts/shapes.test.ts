import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { testDatabase } from '../../support/database.ts'
import { exampleWorkbooks } from '../../support/example-workbooks.ts'
import { csvOf, fileOf, HEADER, PUBLISH } from '../../support/extract-files.ts'
import { rowsXml, workbookOf } from '../../support/workbook-files.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
})

const accepting = { publish: { ...PUBLISH, acceptWarnings: true } }

function stored(id: number | null) {
  return db
    .selectFrom('extract')
    .select(['format', 'layout_id', 'encoding', 'status'])
    .where('id', '=', Number(id))
    .executeTakeFirst()
}

async function extracts(): Promise<number> {
  const { count } = await db
    .selectFrom('extract')
    .select((where) => where.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

test('a tidy workbook goes from file to ledger, whatever it is called', async () => {
  const report = await ingestFile(db, fileOf(exampleWorkbooks.tidy, { ...accepting, filename: 'april.csv' }))
  expect(report).toMatchObject({ status: 'published', counts: { rows: 2, accepted: 2, problems: 0 } })
  expect(report.warnings.map(({ code, sheet, row, column }) => [code, sheet, row, column])).toContainEqual([
    'formula_value_used',
    'Measurements',
    2,
    'numerator',
  ])
  expect(await stored(report.id)).toMatchObject({ format: 'tidy', layout_id: null })
  const cell = await db
    .selectFrom('measurement')
    .select(['numerator', 'denominator', 'sheet', 'row_number'])
    .where('extract_id', '=', Number(report.id))
    .where('kpi_code', '=', 'WF01')
    .executeTakeFirst()
  expect(cell).toEqual({ numerator: 151, denominator: 9.3, sheet: 'Measurements', row_number: 4 })
})

test('a wide workbook goes from file to ledger, each of its cells with sheet and row', async () => {
  const report = await ingestFile(
    db,
    fileOf(exampleWorkbooks.wide, { ...accepting, filename: 'spring.xlsx' }),
  )
  expect(report).toMatchObject({ status: 'published', counts: { rows: 6, accepted: 6, problems: 0 } })
  expect(await stored(report.id)).toMatchObject({ format: 'wide' })
  const cells = await db
    .selectFrom('measurement')
    .select(['unit_code', 'kpi_code', 'period', 'state', 'sheet', 'row_number'])
    .where('extract_id', '=', Number(report.id))
    .where('unit_code', '=', 'CIC-S')
    .orderBy('kpi_code')
    .execute()
  expect(cells).toEqual([
    {
      unit_code: 'CIC-S',
      kpi_code: 'LC01',
      period: '2019-04',
      state: 'suppressed',
      sheet: '2019-04',
      row_number: 3,
    },
    {
      unit_code: 'CIC-S',
      kpi_code: 'LC04',
      period: '2019-04',
      state: 'without_denominator',
      sheet: '2019-04',
      row_number: 3,
    },
  ])
})

test('a wide text goes from file to ledger, and its blank places say nothing', async () => {
  const content =
    'team_code,period,LC01_n,LC01_d,AS03_d,AS03_v\r\nCIC-N,2019-02,5,10,,\r\nASMT-N,2019-02,,,18,12.5\r\nCIC-C,2019-02,,,,\r\n'
  const report = await ingestFile(db, fileOf(content, { ...accepting, filename: 'february.xlsx' }))
  expect(report).toMatchObject({ status: 'published', counts: { rows: 3, accepted: 3, problems: 0 } })
  const cells = await db
    .selectFrom('measurement')
    .select(['unit_code', 'kpi_code', 'state'])
    .where('extract_id', '=', Number(report.id))
    .orderBy('unit_code')
    .execute()
  expect(cells).toEqual([
    { unit_code: 'ASMT-N', kpi_code: 'AS03', state: 'reported' },
    { unit_code: 'CIC-C', kpi_code: 'LC01', state: 'not_reported' },
    { unit_code: 'CIC-N', kpi_code: 'LC01', state: 'reported' },
  ])
})

test('a text in Windows-1252 is read once that is confirmed with it', async () => {
  const bytes = Buffer.from(csvOf(['CIC-N,LC01,2018-02,1,2,Zo\xeb'], `${HEADER},note`), 'latin1')
  const refused = await ingestFile(db, fileOf(bytes))
  expect(refused).toMatchObject({ status: 'rejected', problems: [{ code: 'bad_encoding', row: 2 }] })
  const report = await ingestFile(db, fileOf(bytes, { encoding: 'windows-1252' }))
  expect(report).toMatchObject({ status: 'ready', alreadyReceived: false })
  expect(await stored(report.id)).toMatchObject({ encoding: 'windows-1252', format: 'tidy' })
  const row = await db
    .selectFrom('extract_row')
    .select('note')
    .where('extract_id', '=', Number(report.id))
    .executeTakeFirst()
  expect(row).toEqual({ note: 'Zoë' })
})

describe('a workbook of which nothing is kept', () => {
  test('has a list of children on a sheet behind the figures', async () => {
    const before = await extracts()
    const report = await ingestFile(
      db,
      fileOf(
        workbookOf({
          sheets: [
            { name: 'measurements', rows: rowsXml([HEADER.split(','), ['CIC-N', 'LC01', '2019-04', 1, 2]]) },
            {
              name: 'detail',
              rows: rowsXml([['Visits of April'], [], ['Forename', 'DOB'], ['Sam', '1 May 2010']], 1),
              hidden: true,
            },
          ],
        }),
      ),
    )
    expect(report).toMatchObject({ id: null, status: 'rejected', sha256: '' })
    expect(report.problems).toMatchObject([
      { code: 'child_level_data', sheet: 'detail', row: 3, column: 'Forename', value: null },
    ])
    expect(JSON.stringify(report)).not.toContain('Sam')
    expect(await extracts()).toBe(before)
  })

  test('is larger than any workbook of figures', async () => {
    const before = await extracts()
    const bytes = (function* () {
      yield Buffer.from('PK\x03\x04', 'latin1')
      for (let i = 0; i < 26; i++) yield Buffer.alloc(1024 * 1024)
    })()
    const report = await ingestFile(db, fileOf('', { bytes }))
    expect(report).toMatchObject({ id: null, problems: [{ code: 'too_large' }] })
    expect(report.problems[0]?.message).toContain('smaller than 25 MB')
    expect(await extracts()).toBe(before)
  })
})
