/** A wrong file that is taken back leaves no trace in its month's words except dates. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadUnitChanges } from '#server/reads/changes.ts'
import { loadDataQuality } from '#server/reads/data-quality.ts'
import { loadOverview } from '#server/reads/overview.ts'
import { loadReturnMonths } from '#server/reads/return-months.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { mayOf, publishMay } from '../../support/month-in-parts.ts'
import { named } from '../../support/named.ts'
import { publishRows } from '../../support/publish-rows.ts'

const day = '2019-06-20'
const hours = (count: number) => new Date(testNow.getTime() + count * 3_600_000)

let db: Db
let app: FastifyInstance
let smt: { authorization: string }

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  smt = await bearer(db, 'smt')
})

const takeBack = (extract: number, now: Date) =>
  revertExtract(recordedAt(db, now), extract, { by: named('Data team'), reason: 'The wrong file' })

type Row = { kpi: string; restated: boolean }

async function scorecardOf(unit: string, period: string) {
  const answer = await app.inject({ url: `/api/v1/scorecards/${unit}/${period}`, headers: smt })
  expect(answer.statusCode, answer.body).toBe(200)
  const { publishedAt: _at, ...card } = answer.json()
  return card as { restated: boolean; rows: Row[] }
}

const restatedIn = ({ rows }: { rows: Row[] }) => rows.filter((r) => r.restated).map((r) => r.kpi)

describe('eight wrong figures of a team’s May, taken back before the month really comes', () => {
  const sent = mayOf((team) => team === 'HP-S1').filter((row) => Number(row.numerator) > 0)
  // One of the real figures is far from what is usual.
  const real = sent.map((row) => (row.kpi_code === 'MO01' ? { ...row, numerator: '1' } : row))
  const wrong = sent.slice(0, 8).map((row) => ({ ...row, numerator: '0' }))
  const afterRevert = hours(2)

  beforeAll(async () => {
    expect(wrong.map((row) => row.kpi_code)).toContain('MO01')
    expect(wrong).toHaveLength(8)
    const extract = await publishMay(db, 'wrong.csv', wrong, hours(-1))
    // A file of another team, so that the month has figures throughout.
    const north = mayOf((team) => team === 'HP-N1')
    await publishMay(db, 'north.csv', north, hours(0))
    await takeBack(extract, hours(1))
    await publishMay(db, 'real.csv', real, hours(96))
  })

  test('are no restatement of what comes, for the team, its service and the council', async () => {
    const cards = await Promise.all(['HP-S1', 'HPC', 'RIDGE'].map((unit) => scorecardOf(unit, '2019-05')))
    expect(cards.map((card) => card.rows.length > 20)).toEqual([true, true, true])
    expect(cards.flatMap(restatedIn)).toEqual([])
    expect(cards.map((card) => card.restated)).toEqual([false, false, false])
  })

  test('are no changed figures on data quality', async () => {
    const { months } = await loadDataQuality(db, day, 2)
    const may = months.find(({ period }) => period === '2019-05')
    expect(may?.returns.length).toBeGreaterThan(5)
    expect(may?.returns.filter((r) => r.restated > 0).map((r) => [r.name, r.restated])).toEqual([])
  })

  test('give no return of it the day on which they came', async () => {
    const extract = await publishRows(db, ['CL-1,CL02,2019-05,9,10'], hours(3))
    const early = await loadReturnMonths(db, day, 1)
    await takeBack(extract, hours(4))
    const back = await loadReturnMonths(db, day, 1)
    await publishRows(db, ['CL-1,CL02,2019-05,9,10'], hours(120))
    const came = await loadReturnMonths(db, day, 1)
    const firstOn = (months: typeof came) =>
      months[0]?.returns.find(({ code }) => code === 'leaving_care')?.firstOn
    expect([early, back, came].map(firstOn)).toEqual(['2019-06-10', null, '2019-06-15'])
  })

  test('make no movement of the month one that only a restatement made', async () => {
    const overview = await loadOverview(db, { period: '2019-05', kpi: 'CP04', scope: 'RIDGE', day })
    expect(overview?.movers.month.length).toBeGreaterThan(20)
    expect(overview?.movers.restated).toEqual([])
    expect(overview?.movers.worse.map(({ unit, kpi }) => `${unit.code} ${kpi.code}`)).toContain('HP-S1 MO01')
  })

  test('are figures for the first time since they were taken back', async () => {
    const found = await loadUnitChanges(db, 'HP-S1', { from: afterRevert })
    const may = found?.changes.filter(({ period }) => period === '2019-05') ?? []
    expect(may.length).toBeGreaterThan(20)
    expect(may.filter(({ news }) => news !== 'new')).toEqual([])
    const page = await app.inject({
      url: `/units/HP-S1/changes?from=${afterRevert.toISOString()}`,
      headers: smt,
    })
    expect(page.body).toContain('No figure that had been published says anything else now.')
  })
})

describe('a wrong file over a right month, taken back', () => {
  test('leaves the month’s scorecards and series as they were', async () => {
    const month = async () => ({
      cards: await Promise.all(['HP-S1', 'HPC', 'RIDGE'].map((unit) => scorecardOf(unit, '2019-04'))),
      series: (await app.inject({ url: '/api/v1/series/HPC/CP04', headers: smt })).json(),
    })
    const before = await month()
    const extract = await publishRows(db, ['HP-S1,CP04,2019-04,3,45', 'HP-S1,CP06,2019-04,2,9'], hours(200))
    const during = await month()
    expect(during.cards.map(restatedIn)).toEqual([
      expect.arrayContaining(['CP04']),
      expect.arrayContaining(['CP04']),
      expect.arrayContaining(['CP04']),
    ])
    await takeBack(extract, hours(201))
    expect(await month()).toEqual(before)
  })

  test('of which a later file restated a figure leaves that restated', async () => {
    const wrong = await publishRows(db, ['HP-S1,CP04,2019-04,3,45'], hours(210))
    await publishRows(db, ['HP-S1,CP04,2019-04,4,45'], hours(211))
    await takeBack(wrong, hours(212))
    expect(restatedIn(await scorecardOf('HP-S1', '2019-04'))).toEqual(['CP04'])
    expect(restatedIn(await scorecardOf('HPC', '2019-04'))).toContain('CP04')
  })
})
