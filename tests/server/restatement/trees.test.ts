/** Trees as of the month, or today's tree on request: a team that moved, one that was split, one that closed. */

import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import { loadScorecard } from '#server/reads/scorecard.ts'
import { loadScorecardDetail } from '#server/reads/scorecard-detail.ts'
import { loadTreeFigures } from '#server/record/tree-figures.ts'
import { loadUnits } from '#server/record/units.ts'
import { bearer, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { some } from '../../support/some.ts'
import { sendFile } from './send-file.ts'

let database: TestDatabase
let app: FastifyInstance
let smt: { authorization: string }

const months = [
  '2018-07',
  '2018-08',
  '2018-09',
  '2018-10',
  '2018-11',
  '2018-12',
  '2019-01',
  '2019-02',
  '2019-03',
]

/** HP-S2 belongs to the service FD from January 2019, under another name; in the catalogue it always belonged to HPC. */
async function moveTeam(): Promise<void> {
  const recordedAt = new Date('2019-01-02T09:00:00Z')
  await database.owner
    .updateTable('unit_detail')
    .set({ superseded_at: recordedAt })
    .where('unit_code', '=', 'HP-S2')
    .execute()
  const detail = { council_id: councilId, unit_code: 'HP-S2', recorded_at: recordedAt }
  await database.db
    .insertInto('unit_detail')
    .values([
      {
        ...detail,
        valid_from: '2015-04',
        valid_to: '2018-12',
        name: 'Help and Protection South 2',
        parent_code: 'HPC',
      },
      {
        ...detail,
        valid_from: '2019-01',
        valid_to: null,
        name: 'Assessment and Protection South',
        parent_code: 'FD',
      },
    ])
    .execute()
}

beforeAll(async () => {
  database = await testDatabase('catalogue')
  // The catalogue was known before all of these months, so that they can be read as they were.
  for (const table of ['unit_detail', 'kpi_definition', 'kpi_target'] as const)
    await database.owner
      .updateTable(table)
      .set({ recorded_at: new Date('2018-01-01T09:00:00Z') })
      .execute()
  await moveTeam()
  const rows = months.flatMap((month, i) => [
    `HP-S1,CP04,${month},${30 + i},50`,
    `HP-S2,CP04,${month},${10 + i},20`,
    ...(month <= '2018-09'
      ? [`HP-C,CP04,${month},${20 + i},40`]
      : [`HP-C1,CP04,${month},${10 + i},20`, `HP-C2,CP04,${month},${8 + i},20`]),
    ...(month <= '2018-12' ? [`EH-C,EH01,${month},${5 + i},20`] : []),
    `EH-N,EH01,${month},${9 + i},20`,
  ])
  const report = await sendFile(database.db, rows, '2019-04-08T10:00:00Z', 'history')
  expect(report.status, JSON.stringify(report.problems)).toBe('published')
  app = await testApp(database.db, { now: () => new Date('2019-04-09T09:00:00Z') })
  smt = await bearer(database.db, 'smt')
})

const get = (url: string) => app.inject({ url, headers: smt })
const row = async (path: string, kpi = 'CP04') =>
  (await get(`/api/v1/scorecards/${path}`)).json().rows.find((r: { kpi: string }) => r.kpi === kpi)

describe('a team that moved from one service to another', () => {
  test('counts in each month where it then stood', async () => {
    expect(await row('HPC/2018-12')).toMatchObject({ numerator: 35 + 15 + 15 + 13, denominator: 110 })
    expect(await row('HPC/2019-01')).toMatchObject({ numerator: 36 + 16 + 14, denominator: 90 })
    expect(await row('FD/2019-01')).toMatchObject({ numerator: 16, denominator: 20 })
  })

  test('counts on request where it stands today, in every month', async () => {
    expect(await row('HPC/2018-12?tree=today')).toMatchObject({ numerator: 35 + 15 + 13, denominator: 90 })
    expect(await row('FD/2018-12?tree=today')).toMatchObject({ numerator: 15, denominator: 20 })
    const series = (await get('/api/v1/series/FD/CP04?tree=today')).json()
    expect(series).toMatchObject({ unit: 'FD', tree: 'today' })
    expect(series.points.map((p: { period: string }) => p.period)).toEqual(months)
    expect((await get('/api/v1/series/FD/CP04')).json().points[0]).toMatchObject({ period: '2019-01' })
  })

  test('counts there too in the month that stands beside, and in the units above', async () => {
    const { db } = database
    const card = await loadScorecard(db, 'HPC', '2019-01', '2019-04-09', undefined, 'today')
    if (card === null) throw new Error('The service has a month')
    const besides = async (scorecard: typeof card) =>
      (await loadScorecardDetail(db, scorecard, '2018-12')).rows.find((r) => r.kpi === 'CP04')
    expect((await besides(card))?.compared).toMatchObject({ numerator: 35 + 15 + 13, denominator: 90 })
    const council = (await loadScorecard(db, 'RIDGE', '2019-01', '2019-04-09', undefined, 'today'))?.lines
    expect((await besides(card))?.council?.figure).toEqual(
      council?.find((l) => l.kpi.code === 'CP04')?.figure,
    )
    const then = await loadScorecard(db, 'HPC', '2019-01', '2019-04-09')
    expect((await besides(then ?? card))?.compared).toMatchObject({ denominator: 110 })
  })

  test('never changes what the council comes to, on either tree', async () => {
    for (const month of some(months.slice(3))) {
      const then = await row(`RIDGE/${month}`)
      const recast = await row(`RIDGE/${month}?tree=today`)
      expect([recast.numerator, recast.denominator], month).toEqual([then.numerator, then.denominator])
    }
  })

  test('has in each month the name and the service it then had', async () => {
    const card = async (month: string) => (await get(`/units/HP-S2/scorecards/${month}`)).body
    expect(await card('2018-12')).toContain('Help and Protection South 2: December 2018')
    expect(await card('2018-12')).toContain('>Help, Protection and Court</a>')
    expect(await card('2019-01')).toContain('Assessment and Protection South: January 2019')
    expect(await card('2019-01')).toContain('>Front Door and Assessment</a>')
    expect((await get('/units/HP-S2/kpis/CP04?to=2018-12')).body).toContain('Help and Protection South 2')
  })

  test('is read before its move was recorded as nobody yet knew of it', async () => {
    const known = async (asAt: string) =>
      (await loadUnits(database.db, '2019-03', new Date(asAt))).find((u) => u.code === 'HP-S2')
    expect(await known('2019-01-01T12:00:00Z')).toMatchObject({
      name: 'Help and Protection South 2',
      parent: 'HPC',
    })
    expect(await known('2019-01-03T12:00:00Z')).toMatchObject({ parent: 'FD' })
  })
})

describe('a recast', () => {
  test('is labelled and offered where teams differ, and nowhere else', async () => {
    const page = async (path: string) => (await get(path)).body
    const then = await page('/units/HPC/scorecards/2018-12')
    expect(then).toContain('href="/units/HPC/scorecards/2018-12?tree=today">Recast on today’s teams</a>')
    const recast = await page('/units/HPC/scorecards/2018-12?tree=today')
    expect(recast).toContain('Recast on today’s teams; not the figures as they were published.')
    expect(recast).toContain('href="/units/HPC/scorecards/2018-12">As published</a>')
    expect(recast).toContain('href="/units/HPC/kpis/CP04?to=2018-12&amp;tree=today"')
    const measure = await page('/units/HPC/kpis/CP04?to=2018-12&tree=today')
    expect(measure).toContain('Recast on today’s teams; not the figures as they were published.')
    expect(measure).not.toContain('Help and Protection South 2')
    expect(await page('/units/HPC/scorecards/2019-02')).not.toContain('Recast')
    expect(await page('/units/HP-S1/scorecards/2018-12?tree=today')).not.toContain('Recast')
    const csv = await page('/units/HPC/scorecards/2018-12.csv?tree=today')
    expect(csv.split('\r\n')[1]).toContain(',today,')
    expect((await get('/units/HPC/scorecards/2018-12?tree=tomorrow')).statusCode).toBe(400)
    expect((await get('/api/v1/scorecards/HPC/2018-12?tree=tomorrow')).statusCode).toBe(400)
  })

  test('is never stored, and never the default', async () => {
    const count = () =>
      database.db
        .selectFrom('figure')
        .select((e) => [e.fn.countAll<number>().as('rows'), e.fn.max('fingerprint').as('last')])
        .executeTakeFirst()
    const before = await count()
    await row('HPC/2018-12?tree=today')
    await get('/api/v1/series/HPC/CP04?tree=today')
    expect(await count()).toEqual(before)
    expect((await get('/api/v1/scorecards/HPC/2018-12')).json().tree).toBe('then')
  })

  test('of units whose teams never moved is what was published, figure for figure', async () => {
    const stored = await database.db
      .selectFrom('figure')
      .selectAll()
      .where('unit_code', '=', 'EHY')
      .where('kpi_code', '=', 'EH01')
      .orderBy('period')
      .execute()
    const recast = await loadTreeFigures(database.db, {
      unit: 'EHY',
      kpis: ['EH01'],
      tree: '2019-04',
      from: '2018-07',
    })
    expect(
      recast.map((f) => [f.period, f.numerator, f.denominator, f.status, f.variation, f.analysis]),
    ).toEqual(stored.map((f) => [f.period, f.numerator, f.denominator, f.status, f.variation, f.analysis]))
    expect(recast.length).toBe(months.length)
  })
})

describe('a team that split, and one that closed', () => {
  test('keep their months on today’s tree: nothing is lost and nothing counted twice', async () => {
    const series = (await get('/api/v1/series/HPC/CP04?tree=today')).json()
    const at = (period: string) => series.points.find((p: { period: string }) => p.period === period)
    expect(at('2018-09')).toMatchObject({ numerator: 32 + 22, denominator: 90 })
    expect(at('2018-10')).toMatchObject({ numerator: 33 + 13 + 11, denominator: 90 })
    const early = (await get('/api/v1/series/EHY/EH01?tree=today')).json()
    expect(early.points.find((p: { period: string }) => p.period === '2018-12')).toMatchObject({
      numerator: 10 + 14,
      denominator: 40,
    })
    expect(early.points.find((p: { period: string }) => p.period === '2019-01')).toMatchObject({
      numerator: 15,
      denominator: 20,
    })
  })

  test('have no scorecard in a month they were not open', async () => {
    expect((await get('/units/HP-C/scorecards/2018-10')).statusCode).toBe(404)
    expect((await get('/units/HP-C1/scorecards/2018-09')).statusCode).toBe(404)
    expect((await get('/units/EH-C/scorecards/2019-01')).statusCode).toBe(404)
    expect((await get('/units/EH-C/scorecards/2018-12')).statusCode).toBe(200)
  })
})

describe('a target that changes from a month on', () => {
  test('leaves past months as they were judged, and stands beside them on the measure’s page', async () => {
    const judged = await row('HP-S1/2018-12')
    const recordedAt = new Date('2019-04-08T12:00:00Z')
    const target = {
      council_id: councilId,
      kpi_code: 'CP04',
      source: 'Improvement board',
      recorded_at: recordedAt,
    }
    await database.owner
      .updateTable('kpi_target')
      .set({ superseded_at: recordedAt })
      .where('kpi_code', '=', 'CP04')
      .execute()
    await database.db
      .insertInto('kpi_target')
      .values([
        { ...target, valid_from: '2015-04', valid_to: '2019-03', target: 90, floor: 80 },
        { ...target, valid_from: '2019-04', valid_to: null, target: 60, floor: 50 },
      ])
      .execute()
    expect(await row('HP-S1/2018-12')).toEqual(judged)
    const sentence =
      'Judged by the target then in force, 90% or more; today’s is 60% or more and would make it Met.'
    expect((await get('/units/HP-S1/kpis/CP04?to=2018-12')).body).toContain(sentence)
    const before = await get('/units/HP-S1/kpis/CP04?to=2018-12&asAt=2019-04-08T11:00:00Z')
    expect(before.statusCode).toBe(200)
    expect(before.body).not.toContain('then in force')
  })
})
