/** The note that a month has not come is not shown if it is known that it never will. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { atHome, bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { mayOf, publishMay } from '../../support/month-in-parts.ts'
import { textOf } from '../../support/page-text.ts'

let db: Db
let app: FastifyInstance

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db, { now: () => new Date('2019-06-14T09:00:00Z') })
  await db.updateTable('council').set({ fixed_day: '2019-06-14' }).execute()
  await publishMay(
    db,
    'all but visits.csv',
    mayOf(() => true).filter((row) => row.kpi_code !== 'CP04'),
  )
})

const isAwaited = async (unit: string, asAt = '') => {
  const { body } = await app.inject({
    url: `/units/${unit}/kpis/CP04${asAt}`,
    headers: await bearer(db, 'smt'),
  })
  return textOf(body).includes('May 2019 has not come for this measure')
}
const say = async (unit: string, payload: object) =>
  app.inject({
    ...{ method: 'POST', url: '/api/v1/returns/protection_and_need/2019-05/absent' },
    payload: { unit, reason: 'The visits were not counted in May', ...payload },
    headers: { ...atHome, ...(await bearer(db, 'data_team')) },
  })

test('a month that was told never to come is not awaited: of a team, then of a roll-up once it is told of every team', async () => {
  expect([await isAwaited('HP-S1'), await isAwaited('HPC'), await isAwaited('RIDGE')]).toEqual([
    true,
    true,
    true,
  ])
  expect((await say('HP-S1', {})).statusCode).toBe(200)
  expect([await isAwaited('HP-S1'), await isAwaited('HPC'), await isAwaited('HP-S2')]).toEqual([
    false,
    true,
    true,
  ])
  // A reading as of the day before shows what was known then.
  expect(await isAwaited('HP-S1', '?asAt=2019-06-13')).toBe(true)
  expect((await say('RIDGE', {})).statusCode).toBe(200)
  expect([await isAwaited('HPC'), await isAwaited('RIDGE')]).toEqual([false, false])
  expect((await say('HP-S1', { withdraw: true, version: 1 })).statusCode).toBe(200)
  expect((await say('RIDGE', { withdraw: true, version: 1 })).statusCode).toBe(200)
  expect([await isAwaited('HP-S1'), await isAwaited('HPC')]).toEqual([true, true])
})
