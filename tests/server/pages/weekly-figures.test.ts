import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'

let app: FastifyInstance
let headers: { authorization: string }
beforeAll(async () => {
  const { db } = await testDatabase('demo')
  app = await testApp(db)
  headers = await bearer(db, 'smt')
})

const page = async (url: string) => {
  const answer = await app.inject({ url, headers })
  expect(answer.statusCode, url).toBe(200)
  return answer.body
}

describe('management oversight in the week of 20 May 2019', () => {
  test('is 860 of 1,000 in its own series', async () => {
    const series = (
      await app.inject({ url: '/api/v1/series/RIDGE/MO01?grain=weekly&to=2019-W21', headers })
    ).json()
    expect(series.grain).toBe('weekly')
    expect(series.points.at(-1)).toMatchObject({
      period: '2019-W21',
      value: 86,
      numerator: 860,
      denominator: 1000,
    })
    expect(series.points.every((p: { period: string }) => /^\d{4}-W\d{2}$/.test(p.period))).toBe(true)
    expect(series.limits).toBe('full')
  })

  test('is read on the page of its weeks, with what it adds', async () => {
    const body = await page('/units/RIDGE/kpis/MO01?grain=weekly&to=2019-W21')
    const head = textOf(/<p class="app-kpi__head">.*?<\/p>/s.exec(body)?.[0] ?? '')
    expect(head).toContain('86%')
    expect(head).toContain('860 of 1,000')
    expect(head).toContain('in the week beginning 20 May 2019')
    expect(textOf(body)).toContain('Weeks are a series of their own')
    expect(textOf(body)).toContain('860 of 1,000')
    expect(body).toContain('MO01.xlsx?grain=weekly&amp;to=2019-W21')
  })

  test('is the same page when only the week is named', async () => {
    const body = await page('/units/RIDGE/kpis/MO01?to=2019-W21')
    expect(body).toContain('Week beginning 20 May 2019')
    expect(body).toContain('Weeks are a series of their own')
  })

  test('comes from a file and row, team by team', async () => {
    const body = await page('/units/HP-S1/kpis/MO01?grain=weekly&to=2019-W21')
    expect(textOf(body)).toContain('What was received for Week beginning 20 May 2019')
    expect(body).toMatch(/href="\/extracts\/\d+\?row=\d+">[^<]+, row \d+</)
  })

  test('is evidence on R3.1', async () => {
    const body = textOf(await page('/plan/actions/R3.1'))
    expect(body).toContain('86%')
    expect(body).toMatch(/20 May 2019/)
  })
})

describe('weeks and months', () => {
  test('the latest complete week stands beside the latest month', async () => {
    expect(textOf(await page('/units/RIDGE/kpis/MO01'))).toContain('Latest week, beginning 3 June 2019')
  })

  test('an older month has beside it the last week that ended in it', async () => {
    expect(textOf(await page('/units/RIDGE/kpis/MO01?to=2019-01'))).toContain(
      'Latest week, beginning 21 January 2019',
    )
  })

  test('a measure without weeks is shown by month when weeks are asked for', async () => {
    expect(textOf(await page('/units/RIDGE/kpis/LC03?grain=weekly'))).toContain('April 2019')
  })

  test('a month’s calculation holds no week', async () => {
    const monthly = (await app.inject({ url: '/api/v1/series/RIDGE/MO01', headers })).json()
    expect(monthly.points.every((p: { period: string }) => /^\d{4}-\d{2}$/.test(p.period))).toBe(true)
  })
})
