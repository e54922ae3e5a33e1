/** A piece of work with a fault at one step: its beginning, and its state afterwards. */
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { sweep } from '../../../../jobs/sweep.ts'
import { faultsIn, recordOf } from '../../../support/exactly-once.ts'
import { csvOf, NOW } from '../../../support/extract-files.ts'
import { doWork, type Order, prepareWork, WORKS, type Work } from '../../../support/extract-work.ts'
import { STEPS, type Step } from './steps.ts'

/** `number` is the position of the step's door. */
export type Case = { work: Work; step: Step; number: number }

/** Every step of every kind of work. */
const cases: readonly Case[] = (Object.keys(WORKS) as Work[]).flatMap((work) =>
  STEPS.flatMap((step, number) => (step.during.includes(work) ? [{ work, step, number }] : [])),
)

/** Every step once, in the first work that takes it, by its name: for test.each. The same step of another work runs the same
 * code. */
export const namedSteps = STEPS.flatMap((step) => cases.find((each) => each.step === step) ?? []).map(named)

function named(each: Case): [string, Case] {
  return [`told to ${each.work}, ${each.step.name},`, each]
}

/** The first case at a step. */
export function caseAt(name: string): Case {
  const found = cases.find(({ step }) => step.name === name)
  if (found === undefined) throw new Error(`there is no step ‘${name}’`)
  return found
}

let made = 0

/** Work on an extract unlike any earlier one: two teams' figures of a month, and one figure of the month before restated. */
export function begin(db: Db, { work, step }: Case): Promise<Order> {
  made++
  const month = monthOf(made)
  const restated = made > 1 ? [`CIC-N,LC01,${monthOf(made - 1)},${made + 500},100000`] : []
  const rows = [`CIC-N,LC01,${month},${made},100000`, `CIC-C,LC01,${month},${made + 1},100000`, ...restated]
  // Lines of spaces only are not rows; they make a second chunk of bytes.
  const long = step.name.includes('two pieces') ? `${' '.repeat(60_000)}\r\n`.repeat(20) : ''
  return prepareWork(db, { work, content: csvOf(rows) + long, id: null })
}

/** The status of the work's extract, `nothing` if there is none. */
export async function statusOf(db: Db, { content }: Order): Promise<string> {
  const row = await db
    .selectFrom('extract')
    .select('status')
    .where('sha256', '=', createHash('sha256').update(content).digest('hex'))
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row?.status ?? 'nothing'
}

/** After the fault: the sweep takes up what was left, anyone who got no answer asks again, and in the end everything is as in
 * the database to which nothing happened. `acknowledged` is the extract that the sender got an answer about, if any. */
export async function expectToEndWell(
  db: Db,
  quiet: Db,
  order: Order,
  acknowledged: number | null = null,
): Promise<void> {
  await sweepAll(db)
  if ((await statusOf(db, order)) !== WORKS[order.work].to) await doWork(db, order)
  await doWork(quiet, await prepareWork(quiet, { ...order, id: null }))
  const id = acknowledged ?? order.id
  expect(await faultsIn(db, id === null ? [] : [{ id, content: order.content }])).toEqual([])
  expect(await recordOf(db)).toEqual(await recordOf(quiet))
}

/** Runs the sweep until everything held by a dead process is released and nothing is left to take up. */
async function sweepAll(db: Db): Promise<void> {
  const quietly = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const deps = { db, now: () => NOW, log: quietly, config: { extractInbox: null } }
  await expect.poll(() => sweep.run(deps), { interval: 20 }).toBe('nothing left behind')
}

/** The status of the work after a fault in which nobody got an answer and the database completed every statement it had
 * received. */
export function leftAt({ work, step }: Case): string {
  if (work === 'ingest') return step.leaves ?? 'nothing'
  return step.isAfter || step.door.atCommit ? WORKS[work].to : WORKS[work].from
}

/** The status after a fault that also lost the transaction: lost at a commit is the same as lost just before it. */
export function lostAt(it: Case): string {
  const before = cases.filter(({ work, number }) => work === it.work && number < it.number).at(-1)
  return it.step.door.atCommit && before !== undefined ? leftAt(before) : leftAt(it)
}

/** A month of the four years in which there are units; after these it starts again. */
function monthOf(number: number): string {
  return new Date(Date.UTC(2015, 4 + (number % 48))).toISOString().slice(0, 7)
}
