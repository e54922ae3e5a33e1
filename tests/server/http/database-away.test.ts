import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { DatabaseLine } from '../../support/database-line.ts'
import { csvOf } from '../../support/extract-files.ts'
import { isWide } from '../../support/run-size.ts'
import { Service } from '../../support/service.ts'

let db: Db
let far: Db
let owner: Db
let line: DatabaseLine
let app: FastifyInstance
let headers: { authorization: string }
let started: Service | null = null

beforeAll(async () => {
  const made = await testDatabase('catalogue')
  db = made.db
  owner = made.owner
  line = await DatabaseLine.open(made.url)
  far = connect(line.url)
  app = await testApp(far)
  headers = await bearer(db, 'data_team')
})
afterEach(async () => {
  line.up()
  await started?.end('SIGKILL')
  started = null
})
afterAll(async () => {
  await app.close()
  await far.destroy()
  await line.close()
})

const READ = '/api/v1/units'
const upload = (content: string) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/extracts',
    headers: { ...headers, 'content-type': 'text/csv', prefer: 'wait=30' },
    payload: content,
  })

/** Locks a table while `use` runs. `use` is given a function that waits until a session wants the table. */
async function whileHeld(table: string, use: (somebodyWaits: () => Promise<void>) => Promise<void>) {
  await owner.transaction().execute(async (trx) => {
    await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(trx)
    await use(async () => {
      await expect.poll(() => waitingFor(table), { interval: 10 }).toBeGreaterThan(0)
    })
  })
}

async function waitingFor(table: string): Promise<number> {
  const { rows } = await sql`
    select from pg_locks where not granted and relation = ${table}::regclass`.execute(db)
  return rows.length
}

describe('while the database is down', () => {
  test('a read is answered 503 with when to come back, to programs and to people', async () => {
    line.down()
    const program = await app.inject({ url: READ, headers })
    expect(program.statusCode).toBe(503)
    expect(program.headers['retry-after']).toBe('5')
    expect(program.json()).toMatchObject({ type: 'urn:golden-thread:problem:unavailable', status: 503 })
    const person = await app.inject({ url: '/sign-in' })
    expect(person.statusCode).toBe(503)
    expect(person.headers['retry-after']).toBe('5')
    expect(person.body).toContain('The database does not answer. Try again in a moment.')
  })

  test('a write is answered that it is not saved', async () => {
    line.down()
    const answer = await upload(csvOf(['CIC-N,LC01,2018-01,1,10']))
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
    expect(answer.json().detail).toMatch(
      /^Not saved: the database does not answer\. Do it again in a moment\./,
    )
  })

  test('the service is alive and not ready; when the database is back it is ready again by itself', async () => {
    line.down()
    expect((await app.inject('/health/live')).statusCode).toBe(200)
    expect((await app.inject('/health/ready')).statusCode).toBe(503)
    line.up()
    expect((await app.inject('/health/ready')).statusCode).toBe(200)
    expect((await app.inject({ url: READ, headers })).statusCode).toBe(200)
    expect((await upload(csvOf(['CIC-N,LC01,2018-01,1,10']))).json()).toMatchObject({ status: 'ready' })
  })

  test.runIf(isWide)(
    'a process that starts stays up, says that it is not ready, and is ready once the database is there',
    async () => {
      line.down()
      started = await Service.start(line.url)
      const { address } = started
      expect((await fetch(`${address}/health/live`)).status).toBe(200)
      expect((await fetch(`${address}/health/ready`)).status).toBe(503)
      const page = await fetch(`${address}/sign-in`)
      expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
      expect(await page.text()).toContain('The service is starting and its database does not answer yet.')
      line.up()
      await expect.poll(async () => (await fetch(`${address}/health/ready`)).status).toBe(200)
      expect((await fetch(`${address}${READ}`, { headers })).status).toBe(200)
    },
  )
})

describe('a connection that breaks', () => {
  test('under a read is not noticed: it is asked once more', async () => {
    let code: Promise<number> = Promise.resolve(0)
    await whileHeld('unit', async (somebodyWaits) => {
      code = app.inject({ url: READ, headers }).then(({ statusCode }) => statusCode)
      await somebodyWaits()
      line.cut()
      await expect.poll(() => waitingFor('unit'), { interval: 10 }).toBeGreaterThan(1)
    })
    expect(await code).toBe(200)
  })

  test('under a read twice is answered 503', async () => {
    await whileHeld('unit', async (somebodyWaits) => {
      const read = app.inject({ url: READ, headers })
      await somebodyWaits()
      line.cut()
      await expect.poll(() => waitingFor('unit'), { interval: 10 }).toBeGreaterThan(1)
      line.cut()
      expect((await read).statusCode).toBe(503)
    })
  })

  test('under a write is answered 503, and what is sent again is stored once', async () => {
    const content = csvOf(['CIC-N,LC01,2018-02,1,10'])
    await whileHeld('extract', async (somebodyWaits) => {
      const sent = upload(content)
      await somebodyWaits()
      line.cut()
      expect((await sent).statusCode).toBe(503)
    })
    expect((await upload(content)).json()).toMatchObject({ status: 'ready', alreadyReceived: false })
    expect((await upload(content)).json()).toMatchObject({ status: 'ready', alreadyReceived: true })
  })

  test('leaves no connection behind that is of no use', async () => {
    line.cut()
    const answers = await Promise.all(Array.from({ length: 30 }, () => app.inject({ url: READ, headers })))
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
    expect(line.held).toBeLessThanOrEqual(10)
  })
})
