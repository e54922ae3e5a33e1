/** What a job is. Running one twice changes nothing that running it once did not. */
import type { Db } from '#server/db/database.ts'

/** What a job did, for its slot's row and the log. */
export type Outcome = string

export type JobLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type JobConfig = { extractInbox: string | null }

export type JobDeps = { db: Db; now: () => Date; log: JobLog; config: JobConfig }

export type Job = {
  name: string
  /** A cron expression in UTC. */
  schedule: string
  run(deps: JobDeps): Promise<Outcome>
}
