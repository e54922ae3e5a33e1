/** Runs the jobs by the clock: node-cron in UTC. Each slot is run once, and no two runs of a job overlap, however many processes
 * there are. */
import { createTask, type RunCoordinator, type ScheduledTask } from 'node-cron'
import { jobs } from './index.ts'
import type { Job, JobDeps, Outcome } from './job.ts'
import { runAlone } from './run-alone.ts'
import { claimSlot, recordOutcome } from './slots.ts'

export type RunningJobs = {
  /** Stops the clock and waits for the runs in progress. */
  stop(): Promise<void>
}

/** The outcome of a slot in which the job was already running: that run, or the next slot, does whatever work is there. */
const BUSY: Outcome = 'still running from before'

const ISO_LENGTH = '2019-06-10T09:00:00.000Z'.length

/** Starts every job: each runs once now and then on its schedule. The run at the start replaces slots missed while no process
 * ran, and a slot whose process died during it, because every job does whatever work it finds. */
export function startJobs(deps: JobDeps): RunningJobs {
  const running = new Set<Promise<unknown>>()
  const track = <T>(run: Promise<T>): Promise<T> => {
    running.add(run)
    run.finally(() => running.delete(run)).catch(() => undefined)
    return run
  }
  const minute = new Date(Math.floor(deps.now().getTime() / 60_000) * 60_000)
  for (const job of jobs) track(runAtStart(job, minute, deps))
  const tasks = jobs.map((job) => onTheClock(job, deps, track))
  for (const task of tasks) task.start()
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.destroy()))
      await Promise.allSettled([...running])
    },
  }
}

/** Runs a job now, outside its schedule, after a run in progress has ended. Throws if there is no job with that name, and
 * whatever the job throws. */
export async function runJob(name: string, deps: JobDeps): Promise<Outcome> {
  const job = jobs.find((each) => each.name === name)
  if (job === undefined) {
    throw new Error(`There is no job ‘${name}’. The jobs are: ${jobs.map((each) => each.name).join(', ')}`)
  }
  const slot = deps.now()
  const isOurs = await claimSlot(deps.db, job.name, slot, slot)
  const outcome = (await runAlone(deps.db, job.name, 'wait', () => job.run(deps))) ?? BUSY
  if (isOurs) await recordOutcome(deps.db, job.name, slot, { outcome, now: deps.now() })
  return outcome
}

async function runAtStart(job: Job, minute: Date, deps: JobDeps): Promise<void> {
  try {
    // Its slot has another name, so that it does not take a scheduled slot from another process.
    const slot = `${job.name} at start`
    if (await claimSlot(deps.db, slot, minute, deps.now()))
      await runSlot(job, { name: slot, moment: minute }, deps)
  } catch (error) {
    deps.log.error({ err: error, job: job.name }, 'job not run at start')
  }
}

function onTheClock(job: Job, deps: JobDeps, track: <T>(run: Promise<T>) => Promise<T>): ScheduledTask {
  const coordinator: RunCoordinator = {
    shouldRun: (key) => claimSlot(deps.db, job.name, slotOf(key), deps.now()),
  }
  return createTask(job.schedule, ({ date }) => track(runSlot(job, { name: job.name, moment: date }, deps)), {
    name: job.name,
    timezone: 'UTC',
    noOverlap: true,
    distributed: true,
    runCoordinator: coordinator,
    suppressMissedWarning: true,
    logger: {
      info: () => undefined,
      debug: () => undefined,
      warn: (message) => deps.log.warn({ job: job.name }, message),
      error: (message, err) => deps.log.error({ job: job.name, err: err ?? message }, 'job clock failed'),
    },
  })
}

/** The moment of a slot, which is at the end of the coordinator's key. */
function slotOf(key: string): Date {
  return new Date(key.slice(-ISO_LENGTH))
}

/** Runs a claimed slot and records its outcome. A failure is logged and recorded, and the next slot tries again. */
async function runSlot(
  job: Job,
  { name, moment }: { name: string; moment: Date },
  deps: JobDeps,
): Promise<void> {
  try {
    const outcome = (await runAlone(deps.db, job.name, 'leave', () => job.run(deps))) ?? BUSY
    await recordOutcome(deps.db, name, moment, { outcome, now: deps.now() })
  } catch (error) {
    deps.log.error({ err: error, job: name }, 'job failed')
    await recordOutcome(deps.db, name, moment, { outcome: 'failed', now: deps.now() }).catch(() => undefined)
  }
}
