import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '#dashboards/pages/kit/page.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { recordCommentary } from '#server/meetings/commentary.ts'
import { recordDecision } from '#server/meetings/decisions.ts'
import { bearer, form, fromOurPages, type SignedIn, signIn, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { isWide } from '../../support/run-size.ts'

const address = '/units/HP-S1/scorecards/2019-04'
/** A page with nothing on it, which is built in a moment: its key is read before another test writes. */
const blank = '/units/HP-S1/blank'
const blankPage: Page = {
  name: 'blank',
  register(scope, { unchanged }) {
    scope.get('/units/:unit/blank', { config: { permission: 'scorecards.read' } }, async (request, reply) =>
      (await unchanged(request, reply)) ? reply : '<!doctype html>',
    )
  },
}

let app: FastifyInstance
let db: Db
let manager: SignedIn

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db, { extraPages: [blankPage] })
  manager = await signIn(app, 'team_manager')
})

/** Waits until nothing was written for a moment, so that few pages are read in vain. */
async function quiet() {
  const snapshot = async () =>
    (await sql<{ now: string }>`select pg_current_snapshot()::text as now`.execute(db)).rows[0]?.now
  for (let tries = 0, before = await snapshot(); tries < 100; tries++) {
    await sleep(30)
    const now = await snapshot()
    if (now === before) return
    before = now
  }
}

/** Reads a page until its key still holds on the next request: other tests write to the same server meanwhile, and a write to
 * any of its databases makes a new key. */
async function keyOf(url = blank, headers: Record<string, string> = { cookie: manager.cookie }) {
  for (let tries = 0; tries < 200; tries++) {
    await quiet()
    const key = String((await app.inject({ url, headers })).headers.etag)
    if ((await again(key, url, headers)).statusCode === 304) return key
  }
  throw new Error('No key held')
}

const again = (key: string, url = blank, headers: Record<string, string> = { cookie: manager.cookie }) =>
  app.inject({ url, headers: { ...headers, 'if-none-match': key } })

/** The first "not modified" in answer to a key just received, which is sent in the form that `written` gives it. */
async function heldAnswer({ written = (key: string) => key } = {}) {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await again(written(await keyOf()))
    if (answer.statusCode === 304) return answer
  }
  throw new Error('No key held')
}

describe('a page asked for again', () => {
  it('is not sent where nothing was written, and never kept by another than its reader', async () => {
    const answer = await heldAnswer()
    expect([answer.statusCode, answer.body]).toEqual([304, ''])
    expect(answer.headers['cache-control']).toBe('private, no-cache')
    expect(answer.headers.vary).toMatch(/Cookie, Authorization/)
    expect((await app.inject({ url: blank, headers: { cookie: manager.cookie } })).statusCode).toBe(200)
  })

  it('is read one of several keys', async () => {
    expect((await heldAnswer({ written: (key) => `"other", ${key}` })).statusCode).toBe(304)
    expect((await again('*')).statusCode).not.toBe(500)
    expect((await again('W/"made up"')).statusCode).toBe(200)
  })

  it.runIf(isWide)('is another for each address, each person and each session', async () => {
    const key = await keyOf()
    expect((await again(key, `${blank}?status=missed`)).statusCode).toBe(200)
    const smt = await bearer(db, 'smt')
    expect((await again(await keyOf(), '/units/HP-S2/blank', smt)).statusCode).toBe(200)
    expect((await again(await keyOf(), blank, smt)).statusCode).toBe(200)
    const other = await signIn(app, 'team_manager')
    expect((await again(await keyOf(), blank, { cookie: other.cookie })).statusCode).toBe(200)
  })

  it('is refused to who may no longer see it, whatever key they hold', async () => {
    const key = await keyOf(blank, await bearer(db, 'smt'))
    const outside = await bearer(db, 'team_manager', 'CIC-N')
    expect((await again(key, blank, outside)).statusCode).toBe(404)
    expect((await again(key, blank, {})).statusCode).toBe(303)
  })
})

const who = {
  unit: 'HP-S1',
  by: { id: null, name: 'Team manager', grants: [{ role: 'team_manager' as const, unit: 'HP-S1' }] },
  today: '2019-06-10',
  now: testNow,
  accepted: false,
}

/** Each thing that a scorecard shows, in its words, and how it is written. */
const writes: [what: string, words: string, write: () => Promise<unknown>][] = [
  [
    'commentary',
    'Two visits were made a day late.',
    () =>
      recordCommentary(db, {
        ...who,
        kpi: 'CP04',
        period: '2019-04',
        body: 'Two visits were made a day late.',
        seen: 0,
      }),
  ],
  [
    'a decision',
    'Ring every family the day before a visit.',
    () =>
      recordDecision(db, {
        ...who,
        kpi: 'CP04',
        action: null,
        period: '2019-04',
        body: 'Ring every family the day before a visit.',
        owner: 'Team manager',
        due: '2019-07-01',
      }),
  ],
  [
    'a sign-off',
    'Submitted',
    async () => {
      const page = await app.inject({ url: address, headers: { cookie: manager.cookie } })
      const seen = /name="seen" value="([^"]*)"/.exec(page.body)?.[1] ?? ''
      const order = form({ step: 'submitted', note: '', seen, _csrf: manager.csrf })
      return app.inject({
        ...order,
        url: `${address}/sign-off`,
        headers: { ...order.headers, ...fromOurPages, cookie: manager.cookie },
      })
    },
  ],
  [
    'the council’s name',
    'Another County Council',
    () =>
      inTransaction(db, (trx) =>
        trx
          .updateTable('council')
          .set({ name: 'Another County Council' })
          .where('council_id', '=', councilId)
          .execute(),
      ),
  ],
]

describe.each(writes)('after %s is written', (_, words, write) => {
  it('the page is sent anew with it, and then again not', async () => {
    const before = await app.inject({ url: address, headers: { cookie: manager.cookie } })
    expect(before.body).not.toContain(words)
    await write()
    // The key of the earlier page without these words never holds again, whatever else was written.
    const anew = await again(String(before.headers.etag), address)
    expect(anew.statusCode).toBe(200)
    expect(anew.body).toContain(words)
    expect(anew.headers.etag).not.toBe(before.headers.etag)
    expect((await heldAnswer()).statusCode).toBe(304)
  })
})

describe('a write under way', () => {
  it('is not told before it is committed, and is not missed after, even of a transaction begun long before', async () => {
    const started = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    const writing = inTransaction(db, async (trx) => {
      await trx
        .updateTable('council')
        .set({ name: 'Held County Council' })
        .where('council_id', '=', councilId)
        .execute()
      started.resolve()
      await held.promise
    })
    await started.promise
    const before = await app.inject({ url: address, headers: { cookie: manager.cookie } })
    expect(before.body).not.toContain('Held County Council')
    held.resolve()
    await writing
    const after = await again(String(before.headers.etag), address)
    expect(after.statusCode).toBe(200)
    expect(after.body).toContain('Held County Council')
  })
})

describe('another process', () => {
  it('knows none of the keys of this one, since its code may be another', async () => {
    const other = await testApp(db, { extraPages: [blankPage] })
    const key = await keyOf()
    const answer = await other.inject({
      url: blank,
      headers: { cookie: manager.cookie, 'if-none-match': key },
    })
    expect(answer.statusCode).toBe(200)
    await other.close()
  })
})
