/** A unit's figure is computed once, at publishing, from all its teams. It is never recomputed from only what a reader may see.
 * */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import { bearer, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { partOf } from '../../support/run-size.ts'

let database: TestDatabase
let app: FastifyInstance

beforeAll(async () => {
  database = await testDatabase('demo')
  app = await testApp(database.db)
})

/** Every inside role that may see a service, each with the unit of its scope. */
const readers: [Role, string | null][] = [
  ['head_of_service', 'HPC'],
  ['smt', null],
  ['data_team', null],
  ['plan_lead', null],
  ['quality_lead', null],
  ['workforce_lead', null],
]

type Read = { unit: string; period: string; kpi: string }

/** The same figure on every surface that shows it, as [numerator, denominator, value]. */
const surfaces: Record<string, (read: Read, headers: Record<string, string>) => Promise<unknown>> = {
  async scorecard({ unit, period, kpi }, headers) {
    const { rows } = (await app.inject({ url: `/api/v1/scorecards/${unit}/${period}`, headers })).json()
    return tripleOf(rows.find((r: { kpi: string }) => r.kpi === kpi))
  },
  async series({ unit, period, kpi }, headers) {
    const { points } = (await app.inject({ url: `/api/v1/series/${unit}/${kpi}`, headers })).json()
    return tripleOf(points.find((p: { period: string }) => p.period === period))
  },
  async measurements({ unit, period, kpi }, headers) {
    const url = `/api/v1/measurements?unit=${unit}&kpi=${kpi}&from=${period}&to=${period}&grain=monthly`
    const { rows } = (await app.inject({ url, headers })).json()
    expect(rows).toHaveLength(1)
    return tripleOf(rows[0])
  },
  async page({ unit, period, kpi }, headers) {
    const { body } = await app.inject({ url: `/units/${unit}/scorecards/${period}.csv`, headers })
    const [heading = '', ...lines] = body.split('\r\n')
    const place = (name: string) => heading.split(',').indexOf(name)
    const cells = (lines.find((line) => line.includes(`,${kpi},`)) ?? '').split(',')
    const [numerator, denominator, value] = ['numerator', 'denominator', 'value'].map((n) =>
      Number(cells[place(n)]),
    )
    return tripleOf({ numerator, denominator, value } as never)
  },
}

function tripleOf(row: { numerator: number; denominator: number; value: number }) {
  return [row.numerator, row.denominator, row.value]
}

describe('a service’s figure', () => {
  const told = [
    { unit: 'HPC', period: '2019-04', kpi: 'CP04' },
    { unit: 'HPC', period: '2019-02', kpi: 'CN02' },
    { unit: 'HPC', period: '2018-12', kpi: 'MO01' },
  ]
  test.each(partOf(told, 3))(
    '$kpi of $unit in $period is one value for every role, on every surface',
    async (read) => {
      const stored = await database.db
        .selectFrom('figure')
        .select(['numerator', 'denominator', 'value'])
        .where('unit_code', '=', read.unit)
        .where('kpi_code', '=', read.kpi)
        .where('period', '=', read.period)
        .orderBy('publication_id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      const one = [stored.numerator, stored.denominator, stored.value]
      for (const [role, unit] of readers) {
        const headers = await bearer(database.db, role, unit)
        for (const [name, ask] of Object.entries(surfaces))
          expect(await ask(read, headers), `${role} ${name}`).toEqual(one)
      }
    },
  )

  test('counts all its teams, for a reader who may open only some of them or none', async () => {
    const manager = await bearer(database.db, 'team_manager', 'HP-S1')
    const own = await surfaces.scorecard?.({ unit: 'HP-S1', period: '2019-04', kpi: 'CP04' }, manager)
    const head = await bearer(database.db, 'head_of_service', 'HPC')
    const all = await surfaces.scorecard?.({ unit: 'HPC', period: '2019-04', kpi: 'CP04' }, head)
    expect((all as number[])[1]).toBeGreaterThan((own as number[])[1] ?? 0)
    expect((await app.inject({ url: '/api/v1/scorecards/HPC/2019-04', headers: manager })).statusCode).toBe(
      404,
    )
  })

  test('and its counts of teams are the same whoever reads the page', async () => {
    const words = new Set<string>()
    for (const [role, unit] of readers) {
      const headers = await bearer(database.db, role, unit)
      const { body } = await app.inject({ url: '/units/HPC/scorecards/2019-04', headers })
      words.add([...body.matchAll(/\d+ of \d+ improving, \d+ concerning/g)].map(([said]) => said).join('; '))
    }
    expect([...words]).toEqual([expect.stringMatching(/\d+ of \d+ improving/)])
  })
})
