/** Accounts of the service's own: a password for each person, and a second factor for those whose roles need one. */
import { sql } from 'kysely'
import { councilId } from '#server/db/council-id.ts'
import type { ReadSource, Trx } from '#server/db/database.ts'
import { type SessionSecrets, sealed, unsealed } from '../../sessions/secrets.ts'
import { stepOfCode } from './totp.ts'

const DAY = 24 * 60 * 60_000

export type LocalAccount = { person: number; name: string; email: string; passwordHash: string | null }

/** The account of an enabled person by their address; null if nobody who may sign in has it. */
export async function loadLocalAccount(db: ReadSource, email: string): Promise<LocalAccount | null> {
  return accountWhere(db, sql<boolean>`lower(l.email) = ${email.trim().toLowerCase()}`)
}

/** The account of an enabled person by their id. */
export async function loadLocalAccountOf(db: ReadSource, person: number): Promise<LocalAccount | null> {
  return accountWhere(db, sql<boolean>`l.person_id = ${person}`)
}

async function accountWhere(
  db: ReadSource,
  condition: ReturnType<typeof sql<boolean>>,
): Promise<LocalAccount | null> {
  const row = await db
    .selectFrom('person_line as l')
    .where('l.council_id', '=', councilId)
    .where(condition)
    .where('l.version', '=', (q) =>
      q
        .selectFrom('person_line as last')
        .select((e) => e.fn.max('last.version').as('version'))
        .whereRef('last.council_id', '=', 'l.council_id')
        .whereRef('last.person_id', '=', 'l.person_id'),
    )
    .where('l.is_enabled', '=', true)
    .select(['l.person_id as person', 'l.name', 'l.email'])
    .select((q) =>
      q
        .selectFrom('person_password as w')
        .whereRef('w.council_id', '=', 'l.council_id')
        .whereRef('w.person_id', '=', 'l.person_id')
        .select('w.hash')
        .orderBy('w.version', 'desc')
        .limit(1)
        .as('passwordHash'),
    )
    .executeTakeFirst()
  return row ?? null
}

/** The line after the last of a person, in a table that keeps every line. */
function nextLine(table: 'person_password' | 'second_factor', person: number) {
  const last = sql`select max(version) from ${sql.table(table)} where council_id = ${councilId} and person_id = ${person}`
  return { council_id: councilId, person_id: person, version: sql<number>`coalesce((${last}), 0) + 1` }
}

/** Adds the person's password, which takes the place of the one before; null takes it away. */
export async function recordPassword(
  trx: Trx,
  { person, hash, now }: { person: number; hash: string | null; now: Date },
): Promise<void> {
  await trx
    .insertInto('person_password')
    .values({
      ...nextLine('person_password', person),
      ...{ hash, recorded_at: now },
    })
    .execute()
}

/** The secret of a second factor. It is outdated if the session's secret before the current one sealed it. */
export type SecondFactor = { secret: Buffer; isOutdated: boolean }

/** The person's second factor; null if they have none, and `unreadable` if no secret of the session opens it. */
export async function loadSecondFactor(
  db: ReadSource,
  person: number,
  secrets: SessionSecrets,
): Promise<SecondFactor | null | 'unreadable'> {
  const row = await db
    .selectFrom('second_factor')
    .select('secret')
    .where('council_id', '=', councilId)
    .where('person_id', '=', person)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.secret === null) return null
  const [current] = secrets
  const secret = unsealed(secrets, 'second factor', row.secret)
  if (secret === null) return 'unreadable'
  return { secret, isOutdated: unsealed([current], 'second factor', row.secret) === null }
}

/** Adds the person's second factor, kept encrypted; null takes it away. */
export async function recordSecondFactor(
  trx: Trx,
  {
    person,
    secret,
    secrets,
    now,
  }: { person: number; secret: Buffer | null; secrets: SessionSecrets; now: Date },
): Promise<void> {
  await trx
    .insertInto('second_factor')
    .values({
      ...nextLine('second_factor', person),
      secret: secret === null ? null : sealed(secrets, 'second factor', secret),
      recorded_at: now,
    })
    .execute()
}

/** True if the code is right at this moment and was not used before. */
export async function useSecondFactor(
  trx: Trx,
  { person, secret, code, now }: { person: number; secret: Buffer; code: string; now: Date },
): Promise<boolean> {
  const step = stepOfCode(secret, code, now)
  if (step === null) return false
  await trx
    .deleteFrom('second_factor_use')
    .where('council_id', '=', councilId)
    .where('person_id', '=', person)
    .where('used_at', '<', new Date(now.getTime() - DAY))
    .execute()
  const { numInsertedOrUpdatedRows: used } = await trx
    .insertInto('second_factor_use')
    .values({ council_id: councilId, person_id: person, step, used_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return used === 1n
}
