import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'

let app: FastifyInstance
let manager: { authorization: string }

beforeAll(async () => {
  const { db } = await testDatabase('demo')
  app = await testApp(db)
  manager = await bearer(db, 'team_manager', 'HP-S1')
})

const get = (url: string) => app.inject({ url, headers: manager })

async function visits(query: string) {
  const card = (await get(`/api/v1/scorecards/HP-S1/2019-02${query}`)).json()
  return card.rows.find((row: { kpi: string }) => row.kpi === 'CP04')
}

describe('February’s visits at South 1', () => {
  test('are 35 of 39 as at 15 March 2019, and 37 of 39 today, marked as restated', async () => {
    expect(await visits('?asAt=2019-03-15')).toMatchObject({
      numerator: 35,
      denominator: 39,
      restated: false,
    })
    expect(await visits('')).toMatchObject({ numerator: 37, denominator: 39, restated: true })
  })

  test('turn at the moment of the publication, whichever offset it is written in', async () => {
    expect(await visits('?asAt=2019-06-03T14:04:59.999Z')).toMatchObject({ numerator: 35 })
    expect(await visits('?asAt=2019-06-03T14:05:00Z')).toMatchObject({ numerator: 37 })
    expect(await visits('?asAt=2019-06-03T15:05:00%2B01:00')).toMatchObject({ numerator: 37 })
    expect(await visits('?asAt=2019-06-03T15:04:00+01:00')).toMatchObject({ numerator: 35 })
    expect(await visits('?asAt=2019-06-02')).toMatchObject({ numerator: 35 })
    expect(await visits('?asAt=2019-06-03')).toMatchObject({ numerator: 37 })
  })

  test('say the same on the page, in its CSV, the series and the measurements', async () => {
    const page = await get('/units/HP-S1/scorecards/2019-02?asAt=2019-03-15')
    expect(page.body).toContain('As published by <strong>15 March 2019 at 11:59pm</strong>')
    expect(page.body).toContain('href="/units/HP-S1/scorecards/2019-02">See the latest</a>')
    expect(page.body).toContain('35 of 39')
    expect(page.body).not.toContain('37 of 39')
    const csv = (await get('/units/HP-S1/scorecards/2019-02.csv?asAt=2019-03-15')).body
    expect(csv.split('\r\n').find((line) => line.includes(',CP04,'))).toContain(',35,39,')
    const series = (await get('/api/v1/series/HP-S1/CP04?asAt=2019-03-15')).json()
    expect(series.points.at(-1)).toMatchObject({ period: '2019-02', numerator: 35, restated: false })
    const { rows } = (
      await get('/api/v1/measurements?kpi=CP04&from=2019-02&grain=monthly&asAt=2019-03-15')
    ).json()
    expect(rows).toEqual([expect.objectContaining({ period: '2019-02', numerator: 35, version: 1 })])
    const measure = await get('/units/HP-S1/kpis/CP04?to=2019-02&asAt=2019-03-15')
    expect(measure.body).toContain('35 of 39')
    expect(measure.body).toContain('As published by')
  })

  test('stay what they were on every link of the page', async () => {
    const { body } = await get('/units/HP-S1/scorecards/2019-02?asAt=2019-03-15')
    const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'))
    const links = [...main.matchAll(/href="(\/units\/HP-S1\/(?:scorecards|kpis)\/[^"]+)"/g)].map(
      (m) => m[1] ?? '',
    )
    const others = links.filter((href) => !href.includes('asAt=2019-03-15'))
    expect(links.length).toBeGreaterThan(30)
    expect(others).toEqual(['/units/HP-S1/scorecards/2019-02'])
  })

  test('lead from JSON and latest to the same moment', async () => {
    const json = await get('/units/HP-S1/scorecards/2019-02.json?asAt=2019-03-15')
    expect(json.headers.location).toBe('/api/v1/scorecards/HP-S1/2019-02?asAt=2019-03-15')
    const latest = await get('/units/HP-S1/scorecards/latest?asAt=2019-03-15')
    expect(latest.headers.location).toBe('/units/HP-S1/scorecards/2019-02?asAt=2019-03-15')
  })
})

describe('a moment', () => {
  test('knows no month that was not published by then', async () => {
    const later = await get('/units/HP-S1/scorecards/2019-03?asAt=2019-03-15')
    expect(later.statusCode).toBe(404)
    expect(later.body).toContain('Scorecards were then published for November 2018 to February 2019')
    expect((await get('/api/v1/scorecards/HP-S1/2019-02?asAt=2018-01-01')).statusCode).toBe(404)
    expect((await get('/units/HP-S1/kpis/CP04?asAt=2018-11-05')).statusCode).toBe(404)
  })

  test('knows of the plan and of decisions what was known on its day', async () => {
    const then = (await get('/units/HP-S1/scorecards/2019-02?asAt=2019-03-15')).body
    const now = (await get('/units/HP-S1/scorecards/2019-04')).body
    expect(now).toContain('agreed 18 April 2019')
    expect(then).not.toContain('agreed 18 April 2019')
    expect(then).toContain('agreed 18 December 2018')
  })

  test.each(['yesterday', '2019-02-30', '2019-03', '2019-03-15T10:00', '1', '%01', '2019-03-15T25:00:00Z'])(
    'that is none, such as %s, is refused with a sentence',
    async (text) => {
      for (const url of ['/units/HP-S1/scorecards/2019-02', '/units/HP-S1/kpis/CP04']) {
        const page = await get(`${url}?asAt=${text}`)
        expect(page.statusCode, url).toBe(400)
        expect(page.body).toContain('Write a day such as 2019-03-15')
      }
      for (const url of [
        'scorecards/HP-S1/2019-02',
        'series/HP-S1/CP04',
        'measurements',
        'periods',
        'kpis',
      ]) {
        const answer = await get(`/api/v1/${url}?asAt=${text}`)
        expect(answer.statusCode, url).toBe(400)
        expect(answer.json().detail).toContain('such as 2019-03-15')
      }
    },
  )

  test('asked for twice is refused', async () => {
    expect((await get('/units/HP-S1/scorecards/2019-02?asAt=2019-03-15&asAt=2019-03-16')).statusCode).toBe(
      400,
    )
    expect((await get('/api/v1/series/HP-S1/CP04?asAt=2019-03-15&asAt=2019-03-16')).statusCode).toBe(400)
  })
})
