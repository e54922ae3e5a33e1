/** Who an account of the council's provider is here. An account is known by the provider's own name for it, never by an address
 * of mail: addresses change hands. */
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource, type Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { recordActivity } from '../../activity/activity.ts'
import { lockPeople } from '../../people/authors.ts'
import { loadLinkById, useLinkById } from '../../people/links.ts'
import { addPerson } from '../../people/people.ts'
import { loadMappedRoles } from '../../people/provider-mappings.ts'
import { loadLocalAccount, loadLocalAccountOf } from '../local/accounts.ts'
import type { ProviderAnswer } from './provider.ts'

export type ProviderAccount = { person: number; name: string; claims: string[]; isNew: boolean }

type Order = { answer: ProviderAnswer; link: number | null; now: Date }

/** The person whose account this is, with those of its claims that give roles here. A link binds the account to the invited person.
 * Somebody unknown is added if a claim of theirs gives a role. Throws `sign_in_refused`, with whom to ask, for everybody else. */
export function personOfAccount(db: Db, { answer, link, now }: Order): Promise<ProviderAccount> {
  return inTransaction(db, async (trx) => {
    await lockPeople(trx)
    const claims = await mappedClaims(trx, answer.claims, now)
    const known = await boundPerson(trx, answer)
    if (link !== null) return { ...(await bindInvited(trx, { answer, link, known, now })), claims }
    if (known !== null) return { person: known, name: await enabledName(trx, known), claims, isNew: false }
    return { ...(await addMapped(trx, { answer, claims, now })), claims, isNew: true }
  })
}

/** Those of the claims that give a role today. */
async function mappedClaims(db: ReadSource, claims: readonly string[], now: Date): Promise<string[]> {
  const roles = await loadMappedRoles(db, claims, now)
  return [...new Set(roles.map(({ claim }) => claim))].sort()
}

async function boundPerson(db: ReadSource, { issuer, subject }: ProviderAnswer): Promise<number | null> {
  const row = await db
    .selectFrom('person_identity')
    .select('person_id')
    .where('council_id', '=', councilId)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.person_id ?? null
}

type Invited = { answer: ProviderAnswer; link: number; known: number | null; now: Date }

async function bindInvited(trx: Trx, { answer, link: id, known, now }: Invited) {
  const link = await loadLinkById(trx, id, now)
  if (link === null || link.kind !== 'invitation')
    throw problem(
      'sign_in_refused',
      'Your invitation does not work any more: it was used, its time is over, or a newer one was made. Ask for a new one.',
    )
  if (known !== null && known !== link.person)
    throw problem(
      'sign_in_refused',
      `The council account you used belongs to another person here, so it was not joined to ${link.name}. ` +
        'Sign out of it, and follow the link with your own.',
    )
  await useLinkById(trx, id, now)
  const { person, name } = link
  const by = { id: person, name }
  await recordActivity(trx, { kind: 'link.used', by, subject: `invitation ${id}` })
  if (known === null) await bind(trx, { answer, person, name, now })
  return { person, name, isNew: known === null }
}

async function enabledName(trx: Trx, person: number): Promise<string> {
  const account = await loadLocalAccountOf(trx, person)
  if (account === null)
    throw problem('sign_in_refused', 'Your account here was closed. Ask an administrator if you need it.')
  return account.name
}

async function addMapped(
  trx: Trx,
  { answer, claims, now }: Pick<Invited, 'answer' | 'now'> & { claims: string[] },
) {
  if (claims.length === 0) throw problem('sign_in_refused', answer.hasMoreGroups ? TOO_MANY_GROUPS : NO_ROLE)
  const { name, email } = answer
  if (name === null || email === null)
    throw problem(
      'sign_in_refused',
      'The council’s sign-in gave no name or email address for you. Ask an administrator of this service for an invitation.',
    )
  if ((await loadLocalAccount(trx, email)) !== null)
    throw problem(
      'sign_in_refused',
      'Somebody here has your email address, under another account. An address is no proof of who you are. ' +
        'Ask an administrator for a link that joins your account.',
    )
  const person = await addPerson(trx, {
    ...{ name, email, now },
    by: { id: null, name: 'The council’s sign-in' },
  })
  await bind(trx, { answer, person, name, now })
  return { person, name }
}

const NO_ROLE =
  'The council knows you, but nobody has given you a role here, so there is nothing to open yet. ' +
  'Ask an administrator of this service for an invitation.'
const TOO_MANY_GROUPS =
  'You are in so many groups that the council’s sign-in left them out, so no role was found for you. ' +
  'Ask an administrator to give roles by app roles instead of groups.'

async function bind(
  trx: Trx,
  { answer, person, name, now }: { answer: ProviderAnswer; person: number; name: string; now: Date },
): Promise<void> {
  await recordActivity(trx, { kind: 'person.bound', by: { id: person, name }, subject: `person ${person}` })
  await trx
    .insertInto('person_identity')
    .values({
      council_id: councilId,
      ...{ issuer: answer.issuer, subject: answer.subject, person_id: person, bound_at: now },
    })
    .execute()
}
