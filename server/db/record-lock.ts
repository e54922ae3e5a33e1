import { sql } from 'kysely'
import type { Trx } from './database.ts'

/** Takes the lock under which publications and sign-offs are added, one at a time until the transaction ends. Returns the moment
 * to record: `now`, or a later one if something is already recorded at `now` or after it. So moments are in the order in which
 * things became true, and reading as at a moment returns what a reader could have read then. */
export async function lockRecord(trx: Trx, councilId: number, now: Date): Promise<Date> {
  await sql`select pg_advisory_xact_lock(hashtextextended('publication', ${councilId}))`.execute(trx)
  const { rows } = await sql<{ earliest: Date | null }>`
    select greatest(
      (select max(published_at) from publication where council_id = ${councilId}),
      (select max(taken_at) + interval '1 millisecond' from scorecard_sign_off where council_id = ${councilId})
    ) as earliest`.execute(trx)
  const earliest = rows[0]?.earliest ?? null
  return earliest !== null && earliest > now ? earliest : now
}
