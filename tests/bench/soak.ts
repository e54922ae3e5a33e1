/** `npm run soak`: the long fault runs, which continue until stopped with Ctrl-C. `npm run soak -- --rounds 1000 --only kills`
 * runs that many rounds of `kills`, `crashes`, `uploads` or `reverts` (usually 200); `--seed` repeats a run that found a fault.
 * If one was found, it exits with 1 and says how to reproduce it. `--only pages` reads every page as every role in a browser,
 * once; `--only guesses` guesses at a password while its owner signs in, once; `--only matrix` asks every route as every role of every
 * unit, and as every pair of roles; `--only tests` runs the tests with everything of which `npm test` tries a part; `--only mutation`
 * breaks the domain in small ways, one at a time, and counts the breaks that its tests notice; with `--subject time`, only those of
 * one subject. */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { withDemonstration } from '../support/demonstration.ts'
import { PrivateDatabase } from '../support/private-database.ts'
import { soakCrashes } from './soak-crashes.ts'
import { soakGuesses } from './soak-guesses.ts'
import { soakKills } from './soak-kills.ts'
import { FaultFound, type Soak } from './soak-model.ts'
import { soakMutation } from './soak-mutation.ts'
import { soakPages } from './soak-pages.ts'
import { soakReverts } from './soak-reverts.ts'
import { soakUploads } from './soak-uploads.ts'

const soaks = {
  kills: onItsOwn((database, soak) => soakKills(database.line.url, soak)),
  crashes: onItsOwn(soakCrashes),
  uploads: onItsOwn((database, soak) => soakUploads(database.line.url, soak)),
  reverts: (soak: Soak) => withDemonstration((db, owner) => soakReverts(db, owner, soak)),
}
type Name = keyof typeof soaks

/** The rounds on one database; a new database is made now and then, so that checks of the whole database stay quick. */
const CHAPTER: Record<Name, number> = { kills: 100, crashes: 50, uploads: 250, reverts: 200 }

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    only: { type: 'string' },
    seed: { type: 'string' },
    subject: { type: 'string' },
  },
})
if (values.only === 'tests') process.exit(wholeTests())
if (values.only === 'matrix') process.exit(wholeTests('tests/server/access/permissions/matrix.test.ts'))
if (values.only === 'mutation') process.exit(soakMutation(values.subject, console.log) === 0 ? 0 : 1)
if (values.only === 'guesses') process.exit((await soakGuesses(console.log)) === 0 ? 0 : 1)
if (values.only === 'pages') process.exit((await soakPages(console.log)) === 0 ? 0 : 1)
const names = (Object.keys(soaks) as Name[]).filter(
  (name) => values.only === undefined || name === values.only,
)
if (names.length === 0)
  throw new Error(
    `--only is one of ${[...Object.keys(soaks), 'pages', 'guesses', 'matrix', 'tests', 'mutation'].join(', ')}`,
  )
const wanted = values.rounds === undefined ? Number.POSITIVE_INFINITY : Number(values.rounds)
let seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)

let stopping = false
process.once('SIGINT', () => {
  stopping = true
})

const totals = new Map<Name, Record<string, number>>()
const done = (name: Name) => totals.get(name)?.rounds ?? 0
const began = performance.now()
while (!stopping && names.some((name) => done(name) < wanted)) {
  for (const name of names.filter((each) => done(each) < wanted)) {
    if (!stopping) await chapter(name, Math.min(CHAPTER[name], wanted - done(name)))
  }
}
console.log(`0 lost, 0 doubled, 0 partial, 0 wrong, in ${Math.round((performance.now() - began) / 1000)} s`)

/** A soak over its own database, which contains only the catalogue. */
function onItsOwn(soak: (database: PrivateDatabase, soak: Soak) => Promise<unknown>) {
  return async (order: Soak) => {
    const database = await PrivateDatabase.start()
    try {
      return await soak(database, order)
    } finally {
      await database.stop()
    }
  }
}

function wholeTests(...files: string[]): number {
  const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '..', 'vitest.mjs')
  const env = { ...process.env, GOLDEN_THREAD_TESTS: 'whole' }
  return spawnSync(process.execPath, [vitest, 'run', ...files], { stdio: 'inherit', env }).status ?? 1
}

/** Some rounds on their own database. The first fault ends everything. */
async function chapter(name: Name, rounds: number): Promise<void> {
  const before = { ...totals.get(name) }
  console.log(`${name} · seed ${seed}`)
  let round = 0
  try {
    await soaks[name]({
      rounds,
      seed,
      isOver: () => stopping,
      say(counts) {
        round++
        const sum = { rounds: done(name) + 1, ...added(before, counts) }
        totals.set(name, { ...sum, rounds: (before.rounds ?? 0) + round })
        if (round % 10 === 0 || round === rounds || stopping) console.log(`  ${lineOf(name)}`)
      },
    })
  } catch (fault) {
    if (!(fault instanceof FaultFound)) throw fault
    console.error(`${fault.message}\nAgain: npm run soak -- --only ${name} --rounds ${rounds} --seed ${seed}`)
    process.exit(1)
  }
  seed++
}

/** Counts added to those of earlier databases; the slowest is the slowest of all. */
function added(before: Record<string, number>, counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [
      name,
      name.startsWith('slowest') ? Math.max(before[name] ?? 0, count) : (before[name] ?? 0) + count,
    ]),
  )
}

function lineOf(name: Name): string {
  return Object.entries(totals.get(name) ?? {})
    .map(([count, number]) => `${count.replaceAll('_', ' ')} ${number}`)
    .join(' · ')
}
