import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { validate } from 'node-cron'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect, type Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { loadServiceStatus } from '#server/reads/status.ts'
import { jobs } from '../../jobs/index.ts'
import type { JobDeps } from '../../jobs/job.ts'
import { runAlone } from '../../jobs/run-alone.ts'
import { runJob, startJobs } from '../../jobs/schedule.ts'
import { testDatabase } from '../support/database.ts'
import { csvOf, fileOf, NOW } from '../support/extract-files.ts'
import { named } from '../support/named.ts'
import { isWide } from '../support/run-size.ts'
import { some } from '../support/some.ts'

let db: Db
let owner: Db
let url: string
let inbox: string
let logged: string[]

beforeAll(async () => {
  const opened = await testDatabase('catalogue')
  db = opened.db
  owner = opened.owner
  url = opened.url
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
})
beforeEach(() => {
  inbox = mkdtempSync(join(tmpdir(), 'golden-thread-inbox-'))
  logged = []
})
afterEach(() => rmSync(inbox, { recursive: true }))

let moment = NOW.getTime()
function deps(): JobDeps {
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const now = () => new Date(moment++)
  return { db, now, log: { info: write, warn: write, error: write }, config: { extractInbox: inbox } }
}

/** Puts a complete file into the drop folder. */
function drop(name: string, content: string): void {
  writeFileSync(join(inbox, name), content)
  writeFileSync(join(inbox, `${name}.done`), '')
}

function listed(folder = '.'): string[] {
  return readdirSync(join(inbox, folder)).sort()
}

async function figure(unit: string, kpi: string, period: string) {
  return db
    .selectFrom('figure')
    .select(['numerator', 'denominator', 'value'])
    .where('unit_code', '=', unit)
    .where('kpi_code', '=', kpi)
    .where('period', '=', period)
    .orderBy('publication_id', 'desc')
    .executeTakeFirst()
}

describe('every job', () => {
  test('has a valid schedule and a name of its own', () => {
    expect(jobs.filter(({ schedule }) => !validate(schedule))).toEqual([])
    expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length)
  })

  test.each(some(jobs))('$name, run twice, changes nothing the second time', async ({ name }) => {
    drop('may.csv', csvOf([`CIC-N,LC01,2017-${name === 'inbox' ? '05' : '06'},1,10`]))
    await runJob(name, deps())
    const tables = ['extract', 'measurement', 'figure', 'publication'] as const
    const counts = () =>
      Promise.all(
        tables.map((table) =>
          db
            .selectFrom(table)
            .select((where) => where.fn.countAll<number>().as('rows'))
            .executeTakeFirstOrThrow(),
        ),
      )
    const [before, files] = [await counts(), readdirSync(inbox, { recursive: true })]
    await runJob(name, deps())
    expect(await counts()).toEqual(before)
    expect(readdirSync(inbox, { recursive: true })).toEqual(files)
  })

  test('that does not exist is refused by name', async () => {
    await expect(runJob('backup', deps())).rejects.toThrow('There is no job ‘backup’')
  })
})

