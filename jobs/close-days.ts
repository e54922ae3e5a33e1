import { closeDays } from '#server/activity/digest.ts'
import { deleteOldActivity } from '#server/activity/retention.ts'
import type { Job } from './job.ts'

/** Makes the digest of each day that is over, tells the log of it, and deletes lines that are older than they are kept. It runs every
 * hour, so that a day is closed soon after a night in which the service was down or busy. */
export const closeDaysJob: Job = {
  name: 'close_days',
  schedule: '10 * * * *',
  async run({ db, log }) {
    const closed = await closeDays(db)
    if (closed === null) return 'somebody is writing: later'
    for (const { day, lines, ledgerLines, sha256 } of closed)
      log.info({ day, lines, ledgerLines, sha256 }, 'digest of a day of the activity record and the ledger')
    const deleted = await deleteOldActivity(db)
    const days = closed.length === 0 ? 'nothing to close' : `closed up to ${closed.at(-1)?.day}`
    return deleted === 0 ? days : `${days}, ${deleted} old lines deleted`
  },
}
