/** The drop folder through a month: its parts publish themselves, and changes to a published month wait for a person. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import type { JobDeps } from '../../jobs/job.ts'
import { runJob } from '../../jobs/schedule.ts'
import { currentFigure, publishAtOnce, silentLog } from '../server/extracts/decision-steps.ts'
import { bearer, testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { csvOf } from '../support/extract-files.ts'

let db: Db
let app: FastifyInstance
let inbox: string
let day = '2019-05-08'

beforeEach(async () => {
  db = (await testDatabase('catalogue')).db
  app = await testApp(db)
  await db
    .updateTable('council')
    .set({ first_scorecard: '2018-11', is_demonstration: true, fixed_day: day })
    .execute()
  inbox = mkdtempSync(join(tmpdir(), 'golden-thread-inbox-'))
  const march = ['HP-N1', 'HP-N2', 'HP-S1'].flatMap((team) =>
    ['CP04', 'CN02'].map((kpi) => `${team},${kpi},2019-03,45,52`),
  )
  await publishAtOnce(db, march, { now: new Date('2019-04-08T09:00:00Z') })
})
afterEach(() => rmSync(inbox, { recursive: true }))

/** Puts a file into the drop folder and runs the job that receives it. */
async function drop(name: string, rows: readonly string[]): Promise<number> {
  writeFileSync(join(inbox, name), csvOf(rows))
  writeFileSync(join(inbox, `${name}.done`), '')
  let second = 0
  const now = () => new Date(Date.parse(`${day}T10:00:00Z`) + 1000 * second++)
  const deps: JobDeps = { db, now, log: silentLog, config: { extractInbox: inbox } }
  expect(await runJob('inbox', deps)).toBe('1 loaded, 0 refused, 0 waiting')
  expect(readdirSync(join(inbox, 'done')).some((each) => each.endsWith(name))).toBe(true)
  const { id } = await db
    .selectFrom('extract')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return id
}

const page = async (url: string) => (await app.inject({ url, headers: await bearer(db, 'data_team') })).body

test('a clean part of a return publishes itself, and its pages say what is not in yet', async () => {
  const id = await drop('april-north.csv', ['HP-N1,CP04,2019-04,45,52', 'HP-N1,CN02,2019-04,45,52'])
  expect(await currentFigure(db, 'HP-N1', 'CP04', '2019-04')).toMatchObject({ numerator: 45 })
  expect(await page('/')).not.toContain('april-north.csv')
  for (const url of [`/extracts/${id}`, `/extracts/${id}/receipt`]) {
    const body = await page(url)
    expect(body).toContain('Not in yet')
    expect(body).toMatch(
      /Protection and need for April 2019, due on 9 May 2019: .*Help and Protection North 2/,
    )
  }
  expect(await page(`/extracts/${id}`)).toContain('This holds nothing up')
})

test('what is in, from this file or another, is not called missing, and nothing is once the return is due', async () => {
  const kpis = await db
    .selectFrom('kpi')
    .select('code')
    .where('return_code', '=', 'protection_and_need')
    .execute()
  expect(kpis.length).toBeGreaterThan(1)
  await drop('south.csv', ['HP-S1,CP04,2019-04,45,52'])
  const id = await drop('north.csv', ['HP-N1,CP04,2019-04,45,52'])
  const lacking = (body: string) =>
    /<section aria-labelledby="not-in-yet">[\s\S]*?<\/section>/.exec(body)?.[0] ?? ''
  const said = lacking(await page(`/extracts/${id}`))
  // Both teams have begun, so only their other measures are missing.
  expect(said).toContain('Help and Protection North 2')
  expect(said.split(';')[0]).not.toMatch(/North 1|South 1/)
  day = '2019-05-09'
  await db.updateTable('council').set({ fixed_day: day }).execute()
  expect(lacking(await page(`/extracts/${id}`))).toBe('')
  day = '2019-05-08'
})

test('a file that restates a published month waits, and the home of the data team says so', async () => {
  const id = await drop('restate.csv', ['HP-N1,CP04,2019-03,40,52'])
  expect(await currentFigure(db, 'HP-N1', 'CP04', '2019-03')).toMatchObject({ numerator: 45 })
  const home = await page('/')
  expect(home).toContain('Look at 1 warning in restate.csv')
  expect(home).toContain(`href="/extracts/${id}/changes"`)
  const changes = await page(`/extracts/${id}/changes`)
  expect(changes).toContain('1 figure already published for March 2019 changes: CP04 of HP-N1. Say why')
  expect(changes).toContain('Why published figures change')
})
