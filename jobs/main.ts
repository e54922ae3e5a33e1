/** Runs the jobs as a separate process, beside web processes on the same database. */
import { ConfigError, readConfig } from '#server/config.ts'
import { connect } from '#server/db/database.ts'
import { stopGracefully } from '#server/graceful-stop.ts'
import { openLog } from '#server/log.ts'
import { startJobs } from './schedule.ts'

try {
  const config = readConfig(process.env)
  if (config.databaseUrl === null)
    throw new ConfigError(['DATABASE_URL must be set to run the jobs by themselves'])
  const log = openLog(config.logLevel)
  const db = connect(config.databaseUrl)
  const running = startJobs({ db, log, config, now: () => new Date() })
  stopGracefully({
    log,
    within: 10_000,
    async stop() {
      await running.stop()
      await db.destroy()
    },
  })
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  for (const line of error.problems) console.error(line)
  process.exitCode = 1
}
