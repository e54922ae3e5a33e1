import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { loadAudits } from '#server/reads/audits.ts'
import { loadDemand } from '#server/reads/demand.ts'
import { loadFigures } from '#server/record/figures.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'

type Headers = { authorization: string }
let db: Db
let app: FastifyInstance
let smt: Headers

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  smt = await bearer(db, 'smt')
})
const get = (url: string, headers = smt) => app.inject({ url, headers })

describe('demand on a service', () => {
  it('is what its measures count, stage by stage, and only contacts are judged', async () => {
    const demand = await loadDemand(db, { unit: 'RIDGE', period: '2019-04' })
    expect(demand?.stages.map((s) => s.name)).toEqual([
      'Contacts',
      'Referrals',
      'Assessments completed',
      'Children at an initial conference',
    ])
    const figures = await loadFigures(db, { units: ['RIDGE'], periods: ['2019-04'], grain: 'monthly' })
    const of = (kpi: string) => figures.find((f) => f.kpi === kpi)
    expect(demand?.stages.map((s) => s.values.at(-1))).toEqual([
      of('FD03')?.value,
      of('FD05')?.denominator,
      450,
      of('CP01')?.denominator,
    ])
    expect(demand?.finding).toContain('Contacts')
  })

  it('is told of no unit that takes no contacts', async () => {
    expect(await loadDemand(db, { unit: 'HP-S1', period: '2019-04' })).toBeNull()
    expect(await loadDemand(db, { unit: 'RIDGE', period: '2010-01' })).toBeNull()
  })

  it('stands on the page of the council and of the front door, and as files of the same numbers', async () => {
    const { body } = await get('/units/RIDGE?period=2019-04')
    expect(body).toContain('<figure class="app-chart" id="demand">')
    const rows = (await get('/charts/demand-flow.csv?unit=RIDGE&period=2019-04')).body.trim().split('\r\n')
    expect(rows[0]).toBe('stage,period,value')
    expect(rows).toContain('Assessments completed,2019-04,450')
    expect((await get('/charts/demand-flow.svg?unit=RIDGE&period=2019-04')).body).toContain('<title>')
    expect((await get('/charts/demand-flow.svg?unit=RIDGE&period=2030-01')).statusCode).toBe(404)
    const manager = await bearer(db, 'team_manager', 'CIC-N')
    expect((await get('/charts/demand-flow.svg?unit=RIDGE&period=2019-04', manager)).statusCode).toBe(404)
  })
})

describe('what audits found', () => {
  it('is counted over three months, theme by theme, as the figures have it', async () => {
    const audits = await loadAudits(db, { unit: 'RIDGE', period: '2019-04' })
    expect(audits?.window).toBe('the three months to April 2019')
    const visits = audits?.rows.find((r) => r.code === 'QA04')
    expect([visits?.met, visits?.total]).toEqual([36, 62])
    const { body } = await get('/units/CICS?period=2019-04')
    expect(body).toContain('<figure class="app-chart" id="audits">')
    expect((await get('/charts/audits.csv?unit=RIDGE&period=2019-04')).body).toContain(',36,62')
  })
})