describe('the drop folder', () => {
  test('publishes a clean file, whose figures are read at once, and moves it aside', async () => {
    drop('april.csv', csvOf(['CIC-N,LC01,2018-04,9,10', 'CIC-C,LC01,2018-04,8,10']))
    expect(await runJob('inbox', deps())).toBe('1 loaded, 0 refused, 0 waiting')
    expect(await figure('CICS', 'LC01', '2018-04')).toEqual({ numerator: 17, denominator: 20, value: 85 })
    expect(listed()).toEqual(['done'])
    expect(listed('done')).toEqual([expect.stringMatching(/^[0-9TZ-]+ april\.csv$/)])
  })

  test('publishes a file whose measures do not agree as a clean one, and says so in its warnings', async () => {
    drop('plans.csv', csvOf(['HP-S1,CP06,2018-04,4,', 'HP-S1,CP07,2018-04,5,']))
    expect(await runJob('inbox', deps())).toBe('1 loaded, 0 refused, 0 waiting')
    expect(await figure('HP-S1', 'CP07', '2018-04')).toMatchObject({ value: 5 })
    const last = await db
      .selectFrom('extract')
      .select(['status', 'warning_count', 'informing_count'])
      .orderBy('id', 'desc')
      .executeTakeFirst()
    expect(last).toEqual({ status: 'published', warning_count: 1, informing_count: 1 })
  })

  test('keeps a clean file waiting where the setting says so', async () => {
    await db.updateTable('council').set({ inbox_publishes_clean_files: false }).execute()
    drop('april.csv', csvOf(['CIC-S,LC01,2018-04,9,10']))
    await runJob('inbox', deps())
    await db.updateTable('council').set({ inbox_publishes_clean_files: true }).execute()
    expect((await figure('CIC-S', 'LC01', '2018-04'))?.numerator ?? null).toBeNull()
    const last = await db
      .selectFrom('extract')
      .select(['status', 'channel'])
      .orderBy('id', 'desc')
      .executeTakeFirst()
    expect(last).toEqual({ status: 'ready', channel: 'inbox' })
  })

  test('moves a file with a problem to the refused, and goes on with the next', async () => {
    drop('a-bad.csv', csvOf(['CIC-N,LC01,2018-06,11,10']))
    drop('b-good.csv', csvOf(['CIC-N,LC01,2018-06,10,10']))
    expect(await runJob('inbox', deps())).toBe('1 loaded, 1 refused, 0 waiting')
    expect([listed('refused').length, listed('done').length]).toEqual([1, 1])
  })

  test('leaves a file that may still be written to', async () => {
    writeFileSync(join(inbox, 'half.csv'), csvOf(['CIC-N,LC01,2018-07,1,10']))
    expect(await runJob('inbox', deps())).toBe('0 loaded, 0 refused, 1 waiting')
    expect(listed()).toEqual(['half.csv'])
  })

  test('takes a file that was loaded before a kill, and not yet moved, as the extract it is', async () => {
    const content = csvOf(['CIC-N,LC01,2018-08,1,10'])
    const first = await ingestFile(
      db,
      fileOf(content, {
        channel: 'inbox',
        publish: { now: NOW, by: named('Drop folder'), reason: null, acceptWarnings: false },
      }),
    )
    drop('april.csv', content)
    await runJob('inbox', deps())
    expect(listed()).toEqual(['done'])
    expect(logged.join()).toContain(`"extract":${first.id}`)
    expect(logged.join()).toContain('"alreadyReceived":true')
    const versions = await db
      .selectFrom('measurement')
      .select('version')
      .where('period', '=', '2018-08')
      .execute()
    expect(versions).toHaveLength(1)
  })

  test('reads no link, pipe or folder, says so, and serves the rest', async () => {
    const secret = mkdtempSync(join(tmpdir(), 'golden-thread-secret-'))
    writeFileSync(join(secret, 'secret.csv'), csvOf(['CIC-N,LC01,2018-09,1,10']))
    symlinkSync(join(secret, 'secret.csv'), join(inbox, 'link.csv'))
    writeFileSync(join(inbox, 'link.csv.done'), '')
    execFileSync('mkfifo', [join(inbox, 'pipe.csv')])
    mkdirSync(join(inbox, 'folder.csv'))
    drop('$(touch x);\n`y`.csv', csvOf(['CIC-N,LC01,2018-10,1,10']))
    expect(await runJob('inbox', deps())).toBe('1 loaded, 0 refused, 0 waiting')
    expect(logged.filter((line) => line.startsWith('not a plain file'))).toHaveLength(2)
    expect(listed()).toContain('link.csv')
    expect(listed('done')).toEqual([expect.stringMatching(/\$\(touch x\);`y`\.csv$/)])
    rmSync(secret, { recursive: true })
  })

  test('writes over no file that it moved before', async () => {
    const still = { ...deps(), now: () => NOW }
    for (const month of ['2017-01', '2017-02']) {
      drop('april.csv', csvOf([`CIC-N,LC01,${month},1,10`]))
      await jobs.find(({ name }) => name === 'inbox')?.run(still)
    }
    expect(listed('done')).toHaveLength(2)
  })
})

