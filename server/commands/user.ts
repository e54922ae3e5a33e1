/** The verbs `user add`, `user grant`, `user disable` and `user link`: people by the command line, before anybody can sign in and
 * after nobody can. */
import { roleName } from '#domain/catalogue/role.ts'
import { dayName } from '#domain/time/period.ts'
import { serviceAuthor } from '#server/access/people/authors.ts'
import { addGrant } from '#server/access/people/grants.ts'
import { invite } from '#server/access/people/invitations.ts'
import { linkAddress } from '#server/access/people/link-address.ts'
import { recordLink } from '#server/access/people/links.ts'
import { loadPeople, loadPerson, type Person, recordPersonChange } from '#server/access/people/people.ts'
import { type Db, inTransaction, type ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { isRole } from '../access/permissions/actor.ts'

/** A role as the command line is given it. */
type GivenRole = { role: string; unit: string | null; from: string | null; to: string | null }

export type Setting = { baseUrl: string; now: Date }

/** Adds a person with a first role. Returns what to print: the last line is their link, which works once within seven days. */
export async function addUser(
  db: Db,
  given: { name: string; email: string } & GivenRole,
  { baseUrl, now }: Setting,
): Promise<string[]> {
  const by = await serviceAuthor(db, 'command_line')
  const { name, email, ...grant } = given
  const { person, link } = await invite(db, { name, email, grant, by, baseUrl, now })
  return [
    `${person.name} is added. This link works once, within seven days. Give it to them and to nobody else:`,
    link.address,
  ]
}

/** Gives a person a further role. */
export async function grantUser(
  db: Db,
  email: string,
  given: GivenRole,
  { now }: Setting,
): Promise<string[]> {
  const by = await serviceAuthor(db, 'command_line')
  return inTransaction(db, async (trx) => {
    const { id } = await personOf(trx, email)
    await addGrant(trx, { ...given, person: id, deputyOf: null, by, now })
    const { name, grants } = await loadPerson(trx, id)
    return [`${name} now has:`, ...grants.filter(({ ended }) => ended === null).map(grantLine)]
  })
}

function grantLine({ role, unit, from, to }: Person['grants'][number]): string {
  const until = to === null ? '' : ` to ${dayName(to)}`
  return `  ${isRole(role) ? roleName(role) : role}, ${unit}, from ${dayName(from)}${until}`
}

/** Stops a person from signing in, and ends their sessions. */
export async function disableUser(
  db: Db,
  email: string,
  reason: string,
  { now }: Setting,
): Promise<string[]> {
  const person = await personOf(db, email)
  if (!person.isEnabled) return [`${person.name} is disabled already.`]
  const by = await serviceAuthor(db, 'command_line')
  const change = { person: person.id, isEnabled: false, reason, seen: person.version, by, now }
  await recordPersonChange(db, change)
  return [`${person.name} is disabled. Every session of theirs has ended.`]
}

/** Makes a link that signs a person in once, for when they cannot sign in themselves. */
export async function linkUser(db: Db, email: string, { baseUrl, now }: Setting): Promise<string[]> {
  const by = await serviceAuthor(db, 'command_line')
  return inTransaction(db, async (trx) => {
    const { id, name, isEnabled } = await personOf(trx, email)
    if (!isEnabled) throw problem('conflict', `${name} is disabled: a link would open nothing.`)
    const secret = await recordLink(trx, { person: id, kind: 'sign_in', by, now })
    return [
      `This link signs ${name} in once, within ten minutes. That it was made is on record:`,
      linkAddress(baseUrl, secret),
    ]
  })
}

async function personOf(db: ReadSource, email: string): Promise<Person> {
  const wanted = email.trim().toLowerCase()
  const found = (await loadPeople(db)).find((person) => person.email.toLowerCase() === wanted)
  if (found === undefined)
    throw problem('not_found', `There is nobody with the address ${email}. Add them with user add.`)
  return found
}
