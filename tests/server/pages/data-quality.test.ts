import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { loadDataQuality } from '#server/reads/data-quality.ts'
import { loadRuleQuality } from '#server/reads/rule-quality.ts'
import { bearer, testApp } from '../../support/app.ts'
import { catalogue } from '../../support/catalogue.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { some } from '../../support/some.ts'

type Headers = { authorization: string }
let db: Db
let read: ReadOnce
let data: Headers

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  read = readOnce(await testApp(db))
  data = await bearer(db, 'data_team')
})
const get = (url: string, headers = data) => read(url, headers)

describe('the quality of the data', () => {
  it('is told from the latest month whose day has passed: what came when, and what was changed since', async () => {
    const quality = await loadDataQuality(db, '2019-06-10', 13)
    expect(quality.period).toBe('2019-04')
    const april = quality.months.find((m) => m.period === '2019-04')
    expect(april?.returns.length).toBeGreaterThan(8)
    const { body, statusCode } = await get('/data-quality')
    expect(statusCode).toBe(200)
    expect(body).toContain('April 2019: ')
    for (const { name } of some(april?.returns ?? [])) expect(body).toContain(name)
  })

  it('counts the figures that were told in two ways, as the ledger holds them', async () => {
    const quality = await loadDataQuality(db, '2019-06-10', 13)
    const told = quality.months
      .flatMap((m) => m.returns.map((r) => [m.period, r.restated] as const))
      .filter(([, restated]) => restated > 0)
    const rows = await db
      .selectFrom('measurement')
      .select(['unit_code', 'kpi_code', 'period'])
      .distinct()
      .where('version', '>', 1)
      .where('grain', '=', 'monthly')
      .execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(told.reduce((sum, [, n]) => sum + n, 0)).toBe(rows.length)
  })

  it('names who waits, and each measure’s owner, completeness and known issues', async () => {
    const { kpis, waiting } = await loadDataQuality(db, '2019-06-10', 13)
    expect(kpis).toHaveLength(catalogue.kpis.length)
    for (const k of some(kpis)) {
      expect(k.ownerRole).not.toBe('')
      expect(k.missing.length).toBeLessThanOrEqual(k.expected)
    }
    expect(waiting.reduce((sum, t) => sum + t.missing, 0)).toBe(
      kpis.reduce((sum, k) => sum + k.missing.length, 0),
    )
    const noted = kpis.filter((k) => k.issues.length > 0)
    expect(noted.length).toBeGreaterThan(0)
    const { body } = await get('/data-quality')
    for (const { issues } of noted) expect(body).toContain(issues[0]?.note.split(/['"’]/)[0])
  })

  it('says once what was said of several teams', async () => {
    const { body } = await get('/data-quality')
    const text = textOf(body)
    expect(text).toContain(
      'Multi-agency Safeguarding Hub, Assessment North, Assessment Central and Assessment South will not come:',
    )
    expect(text.match(/will not come: Not available/g)).toHaveLength(1)
  })

  it('names the measures that do not agree with each other, and since when', async () => {
    const { rules } = await loadDataQuality(db, '2019-06-10', 13)
    expect(rules.broken.map(({ rule, unit, period }) => `${rule.code} ${unit.code} ${period}`)).toEqual([
      'LC01-WITHIN-LC08 CWD-N 2019-04',
      'CP07-WITHIN-CP06 HP-N2 2019-03',
    ])
    expect(rules.ended).toEqual([])
    const text = textOf((await get('/data-quality')).body)
    expect(text).toContain('Measures that do not agree with each other: 2')
    expect(text).toMatch(
      /12 \(CP07\)\. .*: 9 \(CP06\)\..* April 2019 at .* by Data team with 2019-03-case-system\.csv/,
    )
    // April's files had not come yet.
    const before = await loadRuleQuality(db, new Date('2019-05-01T00:00:00Z'))
    expect(before.broken.map(({ unit }) => unit.code)).toEqual(['HP-N2'])
  })

  it('is a file as well: a row for each measure, and a picture of the grid', async () => {
    const csv = (await get('/data-quality.csv')).body.trim().split('\r\n')
    expect(csv).toHaveLength(1 + catalogue.kpis.length)
    expect((await get('/data-quality.json')).json<{ period: string }>().period).toBe('2019-04')
    expect((await get('/data-quality.xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK')
    const svg = await get('/charts/freshness.svg')
    expect(svg.headers['content-type']).toContain('image/svg+xml')
    expect(svg.body).toContain('<title>April 2019: ')
    const rows = (await get('/charts/freshness.csv')).body.trim().split('\r\n')
    expect(rows[0]).toBe(
      'name,period,due,received,state,daysFromDue,expected,rows,restated,missing,neverComing,first,last,late',
    )
  })

  it('says so before the first month, and is closed to those who read no extracts', async () => {
    const early = await loadDataQuality(db, '2016-01-10', 13)
    expect(early).toMatchObject({ period: null, waiting: [] })
    const board = await bearer(db, 'board')
    expect((await get('/data-quality', board)).statusCode).toBe(403)
    expect((await get('/charts/freshness.svg', board)).statusCode).toBe(403)
  })
})
