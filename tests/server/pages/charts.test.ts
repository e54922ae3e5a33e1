import type { FastifyInstance } from 'fastify'
import * as vega from 'vega'
import { compile } from 'vega-lite'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '#dashboards/pages/kit/page.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { isWide } from '../../support/run-size.ts'

type Headers = { authorization: string }

let app: FastifyInstance
let read: ReadOnce
let smt: Headers
let manager: Headers
let board: Headers

/** A page whose chart cannot be drawn. */
const broken: Page = {
  name: 'broken',
  register(scope, { charts }) {
    scope.get('/probe/broken', { config: { permission: 'signed_in' } }, async () => {
      const picture = { parts: [{ chart: 'none', input: {} }] }
      return `drawn: ${await charts.draw(picture as never)}`
    })
  },
}

beforeAll(async () => {
  const { db } = await testDatabase('demo')
  app = await testApp(db, { extraPages: [broken] })
  read = readOnce(app)
  smt = await bearer(db, 'smt')
  manager = await bearer(db, 'team_manager', 'HP-S1')
  board = await bearer(db, 'board')
  return () => app.close()
})

const get = (url: string, headers = smt, more: Record<string, string> = {}) =>
  read(url, { ...headers, ...more })

const addresses = [
  '/charts/trend.svg?unit=HP-S1&kpi=CP04&to=2019-04',
  '/charts/teams.svg?unit=HP-S1&kpi=CP04&to=2019-04',
  '/charts/benchmark.svg?unit=RIDGE&kpi=AS01&to=2019-04',
  '/charts/heatmap.svg?kpi=LC01&period=2019-04',
  '/charts/small-multiples.svg?kpi=LC01&period=2019-04',
  '/charts/panels.svg?kpi=AS01&to=2019-04',
  '/charts/dot-plot.svg?kpi=AS01&to=2019-04&type=H%26P',
  '/charts/funnel.svg?kpi=AS01&to=2019-04',
]

describe.each(addresses)('%s', (address) => {
  test('is a picture that carries its finding, its description and its source', async () => {
    const { statusCode, body, headers } = await get(address)
    expect(statusCode).toBe(200)
    expect(headers['content-type']).toContain('image/svg+xml')
    expect(body).toMatch(/^<svg [^>]*><title>[A-Z0-9][^<]+<\/title><desc>[A-Z][^<]+\.<\/desc>/)
    expect(body).not.toContain('table below')
    const text = body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    expect(text).toContain('Source: Ridgeshire County Council (demonstration), demonstration data: ')
    expect(text).toMatch(/published \d+ (?:May|June) 2019/)
    expect(body).not.toMatch(/<script|\son\w+=|href=|\sstyle=|undefined|NaN|…/)
  })

  test.runIf(isWide || address === addresses[0])('is a PNG of twice that size', async () => {
    const svg = await get(address)
    const png = await get(address.replace('.svg', '.png'))
    expect(png.headers['content-type']).toBe('image/png')
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg.body) ?? []
    expect(png.rawPayload.readUInt32BE(16)).toBe(2 * Number(width))
    expect(png.rawPayload.readUInt32BE(20)).toBe(2 * Number(height))
  })

  test('has its numbers as CSV and as a workbook', async () => {
    const csv = await get(address.replace('.svg', '.csv'))
    expect(csv.body.split('\r\n').length).toBeGreaterThan(2)
    expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="[\w&-]+\.csv"$/)
    const xlsx = await get(address.replace('.svg', '.xlsx'))
    expect(xlsx.statusCode).toBe(200)
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  test('is a specification that stock Vega-Lite draws, with its data, its finding and its source', async () => {
    const { body, headers } = await get(address.replace('.svg', '.vl.json'))
    expect(headers['content-type']).toContain('application/json')
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w&-]+\.vl\.json"$/)
    const spec = JSON.parse(body)
    expect(spec.usermeta.source).toMatch(/published \d+ (?:May|June) 2019/)
    expect(spec.title.text.join(' ')).toBe(spec.usermeta.title)
    expect(spec.description).toMatch(/^[A-Z]/)
    const svg = await new vega.View(vega.parse(compile(spec).spec)).toSVG()
    expect(svg).toContain(spec.title.text[0].replaceAll('&', '&amp;'))
    expect(svg.match(/<path|<line/g)?.length).toBeGreaterThan(10)
  })

  test('is the same until its data change, and then answered with 304', async () => {
    const first = await get(address)
    const second = await get(address, smt, { 'if-none-match': String(first.headers.etag) })
    expect(second.statusCode).toBe(304)
    expect(first.headers['cache-control']).toBe('private, no-cache')
  })
})

