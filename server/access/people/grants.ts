/** Roles that people hold: given from a day, until a day or until somebody ends them. A grant that was given is never changed. */
import { londonDay } from '#domain/time/moment.ts'
import { monthOf } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { loadUnits } from '#server/record/units.ts'
import { recordActivity } from '../activity/activity.ts'
import { lockPeople } from './authors.ts'
import { type HeldGrant, loadPerson, type Person, type PersonAuthor, refuseOwn } from './people.ts'
import { roleOverUnit } from './role-unit.ts'

export type GrantOrder = {
  person: number
  role: string
  /** The code of a team or service; null for a role of the whole council. */
  unit: string | null
  /** The first and the last day, `YYYY-MM-DD`; from today, without an end, if null. */
  from: string | null
  to: string | null
  deputyOf: number | null
  by: PersonAuthor
  now: Date
}

/** Gives a person a role over a unit. The same grant given twice is given once. Throws `not_found` for an unknown person,
 * `not_allowed` for one's own roles, and `unprocessable` for a role, unit, day or deputy that does not fit. */
export async function recordGrant(db: Db, order: GrantOrder): Promise<Person> {
  await inTransaction(db, (trx) => addGrant(trx, order))
  return loadPerson(db, order.person)
}

/** The same within a transaction. */
export async function addGrant(trx: Trx, order: GrantOrder): Promise<void> {
  const { person: id, to, deputyOf, by, now } = order
  await lockPeople(trx)
  refuseOwn(by, id)
  const today = londonDay(now.toISOString())
  const from = order.from ?? today
  const held = roleOverUnit(
    { ...order, from: from > today ? from : today },
    await loadUnits(trx, monthOf(today)),
  )
  if (to !== null && to < from)
    throw problem('unprocessable', `The last day, ${to}, is before the first, ${from}.`)
  if (to !== null && to < today)
    throw problem('unprocessable', `The last day, ${to}, has passed: the grant would open nothing.`)
  const person = await loadPerson(trx, id)
  if (deputyOf !== null) await checkDeputy(trx, { ...held, person: id, deputyOf, from, to })
  const same = person.grants.some(
    (grant) =>
      grant.ended === null &&
      grant.role === held.role &&
      grant.unit === held.unit &&
      grant.from === from &&
      grant.to === to &&
      grant.deputyOf === deputyOf,
  )
  if (same) return
  await trx
    .insertInto('role_grant')
    .values({
      council_id: councilId,
      ...{ person_id: id, role: held.role, unit_code: held.unit, valid_from: from, valid_to: to },
      ...{ deputy_of: deputyOf, by_id: by.id, by_name: by.name, recorded_at: now },
    })
    .execute()
  await recordActivity(trx, {
    kind: 'grant.given',
    by,
    unit: held.unit,
    subject: `${held.role} of person ${id}`,
  })
}

type Deputy = {
  person: number
  deputyOf: number
  role: string
  unit: string
  from: string
  to: string | null
}

/** A deputy stands in for somebody who holds that role themselves, and until a day. */
async function checkDeputy(trx: Trx, { person, deputyOf, role, unit, from, to }: Deputy): Promise<void> {
  if (deputyOf === person) throw problem('unprocessable', 'Nobody is their own deputy.')
  if (to === null) throw problem('unprocessable', 'Give the last day: a deputy stands in for a time.')
  const other = await loadPerson(trx, deputyOf)
  const holds = other.grants.some(
    (grant) => grant.role === role && grant.unit === unit && grant.deputyOf === null && isHeldOn(grant, from),
  )
  if (!holds)
    throw problem(
      'unprocessable',
      `${other.name} does not hold this role over ${unit} on ${from}, so nobody can stand in for them.`,
    )
}

export type GrantEndOrder = { person: number; grant: number; reason: string; by: PersonAuthor; now: Date }

/** Ends a grant at once. Ended twice, it is ended once. Throws `not_found`, `not_allowed` for one's own, and `unprocessable` without
 * a reason. */
export async function recordGrantEnd(db: Db, order: GrantEndOrder): Promise<Person> {
  const { person: id, grant, by, now } = order
  const reason = order.reason.trim()
  if (reason === '') throw problem('unprocessable', 'Say why the role is ended.')
  await inTransaction(db, async (trx) => {
    await lockPeople(trx)
    refuseOwn(by, id)
    const person = await loadPerson(trx, id)
    const held = person.grants.find((one) => one.id === grant)
    if (held === undefined) throw problem('not_found', `${person.name} has no grant ${grant}.`)
    if (held.ended !== null) return
    await trx
      .insertInto('role_grant_end')
      .values({
        council_id: councilId,
        grant_id: grant,
        reason,
        by_id: by.id,
        by_name: by.name,
        recorded_at: now,
      })
      .execute()
    const subject = `${held.role} of person ${id}`
    await recordActivity(trx, { kind: 'grant.ended', by, unit: held.unit, subject, reason })
  })
  return loadPerson(db, id)
}

/** True if the grant holds on a day. */
export function isHeldOn({ from, to, ended }: HeldGrant, day: string): boolean {
  return ended === null && from <= day && (to === null || day <= to)
}
