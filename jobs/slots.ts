/** Slots: of many processes with the same clock, the one whose row comes first runs the job. */
import { sql } from 'kysely'
import type { Db } from '#server/db/database.ts'

const COUNCIL = 1

/** Claims a job's slot; false where another process has it. */
export async function claimSlot(db: Db, job: string, slot: Date): Promise<boolean> {
  const claimed = await db
    .insertInto('job_slot')
    .values({
      council_id: COUNCIL,
      job,
      slot,
      claimed_at: sql<Date>`now()`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('job')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Records that a slot's run ended, and how. */
export async function recordOutcome(db: Db, job: string, slot: Date, outcome: string): Promise<void> {
  await db
    .updateTable('job_slot')
    .set({ finished_at: sql<Date>`now()`, outcome })
    .where('council_id', '=', COUNCIL)
    .where('job', '=', job)
    .where('slot', '=', slot)
    .execute()
}
