import { councilId } from '#server/db/council-id.ts'
import { type Db, holdingLock } from '#server/db/database.ts'

/**
 * Runs a job while nobody else does, in this process or another on the same database. Where it is running already, waits
 * for that run to end, or leaves it alone and gives null. A process that dies holds up no later run.
 */
export function runAlone<T>(
  db: Db,
  job: string,
  whenBusy: 'wait' | 'leave',
  run: () => Promise<T>,
): Promise<T | null> {
  return holdingLock(db, `job ${job} of council ${councilId}`, whenBusy, run)
}
