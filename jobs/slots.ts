/** Slots: if many processes share a schedule, the one that inserts the slot's row first runs the job. */
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'

/** Claims a job's slot at a moment; false if another process has claimed it. */
export async function claimSlot(db: Db, job: string, slot: Date, now: Date): Promise<boolean> {
  const claimed = await db
    .insertInto('job_slot')
    .values({ council_id: councilId, job, slot, claimed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('job')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Records when a slot's run ended, and its outcome. */
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
