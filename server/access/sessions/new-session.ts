/** Begins a session of a person, under a new id. */
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Db } from '#server/db/database.ts'
import { recordActivity } from '../activity/activity.ts'
import type { SignedInBy } from '../permissions/actor.ts'
import { keptFor } from './kept-form.ts'
import { browserFamily, sessionNetwork } from './origin.ts'
import { newCsrfSecret } from './same-origin.ts'

declare module 'fastify' {
  interface Session {
    signedInBy?: SignedInBy
    /** What the provider said of the person, as far as it gives roles here. */
    claims?: readonly string[]
    /** The provider left out the person’s groups, because they are in too many. */
    groupsLeftOut?: true
    /** Where the person signed in: the network, and the family of the browser. */
    network?: string | null
    browser?: string | null
  }
}

export type NewSession = {
  person: number
  name: string
  by: SignedInBy
  claims?: readonly string[]
  groupsLeftOut?: boolean
}

/** Signs the person in, and records it. Of the session before nothing is kept but a form of
 * this person's. */
export async function beginSession(
  request: FastifyRequest,
  db: Db,
  { person, name, by, claims, groupsLeftOut }: NewSession,
): Promise<void> {
  await request.session.regenerate(keptFor(request, person))
  await recordActivity(db, { kind: 'session.started', by: { id: person, name }, subject: `by ${by}` })
  const { session } = request
  session.person = person
  session.csrf = newCsrfSecret()
  session.signedInBy = by
  if (claims !== undefined) session.claims = claims
  if (groupsLeftOut === true) session.groupsLeftOut = true
  session.network = sessionNetwork(request.ip)
  session.browser = browserFamily(request.headers['user-agent'])
}

/** The network that a request comes from: an address, or for IPv6 the network in which one sender has all addresses. */
export function networkOf(request: FastifyRequest): string {
  return normalizeIP(request.ip)
}
