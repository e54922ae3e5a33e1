/** Which group or application role of the provider gives which role over which unit. A mapping that was made is never changed, only
 * ended. */
import { sql } from 'kysely'
import { londonDay } from '#domain/time/moment.ts'
import { monthOf } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { loadUnits } from '#server/record/units.ts'
import { recordActivity } from '../activity/activity.ts'
import { lockPeople } from './authors.ts'
import { overOpenUnit } from './given-grants.ts'
import type { PersonAuthor } from './people.ts'
import { roleOverUnit } from './role-unit.ts'

export type ProviderMapping = {
  id: number
  /** The group or application role as the provider sends it. */
  claim: string
  role: string
  unit: string
  made: { at: Date; by: string }
  ended: { at: Date; by: string; reason: string } | null
}

/** Each mapping `m` with its end `e`, if it has one. */
function mappingsIn(db: ReadSource) {
  return db
    .selectFrom('provider_mapping as m')
    .leftJoin('provider_mapping_end as e', (join) =>
      join.onRef('e.council_id', '=', 'm.council_id').onRef('e.mapping_id', '=', 'm.id'),
    )
    .where('m.council_id', '=', councilId)
}

/** The roles that the claims of a provider give at a moment, in the order in which they were mapped. */
export async function loadMappedRoles(
  db: ReadSource,
  claims: readonly string[],
  now: Date,
): Promise<{ claim: string; role: string; unit: string }[]> {
  if (claims.length === 0) return []
  return mappingsIn(db)
    .where('m.claim', 'in', [...claims])
    .where('e.mapping_id', 'is', null)
    .where(overOpenUnit(londonDay(now.toISOString()), 'm.unit_code'))
    .select(['m.claim', 'm.role', 'm.unit_code as unit'])
    .orderBy('m.id')
    .execute()
}

/** A role that the provider’s groups or application roles give a person in a session that is open. */
export type ProviderRole = { person: number; role: string; unit: string; claim: string }

/** The roles that the provider gives one person or everybody now. What it says of somebody is known only while a session of theirs is
 * open, because it says so anew at each sign-in. */
export function loadProviderRoles(db: ReadSource, person: number | null, now: Date): Promise<ProviderRole[]> {
  return mappingsIn(db)
    .innerJoin('session as s', (join) =>
      join
        .onRef('s.council_id', '=', 'm.council_id')
        .on(sql<boolean>`jsonb_exists(s.content -> 'claims', m.claim)`),
    )
    .where('s.expires_at', '>', now)
    .where('e.mapping_id', 'is', null)
    .where(overOpenUnit(londonDay(now.toISOString()), 'm.unit_code'))
    .where('s.person_id', 'is not', null)
    .$if(person !== null, (q) => q.where('s.person_id', '=', person))
    .select(['m.role', 'm.unit_code as unit', 'm.claim'])
    .select((q) => q.ref('s.person_id').$notNull().as('person'))
    .distinct()
    .orderBy('m.claim')
    .orderBy('m.role')
    .orderBy('m.unit_code')
    .execute()
}

/** Every mapping that was ever made, in the order in which they were made. */
export async function loadProviderMappings(db: ReadSource): Promise<ProviderMapping[]> {
  const rows = await mappingsIn(db)
    .select(['m.id', 'm.claim', 'm.role', 'm.unit_code as unit', 'm.by_name', 'm.recorded_at'])
    .select(['e.recorded_at as endedAt', 'e.by_name as endedBy', 'e.reason'])
    .orderBy('m.id')
    .execute()
  return rows.map(({ by_name, recorded_at, endedAt, endedBy, reason, ...mapping }) => ({
    ...mapping,
    made: { at: recorded_at, by: by_name },
    ended: endedAt === null ? null : { at: endedAt, by: endedBy ?? '', reason: reason ?? '' },
  }))
}

export type MappingOrder = {
  claim: string
  role: string
  /** The code of a team or service; null for a role of the whole council. */
  unit: string | null
  by: PersonAuthor
  now: Date
}

const longestClaim = 200

/** Maps a group to a role over a unit, and returns the mapping. The same twice is made once. Throws `unprocessable` for a group, role
 * or unit that does not fit. */
export async function recordMapping(db: Db, order: MappingOrder): Promise<ProviderMapping> {
  const claim = order.claim.trim()
  if (claim === '' || claim.length > longestClaim || /\p{Cc}/u.test(claim))
    throw problem(
      'unprocessable',
      `Give the group or application role as the provider sends it, of at most ${longestClaim} characters.`,
    )
  const id = await inTransaction(db, async (trx) => {
    await lockPeople(trx)
    const today = londonDay(order.now.toISOString())
    const { role, unit } = roleOverUnit({ ...order, from: today }, await loadUnits(trx, monthOf(today)))
    const same = (await loadProviderMappings(trx)).find(
      (one) => one.ended === null && one.claim === claim && one.role === role && one.unit === unit,
    )
    if (same !== undefined) return same.id
    const added = await trx
      .insertInto('provider_mapping')
      .values({
        ...{ council_id: councilId, claim, role, unit_code: unit },
        ...{ by_id: order.by.id, by_name: order.by.name, recorded_at: order.now },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const subject = `mapping ${added.id}`
    await recordActivity(trx, { kind: 'mapping.added', by: order.by, unit, subject })
    return added.id
  })
  return loadMapping(db, id)
}

export type MappingEndOrder = { mapping: number; reason: string; by: PersonAuthor; now: Date }

/** Ends a mapping: it gives nothing from the next sign-in on. Ended twice, it is ended once. Throws `not_found`, and `unprocessable`
 * without a reason. */
export async function recordMappingEnd(db: Db, order: MappingEndOrder): Promise<ProviderMapping> {
  const { mapping, by, now } = order
  const reason = order.reason.trim()
  if (reason === '') throw problem('unprocessable', 'Say why the mapping is ended.')
  await inTransaction(db, async (trx) => {
    await lockPeople(trx)
    const held = await loadMapping(trx, mapping)
    if (held.ended !== null) return
    await trx
      .insertInto('provider_mapping_end')
      .values({
        ...{ council_id: councilId, mapping_id: mapping, reason },
        ...{ by_id: by.id, by_name: by.name, recorded_at: now },
      })
      .execute()
    await recordActivity(trx, {
      kind: 'mapping.ended',
      by,
      unit: held.unit,
      subject: `mapping ${mapping}`,
      reason,
    })
  })
  return loadMapping(db, mapping)
}

async function loadMapping(db: ReadSource, id: number): Promise<ProviderMapping> {
  const found = (await loadProviderMappings(db)).find((one) => one.id === id)
  if (found === undefined) throw problem('not_found', `There is no mapping ${id}.`)
  return found
}
