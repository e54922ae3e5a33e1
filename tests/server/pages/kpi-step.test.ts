/** The sentence about a new level: the same on the page, in the API, in the files and in the alternative text. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { some } from '../../support/some.ts'
import { recordsOf } from '../../support/xlsx.ts'

let db: Db
let app: FastifyInstance
let headers: { authorization: string }

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  headers = await bearer(db, 'data_team')
  return () => app.close()
})

const get = (url: string) => app.inject({ url, headers })
const seriesOf = async (place: string) => (await get(`/api/v1/series/${place}`)).json()
const stepOf = async (place: string) => (await seriesOf(place)).step

const visits = 'Since September 2018 this runs at a new level: average 86.3% before, 92.8% since'
const assessments = 'Since September 2018 this runs at a new level: average 75.1% before, 78.8% since'

describe('the two step charts of the demonstration', () => {
  test.each([
    ['LC01', visits, 8],
    ['AS01', assessments, 8],
  ])('%s of the council says that it runs at a new level', async (kpi, words, points) => {
    expect(await stepOf(`RIDGE/${kpi}`)).toMatchObject({ from: '2018-09', points })
    const { body } = await get(`/units/RIDGE/kpis/${kpi}?to=2019-04`)
    expect(textOf(body)).toContain(`${words}.`)
    expect(/id="trend-alt"[^>]*>([^<]*)</.exec(body)?.[1]).toContain(words)
  })

  test('their averages are those of the counts on either side of September 2018', async () => {
    const { points, step } = await seriesOf('RIDGE/LC01')
    const average = (own: { numerator: number; denominator: number }[]) =>
      (100 * own.reduce((sum, p) => sum + p.numerator, 0)) / own.reduce((sum, p) => sum + p.denominator, 0)
    type Point = { period: string; numerator: number; denominator: number }
    const [before, since] = [
      points.filter((p: Point) => p.period < '2018-09'),
      points.filter((p: Point) => p.period >= '2018-09'),
    ]
    expect(since).toHaveLength(8)
    expect(step.before).toBeCloseTo(average(before), 9)
    expect(step.since).toBeCloseTo(average(since), 9)
  })
})

describe('the sentence is not there', () => {
  test('a month earlier, with seven points', async () => {
    const { body } = await get('/units/RIDGE/kpis/LC01?to=2019-03')
    expect(textOf(body)).not.toContain('this runs at a new level')
  })

  test('for a rolling window, the NHS package, a recast series and a unit with too few points', async () => {
    expect(await stepOf('RIDGE/FD04')).toBeNull()
    expect(await stepOf('RIDGE/LC01?method=nhs')).toBeNull()
    expect(await stepOf('RIDGE/LC01?tree=today')).toBeNull()
    expect(await stepOf('HP-C1/AS01')).toBeNull()
  })

  test('where nothing really changed', async () => {
    expect(await stepOf('HPC/LC01')).toBeNull()
  })
})

describe('signals that are history', () => {
  test('are named so in the API and in the files, and keep what was calculated of them', async () => {
    const { points } = await seriesOf('RIDGE/FD03')
    const flagged = points.filter((p: { signal: string | null }) => p.signal !== null)
    expect(flagged.length).toBeGreaterThan(4)
    const earlier = points.filter((p: { earlier: boolean }) => p.earlier)
    expect(earlier.map((p: { period: string }) => p.period)).toEqual([
      '2017-08',
      '2017-09',
      '2018-04',
      '2018-05',
    ])
    expect(earlier.every((p: { meaning: string | null }) => p.meaning === 'unusual')).toBe(true)
    const csv = (await get('/units/RIDGE/kpis/FD03.csv?to=2019-04')).body.trim().split('\r\n')
    const column = csv[0]?.split(',').indexOf('earlier') ?? -1
    const said = csv.slice(1).map((line) => line.split(',')[column])
    expect(said).toEqual(some(points).map((p) => String((p as { earlier: boolean }).earlier)))
    const sheet = recordsOf((await get('/units/RIDGE/kpis/FD03.xlsx?to=2019-04')).rawPayload)
    const named = sheet.filter((row) => row.Change === 'Earlier signal').map((row) => row.Period)
    expect(named).toEqual(['2017-08', '2017-09', '2018-04', '2018-05'])
    const { body } = await get('/units/RIDGE/kpis/FD03?to=2019-04')
    expect(textOf(body)).toContain('4 earlier signals are drawn hollow and grey, and are in the numbers.')
    expect(textOf(body)).toMatch(/May 2018 \S+ .*?Earlier signal: /)
  })
})
