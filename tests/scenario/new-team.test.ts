/** A new team's scorecard as its history grows: useful from the first month on. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { addMonths, monthsFrom, periodName } from '#domain/time/period.ts'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { bearer, testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { csvOf, fileOf } from '../support/extract-files.ts'
import { named } from '../support/named.ts'

let app: FastifyInstance
let headers: { authorization: string }
const opened = '2018-10'

beforeAll(async () => {
  const { db } = await testDatabase('demo')
  await db.updateTable('council').set({ first_scorecard: opened, fixed_day: '2019-11-11' }).execute()
  await publishUntilOctober(db)
  app = await testApp(db)
  headers = await bearer(db, 'team_manager', 'HP-C1')
})

/** May to October 2019 of every counted measure that the team carries: April's figures, slightly lower every other month. */
async function publishUntilOctober(db: Db): Promise<void> {
  const april = await db
    .selectFrom('current_measurement')
    .select(['kpi_code', 'numerator', 'denominator'])
    .where('unit_code', '=', 'HP-C1')
    .where('period', '=', '2019-04')
    .where('state', '=', 'reported')
    .where('numerator', 'is not', null)
    .execute()
  const rows = monthsFrom('2019-05', '2019-10').flatMap((month, i) =>
    april.map(({ kpi_code, numerator, denominator }) => {
      const whole = Number.isInteger(numerator) && Number(numerator) > 0
      const less = whole ? Number(numerator) - (i % 2) : numerator
      return `HP-C1,${kpi_code},${month},${less},${denominator ?? ''}`
    }),
  )
  const now = new Date('2019-11-08T09:00:00Z')
  const publish = { now, by: named('Data team'), reason: 'half a year at once', acceptWarnings: true }
  const report = await ingestFile(db, fileOf(csvOf(rows), { now, publish }))
  expect(report).toMatchObject({ status: 'published', problems: [] })
}

const get = async (url: string) => {
  const answer = await app.inject({ url, headers })
  expect(answer.statusCode, `${url} ${answer.body.slice(0, 300)}`).toBe(200)
  return answer
}
const textOf = (markup: string) => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

describe.each([
  [1, 'none'],
  [3, 'none'],
  [6, 'none'],
  [7, 'trial'],
  [12, 'trial'],
  [13, 'full'],
] as const)('with %i months of history', (months, limits) => {
  const month = addMonths(opened, months - 1)

  test('the scorecard says how the team stands, measure by measure', async () => {
    const { body } = await get(`/units/HP-C1/scorecards/${month}`)
    const text = textOf(body)
    expect(text).toContain(`Help and Protection Central 1: ${periodName(month)}`)
    const headline = textOf(/app-scorecard__headline">(.*?)<\/p>/s.exec(body)?.[1] ?? '')
    expect(headline).toMatch(/\d+ of \d+/)
    const row = body.slice(
      body.indexOf('id="kpi-CP04"'),
      body.indexOf('</tr>', body.indexOf('id="kpi-CP04"')),
    )
    expect(row.includes('<svg class="app-spark"')).toBe(months >= 3)
    const api = (await get(`/api/v1/scorecards/HP-C1/${month}`)).json()
    const cp04 = api.rows.find((r: { kpi: string }) => r.kpi === 'CP04')
    expect(cp04).toMatchObject({ state: 'reported', status: expect.stringMatching(/met|close|missed/) })
    expect(cp04.variation === 'too_early').toBe(limits === 'none')
    expect(['too_early'].includes(cp04.assurance)).toBe(limits !== 'full')
    const { counts } = api
    expect(counts.judged).toBeGreaterThan(10)
    const isJudged = counts.improving > 0 || counts.concerning > 0
    expect(isJudged && limits === 'none').toBe(false)
  })

  test('the measure’s page says how far the statistics are', async () => {
    const { body } = await get(`/units/HP-C1/kpis/CP04?to=${month}`)
    const text = textOf(body)
    const said = {
      verdict: /Too early to tell: (\d+ months?) of data/.exec(text)?.[1],
      range: /(\d+) of 13 points needed for a usual range/.exec(text)?.[1],
      estimate: /A first estimate of the usual range, from (\d+) of 13 months/.exec(text)?.[1],
    }
    expect(said).toEqual(
      {
        none: { verdict: months === 1 ? '1 month' : `${months} months`, range: String(months) },
        trial: { estimate: String(months) },
        full: {},
      }[limits],
    )
    expect(/first estimate|Too early to tell/.test(text)).toBe(limits !== 'full')
    expect(body).toMatch(/<figure.*<svg/s)
    expect(text).toContain(
      months === 1 ? `${periodName(opened)}. ` : `${periodName(opened)} to ${periodName(month)}`,
    )
  })
})

test('the series whole has full limits, no gap, and is told by the API as by the page', async () => {
  const series = (await get('/api/v1/series/HP-C1/CP04')).json()
  expect(series.limits).toBe('full')
  expect(series.points.map((p: { period: string }) => p.period)).toEqual(monthsFrom(opened, '2019-10'))
  expect(series.points.every((p: { state: string }) => p.state === 'reported')).toBe(true)
})
