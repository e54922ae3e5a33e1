/** Keeps people's sessions in PostgreSQL. The cookie holds a random id and the table holds its SHA-256, so a copy of the table
 * signs nobody in. */

import { createHash, randomBytes } from 'node:crypto'
import cookie, { unsign } from '@fastify/cookie'
import session from '@fastify/session'
import type { FastifyInstance, FastifyRequest, Session } from 'fastify'
import { sql } from 'kysely'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import type { EndedSession } from './kept-form.ts'
import type { SessionSecrets } from './secrets.ts'

declare module 'fastify' {
  interface Session {
    /** The author id of the person who is signed in. */
    person?: number
    /** The secret that every form of this session sends back. */
    csrf?: string
    /** When it began, an ISO 8601 time. Read from its row. */
    began?: string
  }
}

const MINUTE = 60_000
/** How long a session lasts after its last use. */
export const sessionMinutes = 30
const IDLE = sessionMinutes * MINUTE
const LONGEST = 12 * 60 * MINUTE
/** A session in which nobody has signed in yet. */
const UNSIGNED = 10 * MINUTE
/** How long a session that has ended is still known, so that a form sent after its end finds its person again. */
const REMEMBERED = 12 * 60 * MINUTE

/** The name of the session cookie. Over plain http on loopback a browser drops a cookie named `__Host-`. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-sid' : 'sid'
}

/** Reads the session cookie of every request and writes a session when it has changed. */
export async function registerSessions(
  app: FastifyInstance,
  options: { db: Db; secrets: SessionSecrets; secure: boolean; now: () => Date },
): Promise<void> {
  await app.register(cookie)
  await app.register(session, {
    secret: [...options.secrets],
    cookieName: sessionCookieName(options.secure),
    cookie: { secure: options.secure, httpOnly: true, path: '/', sameSite: 'lax' },
    saveUninitialized: false,
    rolling: false,
    idGenerator: () => randomBytes(32).toString('base64url'),
    store: sessionStore(options.db, options.now),
  })
}

type Done = (error?: unknown) => void

/** A session ends 30 minutes after its last use and 12 hours after it began. Reading a session counts as use. Its end moves at
 * most once a minute, so that reading a page does not write. */
function sessionStore(db: Db, now: () => Date) {
  return {
    get(id: string, done: (error: unknown, found?: Session | null) => void) {
      useSession(db, id, now()).then(
        (found) => done(null, found),
        (error) => done(error),
      )
    },
    set(id: string, content: Session, done: Done) {
      settle(recordSession(db, id, content, now()), done)
    },
    destroy(id: string, done: Done) {
      settle(removeSession(db, id), done)
    },
  }
}

/** Returns the session with this id and moves its end; null if there is none or it has ended. */
async function useSession(db: Db, id: string, at: Date): Promise<Session | null> {
  const row = await db
    .selectFrom('session')
    .select(['content', 'person_id', 'created_at', 'used_at', 'expires_at'])
    .where('council_id', '=', councilId)
    .where('id_sha256', '=', sessionHash(id))
    .where('expires_at', '>', at)
    .executeTakeFirst()
  if (row === undefined) return null
  const ends = endOf(row.created_at, at)
  const lastUsed = row.used_at ?? row.created_at
  const isDue =
    ends.getTime() - row.expires_at.getTime() > MINUTE || at.getTime() - lastUsed.getTime() > MINUTE
  if (row.person_id !== null && isDue) {
    await inTransaction(db, async (trx) => {
      await trx
        .updateTable('session')
        .set({ expires_at: ends, used_at: at })
        .where('council_id', '=', councilId)
        .where('id_sha256', '=', sessionHash(id))
        .execute()
      await recordSeen(trx, row.person_id, at)
    })
  }
  // Only `recordSession` writes this JSON column.
  return { ...(row.content as unknown as Session), began: row.created_at.toISOString() }
}

/** Writes a session, and forgets old ones. A signed-in session is begun by `regenerate`, before it has a person: after that it is only
 * changed, so that a request under way when somebody ends it does not bring it back. */
