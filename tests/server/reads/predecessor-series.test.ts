/** The series of a team that took over from another: Help and Protection Central 1, open since October 2018; before that, Help
 * and Protection Central looked after the same families. */
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { recordsOf } from '../../support/xlsx.ts'

let db: Db
let app: FastifyInstance

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
})

const get = async (url: string) => app.inject({ url, headers: await bearer(db, 'smt') })

type Point = { period: string; value: number | null; mean: number | null; lower: number | null }
type Answer = {
  points: Point[]
  before: { unit: string; name: string; points: Point[] }[]
  limits: string
  finding: string
}

const seriesOf = async (unit: string, query = ''): Promise<Answer> =>
  (await get(`/api/v1/series/${unit}/CP04${query}`)).json()

describe('the series of a successor', () => {
  test('has its predecessor’s before its own, which begins when it opened', async () => {
    const { points, before } = await seriesOf('HP-C1')
    expect(points[0]?.period).toBe('2018-10')
    expect(before.map(({ unit, name }) => [unit, name])).toEqual([['HP-C', 'Help and Protection Central']])
    const own = (await seriesOf('HP-C')).points
    expect(own.length).toBeGreaterThan(10)
    expect(before[0]?.points.map(({ period, value }) => [period, value])).toEqual(
      own.map(({ period, value }) => [period, value]),
    )
    expect(before[0]?.points.at(-1)?.period).toBe('2018-09')
  })

  test('has no limit, average or verdict by it', async () => {
    const { points, before, finding } = await seriesOf('HP-C1')
    expect(points).toHaveLength(7)
    expect(finding).not.toContain('2017')
    expect(Object.keys(before[0]?.points[0] ?? {}).sort()).toEqual(
      ['denominator', 'numerator', 'period', 'state', 'symbol', 'value'].sort(),
    )
    const values = points.flatMap((p) => (p.value === null ? [] : [p.value]))
    const row = (await get('/api/v1/scorecards/HP-C1/2019-04')).json()
    const line = row.rows.find((r: { kpi: string }) => r.kpi === 'CP04')
    expect(line.sameMonthLastYear).toBeNull()
    expect(values).toHaveLength(7)
  })

  test('gives of it what lies in the months that are asked for', async () => {
    const { before } = await seriesOf('HP-C1', '?from=2018-07')
    expect(before[0]?.points.map(({ period }) => period)).toEqual(['2018-07', '2018-08', '2018-09'])
    expect((await seriesOf('HP-C1', '?from=2018-11')).before).toEqual([])
  })

  test('is empty before a team that took over from nobody, and a service', async () => {
    expect((await seriesOf('HP-S1')).before).toEqual([])
    expect((await seriesOf('HPC')).before).toEqual([])
  })

  test('is compared with no month before it opened', async () => {
    const { json } = await get('/api/v1/scorecards/HP-C1/2018-11')
    const rows: { kpi: string; previous: unknown; sameMonthLastYear: unknown }[] = json().rows
    expect(rows.length).toBeGreaterThan(15)
    expect(rows.filter((r) => r.sameMonthLastYear !== null)).toEqual([])
    const first = (await get('/api/v1/measurements?unit=HP-C1&from=2018-01&to=2018-09')).json()
    expect(first.measurements ?? first.rows).toEqual([])
  })
})

describe('the files of a successor’s measure', () => {
  test('hold the predecessor’s rows first, under its own code, without limit or verdict', async () => {
    const { before, points } = await seriesOf('HP-C1')
    const earlier = before[0]?.points ?? []
    expect(earlier.length).toBeGreaterThan(10)
    const csv = parse((await get('/units/HP-C1/kpis/CP04.csv')).body, { columns: true }) as Record<
      string,
      string
    >[]
    expect(csv.map((r) => [r.unit, r.period])).toEqual([
      ...earlier.map(({ period }) => ['HP-C', period]),
      ...points.map(({ period }) => ['HP-C1', period]),
    ])
    expect(Object.keys(csv[0] ?? {}).slice(0, 4)).toEqual(['unit', 'kpi', 'period', 'state'])
    expect(csv.slice(0, earlier.length).map((r) => Number(r.value))).toEqual(earlier.map((p) => p.value))
    const said = [
      'status',
      'mean',
      'lower',
      'upper',
      'target',
      'signal',
      'meaning',
      'earlier',
      'rebase',
      'restated',
    ]
    expect(csv.filter((r) => r.unit === 'HP-C' && said.some((column) => r[column] !== ''))).toEqual([])
    const { rawPayload } = await get('/units/HP-C1/kpis/CP04.xlsx')
    const sheet = recordsOf(rawPayload)
    expect(sheet.map((r) => [r['Team or service'], r.Period])).toEqual(csv.map((r) => [r.unit, r.period]))
    expect(
      sheet.filter(
        (r) => r['Team or service'] === 'HP-C' && `${r.Average ?? ''}${r['Upper limit'] ?? ''}` !== '',
      ),
    ).toEqual([])
  })

  test('hold of it what lies in the span that is asked for, and nothing before another team', async () => {
    const unitsOf = async (address: string) => {
      const rows = parse((await get(address)).body, { columns: true }) as Record<string, string>[]
      return rows.map((r) => r.unit)
    }
    const short = await unitsOf('/units/HP-C1/kpis/CP04.csv?span=13')
    expect(short).toHaveLength(13)
    expect(short.filter((unit) => unit === 'HP-C1')).toHaveLength(7)
    expect(new Set(await unitsOf('/units/HP-S1/kpis/CP04.csv'))).toEqual(new Set(['HP-S1']))
  })
})

describe('the page of a successor’s measure', () => {
  test('draws the predecessor in its chart, its table and its words', async () => {
    const { body } = await get('/units/HP-C1/kpis/CP04?span=24')
    const text = textOf(body)
    expect(text).toContain(
      'Grey line: Help and Protection Central, from which it took over; it enters no limit.',
    )
    expect(text).toContain('September 2018, Help and Protection Central')
    expect(body).toContain('Before it, in grey, Help and Protection Central')
    const svg = (await get('/charts/trend.svg?unit=HP-C1&kpi=CP04&span=24')).body
    expect(svg).toContain('#8A8D8F')
    expect(svg).toContain('Help and Protection Central')
  })
})