describe('the source of a chart alone', () => {
  const sourceOf = async (address: string, headers = smt) => {
    const { body } = await get(address, headers)
    return JSON.parse(body).usermeta.source
  }

  test('names the return, and says of a team’s month whether it is final', async () => {
    expect(await sourceOf('/charts/trend.vl.json?unit=HP-S1&kpi=CP04&to=2019-04')).toBe(
      'Ridgeshire County Council (demonstration), demonstration data: 56.4% (22 of 39), CP visits in timescale, ' +
        'Help and Protection South 1, April 2019, published 9 May 2019. Protection and need return, provisional',
    )
    expect(await sourceOf('/charts/trend.vl.json?unit=HP-S1&kpi=CP04&to=2019-03')).toMatch(
      / return, (?:final, )?signed off /,
    )
  })

  test('says of several teams how many scorecards are final', async () => {
    expect(await sourceOf('/charts/dot-plot.vl.json?kpi=AS01&to=2019-04&type=H%26P')).toMatch(
      / return, \d+ of \d+ scorecards final$/,
    )
  })

  test('of the plan names the council and the day', async () => {
    expect(await sourceOf('/charts/rating-history.vl.json')).toBe(
      'Ridgeshire County Council (demonstration), demonstration data: Improvement plan, as it stood on 10 June 2019',
    )
  })
})

describe('a chart alone', () => {
  test('is refused where its page is: another team’s, and one that there is not', async () => {
    for (const unit of ['HP-S2', 'CICS', 'NOBODY', '']) {
      const { statusCode } = await get(`/charts/trend.svg?unit=${unit}&kpi=CP04`, manager)
      expect(statusCode, unit).toBe(404)
    }
    expect((await get('/charts/trend.svg?unit=HP-S1&kpi=CP04', manager)).statusCode).toBe(200)
    expect((await get('/charts/trend.svg?unit=HP-S1&kpi=ZZ99', manager)).statusCode).toBe(404)
    expect((await app.inject('/charts/trend.svg?unit=HP-S1&kpi=CP04')).statusCode).toBe(401)
  })

  test('names no other team to a team manager: those are a range', async () => {
    const { body } = await get('/charts/teams.svg?unit=HP-S1&kpi=CP04&to=2019-04', manager)
    expect(body).toContain('Range of 5 similar teams')
    expect(body).not.toMatch(/South 2|North 1|Together/)
    const csv = await get('/charts/teams.csv?unit=HP-S1&kpi=CP04&to=2019-04', manager)
    expect(csv.body.trim().split('\r\n')).toHaveLength(2)
  })

  test('is suppressed as its page is, and shows the board no team', async () => {
    expect((await get('/charts/teams.svg?unit=RIDGE&kpi=CP04', board)).statusCode).toBe(404)
    expect((await get('/charts/trend.svg?unit=HP-S1&kpi=CP04', board)).statusCode).toBe(404)
    const file = await get('/charts/trend.csv?unit=HPC&kpi=CP04&to=2019-04', board)
    const series = (await get('/api/v1/series/HPC/CP04?to=2019-04', board)).json()
    const values = file.body
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[5])
    expect(values).toEqual(
      series.points.map((p: { value: number | null }) => (p.value === null ? '' : String(p.value))),
    )
    type Cell = { period: string; value: number | null; numerator: number | null; denominator: number | null }
    const cell = ({ period, value, numerator, denominator }: Cell) => [period, value, numerator, denominator]
    const spec = (await get('/charts/trend.vl.json?unit=HPC&kpi=CP04&to=2019-04', board)).json()
    expect(spec.datasets.months_1.map(cell)).toEqual(series.points.map(cell))
    expect(spec.datasets.months_2.map(cell)).toEqual(series.points.map(cell))
  })

  test('is sent on to from the API, with its query', async () => {
    const { statusCode, headers } = await get('/api/v1/charts/trend.svg?unit=HP-S1&kpi=CP04')
    expect(statusCode).toBe(307)
    expect(headers.location).toBe('/charts/trend.svg?unit=HP-S1&kpi=CP04')
    expect((await get('/api/v1/charts/..%2Fsettings.svg')).statusCode).toBe(400)
  })

  test('that cannot be drawn fails nothing', async () => {
    const { statusCode, body } = await get('/probe/broken')
    expect(statusCode).toBe(200)
    expect(body).toBe('drawn: null')
  })
})

describe('a measure’s page', () => {
  test('draws a run chart with its median where there are too few months for limits', async () => {
    const { body } = await get('/units/HP-S1/kpis/CP04?to=2017-07')
    expect(body).toContain('points needed for a usual range')
    expect(body).toMatch(/off the median lie|lies (?:above|below) the median|lies on the median/)
    expect(body).toContain('>Median ')
  })

  test('offers every chart as CSV, XLSX, SVG, PNG and Vega-Lite', async () => {
    const { body } = await get('/units/RIDGE/kpis/AS01?to=2019-04')
    for (const type of ['csv', 'xlsx', 'svg', 'png', 'vl.json'])
      expect(body).toContain(`/charts/benchmark.${type}?unit=RIDGE&amp;kpi=AS01&amp;to=2019-04`)
    expect(body).toContain('/charts/trend.png?unit=RIDGE&amp;kpi=AS01&amp;to=2019-04')
  })
})
