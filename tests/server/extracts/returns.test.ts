import { beforeEach, describe, expect, test } from 'vitest'
import { monthsFrom } from '#domain/time/period.ts'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadReturnMonths } from '#server/reads/return-months.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'
import { some } from '../../support/some.ts'

const DAY = '2019-06-20'

let db: Db
let teams: string[]
let kpis: string[]
beforeEach(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: null }).execute()
  const rows = await db
    .selectFrom('kpi')
    .innerJoin('unit', (j) => j.onTrue())
    .where((e) => e('unit.team_type', '=', e.fn.any('kpi.team_types')))
    .where('kpi.return_code', '=', 'children_in_care')
    .where((e) => e(e.val('monthly'), '=', e.fn.any('kpi.grains')))
    .where('kpi.kind', '=', 'ratio')
    .where('unit.code', 'like', 'CIC-%')
    .select(['unit.code as unit', 'kpi.code as kpi'])
    .execute()
  teams = [...new Set(rows.map(({ unit }) => unit))].sort()
  kpis = [...new Set(rows.map(({ kpi }) => kpi))].sort()
})

const rowsOf = (months: readonly string[], of = teams) =>
  months.flatMap((month) => of.flatMap((team) => kpis.map((kpi) => `${team},${kpi},${month},40,50`)))

const send = (rows: readonly string[], at: string) => {
  const now = new Date(at)
  return ingestFile(db, fileOf(csvOf(rows), { now, publish: { ...PUBLISH, now } }))
}

/** The state of the return for children in care for each month, on a day. */
async function standings(day = DAY, months = 30) {
  const all = await loadReturnMonths(db, day, months)
  return new Map(
    all.flatMap(({ period, returns }) =>
      returns
        .filter(({ code }) => code === 'children_in_care')
        .map((standing) => [period, standing] as const),
    ),
  )
}

describe('history', () => {
  const history = monthsFrom('2017-03', '2019-04')

  test('of 26 months loads as one file, is warned of nothing and is never called late', async () => {
    const report = await send(rowsOf(history), '2019-05-20T09:00:00Z')
    expect(report).toMatchObject({ status: 'published', warnings: [] })
    const standing = await standings()
    for (const month of some(history))
      expect(standing.get(month)).toMatchObject({ daysLate: 0, firstOn: '2019-05-20' })
    expect(
      [...standing.values()].filter(({ state }) => state === 'late').map(({ period }) => period),
    ).toEqual(['2019-05'])
  })

  test('is judged on the day asked about at the latest: a demonstration lives on one day, and is sent files on any', async () => {
    await send(rowsOf(history), '2019-05-20T09:00:00Z')
    await send(rowsOf(['2019-05']), '2026-11-23T09:00:00Z')
    expect((await standings('2019-06-07')).get('2019-05')).toMatchObject({
      firstOn: '2019-06-07',
      daysLate: 0,
    })
  })

  test('that begins before the first scorecard is judged from there on only', async () => {
    await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
    // One team has no figures for some months before the first scorecard, and no warning is given about that.
    const rows = rowsOf(history).filter((row) => !/^CIC-N,.*,2018-0[3-9]/.test(row))
    expect(await send(rows, '2019-05-20T09:00:00Z')).toMatchObject({ status: 'published', warnings: [] })
    const standing = await standings()
    expect([...standing.keys()].sort()).toEqual(['2019-01', '2019-02', '2019-03', '2019-04', '2019-05'])
    expect(standing.get('2019-01')).toMatchObject({ daysLate: 0 })
  })

  test('with a hole after the first scorecard is asked about in that month', async () => {
    await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
    const rows = rowsOf(history).filter((row) => !/^CIC-N,.*,2019-02/.test(row))
    const report = await send(rows, '2019-05-20T09:00:00Z')
    expect(report.warnings).toMatchObject([
      {
        code: 'team_missing',
        message: expect.stringContaining('No February 2019 rows for Children in Care North'),
      },
    ])
  })

  test('before a council’s first file nothing was due', async () => {
    expect([...(await standings('2019-06-11')).values()]).toEqual([])
    expect([...(await standings('2019-06-10')).keys()]).toEqual(['2019-05'])
    expect((await standings('2019-06-10')).get('2019-05')).toMatchObject({ state: 'due', received: 0 })
  })
})

describe('a return', () => {
  test('sent in two files is in part after the first and as the first files left it after the second', async () => {
    await send(rowsOf(['2019-04']), '2019-05-07T09:00:00Z')
    const [first = '', ...others] = teams
    // Before it is due it may come in parts, and each part publishes itself.
    expect(await send(rowsOf(['2019-05'], others), '2019-06-07T09:00:00Z')).toMatchObject({
      status: 'published',
      warnings: [],
    })
    const half = (await standings()).get('2019-05')
    expect(half).toMatchObject({ state: 'part', firstOn: '2019-06-07', completeOn: null })
    // With the first part in the ledger, the second gets no warning: the two are judged together.
    const again = await send(rowsOf(['2019-05'], [first, ...others.slice(0, 1)]), '2019-06-12T09:00:00Z')
    expect(again).toMatchObject({ status: 'published', warnings: [] })
    const both = (await standings()).get('2019-05')
    expect(both?.received).toBe(teams.length * kpis.length)
    expect(both).toMatchObject({ firstOn: '2019-06-07', lastOn: '2019-06-12' })
  })

  test('is late from the day after it was due, and says by how many days once it came', async () => {
    await send(rowsOf(['2019-04']), '2019-05-07T09:00:00Z')
    const due = (await standings('2019-06-07')).get('2019-05')?.dueOn ?? ''
    expect((await standings(due)).get('2019-05')).toMatchObject({ state: 'due', daysLate: 0 })
    expect((await standings('2019-06-20')).get('2019-05')).toMatchObject({ state: 'late', daysLate: 10 })
    await send(rowsOf(['2019-05']), '2019-06-13T09:00:00Z')
    // Only ratios came: the return lacks everything else.
    expect((await standings('2019-06-20')).get('2019-05')).toMatchObject({
      state: 'part',
      daysLate: 10,
      firstOn: '2019-06-13',
      completeOn: null,
    })
  })

  test('that was taken back has not come', async () => {
    await send(rowsOf(['2019-04']), '2019-05-07T09:00:00Z')
    const { id } = await send(rowsOf(['2019-05']), '2019-06-07T09:00:00Z')
    await revertExtract(recordedAt(db, new Date('2019-06-12T09:00:00Z')), Number(id), {
      by: named('Data team'),
      reason: 'The wrong month',
    })
    expect((await standings()).get('2019-05')).toMatchObject({ state: 'late', received: 0, firstOn: null })
    await send(rowsOf(['2019-05']), '2019-06-13T09:00:00Z')
    expect((await standings()).get('2019-05')).toMatchObject({ received: teams.length * kpis.length })
  })
})
