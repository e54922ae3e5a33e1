/** Two processes of jobs, on one database and one drop folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { testDatabase } from '../../../support/database.ts'
import { DatabaseLine } from '../../../support/database-line.ts'
import { faultsIn } from '../../../support/exactly-once.ts'
import { csvOf } from '../../../support/extract-files.ts'
import { inheritedEnvironment } from '../../../support/inherited-environment.ts'
import { isWide } from '../../../support/run-size.ts'
import { buildDoors, withDoorShut } from '../../../support/transaction-doors.ts'
import { caseAt } from './scenario.ts'
import { STEPS } from './steps.ts'

const JOBS = fileURLToPath(new URL('../../../../jobs/main.ts', import.meta.url))
let db: Db
let url: string
let inbox: string
const running: ChildProcess[] = []

beforeAll(async () => {
  const made = await testDatabase('catalogue')
  db = made.db
  url = made.url
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
  await buildDoors(
    made.owner,
    STEPS.map(({ door }) => door),
  )
})
beforeEach(async () => {
  inbox = mkdtempSync(join(tmpdir(), 'golden-thread-inbox-'))
  // The run at the start takes its minute's slot, so each test begins its own minute.
  await db.deleteFrom('job_slot').execute()
})
afterEach(async () => {
  for (const child of running.splice(0)) await kill(child)
  rmSync(inbox, { recursive: true })
})

function replica(databaseUrl = url): ChildProcess {
  const child = spawn(process.execPath, [JOBS], {
    env: {
      ...inheritedEnvironment(),
      DATABASE_URL: databaseUrl,
      EXTRACT_INBOX: inbox,
      LOG_LEVEL: 'silent',
      SESSION_SECRET: 'Zk3vQ0p7yW1s9bT4uJ6nM2xR8cL5hD0g',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  running.push(child)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

function drop(name: string, content: string): void {
  writeFileSync(join(inbox, name), content)
  writeFileSync(join(inbox, `${name}.done`), '')
}

const movedTo = (folder: string) => {
  try {
    return readdirSync(join(inbox, folder)).length
  } catch {
    return 0
  }
}

describe.runIf(isWide)('two replicas on one drop folder', () => {
  test('take each file in once, and both go on', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `team-${n}.csv`)
    for (const [n, name] of names.entries())
      drop(name, csvOf([`CIC-N,LC01,2017-${String(n + 1).padStart(2, '0')},${n},100`]))
    const replicas = [replica(), replica()]
    await expect.poll(() => movedTo('done')).toBe(names.length)
    // Their next slot finds nothing, and neither process has ended because of a file that the other had taken.
    drop('last.csv', csvOf(['CIC-C,LC01,2017-01,1,100']))
    await expect.poll(() => movedTo('done')).toBe(names.length + 1)
    expect(replicas.map(({ exitCode }) => exitCode)).toEqual([null, null])
    const extracts = await db.selectFrom('extract').select(['filename', 'status']).execute()
    expect(extracts).toHaveLength(names.length + 1)
    expect(new Set(extracts.map(({ filename }) => filename)).size).toBe(names.length + 1)
    expect(await faultsIn(db)).toEqual([])
  })

  test('one killed between the commit and the moving of the file: the other moves it and loads nothing', async () => {
    const content = csvOf(['CIC-S,LC01,2018-01,1,100'])
    drop('april.csv', content)
    const before = await db.selectFrom('extract').select('id').execute()
    const first = replica()
    await withDoorShut(db, caseAt('as the publication is committed').number, async (somebodyWaits) => {
      await somebodyWaits()
      await kill(first)
    })
    await expect.poll(() => movedTo('done')).toBe(0)
    expect(readdirSync(inbox)).toContain('april.csv')
    await db.deleteFrom('job_slot').execute()
    replica()
    await expect.poll(() => movedTo('done')).toBe(1)
    expect(readdirSync(inbox)).toEqual(['done'])
    const extracts = await db.selectFrom('extract').select(['id', 'status']).orderBy('id', 'desc').execute()
    expect(extracts).toHaveLength(before.length + 1)
    expect(await faultsIn(db, [{ id: extracts[0]?.id ?? 0, content }])).toEqual([])
  })

  test('one whose database is away when it starts, and goes away again, takes files in once it is back', async () => {
    const line = await DatabaseLine.open(url)
    try {
      line.down()
      const child = replica(line.url)
      drop('first.csv', csvOf(['CIC-S,LC01,2018-02,1,100']))
      await expect.poll(() => line.refused).toBeGreaterThan(0)
      line.up()
      await expect.poll(() => movedTo('done')).toBe(1)
      line.down()
      const refused = line.refused
      drop('second.csv', csvOf(['CIC-S,LC01,2018-03,1,100']))
      await expect.poll(() => line.refused).toBeGreaterThan(refused)
      line.up()
      await expect.poll(() => movedTo('done')).toBe(2)
      expect(child.exitCode).toBeNull()
      expect(await faultsIn(db)).toEqual([])
    } finally {
      await line.close()
    }
  }, 90_000)
})
