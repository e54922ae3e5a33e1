/** A measure that is counted differently from some month on, and a target that changes: both stop comparisons or are mentioned.
 * */

import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { loadOverview } from '#server/reads/overview.ts'
import { loadScorecard } from '#server/reads/scorecard.ts'
import { loadSeries } from '#server/reads/series.ts'
import { bearer, testApp, testNow } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { textOf } from '../support/page-text.ts'
import { publishRows } from '../support/publish-rows.ts'

const day = '2019-06-10'
const minutes = (count: number) => new Date(testNow.getTime() + count * 60_000)

let db: Db
let owner: Db
let app: FastifyInstance
let headers: { authorization: string }

const lineOf = async (unit: string, kpi: string, period = '2019-04') => {
  const scorecard = await loadScorecard(db, unit, period, day)
  const line = scorecard?.lines.find((l) => l.kpi.code === kpi)
  if (scorecard == null || line === undefined) throw new Error(`${unit} has no ${kpi}`)
  return { scorecard, line }
}

async function page(url: string) {
  const { body, statusCode } = await app.inject({ url, headers })
  expect(statusCode, url).toBe(200)
  return textOf(body)
}

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('demo'))
  app = await testApp(db)
  headers = await bearer(db, 'smt')
})

describe('a definition that changed in March', () => {
  beforeAll(async () => {
    const before = await lineOf('HP-S1', 'MO02')
    expect(before.scorecard.needsConversation).toContainEqual(
      expect.objectContaining({ kpi: 'MO02', reason: 'missed_three_months' }),
    )
    expect(before.line.sameMonthLastYear).not.toBeNull()
    await sql`update kpi_definition set valid_to = '2019-02' where kpi_code = 'MO02'`.execute(owner)
    await sql`insert into kpi_definition select (jsonb_populate_record(d, ${JSON.stringify({
      valid_from: '2019-03',
      valid_to: null,
      clock: 'From the day of allocation',
    })}::jsonb)).* from kpi_definition d where kpi_code = 'MO02'`.execute(db)
    await publishRows(db, ['HP-S1,MO02,2019-03,86,118', 'HP-S1,MO02,2019-04,91,122'], minutes(1))
  })

  test('ends a run of missed months', async () => {
    const { line, scorecard } = await lineOf('HP-S1', 'MO02')
    expect(line.statuses).toEqual(['missed', 'missed', null])
    expect(scorecard.needsConversation.map(({ kpi }) => kpi)).not.toContain('MO02')
  })

  test('leaves nothing before it beside a later month, in the answer of the API too', async () => {
    const [april, march] = [await lineOf('HP-S1', 'MO02'), await lineOf('HP-S1', 'MO02', '2019-03')]
    expect(april.line.previous?.period).toBe('2019-03')
    expect([april.line.sameMonthLastYear, march.line.previous]).toEqual([null, null])
    const { rows } = (await app.inject({ url: '/api/v1/scorecards/HP-S1/2019-03', headers })).json()
    expect(rows.find((r: { kpi: string }) => r.kpi === 'MO02').previous).toBeNull()
  })

  test('is marked in words where it happens', async () => {
    const words = await page('/units/HP-S1/scorecards/2019-04')
    expect(words).toContain('counted differently before March 2019')
    expect(words).toContain('Those months are not compared with this one.')
    const measure = await page('/units/HP-S1/kpis/MO02?to=2019-04')
    expect(measure).toContain('Definition changed')
    expect(await page('/overview?period=2019-04&kpi=MO02')).toContain('counted differently before March 2019')
  })

  test('restarts the limits, and is what the series and the overview say', async () => {
    const asked = { unit: 'HP-S1', kpi: 'MO02', grain: 'monthly' as const }
    const series = await loadSeries(db, asked)
    expect(series?.definedSince).toBe('2019-03')
    expect(series?.points.filter((p) => p.rebase).map((p) => p.period)).toEqual(['2019-03'])
    const overview = await loadOverview(db, { period: '2019-04', kpi: 'MO02', scope: 'RIDGE', day })
    expect(overview?.definedSince).toBe('2019-03')
    expect((await lineOf('HP-S1', 'CP04')).line.redefined).toBeNull()
  })
})

describe('a target that moved in April', () => {
  beforeAll(async () => {
    await sql`update kpi_target set valid_to = '2019-03' where kpi_code = 'CP04'`.execute(owner)
    await sql`insert into kpi_target select (jsonb_populate_record(t, ${JSON.stringify({
      valid_from: '2019-04',
      valid_to: null,
      target: 95,
    })}::jsonb)).* from kpi_target t where kpi_code = 'CP04'`.execute(db)
  })

  const sentence = 'The target for CP visits in timescale is 95% from April 2019, 90% before'

  test('is no news before a figure is judged by it', async () => {
    expect(await page('/units/HP-S1/scorecards/2019-04')).not.toContain('The target for')
  })

  test('is news on the scorecards that it changes, in the month from which it holds', async () => {
    await publishRows(db, ['HP-S1,CP04,2019-04,30,39'], minutes(2))
    for (const unit of ['HP-S1', 'HPC', 'RIDGE'])
      expect(await page(`/units/${unit}/scorecards/2019-04`), unit).toContain(sentence)
    for (const other of ['HP-S1/scorecards/2019-03', 'CIC-N/scorecards/2019-04'])
      expect(await page(`/units/${other}`), other).not.toContain('The target for')
  })
})
