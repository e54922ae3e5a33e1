/** A piece of work that a fault strikes at a step: how it begins, is asked for, and stands afterwards. */
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { publishExtract } from '#server/extracts/publish.ts'
import { revertExtract } from '#server/extracts/revert.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import { faultsIn, recordOf } from '../../../support/exactly-once.ts'
import { csvOf, fileOf, NOW, PUBLISH } from '../../../support/extract-files.ts'
import type { Order } from '../../../support/fault-child.ts'
import { STEPS, type Step, type Work } from './steps.ts'

/** `number` is that of the step's door. */
export type Case = { work: Work; step: Step; number: number }

export type Scenario = {
  work: Work
  content: string
  sha256: string
  /** The extract that the work is done to; null while the work is to bring it in. */
  id: number | null
}

/** Every step of every piece of work. */
const cases: readonly Case[] = (['ingest', 'publish', 'revert'] as const).flatMap((work) =>
  STEPS.flatMap((step, number) => (step.during.includes(work) ? [{ work, step, number }] : [])),
)

/** The same for test.each, by what they are called. */
export const namedCases = cases.map((each) => [`during ${each.work}, ${each.step.name},`, each] as const)

/** The first case at a step. */
export function caseAt(name: string): Case {
  const found = cases.find(({ step }) => step.name === name)
  if (found === undefined) throw new Error(`there is no step ‘${name}’`)
  return found
}

const FILENAME = 'april.csv'
let made = 0

/** An extract unlike any before it: two teams' figures of a month of its own, and one restated. */
export function newScenario({ work, step }: Case): Scenario {
  made++
  const month = monthOf(made)
  const restated = made > 1 ? [`CIC-N,LC01,${monthOf(made - 1)},${made + 500},1000`] : []
  const rows = [`CIC-N,LC01,${month},${made},1000`, `CIC-C,LC01,${month},${made + 1},1000`, ...restated]
  // Lines of nothing but spaces are no rows, and make a second piece of the bytes.
  const long = step.name.includes('two pieces') ? `${' '.repeat(60_000)}\r\n`.repeat(20) : ''
  const content = csvOf(rows) + long
  return { work, content, sha256: createHash('sha256').update(content).digest('hex'), id: null }
}

/** The scenario with its extract brought to where the work begins. */
export async function begun(db: Db, scenario: Scenario): Promise<Scenario> {
  if (scenario.work === 'ingest') return scenario
  const publish = scenario.work === 'revert' ? PUBLISH : null
  const { id } = await ingestFile(db, fileOf(scenario.content, { filename: FILENAME, publish }))
  return { ...scenario, id }
}

/** The work as a process of its own is told it. */
export function orderOf({ work, content, id }: Scenario): Order {
  return work === 'ingest' ? { do: work, filename: FILENAME, content } : { do: work, id: id ?? 0 }
}

/** What the sender, or the person at the button, does: the first time, or again because no answer came. */
export async function ask(db: Db, { work, content, id }: Scenario): Promise<void> {
  if (work === 'ingest') await ingestFile(db, fileOf(content, { filename: FILENAME, publish: PUBLISH }))
  else if (work === 'publish') await publishExtract(db, id ?? 0, PUBLISH)
  else await revertExtract(db, id ?? 0, { by: 'Data team', reason: 'Sent twice', now: NOW })
}

export async function statusOf(db: Db, { sha256 }: Scenario): Promise<string> {
  const row = await db
    .selectFrom('extract')
    .select('status')
    .where('sha256', '=', sha256)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row?.status ?? 'nothing'
}

/**
 * After the fault: what was left is taken up, whoever got no answer asks again, and in the end everything is as in the
 * database to which nothing happened. `acknowledged` is the extract of which the sender was told, if any.
 */
export async function expectToEndWell(
  db: Db,
  quiet: Db,
  scenario: Scenario,
  acknowledged: number | null = null,
): Promise<void> {
  await sweepAll(db)
  const done = scenario.work === 'revert' ? 'reverted' : 'published'
  if ((await statusOf(db, scenario)) !== done) await ask(db, scenario)
  await ask(quiet, await begun(quiet, { ...scenario, id: null }))
  const id = acknowledged ?? scenario.id
  expect(await faultsIn(db, id === null ? [] : [{ id, content: scenario.content }])).toEqual([])
  expect(await recordOf(db)).toEqual(await recordOf(quiet))
}

/** Sweeps until what a dead process held is let go and nothing is left to take up. */
async function sweepAll(db: Db): Promise<void> {
  await expect.poll(() => sweepExtracts(db, NOW), { timeout: 20_000, interval: 20 }).toBe(0)
}

/** Where the work stands after a fault by which nobody was answered, and the database did all it was asked. */
export function leftAt({ work, step }: Case): string {
  if (work !== 'revert') return step.leaves
  return step.door.atCommit ? 'reverted' : 'published'
}

/** Where it stands after a fault that took the transaction with it: lost at a commit is lost just before. */
export function lostAt(it: Case): string {
  const before = cases.filter(({ work, number }) => work === it.work && number < it.number).at(-1)
  return it.step.door.atCommit && before !== undefined ? leftAt(before) : leftAt(it)
}

function monthOf(number: number): string {
  return new Date(Date.UTC(2015, 3 + number)).toISOString().slice(0, 7)
}
