import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { csvOf, fileOf, NOW, PUBLISH } from '../../support/extract-files.ts'
import { testDatabase } from '../../support/database.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
})

const current = (unit: string, kpi: string, period: string) =>
  db
    .selectFrom('current_measurement')
    .selectAll()
    .where('unit_code', '=', unit)
    .where('kpi_code', '=', kpi)
    .where('period', '=', period)
    .executeTakeFirst()

const versions = (unit: string, kpi: string, period: string) =>
  db
    .selectFrom('measurement')
    .select(['version', 'state', 'numerator', 'denominator', 'extract_id', 'row_number'])
    .where('unit_code', '=', unit)
    .where('kpi_code', '=', kpi)
    .where('period', '=', period)
    .orderBy('version')
    .execute()

describe('a clean file', () => {
  test('is stored, checked and published, and its figures computed', async () => {
    const content = csvOf(['CIC-N,LC01,2019-04,120,130', 'CIC-C,LC01,2019-04,90,100', 'ASMT-N,AS01,2019-04,0,0'])
    const report = await ingestFile(db, fileOf(content, { publish: PUBLISH }))
    expect(report).toMatchObject({
      filename: 'april.csv',
      status: 'published',
      counts: { rows: 3, accepted: 3, problems: 0, warnings: 0 },
      problems: [],
      problemsTotal: 0,
      alreadyReceived: false,
      sameBytesAs: null,
      publishedAt: NOW.toISOString(),
    })
    expect(await current('CIC-N', 'LC01', '2019-04')).toMatchObject({
      version: 1, state: 'reported', numerator: 120, denominator: 130, extract_id: report.id, row_number: 2,
    })
    expect(await current('ASMT-N', 'AS01', '2019-04')).toMatchObject({ state: 'no_cases', value: null })
    const service = await db.selectFrom('figure').select(['numerator', 'denominator'])
      .where('unit_code', '=', 'CICS').where('kpi_code', '=', 'LC01').executeTakeFirst()
    expect(service).toEqual({ numerator: 210, denominator: 230 })
  })
})
