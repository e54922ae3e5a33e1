/** The sessions in which people are signed in: listed and ended by their owner and by the administrator. */
import { type RawBuilder, sql } from 'kysely'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource, type Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { recordActivity } from '../activity/activity.ts'
import type { PersonAuthor } from '../people/people.ts'
import { sessionHash } from './sessions.ts'

export type OpenSession = {
  /** A part of the cookie's SHA-256: it names the session and opens nothing. */
  id: string
  person: { id: number; name: string }
  network: string | null
  browser: string | null
  began: Date
  lastUsed: Date
  ends: Date
}

/** How much of the SHA-256 names a session. */
const NAMED_BY = 16

/** The name of the session with this cookie. */
export function sessionName(cookieId: string): string {
  return sessionHash(cookieId).slice(0, NAMED_BY)
}

function nameInTable(): RawBuilder<string> {
  return sql<string>`left(session.id_sha256, ${NAMED_BY}::int)`
}

/** The sessions that are open now, of one person or of everybody, the last used first. */
export async function loadOpenSessions(
  db: ReadSource,
  person: number | null,
  now: Date,
): Promise<OpenSession[]> {
  const rows = await db
    .selectFrom('session')
    .innerJoin('person_line as l', (join) =>
      join.onRef('l.council_id', '=', 'session.council_id').onRef('l.person_id', '=', 'session.person_id'),
    )
    .where('session.council_id', '=', councilId)
    .where('session.expires_at', '>', now)
    .$if(person !== null, (q) => q.where('session.person_id', '=', person))
    .where('l.version', '=', (q) =>
      q
        .selectFrom('person_line as last')
        .select((e) => e.fn.max('last.version').as('version'))
        .whereRef('last.council_id', '=', 'l.council_id')
        .whereRef('last.person_id', '=', 'l.person_id'),
    )
    .select(['l.person_id as personId', 'l.name', 'session.network', 'session.browser'])
    .select(['session.created_at', 'session.used_at', 'session.expires_at', nameInTable().as('id')])
    .orderBy('session.used_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, person: { id: row.personId, name: row.name } },
    ...{ network: row.network, browser: row.browser, began: row.created_at },
    ...{ lastUsed: row.used_at ?? row.created_at, ends: row.expires_at },
  }))
}

export type SessionEndOrder = {
  id: string
  /** Whose session it must be; null for anybody's. */
  person: number | null
  by: PersonAuthor
}

/** Ends one session of a person, or of anybody if no person is named. Throws `not_found` if none has this name, which is also what
 * another person's session is answered with. */
export async function endSession(db: Db, { id, person, by }: SessionEndOrder): Promise<void> {
  const ended = await inTransaction(db, async (trx) => {
    const session = await trx
      .deleteFrom('session')
      .where('council_id', '=', councilId)
      .where(nameInTable(), '=', id)
      .where('person_id', 'is not', null)
      .$if(person !== null, (q) => q.where('person_id', '=', person))
      .returning('person_id')
      .executeTakeFirst()
    if (session !== undefined) await recordEnd(trx, session.person_id, by)
    return session
  })
  if (ended === undefined)
    throw problem('not_found', 'There is no such session: it has ended already, or it is not yours.')
}

/** Ends every session of a person except the one with this name. Returns how many. */
export async function endOtherSessions(
  db: Db,
  { person, except, by }: { person: number; except: string; by: PersonAuthor },
): Promise<number> {
  const ended = await inTransaction(db, async (trx) => {
    const sessions = await trx
      .deleteFrom('session')
      .where('council_id', '=', councilId)
      .where('person_id', '=', person)
      .where(nameInTable(), '<>', except)
      .returning('person_id')
      .execute()
    if (sessions.length > 0) await recordEnd(trx, person, by, sessions.length)
    return sessions
  })
  return ended.length
}

async function recordEnd(trx: Trx, person: number | null, by: PersonAuthor, times = 1): Promise<void> {
  const kind = by.id === person ? 'session.ended' : 'session.ended_by_other'
  await recordActivity(trx, { kind, by, times, ...(person === null ? {} : { subject: `person ${person}` }) })
}
