import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '#dashboards/pages/kit/page.ts'
import { councilId } from '#server/db/council-id.ts'
import { connect, type Db, inTransaction } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

let database: TestDatabase
let readDb: Db
let app: FastifyInstance
let headers: { authorization: string }

/** Two transactions wait here for each other, so that each has done its first half before either does its second. */
class Meeting {
  #waiting: (() => void)[] = []

  async both(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
      if (this.#waiting.length === 2) for (const go of this.#waiting.splice(0)) go()
    })
  }
}

/** Writes that block each other, as any two writes of the service may. */
const writes: Page = {
  name: 'writes',
  register(scope) {
    const config = { permission: 'public' as const }
    const meeting = new Meeting()
    const rename = (code: string) => sql`update unit set position = position + 100 where code = ${code}`
    scope.post<{ Params: { first: string; second: string } }>(
      '/deadlock/:first/:second',
      { config },
      async ({ params: { first, second } }) =>
        database.owner.transaction().execute(async (trx) => {
          await rename(first).execute(trx)
          await meeting.both()
          await rename(second).execute(trx)
          return 'saved'
        }),
    )
    scope.post('/unordered', { config }, async () =>
      database.db
        .transaction()
        .setIsolationLevel('serializable')
        .execute(async (trx) => {
          const { rows } = await sql<{ n: number }>`select count(*)::int as n from session`.execute(trx)
          await meeting.both()
          await sql`insert into session (council_id, id_sha256, content, created_at, expires_at)
            values (${councilId}, ${crypto.randomUUID() + (rows[0]?.n ?? 0)}, '{}', now(), now() + interval '1 hour')`.execute(
            trx,
          )
          return 'saved'
        }),
    )
    scope.post('/locked', { config }, async () =>
      inTransaction(database.db, async (trx) => {
        await sql`set local lock_timeout = 50`.execute(trx)
        await trx.selectFrom('council').selectAll().forUpdate().execute()
        return 'saved'
      }),
    )
  },
}

beforeAll(async () => {
  database = await testDatabase('catalogue')
  readDb = connect(database.url, { lockTimeoutMs: 50 })
  app = await testApp(database.db, { readDb, extraPages: [writes] })
  headers = await bearer(database.db, 'data_team')
})
afterAll(async () => {
  await app.close()
  await readDb.destroy()
})

/** The one of two simultaneous writes that was blocked by the other. */
async function refusedOf(urls: readonly [string, string]) {
  const answers = await Promise.all(urls.map((url) => app.inject({ method: 'POST', url })))
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 503])
  return answers.find(({ statusCode }) => statusCode === 503)
}

const NOT_SAVED = 'Not saved: somebody else is changing the same thing. Do it again in a moment.'

describe('a read of what somebody else has locked', () => {
  it('is answered 503 with when to come back, to programs and to people', async () => {
    await database.owner.transaction().execute(async (trx) => {
      await sql`lock table kpi in access exclusive mode`.execute(trx)
      const program = await app.inject({ url: '/api/v1/kpis', headers })
      expect(program.statusCode).toBe(503)
      expect(program.headers['retry-after']).toBe('5')
      expect(program.json()).toMatchObject({
        type: 'urn:golden-thread:problem:unavailable',
        detail: expect.stringContaining('Somebody else is changing what this asks for.'),
      })
      const person = await app.inject({ url: '/help/kpis', headers })
      expect(person.statusCode).toBe(503)
      expect(person.headers['retry-after']).toBe('5')
      expect(person.body).toContain('Somebody else is changing what this asks for. Try again in a moment.')
    })
    expect((await app.inject({ url: '/api/v1/kpis', headers })).statusCode).toBe(200)
  })
})

describe('a write that is in the way of another', () => {
  it('is answered 503 where it does not get its lock', async () => {
    await database.owner.transaction().execute(async (trx) => {
      await sql`lock table council in access exclusive mode`.execute(trx)
      const answer = await app.inject({ method: 'POST', url: '/locked' })
      expect(answer.statusCode).toBe(503)
      expect(answer.headers['retry-after']).toBe('5')
    })
  })

  it('is answered 503 where the two wait for each other, and says that it is not saved', async () => {
    const refused = await refusedOf(['/deadlock/HP-S1/HP-S2', '/deadlock/HP-S2/HP-S1'])
    expect(refused?.headers['retry-after']).toBe('5')
    expect(refused?.body).toContain(NOT_SAVED)
  })

  it('is answered 503 where the two cannot be put in an order', async () => {
    const refused = await refusedOf(['/unordered', '/unordered'])
    expect(refused?.headers['retry-after']).toBe('5')
    expect(refused?.body).toContain(NOT_SAVED)
  })
})
