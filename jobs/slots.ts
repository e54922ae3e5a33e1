/** Slots: of many processes with the same clock, the one whose row comes first runs the job. */
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'

/** Claims a job's slot at a moment; false where another process has it. */
export async function claimSlot(db: Db, job: string, slot: Date, now: Date): Promise<boolean> {
  const claimed = await db
    .insertInto('job_slot')
    .values({ council_id: councilId, job, slot, claimed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('job')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Records that a slot's run ended at a moment, and how. */
export async function recordOutcome(
  db: Db,
  job: string,
  slot: Date,
  { outcome, now }: { outcome: string; now: Date },
): Promise<void> {
  await db
    .updateTable('job_slot')
    .set({ finished_at: now, outcome })
    .where('council_id', '=', councilId)
    .where('job', '=', job)
    .where('slot', '=', slot)
    .execute()
}
