import { closeDaysJob } from './close-days.ts'
import { inbox } from './inbox.ts'
import type { Job } from './job.ts'
import { publishScheduledExtracts } from './publish-scheduled-extracts.ts'
import { sweep } from './sweep.ts'

/** Every job. */
export const jobs: readonly Job[] = [inbox, publishScheduledExtracts, sweep, closeDaysJob]
