/** The people of the council: who they are, whether they may sign in, and the roles they hold. Everything is a line that is added;
 * the last line of a person holds. */
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ActivityKind } from '#domain/council/activity-kinds.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource, type Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { recordActivity } from '../activity/activity.ts'
import { addAuthor, lockPeople } from './authors.ts'
import { givenGrants } from './given-grants.ts'

/** A role of a person over a unit, from a day until a day. */
export type HeldGrant = {
  id: number
  role: string
  unit: string
  from: string
  to: string | null
  /** The person in whose place it is held. */
  deputyOf: number | null
  /** When and why it was ended; null while it was not. */
  ended: { at: Date; by: string; reason: string } | null
}

export type Person = {
  id: number
  name: string
  email: string
  isEnabled: boolean
  /** The number of the line that holds: send it back with a change. */
  version: number
  /** Whether they can sign in: an account of a provider or a password is theirs. */
  isBound: boolean
  /** When they last used the service, to the minute; null if never. */
  lastSeen: Date | null
  grants: HeldGrant[]
}

export const personStates = ['invited', 'enabled', 'disabled'] as const
export type PersonState = (typeof personStates)[number]

/** Invited until an account is theirs, then enabled, until somebody disables them. */
export function personState({ isEnabled, isBound }: Pick<Person, 'isEnabled' | 'isBound'>): PersonState {
  return isEnabled ? (isBound ? 'enabled' : 'invited') : 'disabled'
}

/** Who adds a line. The id is null for what the service itself does; `actsAs` is the person behind a token. */
export type PersonAuthor = { id: number | null; name: string; actsAs?: number | null }

/** Everybody, in order of name, with every grant they ever held. */
export async function loadPeople(db: ReadSource): Promise<Person[]> {
  const rows = await db
    .selectFrom('person as p')
    .innerJoin('person_line as l', (join) =>
      join.onRef('l.council_id', '=', 'p.council_id').onRef('l.person_id', '=', 'p.id'),
    )
    .where('p.council_id', '=', councilId)
    .where('l.version', '=', (q) =>
      q
        .selectFrom('person_line as last')
        .select((e) => e.fn.max('last.version').as('version'))
        .whereRef('last.council_id', '=', 'p.council_id')
        .whereRef('last.person_id', '=', 'p.id'),
    )
    .select(['p.id', 'l.name', 'l.email', 'l.is_enabled as isEnabled', 'l.version'])
    .select((q) => [
      q
        .or([
          q.exists(
            q
              .selectFrom('person_identity as i')
              .select('i.subject')
              .whereRef('i.council_id', '=', 'p.council_id')
              .whereRef('i.person_id', '=', 'p.id'),
          ),
          q.exists(
            q
              .selectFrom('person_password as w')
              .select('w.version')
              .whereRef('w.council_id', '=', 'p.council_id')
              .whereRef('w.person_id', '=', 'p.id'),
          ),
        ])
        .as('isBound'),
      q
        .selectFrom('person_seen as s')
        .whereRef('s.council_id', '=', 'p.council_id')
        .whereRef('s.person_id', '=', 'p.id')
        .select('s.seen_at')
        .as('lastSeen'),
      jsonArrayFrom(
        q
          .selectFrom(givenGrants())
          .whereRef('g.council_id', '=', 'p.council_id')
          .whereRef('g.person_id', '=', 'p.id')
          .select(['g.id', 'g.role', 'g.unit_code as unit', 'g.deputy_of as deputyOf'])
          .select([sql<string>`g.valid_from::text`.as('from'), sql<string | null>`g.valid_to::text`.as('to')])
          .select(['g.ended_at as endedAt', 'g.ended_by as endedBy', 'g.ended_because as endedBecause'])
          .orderBy('g.id'),
      ).as('grants'),
    ])
    .orderBy('l.name')
    .orderBy('p.id')
    .execute()
  return rows.map((row) => ({
    ...row,
    // PostgreSQL knows no unknown in an `or` of two `exists`.
    isBound: row.isBound === true,
    grants: row.grants.map(({ endedAt, endedBy, endedBecause, ...grant }) => ({
      ...grant,
      ended:
        endedAt === null ? null : { at: new Date(endedAt), by: endedBy ?? '', reason: endedBecause ?? '' },
    })),
  }))
}

/** Whether anybody was ever added. */
export async function hasPeople(db: ReadSource): Promise<boolean> {
  const person = await db
    .selectFrom('person')
    .select('id')
    .where('council_id', '=', councilId)
    .limit(1)
    .executeTakeFirst()
  return person !== undefined
}

/** One person; throws `not_found` if there is nobody with this id. */
export async function loadPerson(db: ReadSource, id: number): Promise<Person> {
  const person = (await loadPeople(db)).find((one) => one.id === id)
  if (person === undefined)
    throw problem('not_found', `There is no person ${id}. GET /people lists everybody.`)
  return person
}

