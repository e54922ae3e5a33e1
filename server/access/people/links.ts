/** Links that work once. An invitation binds an account to the person it names; a sign-in link signs that person in, for when they
 * cannot sign in themselves. The table holds the SHA-256 of a link's secret, so that a copy of the table opens nothing. */
import { createHash, randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource, type Trx } from '#server/db/database.ts'
import { recordActivity } from '../activity/activity.ts'
import { lockPeople } from './authors.ts'
import type { PersonAuthor } from './people.ts'

export type LinkKind = 'invitation' | 'sign_in'

const MINUTE = 60_000
/** How long a link of each kind works. */
const lifetimes: Record<LinkKind, number> = { invitation: 7 * 24 * 60 * MINUTE, sign_in: 10 * MINUTE }

export type LinkOrder = { person: number; kind: LinkKind; by: PersonAuthor; now: Date }

/** A link that works at this moment. */
export type Link = {
  id: number
  person: number
  kind: LinkKind
  /** The name of the person it is for, and of who made it. */
  name: string
  by: string
  expiresAt: Date
}

/** Records a link and returns its secret, which cannot be read again. A newer link of a kind ends the person's older ones. Takes a
 * database, or a transaction in which the link is one of the lines. */
export function recordLink(db: Db | Trx, order: LinkOrder): Promise<string> {
  return db.isTransaction ? addLink(db as Trx, order) : inTransaction(db, (trx) => addLink(trx, order))
}

async function addLink(trx: Trx, { person, kind, by, now }: LinkOrder): Promise<string> {
  await lockPeople(trx)
  const secret = randomBytes(32).toString('base64url')
  await trx
    .insertInto('sign_in_link')
    .values({
      council_id: councilId,
      ...{ person_id: person, kind, secret_sha256: sha256(secret), by_id: by.id, by_name: by.name },
      ...{ recorded_at: now, expires_at: new Date(now.getTime() + lifetimes[kind]) },
    })
    .execute()
  await recordActivity(trx, { kind: 'link.made', by, subject: `${kind} of person ${person}` })
  return secret
}

/** The link with this secret; null if there is none that works now: it was never given out, was used, has expired, a newer one
 * was made, or the person was disabled. */
export async function loadLink(db: ReadSource, secret: string, now: Date): Promise<Link | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return null
  return workingLink(db, sql<boolean>`k.secret_sha256 = ${sha256(secret)}`, now)
}

/** The same by its number, for a session that has shown the secret. */
export async function loadLinkById(db: ReadSource, id: number, now: Date): Promise<Link | null> {
  return workingLink(db, sql<boolean>`k.id = ${id}`, now)
}

async function workingLink(db: ReadSource, which: RawBuilder<boolean>, now: Date): Promise<Link | null> {
  const row = await db
    .selectFrom('sign_in_link as k')
    .innerJoin('person_line as l', (join) =>
      join.onRef('l.council_id', '=', 'k.council_id').onRef('l.person_id', '=', 'k.person_id'),
    )
    .where('k.council_id', '=', councilId)
    .where(which)
    .where('k.expires_at', '>', now)
    .where((q) =>
      q.not(
        q.exists(
          q
            .selectFrom('sign_in_link_use as u')
            .select('u.link_id')
            .whereRef('u.council_id', '=', 'k.council_id')
            .whereRef('u.link_id', '=', 'k.id'),
        ),
      ),
    )
    .where((q) =>
      q.not(
        q.exists(
          q
            .selectFrom('sign_in_link as newer')
            .select('newer.id')
            .whereRef('newer.council_id', '=', 'k.council_id')
            .whereRef('newer.person_id', '=', 'k.person_id')
            .whereRef('newer.kind', '=', 'k.kind')
            .whereRef('newer.id', '>', 'k.id'),
        ),
      ),
    )
    .select(['k.id', 'k.person_id as person', 'k.kind', 'k.by_name as by', 'k.expires_at as expiresAt'])
    .select(['l.name', 'l.is_enabled'])
    .orderBy('l.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || !row.is_enabled) return null
  const { is_enabled: _, kind, ...link } = row
  return { ...link, kind: kind === 'invitation' ? 'invitation' : 'sign_in' }
}

/** What a link that was used opens. */
export type UsedLink = Pick<Link, 'person' | 'kind'>

/** Uses the link with this secret, which ends it; null if it does not work (any more). Of two who use it at once, one does. */
export function useLink(trx: Trx, secret: string, now: Date): Promise<UsedLink | null> {
  return markUsed(trx, () => loadLink(trx, secret, now), now)
}

/** The same by its number. */
export function useLinkById(trx: Trx, id: number, now: Date): Promise<UsedLink | null> {
  return markUsed(trx, () => loadLinkById(trx, id, now), now)
}

async function markUsed(trx: Trx, load: () => Promise<Link | null>, now: Date): Promise<UsedLink | null> {
  await lockPeople(trx)
  const link = await load()
  if (link === null) return null
  const { numInsertedOrUpdatedRows: used } = await trx
    .insertInto('sign_in_link_use')
    .values({ council_id: councilId, link_id: link.id, used_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return used === 1n ? { person: link.person, kind: link.kind } : null
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
