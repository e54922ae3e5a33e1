/** Guessing passwords: 10,000 guesses at one account from 50 addresses while its owner signs in, and the time in which wrong passwords of
 * known and of unknown names are answered. */
import { rmSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { recordLink } from '#server/access/people/links.ts'
import { recordPerson } from '#server/access/people/people.ts'
import { buildApp } from '#server/app.ts'
import { connect, type Db } from '#server/db/database.ts'
import { startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrations.ts'
import { loadCatalogue } from '../../seeds/load.ts'
import { CookieBrowser } from '../support/cookie-browser.ts'
import { diceFrom } from '../support/dice.ts'
import { privateFolder } from '../support/private-database.ts'

const GUESSES = 10_000
const ADDRESSES = 50
const COMPARED = 200
/** The owner's right password is accepted within this. */
const LONGEST_MS = 2_000
const password = 'tangerine ladder fog'
const by = { id: null, name: 'Soak' }

type Say = (line: string) => void

/** Returns how often the owner waited too long or was refused, and one more if the times tell a known name from an unknown one. */
export async function soakGuesses(say: Say): Promise<number> {
  const folder = privateFolder()
  const server = await startEmbedded(folder, { settings: { fsync: 'off' }, say: () => undefined })
  const db = connect(server.ownerUrl)
  try {
    await migrate(db)
    await loadCatalogue(db, new Date())
    const app = await serviceOver(db)
    const told = await compareTimes(app, db, say)
    const faults = await guess(app, db, say)
    await app.close()
    return faults + told
  } finally {
    await db.destroy()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function serviceOver(db: Db, now: () => Date = () => new Date()): Promise<FastifyInstance> {
  return buildApp({
    ...{ db, now, log: false },
    config: {
      ...{ baseUrl: 'http://localhost:3000', trustProxy: [], demo: false },
      ...{ hasSingleSignOn: false, provider: null, previousSessionSecret: null },
      sessionSecret: 'a secret that only this soak uses 0123456789',
    },
  })
}

/** A person with a password, in a browser of theirs that nobody is signed in in any more. */
async function owner(app: FastifyInstance, db: Db, email: string): Promise<CookieBrowser> {
  const person = await recordPerson(db, { name: email, email, by, now: new Date() })
  const secret = await recordLink(db, { person, kind: 'invitation', by, now: new Date() })
  const browser = new CookieBrowser(app, '192.0.2.1')
  await browser.post(`/sign-in/link/${secret}`, { password })
  browser.cookies.delete('sid')
  return browser
}

async function guess(app: FastifyInstance, db: Db, say: Say): Promise<number> {
  const email = 'owner@council.example'
  const own = await owner(app, db, email)
  const answers = new Map<number, number>()
  let sent = 0
  const attack = Array.from({ length: ADDRESSES }, async (_, at) => {
    const browser = new CookieBrowser(app, `198.51.100.${at + 1}`)
    while (sent < GUESSES) {
      sent += 1
      const { statusCode } = await browser.post('/sign-in/password', { email, password: `guess ${sent}` })
      answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1)
    }
  })
  const waits: number[] = []
  let faults = 0
  while (sent < GUESSES) {
    own.cookies.delete('sid')
    const began = performance.now()
    const { statusCode } = await own.post('/sign-in/password', { email, password })
    const took = performance.now() - began
    waits.push(took)
    if (statusCode !== 303 || took > LONGEST_MS) faults += 1
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  await Promise.all(attack)
  waits.sort((a, b) => a - b)
  const codes = [...answers].map(([code, times]) => `${times} × ${code}`).join(', ')
  say(`${sent} guesses from ${ADDRESSES} addresses were answered ${codes}`)
  say(
    `the owner signed in ${waits.length} times: median ${Math.round(waits[waits.length >> 1] ?? 0)} ms, ` +
      `longest ${Math.round(waits.at(-1) ?? 0)} ms, ${faults} too late or refused`,
  )
  return faults
}

async function compareTimes(app: FastifyInstance, db: Db, say: Say): Promise<number> {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let i = 0; i < COMPARED; i += 1) {
    // A name for every few attempts, so that none is slowed down.
    if (i % 4 === 0) await owner(app, db, `known.${i >> 2}@council.example`)
    for (const kind of i % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      const browser = new CookieBrowser(app, `203.0.${kind === 'known' ? 113 : 114}.${i % 250}`)
      const email = `${kind}.${i >> 2}@council.example`
      const began = performance.now()
      await browser.post('/sign-in/password', { email, password: 'a wrong password' })
      times[kind].push(performance.now() - began)
    }
  }
  for (const [kind, took] of Object.entries(times)) {
    const sorted = took.toSorted((a, b) => a - b)
    const at = (part: number) => Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? 0)
    say(
      `a wrong password of ${kind} names: median ${at(0.5)} ms, 5% under ${at(0.05)}, 95% under ${at(0.95)}`,
    )
  }
  const chance = chanceOf(times.known, times.unknown, diceFrom(17))
  say(`as large a difference of the two medians comes by chance in ${chance.toFixed(3)} of all shuffles`)
  return chance < 0.001 ? 1 : 0
}

/** How often, of 5,000 shuffles of both samples, their medians differ by at least as much as they do (a permutation test). */
function chanceOf(a: readonly number[], b: readonly number[], dice: () => number): number {
  const shuffles = 5_000
  const seen = Math.abs(median(a) - median(b))
  const all = [...a, ...b]
  let asLarge = 0
  for (let n = 0; n < shuffles; n += 1) {
    const mixed = all.map((time) => ({ time, order: dice() })).sort((x, y) => x.order - y.order)
    const times = mixed.map(({ time }) => time)
    if (Math.abs(median(times.slice(0, a.length)) - median(times.slice(a.length))) >= seen) asLarge += 1
  }
  return asLarge / shuffles
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