function recordSession(db: Db, id: string, session: Session, at: Date): Promise<unknown> {
  const content = JSON.stringify(session)
  const { person, network = null, browser = null } = session
  return inTransaction(db, async (trx) => {
    await forgetOld(trx, at)
    if (person !== undefined) {
      await trx
        .updateTable('session')
        .set({
          ...{ content, person_id: person, network, browser },
          // It was written once before anybody had signed in in it.
          expires_at: sql`case when person_id is null then ${endOf(at, at)} else expires_at end`,
        })
        .where('council_id', '=', councilId)
        .where('id_sha256', '=', sessionHash(id))
        .execute()
      await recordSeen(trx, person, at)
      return
    }
    await trx
      .insertInto('session')
      .values({
        council_id: councilId,
        id_sha256: sessionHash(id),
        content,
        created_at: at,
        expires_at: new Date(at.getTime() + UNSIGNED),
        used_at: at,
      })
      .onConflict((conflict) => conflict.columns(['council_id', 'id_sha256']).doUpdateSet({ content }))
      .execute()
  })
}

/** Deletes sessions that nobody needs any more, and forms that nobody came back to. */
async function forgetOld(trx: Trx, at: Date): Promise<void> {
  await trx
    .deleteFrom('session')
    .where('council_id', '=', councilId)
    .where((q) =>
      q.or([
        q.and([q('person_id', 'is', null), q('expires_at', '<=', at)]),
        q('expires_at', '<=', new Date(at.getTime() - REMEMBERED)),
      ]),
    )
    .execute()
  await trx
    .updateTable('session')
    .set({ content: sql`content - 'keptForm'` })
    .where('council_id', '=', councilId)
    .where(sql<boolean>`content -> 'keptForm' ->> 'until' <= ${at.toISOString()}`)
    .execute()
}

/** The session whose cookie a request shows, if it ended not long ago; null if it never was one of ours, or was ended by somebody. */
export async function loadEndedSession(
  request: FastifyRequest,
  options: { db: Db; secrets: SessionSecrets; cookieName: string; now: Date },
): Promise<EndedSession | null> {
  const { db, secrets, cookieName, now } = options
  const sent = request.cookies[cookieName] ?? ''
  const id = secrets.map((secret) => unsign(sent, secret)).find(({ valid }) => valid)?.value
  if (!id) return null
  const row = await db
    .selectFrom('session')
    .select(['content', 'person_id'])
    .where('council_id', '=', councilId)
    .where('id_sha256', '=', sessionHash(id))
    .where('expires_at', '<=', now)
    .where('expires_at', '>', new Date(now.getTime() - REMEMBERED))
    .executeTakeFirst()
  if (row === undefined || row.person_id === null) return null
  // Only `recordSession` writes this JSON column.
  const { csrf } = row.content as unknown as Session
  return csrf === undefined ? null : { person: row.person_id, csrf }
}

/** Keeps when a person was last here, which outlives their session. */
async function recordSeen(trx: Trx, person: number | null, at: Date): Promise<void> {
  if (person === null) return
  await trx
    .insertInto('person_seen')
    .values({ council_id: councilId, person_id: person, seen_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['council_id', 'person_id'])
        .doUpdateSet({ seen_at: at })
        .where('person_seen.seen_at', '<', at),
    )
    .execute()
}

function removeSession(db: Db, id: string): Promise<unknown> {
  return inTransaction(db, (trx) =>
    trx
      .deleteFrom('session')
      .where('council_id', '=', councilId)
      .where('id_sha256', '=', sessionHash(id))
      .execute(),
  )
}

function endOf(began: Date, used: Date): Date {
  return new Date(Math.min(used.getTime() + IDLE, lastEndOf(began).getTime()))
}

/** When a session ends however much it is used. */
export function lastEndOf(began: Date | string): Date {
  return new Date(new Date(began).getTime() + LONGEST)
}

function settle(work: Promise<unknown>, done: Done): void {
  work.then(
    () => done(),
    (error) => done(error),
  )
}

/** What the table keeps of a cookie. */
export function sessionHash(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}
