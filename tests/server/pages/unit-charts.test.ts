import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { loadAudits } from '#server/reads/audits.ts'
import { loadDemand } from '#server/reads/demand.ts'
import { loadFigures } from '#server/record/figures.ts'
import { readOutside } from '#server/record/suppression.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { some } from '../../support/some.ts'

type Headers = { authorization: string }
let db: Db
let read: ReadOnce
let smt: Headers

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  read = readOnce(await testApp(db))
  smt = await bearer(db, 'smt')
})
const get = (url: string, headers = smt) => read(url, headers)

describe('demand on a service', () => {
  it('is what its measures count, stage by stage', async () => {
    const demand = await loadDemand(db, { unit: 'RIDGE', period: '2019-04' })
    expect(demand?.stages.map((s) => s.name)).toEqual([
      'Contacts',
      'Referrals',
      'Assessments completed',
      'Children at an initial conference',
    ])
    const figures = await loadFigures(db, { units: ['RIDGE'], periods: ['2019-04'], grain: 'monthly' })
    const of = (kpi: string) => figures.find((f) => f.kpi === kpi)
    expect(demand?.stages.map((s) => s.points.at(-1)?.value)).toEqual([
      of('FD03')?.value,
      of('FD05')?.denominator,
      450,
      of('CP01')?.denominator,
    ])
  })

  it('judges contacts as their measure does, and every other stage by the same rule on its own counts', async () => {
    const demand = await loadDemand(db, { unit: 'RIDGE', period: '2019-04' })
    const [contacts] = await loadFigures(db, { units: ['RIDGE'], kpis: ['FD03'], periods: ['2019-04'] })
    const points = demand?.stages ?? []
    expect(points.map((s) => s.points.length)).toEqual([13, 13, 13, 13])
    expect(points[0]?.points.at(-1)?.mean).toBe(contacts?.analysis.mean)
    for (const { name, points: months } of some(points.slice(1))) {
      const { lower, mean, upper } = months.at(-1) ?? {}
      expect(lower, name).toBeLessThan(mean ?? Number.NaN)
      expect(upper, name).toBeGreaterThan(mean ?? Number.NaN)
    }
  })

  it('gives the board limits no more exact than a page shows, and those inside as they are', async () => {
    const limitsOf = (demand: Awaited<ReturnType<typeof loadDemand>>) =>
      (demand?.stages ?? []).flatMap(({ points }) =>
        points.flatMap(({ mean, lower, upper }) => [mean, lower, upper].filter((limit) => limit !== null)),
      )
    const asked = { unit: 'RIDGE', period: '2019-04' }
    const [given, whole] = [
      some(limitsOf(await loadDemand(readOutside(db), asked))),
      limitsOf(await loadDemand(db, asked)),
    ]
    expect(given.filter((limit) => !Number.isInteger(limit))).toEqual([])
    expect(whole.filter((limit) => !Number.isInteger(limit)).length).toBeGreaterThan(10)
  })

  it('counts what reaches each stage sum over sum, of months that have both counts', async () => {
    const demand = await loadDemand(db, { unit: 'RIDGE', period: '2019-04' })
    const [contacts, referrals] = (demand?.stages ?? []).map((s) => s.points)
    const both = (referrals ?? []).flatMap(({ value, status }, i) => {
      const before = contacts?.[i]
      return value === null || status !== null || before?.value == null || before.status !== null
        ? []
        : [{ reached: value, of: before.value }]
    })
    const sum = (of: 'reached' | 'of') => some(both).reduce((total, pair) => total + pair[of], 0)
    expect(demand?.stages[1]?.conversion).toEqual({
      now: both.at(-1),
      together: { reached: sum('reached'), of: sum('of'), months: both.length },
    })
    expect(demand?.stages[0]?.conversion).toBeNull()
  })

  it('is told of no unit that takes no contacts', async () => {
    expect(await loadDemand(db, { unit: 'HP-S1', period: '2019-04' })).toBeNull()
    expect(await loadDemand(db, { unit: 'RIDGE', period: '2010-01' })).toBeNull()
  })

  it('stands on the page of the council and of the front door, and as files of the same numbers', async () => {
    const { body } = await get('/units/RIDGE?period=2019-04')
    expect(body).toContain('<figure class="app-chart" id="demand">')
    const rows = (await get('/charts/demand-flow.csv?unit=RIDGE&period=2019-04')).body.trim().split('\r\n')
    expect(rows[0]).toBe('stage,period,value,mean,lower,upper,meaning,stageBefore,percentOfStageBefore')
    expect(rows.filter((row) => row.startsWith('Assessments completed,2019-04,450,'))).toHaveLength(1)
    expect(body).toContain('not the same children')
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
