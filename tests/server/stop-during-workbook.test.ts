/** The service is told to stop while it reads a workbook. */
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '#dashboards/pages/kit/page.ts'
import { bearer, testApp } from '../support/app.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { exampleWorkbooks } from '../support/example-workbooks.ts'
import { isWide } from '../support/run-size.ts'
import { Service } from '../support/service.ts'

let database: TestDatabase
let headers: { authorization: string }
let service: Service | null = null

beforeAll(async () => {
  database = await testDatabase('catalogue')
  headers = await bearer(database.db, 'data_team')
})
afterEach(async () => {
  await service?.end('SIGKILL')
  service = null
})

/** The process that reads a workbook for the service, as soon as it exists; the service starts no other. */
async function readerOf({ child: { pid } }: Service): Promise<number> {
  for (;;) {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
    const reader = Number.parseInt(children, 10)
    // Until it runs its own program it is a copy of the service, in the same process group.
    // One that ends meanwhile has no program any more.
    const program = reader > 0 ? await readFile(`/proc/${reader}/cmdline`, 'utf8').catch(() => '') : ''
    if (program.includes('reader/main.ts')) return reader
    await sleep(1)
  }
}

const send = (address: string) =>
  fetch(`${address}/api/v1/extracts`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(exampleWorkbooks.tidy),
  })

const stored = async () =>
  (await database.db.selectFrom('extract').select('id').execute()).map(({ id }) => id)

describe.runIf(isWide)('a workbook that is being read', () => {
  test('is read to its end when the whole process group is told to stop', async () => {
    service = await Service.start(database.url, {}, { detached: true })
    const sent = send(service.address)
    const reader = await readerOf(service)
    // Paused for a moment, so that the signal comes while it reads.
    process.kill(reader, 'SIGSTOP')
    process.kill(-(service.child.pid ?? 0), 'SIGTERM')
    await sleep(200)
    process.kill(reader, 'SIGCONT')
    const answer = await sent
    expect(answer.status).toBe(202)
    expect(await answer.json()).toMatchObject({ status: 'received' })
    expect(await stored()).toHaveLength(1)
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'is answered 503 and not called damaged when the process that reads it is ended by %s',
    async (signal) => {
      const before = await stored()
      service = await Service.start(database.url)
      const sent = send(service.address)
      process.kill(await readerOf(service), signal)
      const answer = await sent
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toBe('5')
      expect(await answer.json()).toMatchObject({
        type: 'urn:golden-thread:problem:unavailable',
        detail: expect.stringContaining('Do it again in a moment.'),
      })
      expect(await stored()).toEqual(before)
    },
  )
})

describe('a request that comes while the service stops', () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const slow: Page = {
    name: 'slow',
    register(scope) {
      scope.get('/slow', { config: { permission: 'public' } }, async () => {
        await released
        return 'finished'
      })
    },
  }
  test('is answered 503 with when to come back, and what was begun before is finished', async () => {
    const app: FastifyInstance = await testApp(database.db, { extraPages: [slow] })
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as { port: number }
    const socket = connect(port, '127.0.0.1')
    let said = ''
    socket.on('data', (piece) => {
      said += piece.toString()
    })
    const begin = (path: string, more = '') =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n${more}\r\n`)
    begin('/slow')
    await sleep(100)
    const closed = app.close()
    await sleep(100)
    // On the same connection, because a new one is no longer accepted.
    begin('/api/v1/units', `authorization: ${headers.authorization}\r\n`)
    await sleep(100)
    release()
    await closed
    await expect.poll(() => said).toContain('The service is stopping.')
    const [first, second] = said.split(/(?=HTTP\/1\.1 503)/)
    expect(first).toContain('HTTP/1.1 200')
    expect(first).toContain('finished')
    expect(second?.toLowerCase()).toContain('content-type: application/problem+json')
    expect(second?.toLowerCase()).toContain('retry-after: 5')
    socket.destroy()
  })
})
