/** Keeps people's sessions in PostgreSQL. The cookie holds a random id and the table holds its SHA-256, so a copy of the table
 * signs nobody in. */

import { createHash, randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import session from '@fastify/session'
import type { FastifyInstance, Session } from 'fastify'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'

declare module 'fastify' {
  interface Session {
    /** The author id of the person who is signed in. */
    person?: number
    /** The secret that every form of this session sends back. */
    csrf?: string
  }
}

const MINUTE = 60_000
const IDLE = 30 * MINUTE
const LONGEST = 12 * 60 * MINUTE

/** The name of the session cookie. Over plain http on loopback a browser drops a cookie named `__Host-`. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-sid' : 'sid'
}

/** Reads the session cookie of every request and writes a session when it has changed. */
export async function registerSessions(
  app: FastifyInstance,
  options: { db: Db; secret: string; secure: boolean; now: () => Date },
): Promise<void> {
  await app.register(cookie)
  await app.register(session, {
    secret: options.secret,
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
    .select(['content', 'created_at', 'expires_at'])
    .where('council_id', '=', councilId)
    .where('id_sha256', '=', sha256(id))
    .where('expires_at', '>', at)
    .executeTakeFirst()
  if (row === undefined) return null
  const ends = endOf(row.created_at, at)
  if (ends.getTime() - row.expires_at.getTime() > MINUTE) {
    await inTransaction(db, (trx) =>
      trx
        .updateTable('session')
        .set({ expires_at: ends, used_at: at })
        .where('council_id', '=', councilId)
        .where('id_sha256', '=', sha256(id))
        .execute(),
    )
  }
  // Only `recordSession` writes this JSON column.
  return row.content as unknown as Session
}

/** Writes a session and deletes those that have ended. */
function recordSession(db: Db, id: string, session: Session, at: Date): Promise<unknown> {
  const content = JSON.stringify(session)
  return inTransaction(db, async (trx) => {
    await trx
      .deleteFrom('session')
      .where('council_id', '=', councilId)
      .where('expires_at', '<=', at)
      .execute()
    await trx
      .insertInto('session')
      .values({
        council_id: councilId,
        id_sha256: sha256(id),
        content,
        created_at: at,
        expires_at: endOf(at, at),
        ...{ person_id: session.person ?? null, used_at: at },
      })
      .onConflict((conflict) =>
        conflict
          .columns(['council_id', 'id_sha256'])
          .doUpdateSet({ content, person_id: session.person ?? null }),
      )
      .execute()
  })
}

function removeSession(db: Db, id: string): Promise<unknown> {
  return inTransaction(db, (trx) =>
    trx
      .deleteFrom('session')
      .where('council_id', '=', councilId)
      .where('id_sha256', '=', sha256(id))
      .execute(),
  )
}

function endOf(began: Date, used: Date): Date {
  return new Date(Math.min(used.getTime() + IDLE, began.getTime() + LONGEST))
}

function settle(work: Promise<unknown>, done: Done): void {
  work.then(
    () => done(),
    (error) => done(error),
  )
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
