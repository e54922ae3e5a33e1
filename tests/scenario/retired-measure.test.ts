/** A measure that was retired after March 2019, although figures came for April. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { loadTemplate } from '#server/extracts/template/load-template.ts'
import { loadReturnMonths } from '#server/reads/return-months.ts'
import { bearer, testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { textOf } from '../support/page-text.ts'

let db: Db
let owner: Db
let app: FastifyInstance
let headers: { authorization: string }
let before: Awaited<ReturnType<typeof standing>>

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('demo'))
  app = await testApp(db)
  headers = await bearer(db, 'data_team')
  before = await standing()
  await owner
    .updateTable('kpi_definition')
    .set({ valid_to: '2019-03' })
    .where('kpi_code', '=', 'CP05')
    .execute()
})

const page = async (url: string) => (await app.inject({ url, headers })).body
const scorecard = async (unit: string, period: string) =>
  (await app.inject({ url: `/api/v1/scorecards/${unit}/${period}`, headers })).json()
const codesOf = (answer: { rows: { kpi: string }[] }) => answer.rows.map(({ kpi }) => kpi)
const standing = async () => ({
  march: await scorecard('HP-S1', '2019-03'),
  april: await scorecard('HP-S1', '2019-04'),
  returns: await loadReturnMonths(db, '2019-06-10', 3),
})
const expectedIn = (months: (typeof before)['returns'], period: string) =>
  months.find((m) => m.period === period)?.returns.reduce((sum, r) => sum + r.expected, 0) ?? 0
const rowsOf = async (month: string) => {
  const order = { owner: null, month, weeks: false, today: '2019-06-10' }
  const template = await loadTemplate(db, order)
  return 'rows' in template ? template.rows.map(({ kpiCode }) => kpiCode) : []
}

describe('a retired measure', () => {
  test.each(['HP-S1', 'HPC', 'RIDGE'])(
    'stands on the scorecards of %s up to its last month only',
    async (unit) => {
      for (const month of ['2018-11', '2019-02', '2019-03'])
        expect(codesOf(await scorecard(unit, month)), month).toContain('CP05')
      expect(codesOf(await scorecard(unit, '2019-04'))).not.toContain('CP05')
      expect(await page(`/units/${unit}/scorecards/2019-03`)).toContain('id="kpi-CP05"')
      expect(await page(`/units/${unit}/scorecards/2019-04`)).not.toContain('/kpis/CP05')
    },
  )

  test('leaves every other row as it was', async () => {
    const after = await standing()
    expect(after.march).toEqual(before.march)
    const others = before.april.rows.filter((row: { kpi: string }) => row.kpi !== 'CP05')
    expect(others).toHaveLength(before.april.rows.length - 1)
    expect(after.april.rows).toEqual(others)
  })

  test('is due of nobody after its last month, in template and returns alike', async () => {
    const { returns } = await standing()
    const carriers = (await rowsOf('2019-03')).filter((code) => code === 'CP05').length
    expect(carriers).toBeGreaterThan(0)
    expect(await rowsOf('2019-04')).not.toContain('CP05')
    expect(expectedIn(returns, '2019-03')).toBe(expectedIn(before.returns, '2019-03'))
    expect(expectedIn(returns, '2019-04')).toBe(expectedIn(before.returns, '2019-04') - carriers)
  })

  test('can be chosen on the overview and compared in its months, and not after', async () => {
    expect(await page('/overview?period=2019-03&kpi=CP05')).toContain('value="CP05" selected')
    expect(await page('/overview?period=2019-04')).not.toContain('value="CP05"')
    expect(await page('/overview?period=2019-04')).not.toContain('/kpis/CP05?to=2019-04')
    expect(await page('/compare?to=2019-03&kpi=CP05')).toContain('value="CP05" selected')
    expect(await page('/compare?to=2019-04')).not.toContain('value="CP05"')
  })

  test('keeps on its own page what was still sent, and says there that it is retired', async () => {
    const words = textOf(await page('/units/HP-S1/kpis/CP05?to=2019-04'))
    expect(words).toContain('This measure is retired: March 2019 was its last month.')
    expect(words).toContain('Apr 2019')
    expect(textOf(await page('/help/kpis/CP05'))).toContain('Retired March 2019 was its last month')
    const catalogue = (await app.inject({ url: '/api/v1/kpis?month=2019-04', headers })).json()
    const ends = catalogue.kpis.filter((k: { lastMonth: string | null }) => k.lastMonth !== null)
    expect(ends.map((k: { code: string; lastMonth: string }) => [k.code, k.lastMonth])).toEqual([
      ['CP05', '2019-03'],
    ])
  })
})
