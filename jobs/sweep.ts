import { councilId } from '#server/db/council-id.ts'
import { judgeAnew } from '#server/extracts/merging/judge-anew.ts'
import { judgeNewRules } from '#server/extracts/merging/judge-new-rules.ts'
import { finishFigures } from '#server/extracts/merging/pending-figures.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import type { Job } from './job.ts'

/** How long a slot is kept: a week. */
const KEPT_MS = 7 * 24 * 3_600_000

/** Finishes figures and extracts that a process left behind, and deletes the rows of old slots. */
export const sweep: Job = {
  name: 'sweep',
  schedule: '*/2 * * * *',
  async run({ db, now }) {
    await db
      .deleteFrom('job_slot')
      .where('council_id', '=', councilId)
      .where('slot', '<', new Date(now().getTime() - KEPT_MS))
      .execute()
    let taken = 0
    try {
      await finishFigures(db)
      await judgeAnew(db)
      await judgeNewRules(db)
    } finally {
      // Received extracts are checked even if finishing the figures fails.
      taken = await sweepExtracts(db, now())
    }
    return taken === 0 ? 'nothing left behind' : `${taken} taken up`
  },
}
