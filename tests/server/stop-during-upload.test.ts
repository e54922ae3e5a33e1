import { type ClientRequest, request } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Db } from '#server/db/database.ts'
import { startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrations.ts'
import { loadCatalogue } from '../../seeds/load.ts'
import { bearer } from '../support/app.ts'
import { isWide } from '../support/run-size.ts'
import { NpmStart, WholeClone } from '../support/whole-clone.ts'

let clone: WholeClone
const started: NpmStart[] = []

/** A council of its own is in the clone, so that the first start does not load the demonstration. */
beforeAll(async () => {
  clone = new WholeClone()
  await ask(async (db) => {
    await migrate(db)
    await loadCatalogue(db, new Date())
  }, 'ownerUrl')
})
afterEach(async () => {
  for (const each of started.splice(0)) await each.end()
})
afterAll(() => clone.remove())

async function npmStart(): Promise<NpmStart> {
  const running = await NpmStart.start(clone)
  started.push(running)
  return running
}

/** Queries the database of the clone, with or without the running service, and releases it. */
async function ask<T>(question: (db: Db) => Promise<T>, as: 'url' | 'ownerUrl' = 'url'): Promise<T> {
  const held = await startEmbedded(clone.data, { say: () => undefined })
  const db = connect(held[as])
  try {
    return await question(db)
  } finally {
    await db.destroy()
    await held.stop()
  }
}

const filenames = () =>
  ask(async (db) =>
    (await db.selectFrom('extract').select('filename').execute()).map(({ filename }) => filename),
  )

type Upload = { sent: ClientRequest; status: Promise<number | null> }

/** An upload whose first half has been sent: its status, or null if the connection was cut. */
async function halfSent(address: string, filename: string): Promise<Upload> {
  const { authorization } = await ask((db) => bearer(db, 'data_team'))
  const sent = request(`${address}/api/v1/extracts`, {
    method: 'POST',
    agent: false,
    headers: {
      authorization,
      'content-type': 'text/csv',
      'content-disposition': `attachment; filename="${filename}"`,
    },
  })
  const status = new Promise<number | null>((resolve) => {
    sent.on('response', (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', () => resolve(null))
  })
  await new Promise<void>((resolve) => {
    sent.write('team_code,kpi_code,period,numerator,denominator\nHP-S1,CP04,2019-04,', () => resolve())
  })
  // An answer to a later request shows that this one has arrived.
  expect((await fetch(`${address}/health/live`)).status).toBe(200)
  return { sent, status }
}

describe.runIf(isWide)('npm start, told to stop during an upload', () => {
  test.each([
    ['by npm alone', 'npm', '40,50\n'],
    ['with its whole process group, as a supervisor does', 'group', '41,50\n'],
  ] as const)('%s, takes the file in, ends, and leaves no database behind', async (_, to, rest) => {
    const running = await npmStart()
    expect(running.said).toContain(`Database: embedded, in ${clone.data}`)
    expect(clone.postgres().length).toBeGreaterThan(0)
    const { sent, status } = await halfSent(running.address, `${to}.csv`)
    running.signal('SIGTERM', to)
    await running.until(/"msg":"stopping"/)
    // Long enough for the signal to be passed on repeatedly.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    sent.end(rest)
    expect(await status).toBe(202)
    await running.ended
    expect(running.processes()).toEqual([])
    expect(clone.postgres()).toEqual([])
    expect(running.said).not.toMatch(/second SIG|killed by timeout/)
    expect(await filenames()).toContain(`${to}.csv`)
  })

  test('gives up one that never ends, keeps nothing of it, ends, and leaves no database behind', async () => {
    const running = await npmStart()
    const { status } = await halfSent(running.address, 'endless.csv')
    running.signal('SIGTERM', 'npm')
    expect(await status).toBeNull()
    await running.ended
    expect(running.said).toContain('closing the connections of requests that have not finished')
    expect(running.processes()).toEqual([])
    expect(clone.postgres()).toEqual([])
    expect(await filenames()).not.toContain('endless.csv')
  })
})
