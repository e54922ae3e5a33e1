/** Slows down guessing. Failed attempts are counted by account and by the network they come from; a browser in which the person
 * has signed in before has a count of its own, so that strangers who guess cannot lock the owner out. An attempt is counted before
 * its password is compared: many at once pass no more often than one after another. */
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource, type Trx } from '#server/db/database.ts'
import { keyedHash, type SessionSecrets } from '../../sessions/secrets.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How many failures are free, how long to wait after so many, and how long after the last one they are forgotten. */
type Rule = { waitAfter: (failures: number) => number; forgottenAfter: (failures: number) => number }

const ofAccount: Rule = {
  waitAfter: (failures) => (failures < 5 ? 0 : Math.min(15 * MINUTE, MINUTE * 2 ** (failures - 5))),
  forgottenAfter: (failures) => ofAccount.waitAfter(failures) + 15 * MINUTE,
}
const ofNetwork: Rule = {
  waitAfter: (failures) => (failures < 20 ? 0 : 5 * MINUTE),
  forgottenAfter: () => 5 * MINUTE,
}

/** Who tries: the account as it was typed, the network, and the browser if it is known for this account. */
export type Attempt = { account: string; network: string; knownBrowser: string | null }

type Counted = { subject: string; rule: Rule; isNetwork: boolean }

function countsOf({ account, network, knownBrowser }: Attempt, secrets: SessionSecrets): Counted[] {
  const counted = (text: string, rule: Rule, isNetwork = false) => ({
    subject: keyedHash(secrets, 'failed sign-in', text),
    rule,
    isNetwork,
  })
  const name = account.trim().toLowerCase()
  if (knownBrowser !== null) return [counted(`browser ${knownBrowser} ${name}`, ofAccount)]
  return [counted(`account ${name}`, ofAccount), counted(`network ${network}`, ofNetwork, true)].sort(
    (a, b) => (a.subject < b.subject ? -1 : 1),
  )
}

/** Counts an attempt as a failure until it is cleared. Returns 0, or for how many milliseconds nobody may try: then nothing is
 * counted. */
export async function takeAttempt(
  db: Db,
  attempt: Attempt,
  secrets: SessionSecrets,
  now: Date,
): Promise<number> {
  const counts = countsOf(attempt, secrets)
  // Most guesses of many are refused by a read: they neither wait for each other nor hold a connection.
  const early = await presentWait(db, counts, now)
  if (early > 0) return early
  return inTransaction(db, async (trx) => {
    const taken = []
    for (const { subject, rule } of counts) {
      const { failures, lastAt } = await lockedCount(trx, subject, now)
      const age = now.getTime() - lastAt.getTime()
      const wait = rule.waitAfter(failures) - age
      if (wait > 0) return wait
      taken.push({ subject, failures: age >= rule.forgottenAfter(failures) ? 1 : failures + 1 })
    }
    for (const { subject, failures } of taken) await setCount(trx, subject, { failures, last_at: now })
    return 0
  })
}

async function presentWait(db: ReadSource, counts: readonly Counted[], now: Date): Promise<number> {
  const rows = await db
    .selectFrom('sign_in_failure')
    .select(['subject_sha256 as subject', 'failures', 'last_at as lastAt'])
    .where('council_id', '=', councilId)
    .where(
      'subject_sha256',
      'in',
      counts.map(({ subject }) => subject),
    )
    .execute()
  const waits = counts.map(({ subject, rule }) => {
    const row = rows.find((each) => each.subject === subject)
    return row === undefined ? 0 : rule.waitAfter(row.failures) - (now.getTime() - row.lastAt.getTime())
  })
  return Math.max(0, ...waits)
}

/** Takes back the count of an attempt that was right: the account or browser begins anew, and its network has one fewer. */
export async function clearAttempt(
  db: Db,
  attempt: Attempt,
  secrets: SessionSecrets,
  now: Date,
): Promise<void> {
  const counts = countsOf(attempt, secrets)
  await inTransaction(db, async (trx) => {
    for (const { subject, isNetwork } of counts) {
      const { failures } = await lockedCount(trx, subject, now)
      await setCount(trx, subject, { failures: isNetwork ? Math.max(failures - 1, 0) : 0 })
    }
  })
  await inTransaction(db, (trx) => forgetOld(trx, now))
}

async function lockedCount(
  trx: Trx,
  subject: string,
  now: Date,
): Promise<{ failures: number; lastAt: Date }> {
  await trx
    .insertInto('sign_in_failure')
    .values({ council_id: councilId, subject_sha256: subject, failures: 0, last_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return trx
    .selectFrom('sign_in_failure')
    .select(['failures', 'last_at as lastAt'])
    .where('council_id', '=', councilId)
    .where('subject_sha256', '=', subject)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

function setCount(trx: Trx, subject: string, change: { failures: number; last_at?: Date }): Promise<unknown> {
  return trx
    .updateTable('sign_in_failure')
    .set(change)
    .where('council_id', '=', councilId)
    .where('subject_sha256', '=', subject)
    .execute()
}

function forgetOld(trx: Trx, now: Date): Promise<unknown> {
  return trx
    .deleteFrom('sign_in_failure')
    .where('council_id', '=', councilId)
    .where('last_at', '<', new Date(now.getTime() - DAY))
    .execute()
}