export type NewPerson = { name: string; email: string; by: PersonAuthor; now: Date }

/** Adds a person, who may sign in once an account is theirs. Throws `unprocessable` for a name or address that is none, and
 * `conflict` if somebody has the address already. */
export function recordPerson(db: Db, order: NewPerson): Promise<number> {
  return inTransaction(db, (trx) => addPerson(trx, order))
}

/** The same within a transaction. */
export async function addPerson(trx: Trx, { by, now, ...given }: NewPerson): Promise<number> {
  const { name, email } = checkedDetails(given)
  await lockPeople(trx)
  await refuseTakenEmail(trx, email, null)
  const id = await addAuthor(trx, 'person')
  await trx.insertInto('person').values({ council_id: councilId, id, recorded_at: now }).execute()
  await addLine(trx, { id, version: 1, name, email, isEnabled: true, reason: null, by, now })
  await recordActivity(trx, { kind: 'person.added', by, subject: `person ${id}` })
  return id
}

export type PersonChange = {
  person: number
  name?: string
  email?: string
  isEnabled?: boolean
  reason: string | null
  /** The version that the writer saw. */
  seen: number
  by: PersonAuthor
  now: Date
}

/** Adds a line about a person. Disabling ends their sessions at once, and they come back only by signing in anew. Throws
 * `not_found`, `unprocessable`, `conflict` for an address that is taken, `not_allowed` for one's own line and `stale`. */
export async function recordPersonChange(db: Db, order: PersonChange): Promise<Person> {
  await inTransaction(db, async (trx) => {
    await lockPeople(trx)
    const current = await loadPerson(trx, order.person)
    refuseOwn(order.by, order.person)
    if (current.version !== order.seen)
      throw problem('stale', 'Somebody changed this person since you read it.', { current })
    const next = {
      ...current,
      ...checkedDetails({ name: order.name ?? current.name, email: order.email ?? current.email }),
    }
    const isEnabled = order.isEnabled ?? current.isEnabled
    if (next.email !== current.email) await refuseTakenEmail(trx, next.email, order.person)
    const { by, now, reason } = order
    await addLine(trx, {
      id: order.person,
      version: current.version + 1,
      name: next.name,
      email: next.email,
      isEnabled,
      reason,
      by,
      now,
    })
    if (!isEnabled) await endSessionsOf(trx, order.person)
    await recordActivity(trx, {
      kind: kindOf(current.isEnabled, isEnabled),
      by,
      subject: `person ${order.person}`,
      reason,
    })
  })
  return loadPerson(db, order.person)
}

/** What the record calls a change of a person. */
function kindOf(before: boolean, after: boolean): ActivityKind {
  if (before === after) return 'person.changed'
  return after ? 'person.enabled' : 'person.disabled'
}

/** Nobody changes what they themselves may do, and no token changes what its owner may do. */
export function refuseOwn({ id, actsAs = null }: PersonAuthor, person: number): void {
  if (id === person || actsAs === person)
    throw problem(
      'not_allowed',
      'Nobody changes their own account or roles. Ask another administrator to do it.',
    )
}

/** Ends every session of a person. */
export async function endSessionsOf(trx: Trx, person: number): Promise<void> {
  await trx
    .deleteFrom('session')
    .where('council_id', '=', councilId)
    .where('person_id', '=', person)
    .execute()
}

type Line = Omit<PersonChange, 'person' | 'seen'> & {
  id: number
  version: number
  name: string
  email: string
  isEnabled: boolean
}

async function addLine(
  trx: Trx,
  { id, version, name, email, isEnabled, reason, by, now }: Line,
): Promise<void> {
  await trx
    .insertInto('person_line')
    .values({
      council_id: councilId,
      person_id: id,
      ...{ version, name, email, is_enabled: isEnabled, reason },
      ...{ by_id: by.id, by_name: by.name, recorded_at: now },
    })
    .execute()
}

async function refuseTakenEmail(trx: Trx, email: string, except: number | null): Promise<void> {
  const taken = (await loadPeople(trx)).find(
    (one) => one.email.toLowerCase() === email.toLowerCase() && one.id !== except,
  )
  if (taken !== undefined)
    throw problem(
      'conflict',
      `${taken.name} has the address ${email} already. Give that person a further role instead.`,
    )
}

const longest = { name: 200, email: 254 }

/** A name and an address as they are kept. The address is where messages go; it is never what proves who somebody is. */
function checkedDetails(given: { name: string; email: string }): { name: string; email: string } {
  const name = given.name.trim().replaceAll(/\s+/g, ' ')
  const email = given.email.trim()
  if (name === '' || name.length > longest.name || /\p{Cc}/u.test(given.name))
    throw problem('unprocessable', `Give the person's name, of at most ${longest.name} characters.`)
  if (email.length > longest.email || !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(email))
    throw problem(
      'unprocessable',
      `“${email.slice(0, 80)}” is not an e-mail address, such as a.name@council.example.`,
    )
  return { name, email }
}
