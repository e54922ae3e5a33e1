/** Answers "not modified" without building a page, where nothing at all was written since the page was built. */
import { createHash, randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Db } from '#server/db/database.ts'
import { actorOrNull } from '../access/guard.ts'

/** True if it answered. Else the answer it leaves to be built carries the key to compare with the next time. */
export type Unchanged = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>

/**
 * The comparison, over the database that pages read. What a page shows follows from five things, and its key holds all of
 * them: what is committed (PostgreSQL's own snapshot, whose text is equal only while not one transaction has written in
 * between, whatever the table), the council's day, who asks with which roles, the address with its query, and this very
 * process, which stands for the code and the settings it was started with. A page may use it only if it shows nothing else:
 * no clock, no state of the process.
 *
 * The key is read before the page is, so a write that comes between makes the next comparison fail, never succeed. On a
 * standby a snapshot does not name the transactions under way, so there is no key and every page is built.
 */
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
