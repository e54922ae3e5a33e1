/** Since when a measure is worse than usual: one start, the same in every later month and on every surface. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { analyseSpoken } from '#domain/figures/spc/spoken-analysis.ts'
import { addPeriods } from '#domain/time/period.ts'
import type { Db } from '#server/db/database.ts'
import { judgeAnew } from '#server/extracts/merging/judge-anew.ts'
import { loadMovers } from '#server/reads/movers.ts'
import { loadPlanChecks } from '#server/reads/plan.ts'
import { loadKpis } from '#server/record/catalogue.ts'
import { loadFigures } from '#server/record/figures.ts'
import { loadLatestFigures } from '#server/record/latest-figures.ts'
import { loadPersistences } from '#server/record/persistence.ts'
import { loadUnits } from '#server/record/units.ts'
import { bearer, testApp, testNow } from '../support/app.ts'
import { recordedAt, testDatabase } from '../support/database.ts'
import { textOf } from '../support/page-text.ts'
import { publishRows } from '../support/publish-rows.ts'
import { isWide } from '../support/run-size.ts'

/** Worse since February: May's figure lets February into the usual level, beside which only May itself is unusual. */
const values = [86, 93, 88, 87, 87, 88, 89, 90, 93, 91, 90, 87, 88, 87, 84, 70, 68, 76, 73]
const months = values.map((_, i) => addPeriods('2017-11', i))
const told = '2019-02'
const minutes = (count: number) => new Date(testNow.getTime() + count * 60_000)

let db: Db
let owner: Db
let app: FastifyInstance
let headers: { authorization: string }

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('demo'))
  app = await testApp(db)
  headers = await bearer(db, 'smt')
  const rows = months.map((month, i) => `CIC-N,LC01,${month},${values[i]},100`)
  await publishRows(db, rows.slice(0, -1), minutes(1))
  await publishRows(db, rows.slice(-1), minutes(2))
})

/** The start that May's own calculation gives, without what was told before. */
async function recalculatedStart(): Promise<string | null> {
  const points = await loadFigures(db, { units: ['CIC-N'], kpis: ['LC01'] })
  const persistence = (await loadPersistences(db)).get('LC01 2019-05')
  expect(points.at(-1)?.period).toBe('2019-05')
  expect(persistence).toBeDefined()
  const spoken = { good: 'higher', chance: 'share', scale: 100, restarts: [] } as const
  return analyseSpoken(points, { ...spoken, persistence: persistence ?? 0 }).since
}

const startsIn = async (periods: readonly string[]) => {
  const figures = await loadFigures(db, { units: ['CIC-N'], kpis: ['LC01'], periods })
  return figures.map((f) => [f.period, f.variation, f.analysis.since])
}

async function moversOf(period: string) {
  const units = (await loadUnits(db, period)).filter((u) => u.code === 'CIC-N')
  return loadMovers(db, { units, kpis: await loadKpis(db, period), period })
}

describe('what is still worse than usual', () => {
  test('keeps the start that was told the month before', async () => {
    expect(await startsIn(['2019-04', '2019-05'])).toEqual([
      ['2019-04', 'concerning', told],
      ['2019-05', 'concerning', told],
    ])
    expect(await recalculatedStart()).toBe('2019-05')
    const { stillWorse, worse } = await moversOf('2019-05')
    expect(stillWorse.map(({ kpi, now }) => [kpi.code, now.analysis.since])).toContainEqual(['LC01', told])
    expect(worse.map(({ kpi }) => kpi.code)).not.toContain('LC01')
  })

  test('has it on the scorecard, the overview, the measure’s and the unit’s page, and in the checks', async () => {
    const get = async (url: string) => {
      const answer = await app.inject({ url, headers })
      expect(answer.statusCode, url).toBe(200)
      return answer.body
    }
    const card = JSON.parse(await get('/api/v1/scorecards/CIC-N/2019-05'))
    const row = card.rows.find((r: { kpi: string }) => r.kpi === 'LC01')
    expect(row.phrase).toBe('worse than usual since February 2019')
    const series = JSON.parse(await get('/api/v1/series/CIC-N/LC01'))
    expect(series.finding).toBe('Worse than usual since February 2019.')
    expect(textOf(await get('/units/CIC-N/kpis/LC01?to=2019-05'))).toContain(
      'worse than usual since February 2019',
    )
    expect(textOf(await get('/overview?period=2019-05'))).toMatch(
      /Children in Care North: LAC visits in timescale \S+ \(73 of 100\), worse than usual since February 2019/,
    )
    const [latest] = await loadLatestFigures(db, { units: ['CIC-N'], kpis: ['LC01'] })
    expect(latest?.analysis.since).toBe(told)
    const checks = await loadPlanChecks(db, '2019-06-10')
    const own = checks.filter((c) => c.unit === 'CIC-N' && c.kpi === 'LC01')
    expect(own.map((c) => c.since).filter((since) => since !== told)).toEqual([])
  })

  test('is not new after a month that did not come', async () => {
    const later = new Date('2019-08-20T09:00:00Z')
    await publishRows(db, ['CIC-S,LC01,2019-06,90,100', 'CIC-N,LC01,2019-07,62,100'], later)
    expect(await startsIn(['2019-06', '2019-07'])).toEqual([
      ['2019-06', 'none', null],
      ['2019-07', 'concerning', told],
    ])
    const { stillWorse, worse, restated } = await moversOf('2019-07')
    expect(stillWorse.map(({ kpi }) => kpi.code)).toContain('LC01')
    expect(worse).toEqual([])
    expect(restated).toEqual([])
  })
})

describe('starts that were stored before this rule', () => {
  test.runIf(isWide)('are told anew, in a publication of their own that moves no value', async () => {
    await owner
      .updateTable('figure')
      .set((e) => ({
        analysis: e.fn('jsonb_set', ['analysis', e.val('{since}'), e.val('"2019-03"')]),
        fingerprint: 'before',
      }))
      .where('unit_code', '=', 'CIC-N')
      .where('kpi_code', '=', 'LC01')
      .where('period', '=', '2019-05')
      .execute()
    await db.updateTable('council').set({ judged_by: 2 }).execute()
    expect((await startsIn(['2019-05']))[0]?.[2]).toBe('2019-03')
    const now = new Date('2019-08-21T09:00:00Z')
    expect(await judgeAnew(recordedAt(db, now))).toBe(1)
    expect((await startsIn(['2019-05']))[0]?.[2]).toBe(told)
    expect(await judgeAnew(recordedAt(db, now))).toBe(0)
  })
})
