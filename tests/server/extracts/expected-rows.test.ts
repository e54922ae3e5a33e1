/** Which rows are expected: none of any team for a measure that is retired or was taken back, and none of a service or the
 * council. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'

const TEAMS = ['CIC-C', 'CIC-N', 'CIC-S']

let db: Db
let owner: Db
beforeEach(async () => {
  ;({ db, owner } = await testDatabase('catalogue'))
  await db.updateTable('council').set({ first_scorecard: '2018-11' }).execute()
})

const month = (period: string, kpis: readonly string[], teams = TEAMS) =>
  teams.flatMap((team) => kpis.map((kpi) => `${team},${kpi},${period},40,50`))

async function send(rows: readonly string[], day: string) {
  const now = new Date(`${day}T09:00:00Z`)
  return ingestFile(db, fileOf(csvOf(rows), { now, publish: { ...PUBLISH, now } }))
}
type Report = Awaited<ReturnType<typeof send>>
const codes = ({ warnings }: Report) => warnings.map(({ code }) => code)
const retire = (kpi: string, after: string) =>
  owner.updateTable('kpi_definition').set({ valid_to: after }).where('kpi_code', '=', kpi).execute()

describe('a retired measure', () => {
  test('is missed of no team that leaves it out, though another still sends it', async () => {
    const both = ['LC01', 'LC02']
    expect((await send(month('2019-03', both), '2019-04-05')).status).toBe('published')
    await retire('LC02', '2019-03')
    expect(codes(await send(['CIC-N,LC02,2019-04,40,50'], '2019-05-20'))).toEqual(['retired_measure'])
  })

  test('is missed of nobody by the count of rows', async () => {
    const measures = ['LC01', 'LC02', 'LC05', 'LC06']
    expect((await send(month('2019-03', measures), '2019-04-05')).status).toBe('published')
    for (const code of measures.slice(1)) await retire(code, '2019-03')
    const rows = [...month('2019-04', ['LC01']), ...month('2019-04', measures.slice(1), ['CIC-N'])]
    expect(new Set(codes(await send(rows, '2019-05-20')))).toEqual(new Set(['retired_measure']))
  })

  test('that is still sent is a warning, one a measure, which says its last month and where its figures are shown', async () => {
    await retire('LC02', '2019-03')
    const rows = [...month('2019-03', ['LC02']), ...month('2019-04', ['LC02'])]
    const report = await send(rows, '2019-05-20')
    expect(report).toMatchObject({ status: 'ready', problems: [] })
    expect(report.warnings).toEqual([
      {
        code: 'retired_measure',
        sheet: null,
        row: null,
        column: 'kpi_code',
        needsReason: false,
        message: expect.stringMatching(
          new RegExp(
            '^LC02 ‘.+’ is retired: March 2019 was its last month, and this file has 3 rows of it for ' +
              'April 2019\\. If they are published, they are kept and shown on its own page only: nobody ' +
              'has to send them$',
          ),
        ),
      },
    ])
  })

  test('sent for its last month is no warning', async () => {
    await retire('LC02', '2019-03')
    expect(await send(month('2019-03', ['LC02']), '2019-04-05')).toMatchObject({
      status: 'published',
      warnings: [],
    })
  })
})

describe('a team that closed within the month', () => {
  const closeOn = (day: string) =>
    owner.updateTable('unit').set({ closed: day }).where('code', '=', 'CIC-S').execute()
  /** Counted both on the last day and in the month. */
  const [snapshots, flow] = [['LC01', 'LC04', 'LC07'], 'LC02']

  test('is not missed by a file of counts of the last day, and is by one of the month', async () => {
    expect((await send(month('2019-03', [...snapshots, flow]), '2019-04-05')).status).toBe('published')
    await closeOn('2019-04-29')
    expect(codes(await send(month('2019-04', snapshots, ['CIC-N', 'CIC-C']), '2019-05-20'))).toEqual([])
    const report = await send(month('2019-04', [flow], ['CIC-N', 'CIC-C']), '2019-05-20')
    expect(report.warnings).toMatchObject([
      { code: 'team_missing', message: expect.stringContaining('Children in Care South') },
    ])
  })

  test('is missed where it was still open on the last day', async () => {
    expect((await send(month('2019-03', snapshots), '2019-04-05')).status).toBe('published')
    await closeOn('2019-04-30')
    expect(codes(await send(month('2019-04', snapshots, ['CIC-N', 'CIC-C']), '2019-05-20'))).toEqual([
      'team_missing',
    ])
  })

  test('is left out of the rows that a later file is measured by', async () => {
    const other = ['CIC-S', 'CIC-N']
    expect((await send(month('2019-03', snapshots, other), '2019-04-05')).status).toBe('published')
    await closeOn('2019-03-31')
    expect(codes(await send(month('2019-04', snapshots, ['CIC-N']), '2019-05-20'))).toEqual([])
  })
})

describe('a figure that the council supplied once', () => {
  test('does not make the council expected in later files, nor its row in their count', async () => {
    const above = ['RIDGE', 'FD', 'CICS'].flatMap((unit) =>
      ['WF03', 'WF06'].map((kpi) => `${unit},${kpi},2019-03,1,20`),
    )
    const sent = await send([...month('2019-03', ['WF03', 'WF06']), ...above], '2019-04-15')
    expect(sent).toMatchObject({ status: 'published' })
    expect(await send(month('2019-04', ['WF03', 'WF06']), '2019-05-30')).toMatchObject({
      status: 'published',
      warnings: [],
    })
  })
})

describe('a file that was taken back', () => {
  const revert = (report: Report, day: string) =>
    revertExtract(recordedAt(db, new Date(`${day}T09:00:00Z`)), Number(report.id), {
      by: named('Data team'),
      reason: 'The wrong month',
    })

  test('is not sent: the teams that a later file leaves out are named', async () => {
    expect((await send(month('2019-03', ['LC01']), '2019-04-05')).status).toBe('published')
    await revert(await send(month('2019-04', ['LC01']), '2019-05-07'), '2019-05-08')
    expect((await send(month('2019-04', ['LC01'], ['CIC-N']), '2019-05-09')).warnings).toMatchObject([
      { code: 'team_missing', message: expect.stringContaining('Children in Care Central and') },
    ])
  })

  test('makes nobody expected in the period after', async () => {
    await revert(await send(month('2019-03', ['LC01']), '2019-04-05'), '2019-04-08')
    expect(codes(await send(month('2019-04', ['LC01'], ['CIC-N']), '2019-05-09'))).toEqual([])
  })

  test('counts again once it is sent again', async () => {
    const first = await send(month('2019-03', ['LC01']), '2019-04-05')
    await revert(first, '2019-04-08')
    expect((await send(month('2019-03', ['LC01']), '2019-04-09')).status).toBe('published')
    expect(codes(await send(month('2019-04', ['LC01'], ['CIC-N']), '2019-05-09'))).toEqual(['team_missing'])
  })
})
