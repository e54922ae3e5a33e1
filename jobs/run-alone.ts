import { councilId } from '#server/db/council-id.ts'
import { type Db, holdingLock } from '#server/db/database.ts'

/** Runs a job while no other process, nor this one, runs it on the same database. If it is already running, waits for that run
 * to end, or returns null without waiting. A process that dies does not hold up later runs. */
export function runAlone<T>(
  db: Db,
  job: string,
  whenBusy: 'wait' | 'leave',
  run: () => Promise<T>,
): Promise<T | null> {
  return holdingLock(db, `job ${job} of council ${councilId}`, whenBusy, run)
}
