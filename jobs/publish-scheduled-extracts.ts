import { publishScheduled } from '#server/extracts/publishing/planned-publication.ts'
import type { Job } from './job.ts'

/** Publishes the extracts whose scheduled time has come. */
export const publishScheduledExtracts: Job = {
  name: 'publish_scheduled',
  schedule: '* * * * *',
  async run({ db, now }) {
    const due = await publishScheduled(db, now())
    return due === 0 ? 'nothing due' : `${due} due`
  },
}
