import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatNumber } from '#domain/wording/format.ts'
import type { Db } from '#server/db/database.ts'
import { loadFigures } from '#server/record/figures.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'

let db: Db
let app: FastifyInstance
let headers: { authorization: string }
beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  headers = await bearer(db, 'smt')
})

/** The section of a measure's page, as text. */
async function comparedAt(url: string): Promise<string | null> {
  const { body, statusCode } = await app.inject({ url, headers })
  expect(statusCode).toBe(200)
  const section = /<section aria-labelledby="benchmarks">.*?<\/section>/s.exec(body)?.[0]
  return section === undefined ? null : textOf(section)
}

describe('compared with whom', () => {
  test('names England, the South East and the neighbours’ median, each with its year and source, beside the council', async () => {
    const text = await comparedAt('/units/HP-S1/kpis/AS01?to=2019-04')
    expect(text).toContain('Ridgeshire County Council (demonstration) 82% (369 of 450) April 2019')
    const published = await db
      .selectFrom('benchmark')
      .select(['geography', 'value'])
      .where('measure', '=', 'Continue_Assess_Comp')
      .where('year', '=', 2018)
      .execute()
    const valueAt = (place: string) => published.find((p) => p.geography === place)?.value ?? Number.NaN
    const source = 'Year ending in 2018 Department for Education, Local Authority Interactive Tool'
    expect(text).toContain(`England ${valueAt('England')}% ${source}`)
    expect(text).toContain(`South East ${valueAt('South East')}% ${source}`)
    expect(text).toMatch(
      /Median of statistical neighbours \(\d+ of 10 published\) [\d.]+% Year ending in 2018/,
    )
    expect(text).toContain('borrows its statistical neighbours')
    expect(text).toMatch(/2018 [\d.]+% [\d.]+% [\d.]+% [\d.]+% \([\d,]+ of [\d,]+\) 2017 [\d.]+%/)
    expect(text).not.toMatch(/[–%] 2019 [\d.]+%/)
  })

  test('sets the council’s own years beside theirs, sum over sum, and says which is not complete', async () => {
    const text = await comparedAt('/units/HP-S1/kpis/AS01?to=2019-04')
    const figures = await loadFigures(db, { units: ['RIDGE'], kpis: ['AS01'], grain: 'monthly' })
    const year = figures.filter(({ period }) => period >= '2018-04' && period <= '2019-03')
    expect(year).toHaveLength(12)
    const sum = (of: 'numerator' | 'denominator') => year.reduce((total, f) => total + (f[of] ?? 0), 0)
    const [n, d] = [sum('numerator'), sum('denominator')]
    const share = `${formatNumber((100 * n) / d, 1)}% (${formatNumber(n)} of ${formatNumber(d)})`
    expect(text).toContain(
      `Ridgeshire County Council (demonstration) ${share} Year ending in 2019 Our own extracts`,
    )
    expect(text).toContain(`2019 – – – ${share}`)
    expect(text).toContain('2020 – – – 82% (369 of 450), 1 month so far')
  })

  test('says nothing where nobody publishes the measure', async () => {
    expect(await comparedAt('/units/CICS/kpis/LC01?to=2019-04')).toBeNull()
  })

  test('stands in the API with the series, and never among its points', async () => {
    const { benchmarks, points } = (await app.inject({ url: '/api/v1/series/RIDGE/AS01', headers })).json()
    expect(benchmarks.map((b: { geography: string }) => b.geography)).toEqual([
      'England',
      'South East',
      'Median of statistical neighbours',
    ])
    expect(benchmarks[2]).toMatchObject({ year: 2018, among: 10, published: expect.any(Number) })
    expect(points.every((p: { period: string }) => /^\d{4}-\d{2}$/.test(p.period))).toBe(true)
    const none = (await app.inject({ url: '/api/v1/series/CICS/LC01', headers })).json()
    expect(none.benchmarks).toEqual([])
  })
})
