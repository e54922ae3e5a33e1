import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'
import { csvOf } from '../../../support/extract-files.ts'
import { isWide } from '../../../support/run-size.ts'

let db: Db
let app: FastifyInstance
let port: number
let authorization: string

beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  app = await testApp(db)
  authorization = (await bearer(db, 'data_team')).authorization
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
})
afterAll(async () => app.close())

/** A folder of this test's own, where anything that writes temporary files would write them. */
let scratch: string
const usual = process.env.TMPDIR
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'golden-thread-aborted-'))
  process.env.TMPDIR = scratch
})
afterEach(() => {
  if (usual === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = usual
  rmSync(scratch, { recursive: true })
})

const ROW = 'CIC-N,LC01,2018-01,1,10\r\n'
const MB = 1024 * 1024

type Sending = { form: boolean; says: number; sends: number }

/** Sends only part of the announced length and disconnects. */
async function abort({ form, says, sends }: Sending): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  const body = csvOf([]) + ROW.repeat(Math.ceil(sends / ROW.length))
  const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
  const head = [
    'POST /api/v1/extracts HTTP/1.1',
    'host: localhost',
    `authorization: ${authorization}`,
    `content-type: ${form ? 'multipart/form-data; boundary=x' : 'text/csv'}`,
    `content-length: ${says}`,
  ]
  await written(socket, `${head.join('\r\n')}\r\n\r\n${form ? part : ''}${body.slice(0, sends)}`)
  await sleep(20)
  socket.resetAndDestroy()
}

function written(socket: Socket, text: string): Promise<void> {
  return new Promise((done) => {
    socket.write(text, () => done())
    socket.once('error', () => done())
    socket.once('close', () => done())
  })
}

async function left() {
  const { rows } = await sql<{ extracts: number; pieces: number; transactions: number }>`
    select (select count(*)::integer from extract) as extracts,
      (select count(*)::integer from extract_chunk) as pieces,
      (select count(*)::integer from pg_stat_activity where datname = current_database()
        and state <> 'idle' and pid <> pg_backend_pid()) as transactions`.execute(db)
  const sockets = await new Promise((done) => app.server.getConnections((_error, count) => done(count)))
  return { ...rows[0], sockets }
}

/** It has left no result and holds nothing. */
const NOTHING = { extracts: 0, pieces: 0, transactions: 0, sockets: 0 }

describe('uploads that are broken off', () => {
  test.each<[string, Sending]>([
    ['before its body', { form: false, says: MB, sends: 0 }],
    ['in its first piece', { form: false, says: MB, sends: 1000 }],
    ['one byte before its end', { form: false, says: 1001, sends: 1000 }],
    ['after some megabytes', { form: false, says: 20 * MB, sends: 3 * MB }],
    ['while it is being stored', { form: false, says: 20 * MB, sends: 12 * MB }],
    ['as a form, before its end', { form: true, says: MB, sends: 1000 }],
    ['as a form, while it is being stored', { form: true, says: 20 * MB, sends: 12 * MB }],
  ])('%s, leave nothing of the file', async (_name, sending) => {
    await Promise.all(Array.from({ length: 4 }, () => abort(sending)))
    await expect.poll(left).toEqual(NOTHING)
    expect(readdirSync(scratch)).toEqual([])
  })

  test.runIf(isWide)(
    'two hundred of them hold no connection, no file and no place in the queue',
    async () => {
      const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
      const before = sockets()
      for (let round = 0; round < 20; round++) {
        await Promise.all(
          Array.from({ length: 10 }, (_, n) => abort({ form: n % 2 === 0, says: MB, sends: n * 1000 })),
        )
      }
      await expect.poll(left).toEqual(NOTHING)
      expect(readdirSync(scratch)).toEqual([])
      // The pool may have grown to its ten connections.
      await expect.poll(sockets).toBeLessThanOrEqual(before + 10)
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          fetch(`http://127.0.0.1:${port}/api/v1/extracts`, {
            method: 'POST',
            headers: { authorization, 'content-type': 'text/csv', connection: 'close' },
            body: csvOf([`CIC-N,LC01,2018-01,${n},100`]),
          }),
        ),
      )
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202))
    },
  )
})