describe('a job', () => {
  /** Called when the job starts while it is already running. */
  const beginTwice = (other: Db, whenBusy: 'leave' | 'wait') => {
    const order: string[] = []
    const release = Promise.withResolvers<void>()
    const first = runAlone(db, 'inbox', 'leave', async () => {
      order.push('first begins')
      await release.promise
      order.push('first ends')
      return 'first'
    })
    const second = expect
      .poll(() => order)
      .toEqual(['first begins'])
      .then(() => runAlone(other, 'inbox', whenBusy, async () => void order.push('second begins')))
    return { order, release, first, second }
  }

  test.each(['this process', 'another process'])('that runs is left alone by %s', async (which) => {
    const other = which === 'this process' ? db : connect(url)
    const { order, release, first, second } = beginTwice(other, 'leave')
    expect(await second).toBeNull()
    release.resolve()
    expect(await first).toBe('first')
    expect(order).toEqual(['first begins', 'first ends'])
    expect(await runAlone(other, 'inbox', 'leave', async () => 'later')).toBe('later')
    if (other !== db) await other.destroy()
  })

  test('that a person asks for waits until the run before it has ended', async () => {
    const { order, release, first, second } = beginTwice(db, 'wait')
    const { wait_event_type } = await waitingForLock()
    expect(wait_event_type).toBe('Lock')
    release.resolve()
    await Promise.all([first, second])
    expect(order).toEqual(['first begins', 'first ends', 'second begins'])
  })

  test('that fails, or whose process died, can run again', async () => {
    const failing = async () => {
      throw new Error('no disk')
    }
    await expect(runAlone(db, 'inbox', 'leave', failing)).rejects.toThrow('no disk')
    const dies = runAlone(db, 'inbox', 'leave', async () => {
      await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
        and database = (select oid from pg_database where datname = current_database())`.execute(db)
      await expect.poll(() => runAlone(db, 'inbox', 'leave', async () => 'again')).toBe('again')
      return 'died'
    })
    expect(await dies).toBe('died')
  })

  /** The session that waits for a job's lock, as soon as there is one. */
  async function waitingForLock() {
    const find = async () => {
      const { rows } = await sql<{ wait_event_type: string }>`
        select wait_event_type from pg_stat_activity
        where datname = current_database() and wait_event = 'advisory'`.execute(db)
      return rows[0]
    }
    await expect.poll(find).toBeDefined()
    return (await find()) ?? { wait_event_type: '' }
  }
})

describe('the moments of a run', () => {
  test('are those of the clock that was given, not of the machine or the database', async () => {
    await db.deleteFrom('job_slot').execute()
    const began = new Date('2018-11-05T08:00:00Z')
    const ended = new Date('2018-11-05T08:00:07Z')
    const clock = [began, began, ended]
    await runJob('publish_scheduled', { ...deps(), now: () => clock.shift() ?? ended })
    const [run] = (await loadServiceStatus(db)).jobs
    expect(run).toMatchObject({ job: 'publish_scheduled', startedAt: began, finishedAt: ended })
  })

  test('are kept for a week by that clock', async () => {
    await db.deleteFrom('job_slot').execute()
    const day = (date: number) => new Date(Date.UTC(2018, 10, date, 8))
    for (const date of [1, 3, 9]) await runJob('publish_scheduled', { ...deps(), now: () => day(date) })
    await runJob('sweep', { ...deps(), now: () => day(9) })
    const kept = await db
      .selectFrom('job_slot')
      .select('slot')
      .where('job', '=', 'publish_scheduled')
      .execute()
    expect(kept.map(({ slot }) => slot)).toEqual([day(3), day(9)])
  })
})

describe('the clock', () => {
  test.runIf(isWide)('leaves a job alone that its run at the start is still at', async () => {
    await db.deleteFrom('job_slot').execute()
    drop('may.csv', csvOf(['CIC-N,LC01,2016-05,1,10']))
    const blocked = Promise.withResolvers<void>()
    const isBlocked = Promise.withResolvers<void>()
    const blocking = owner.transaction().execute(async (trx) => {
      await sql`lock table extract in share row exclusive mode`.execute(trx)
      isBlocked.resolve()
      await blocked.promise
    })
    await isBlocked.promise
    const running = startJobs({ ...deps(), now: () => new Date() })
    const left = () =>
      db
        .selectFrom('job_slot')
        .select('job')
        .where('job', '=', 'inbox')
        .where('outcome', '=', 'still running from before')
        .execute()
    try {
      await expect.poll(left).not.toEqual([])
    } finally {
      blocked.resolve()
      await blocking
      await running.stop()
    }
    expect(logged.filter((line) => line.includes('extract loaded'))).toHaveLength(1)
    expect(logged.filter((line) => /ENOENT|not taken in|failed/.test(line))).toEqual([])
    expect(listed('done')).toHaveLength(1)
  })

  test.runIf(isWide)('runs a slot once, however many processes there are', async () => {
    await db.deleteFrom('job_slot').execute()
    const real = { ...deps(), now: () => new Date() }
    const processes = [startJobs(real), startJobs(real), startJobs(real)]
    await expect.poll(slots).toBeGreaterThanOrEqual(2)
    await Promise.all(processes.map((each) => each.stop()))
    const runs = await db.selectFrom('job_slot').selectAll().orderBy('slot').execute()
    expect(runs.every(({ outcome, finished_at }) => outcome !== null && finished_at !== null)).toBe(true)
    const perSlot = runs.map(({ job, slot }) => `${job} ${slot.toISOString()}`)
    expect(new Set(perSlot).size).toBe(perSlot.length)
    expect(runs.filter(({ job }) => job === 'inbox').every(({ slot }) => slot.getTime() % 10_000 === 0)).toBe(
      true,
    )
    expect(runs.map(({ job }) => job)).toEqual(expect.arrayContaining(['inbox at start', 'sweep at start']))
  })

  async function slots(): Promise<number> {
    const runs = await db
      .selectFrom('job_slot')
      .select('slot')
      .where('job', '=', 'inbox')
      .where('finished_at', 'is not', null)
      .execute()
    return runs.length
  }
})
