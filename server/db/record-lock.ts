import { sql } from 'kysely'
import type { Trx } from './database.ts'

/** Takes the lock under which publications and sign-offs are added, one at a time until the transaction ends. */
export async function holdRecord(trx: Trx, councilId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('publication', ${councilId}))`.execute(trx)
}

/** Takes the same lock and returns the moment to record, which publications and sign-offs have in common with all that they add: the
 * clock of the database, or a later moment if something is already recorded at it or after it. So moments are in the order in which
 * things became true, and reading as at a moment returns what a reader could have read then. */
export async function lockRecord(trx: Trx, councilId: number): Promise<Date> {
  await holdRecord(trx, councilId)
  const { rows } = await sql<{ moment: Date }>`
    select greatest(
      recorded_moment(),
      (select max(published_at) from publication where council_id = ${councilId}),
      (select max(taken_at) + interval '1 millisecond' from scorecard_sign_off where council_id = ${councilId})
    ) as moment`.execute(trx)
  return (rows[0] as { moment: Date }).moment
}
