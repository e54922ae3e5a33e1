/** The type of a job. Running a job twice has the same effect as running it once. */
import type { Db } from '#server/db/database.ts'

/** What a job did, for its slot's row and for the log. */
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
