/** Invites a person: adds them with a first role, and gives the link with which they sign in. */
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { addGrant, type GrantOrder } from './grants.ts'
import { linkAddress } from './link-address.ts'
import { loadLink, recordLink } from './links.ts'
import { addPerson, loadPerson, type Person, type PersonAuthor, refuseOwn } from './people.ts'

/** A link as it is shown, once, to the person who made it. */
export type ShownLink = { address: string; expiresAt: Date }

export type Invitation = {
  name: string
  email: string
  /** A first role; none if null. */
  grant: Pick<GrantOrder, 'role' | 'unit' | 'from' | 'to'> | null
  by: PersonAuthor
  baseUrl: string
  now: Date
}

/** Adds a person with a first role, all or nothing. Throws what `recordPerson` and `recordGrant` throw. */
export async function invite(db: Db, order: Invitation): Promise<{ person: Person; link: ShownLink }> {
  const { name, email, grant, by, now } = order
  return inTransaction(db, async (trx) => {
    const person = await addPerson(trx, { name, email, by, now })
    if (grant !== null) await addGrant(trx, { ...grant, person, deputyOf: null, by, now })
    const link = await addInvitation(trx, { ...order, person })
    return { person: await loadPerson(trx, person), link }
  })
}

export type LinkRenewal = { person: number; by: PersonAuthor; baseUrl: string; now: Date }

/** Makes a new link for a person, after which earlier ones do not work. Throws `not_found`, `not_allowed` for one's own, and
 * `conflict` for a person who is disabled. */
export function renewLink(db: Db, order: LinkRenewal): Promise<ShownLink> {
  return inTransaction(db, async (trx) => {
    const { name, isEnabled } = await loadPerson(trx, order.person)
    refuseOwn(order.by, order.person)
    if (!isEnabled)
      throw problem('conflict', `${name} is disabled, so a link would open nothing. Enable them first.`)
    return addInvitation(trx, order)
  })
}

async function addInvitation(trx: Trx, { person, by, baseUrl, now }: LinkRenewal): Promise<ShownLink> {
  const secret = await recordLink(trx, { person, kind: 'invitation', by, now })
  const link = await loadLink(trx, secret, now)
  if (link === null) throw new Error('A link that was just made does not work.')
  return { address: linkAddress(baseUrl, secret), expiresAt: link.expiresAt }
}
