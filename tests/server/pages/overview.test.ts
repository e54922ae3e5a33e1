import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page.ts'

type Headers = { authorization: string }

let app: FastifyInstance
let smt: Headers
let head: Headers
let manager: Headers
let board: Headers

beforeAll(async () => {
  const { db } = await testDatabase('demo')
  app = await testApp(db)
  smt = await bearer(db, 'smt')
  head = await bearer(db, 'head_of_service', 'EHY')
  manager = await bearer(db, 'team_manager', 'HP-S1')
  board = await bearer(db, 'board')
})

const get = (url: string, headers = smt) => app.inject({ url, headers })
const moversOf = (body: string) =>
  [...body.matchAll(/<li class="app-matters__item">.*?<\/li>/gs)].map(([item]) => ({
    better: item.includes('app-glyph--improving_'),
    worse: item.includes('app-glyph--concerning_'),
    signal: [
      'outside its usual range',
      'rising or falling',
      'near the same end of the usual range',
      'one side of the average',
    ].findIndex((w) => item.includes(w)),
    href: /href="([^"]+)"/.exec(item)?.[1] ?? '',
  }))

describe('the overview', () => {
  it('begins with the latest published month and visits to children in care', async () => {
    const { body, statusCode } = await get('/overview')
    expect(statusCode).toBe(200)
    expect(body).toContain('<h1 class="govuk-heading-l app-overview__title">Overview: April 2019</h1>')
    expect(body).toContain('value="LC01" selected')
    expect(body).toContain('value="2019-04" selected')
  })

  it('says of the council what its own scorecard says', async () => {
    const headline = /April 2019: \d+ of \d+ measures met target\. [^<]*\./
    const [overview, scorecard] = await Promise.all([
      get('/overview'),
      get('/units/RIDGE/scorecards/2019-04'),
    ])
    expect(headline.exec(overview.body)?.[0]?.trim()).toBe(headline.exec(scorecard.body)?.[0]?.trim())
  })

  it('lists only what really changed, better beside worse, the strongest signal first', async () => {
    const movers = moversOf((await get('/overview')).body)
    expect(movers.some((m) => m.better)).toBe(true)
    expect(movers.some((m) => m.worse)).toBe(true)
    for (const side of [movers.filter((m) => m.better), movers.filter((m) => m.worse)]) {
      const ranks = side.map((m) => m.signal)
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      expect(ranks).not.toContain(-1)
    }
  })

  it('names no movement by the difference of two months', async () => {
    for (const month of ['2018-12', '2019-02', '2019-04']) {
      const { body } = await get(`/overview?period=${month}`)
      expect(body).not.toMatch(
        /[+−±]\d|\b(?:up|down|rose|fell) (?:by )?\d|\d points? (?:up|down|higher|lower)/,
      )
    }
  })

  it('shows each team’s thirteen months as numbers that lead to the measure, and each team to its scorecard', async () => {
    const { body } = await get('/overview?kpi=LC01')
    const heat = body.slice(body.indexOf('<table class="app-heat"')).split('</table>')[0] ?? ''
    for (const team of ['COURT', 'CIC-N', 'CIC-C', 'CIC-S', 'CWD-N', 'CWD-S']) {
      expect(heat).toContain(`href="/units/${team}/scorecards/2019-04"`)
      expect(heat).toContain(`href="/units/${team}/kpis/LC01?to=2018-04"`)
      expect(heat).toContain(`href="/units/${team}/kpis/LC01?to=2019-04"`)
    }
    expect(heat.match(/<td\b/g)).toHaveLength(6 * 13)
    for (const [, text] of heat.matchAll(/app-heat__value"[^>]*>([^<]*)</g)) expect(text).not.toBe('')
  })

  it('stands the teams in the organisation’s order, never by their figures', async () => {
    const { body } = await get('/overview?kpi=LC01')
    const order = [
      ...body.matchAll(/app-heat__row-heading"><a class="govuk-link" href="\/units\/([^/]+)\//g),
    ].map(([, code]) => code)
    expect(order).toEqual(['COURT', 'CIC-N', 'CIC-C', 'CIC-S', 'CWD-N', 'CWD-S'])
  })

  it('brackets a number too small to judge', async () => {
    expect((await get('/overview?kpi=QA04')).body).toMatch(/app-heat__value"[^>]*>\([\d.]+%\)</)
  })

  it('carries the chosen measure and month in its address only', async () => {
    const { body } = await get('/overview?kpi=cp04&period=2019-02')
    expect(body).toContain('value="CP04" selected')
    expect(body).toContain('Overview: February 2019')
    expect(body).toContain('href="/overview?period=2019-01&amp;kpi=CP04"')
    expect((await get('/overview')).body).toContain('value="LC01" selected')
  })

  it('every monthly measure of the catalogue can be chosen, in every month', async () => {
    const codes = [...(await get('/overview')).body.matchAll(/<option value="([A-Z]{2}\d{2})"/g)].map(
      ([, c]) => c,
    )
    expect(codes.length).toBeGreaterThan(60)
    for (const code of codes) {
      const { statusCode, body } = await get(`/overview?kpi=${code}&period=2018-11`)
      expect(statusCode, code).toBe(200)
      expect(body, code).not.toMatch(/undefined|NaN|\[object/)
    }
  }, 60_000)

  it('says so when month or measure is unknown, and shows the latest and the usual', async () => {
    const { body, statusCode } = await get('/overview?period=2031-01&kpi=ZZ99')
    expect(statusCode).toBe(200)
    expect(body).toContain('‘2031-01’ is not a published month. Showing April 2019, the latest.')
    expect(body).toContain('‘ZZ99’ is not a monthly measure that these teams carry.')
    expect(body).toContain('value="LC01" selected')
  })

  it.each([
    '/overview?period=a&period=b&kpi=x&kpi=y',
    '/overview?period=%00&kpi=%00',
    '/overview?kpi=%3Cscript%3Ealert(1)%3C/script%3E',
    `/overview?period=${'2'.repeat(3000)}`,
    "/overview?kpi=LC01'--",
    '/overview?__proto__[x]=1',
  ])('answers the hostile %.60s without failing or repeating markup', async (url) => {
    const { statusCode, body } = await get(url)
    expect(statusCode).toBeLessThan(500)
    expect(body).not.toContain('<script>alert')
  })

  it('leads from each rating to the actions that carry it, and says how many there were at the board before', async () => {
    const { body } = await get('/overview')
    expect(body).toContain('href="/plan?rating=not_on_track"')
    expect(textOf(body)).toMatch(/10 Not on track was \d+/)
    expect(textOf(body)).toContain('how many there were at the board of 3 April 2019')
  })

  it('sets delivery beside the measure where an action on track has one that is worsening', async () => {
    const { body } = await get('/overview')
    const table = textOf(body.slice(body.indexOf('id="disagree"')).split('</section>')[0] ?? '')
    expect(table).toMatch(
      /R8\.4 .*On track.*Initial health assessment in 20 working days.*50% \(10 of 20\).*Concerning/s,
    )
  })

  it('names the figures that are missing and the teams that owe them, then says it return by return', async () => {
    const { body } = await get('/overview')
    const data = textOf(body.slice(body.indexOf('id="data"')))
    expect(data).toContain('Workforce: Mandatory training up to date from Court Team came blank.')
    expect(data).toMatch(/Front door: .* came blank\./)
    expect(data).toMatch(/Children in care 9 May 2019 54 of 54 Complete/)
    expect(textOf(body)).toContain('5 of 517 figures are missing')
  })

  it('shows a head of service their own service only, beginning with a measure its teams carry', async () => {
    const { body, statusCode } = await get('/overview', head)
    expect(statusCode).toBe(200)
    const units = new Set([...body.matchAll(/href="\/units\/([^/]+)\//g)].map(([, code]) => code))
    expect([...units].filter((u) => !['EHY', 'EH-N', 'EH-C', 'EH-S', 'YOS'].includes(u ?? ''))).toEqual([])
    expect(body).not.toContain('Help and Protection South 1')
    expect(body).not.toContain('No team of')
  })

  it('does not exist for a team manager, and is by service for the board', async () => {
    expect((await get('/overview', manager)).statusCode).toBe(404)
    const { body } = await get('/overview', board)
    expect(body).toContain('service by service')
    expect(textOf(body)).toContain('No service’s measure became')
    expect(body).not.toContain('Help and Protection South 1')
  })
})

describe('the overview of a council that has published nothing', () => {
  it('says who publishes first', async () => {
    const { db } = await testDatabase('catalogue')
    const empty = await testApp(db)
    const { statusCode, body } = await empty.inject({ url: '/overview', headers: await bearer(db, 'smt') })
    expect(statusCode).toBe(200)
    expect(body).toContain('No month has been published yet.')
  })
})
