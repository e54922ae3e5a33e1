/** An administrator looks at the service as another person sees it: to find out why somebody does not see what they should. It takes a
 * reason, lasts a quarter of an hour, writes nothing, and is shown to the person it was about. */
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { recordActivity } from '../activity/activity.ts'
import type { Actor } from '../permissions/actor.ts'
import { lockPeople } from './authors.ts'
import { loadPerson } from './people.ts'
import { loadPersonActor } from './person-actor.ts'
import { loadProviderRoles } from './provider-mappings.ts'

const MINUTE = 60_000
const LASTS = 15 * MINUTE

/** A look that goes on. */
export type SeeAs = { id: number; person: number; by: number; until: Date }

export type SeeAsOrder = { person: number; reason: string; by: Actor; now: Date }

/** Begins to look as a person. Throws `not_found`, `unprocessable` without a reason, `not_allowed` for a program, for oneself and for
 * another administrator, and `conflict` for a person who is disabled. */
export function recordSeeAs(db: Db, { person, reason, by, now }: SeeAsOrder): Promise<SeeAs> {
  const why = reason.trim()
  if (why === '') throw problem('unprocessable', 'Say why you look at what this person sees.')
  return inTransaction(db, async (trx) => {
    await lockPeople(trx)
    const { name, isEnabled } = await loadPerson(trx, person)
    if (by.via !== 'session')
      throw problem('not_allowed', 'Only a person who is signed in may look as another.')
    if (by.id === person) throw problem('not_allowed', 'You see what you see already.')
    if (!isEnabled) throw problem('conflict', `${name} is disabled, and sees nothing.`)
    if (isAdministrator(await loadActorNow(trx, person, now)))
      throw problem('not_allowed', `${name} is an administrator. Nobody looks as another administrator.`)
    const until = new Date(now.getTime() + LASTS)
    const { id } = await trx
      .insertInto('see_as')
      .values({
        ...{ council_id: councilId, person_id: person, reason: why },
        ...{ by_id: by.id, by_name: by.name, recorded_at: now, expires_at: until },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordActivity(trx, { kind: 'see_as.begun', by, subject: `person ${person}`, reason: why })
    return { id, person, by: by.id, until }
  })
}

/** Ends a look before its time. Ended twice, it is ended once. */
export async function recordSeeAsEnd(db: Db, id: number, now: Date): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ended = await trx
      .insertInto('see_as_end')
      .values({ council_id: councilId, see_as_id: id, recorded_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('see_as_id')
      .executeTakeFirst()
    if (ended === undefined) return
    const look = await trx
      .selectFrom('see_as')
      .select(['person_id', 'by_id', 'by_name'])
      .where('council_id', '=', councilId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const by = { id: look.by_id, name: look.by_name }
    await recordActivity(trx, { kind: 'see_as.ended', by, subject: `person ${look.person_id}` })
  })
}

/** Each look `s` with its end `e`, if it was ended before its time. */
function looksIn(db: ReadSource) {
  return db
    .selectFrom('see_as as s')
    .leftJoin('see_as_end as e', (join) =>
      join.onRef('e.council_id', '=', 's.council_id').onRef('e.see_as_id', '=', 's.id'),
    )
    .where('s.council_id', '=', councilId)
}

/** The person whom an administrator looks as, with the roles they hold now. Null once the look has ended, its administrator is none
 * any more, or the person is disabled or has become an administrator: the administrator then is themselves again. */
export async function loadSeenActor(db: ReadSource, id: number, by: Actor, now: Date): Promise<Actor | null> {
  const look = await looksIn(db)
    .where('s.id', '=', id)
    .where('s.by_id', '=', by.id)
    .where('s.expires_at', '>', now)
    .where('e.see_as_id', 'is', null)
    .select(['s.person_id', 's.expires_at'])
    .executeTakeFirst()
  if (look === undefined || !isAdministrator(by)) return null
  const seen = await loadActorNow(db, look.person_id, now)
  if (seen === null || isAdministrator(seen)) return null
  return {
    ...seen,
    via: 'see_as',
    actsAs: null,
    seenBy: { id: by.id, name: by.name, until: look.expires_at },
  }
}

/** A person with every role they hold now: those that were given here, and those of the provider’s groups while a session of theirs is
 * open. */
async function loadActorNow(db: ReadSource, person: number, now: Date): Promise<Actor | null> {
  const claims = (await loadProviderRoles(db, person, now)).map(({ claim }) => claim)
  return loadPersonActor(db, person, now, { claims })
}

/** A look at what a person sees, as they are told of it. */
export type PastSeeAs = { at: Date; until: Date; by: string; reason: string }

/** Every look as a person, the latest first. */
export async function loadSeeAsOf(db: ReadSource, person: number): Promise<PastSeeAs[]> {
  const rows = await looksIn(db)
    .where('s.person_id', '=', person)
    .select([
      's.recorded_at as at',
      's.expires_at',
      'e.recorded_at as endedAt',
      's.by_name as by',
      's.reason',
    ])
    .orderBy('s.id', 'desc')
    .execute()
  return rows.map(({ endedAt, expires_at, ...look }) => ({ ...look, until: endedAt ?? expires_at }))
}

function isAdministrator(actor: Actor | null): boolean {
  return actor?.grants.some(({ role }) => role === 'administrator') === true
}
