/** Answers "not modified" without building a page if nothing was written since the page was built. */
import { createHash, randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Db } from '#server/db/database.ts'
import { actorOrNull } from '../access/permissions/guard.ts'

/** True if it answered. Otherwise the answer carries the key to compare with next time. */
export type Unchanged = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>

/** Compares keys, on the database that pages read. A page depends on five things, and its key contains them all: what is
 * committed (PostgreSQL's snapshot, whose text stays equal only while no transaction has written to any table), the council's
 * day, the actor with their roles, the address with its query, and this process, which stands for the code and its settings. A
 * page may use it only if it shows nothing else: no clock and no state of the process. The key is read before the page, so a
 * write in between makes the next comparison fail, never succeed. On a standby a snapshot does not name the running
 * transactions, so there is no key and every page is built. */
export function unchangedOver(db: Db, today: () => Promise<string>): Unchanged {
  const process = randomUUID()
  return async (request, reply) => {
    const [snapshot, day] = await Promise.all([loadSnapshot(db), today()])
    if (snapshot === null) return false
    const actor = actorOrNull(request)
    const parts = [process, snapshot, day, actor, request.session?.csrf ?? null, request.url]
    const key = `W/"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}"`
    reply.header('etag', key)
    const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim()) ?? []
    if (!known.includes(key)) return false
    reply.code(304).send()
    return true
  }
}

async function loadSnapshot(db: Db): Promise<string | null> {
  const { rows } = await sql<{ snapshot: string | null }>`
    select case when pg_is_in_recovery() then null else pg_current_snapshot()::text end as snapshot`.execute(
    db,
  )
  return rows[0]?.snapshot ?? null
}
