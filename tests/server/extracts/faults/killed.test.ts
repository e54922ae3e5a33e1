import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { publishExtract } from '#server/extracts/publish.ts'
import { revertExtract } from '#server/extracts/revert.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import { testDatabase } from '../../../support/database.ts'
import { buildDoors, withDoorShut } from '../../../support/doors.ts'
import { faultsIn, recordOf } from '../../../support/exactly-once.ts'
import { fileOf, NOW, PUBLISH } from '../../../support/extract-files.ts'
import { Killable } from '../../../support/killable.ts'
import { contentFor, NAME } from './content.ts'
import { STEPS, type Step, type Work } from './steps.ts'

/** Where the process is killed, and where the same is done and nothing goes wrong. */
let db: Db
let url: string
let quiet: Db
/** Waits, started, for the next kill. */
let spare: Promise<Killable>

beforeAll(async () => {
  const made = await testDatabase('catalogue')
  ;[db, url] = [made.db, made.url]
  quiet = (await testDatabase('catalogue')).db
  for (const each of [db, quiet])
    await each.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
  await buildDoors(
    db,
    STEPS.map(({ door }) => door),
  )
  spare = Killable.start(url)
})
afterAll(async () => (await spare).kill())

const cases = (['ingest', 'publish', 'revert'] as const).flatMap((work) =>
  STEPS.flatMap((step, number) => (step.during.includes(work) ? [{ work, step, number }] : [])),
)

/** Brings a new extract to where the work begins; its number, or null where the work is to bring it in. */
async function prepared(into: Db, work: Work, content: string): Promise<number | null> {
  if (work === 'ingest') return null
  const publish = work === 'revert' ? PUBLISH : null
  const { id } = await ingestFile(into, fileOf(content, { filename: NAME, publish }))
  return id
}

/** What the sender, or the person at the button, does: the first time, or again because no answer came. */
async function ask(of: Db, work: Work, content: string, id: number | null): Promise<void> {
  if (work === 'ingest') await ingestFile(of, fileOf(content, { filename: NAME, publish: PUBLISH }))
  else if (work === 'publish') await publishExtract(of, id ?? 0, PUBLISH)
  else await revertExtract(of, id ?? 0, { by: 'Data team', reason: 'Sent twice', now: NOW })
}

/** Sweeps until the dead process's connection is gone and nothing is left to take up. */
async function sweepAll(): Promise<void> {
  await expect.poll(() => sweepExtracts(db, NOW), { timeout: 20_000, interval: 20 }).toBe(0)
}

/** Where a kill at a step leaves the extract: at the commit, only the answer is lost. */
function leftAt(step: Step, work: Work): string {
  if (work !== 'revert') return step.leaves
  return step.door.atCommit ? 'reverted' : 'published'
}

async function statusOf(sha: string): Promise<string> {
  const row = await db
    .selectFrom('extract')
    .select('status')
    .where('sha256', '=', sha)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row?.status ?? 'nothing'
}

describe('a process killed', () => {
  test.each(cases)('during $work, $step.name, ends as if it had not been', async ({ work, step, number }) => {
    const { content, sha256 } = contentFor(step.name.includes('two pieces'))
    const id = await prepared(db, work, content)
    const child = await spare
    await withDoorShut(db, number, async (somebodyWaits) => {
      child.give(work === 'ingest' ? { do: work, filename: NAME, content } : { do: work, id: id ?? 0 })
      await somebodyWaits()
      await child.kill()
    })
    spare = Killable.start(url)
    await expect.poll(() => statusOf(sha256), { interval: 20 }).toBe(leftAt(step, work))

    await sweepAll()
    // Only what was never acknowledged, or was a person's order and not a file, is asked for again by its sender.
    const settled = work === 'ingest' ? 'published' : step.door.atCommit ? leftAt(step, work) : ''
    if ((await statusOf(sha256)) !== settled) await ask(db, work, content, id)
    await ask(quiet, work, content, await prepared(quiet, work, content))

    const acknowledged = child.acknowledged() ?? id
    expect(await faultsIn(db, acknowledged === null ? [] : [{ id: acknowledged, content }])).toEqual([])
    expect(await recordOf(db)).toEqual(await recordOf(quiet))
  })

  test('leaves nothing that a second sweep would do again', async () => {
    const before = await recordOf(db)
    expect(await sweepExtracts(db, NOW)).toBe(0)
    expect(await recordOf(db)).toEqual(before)
  })
})
