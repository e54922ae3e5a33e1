/** What pages read and write about people, roles, sessions and tokens, each with its moment. */
import type { FastifyRequest } from 'fastify'
import {
  type GrantEndOrder,
  type GrantOrder,
  recordGrant,
  recordGrantEnd,
} from '#server/access/people/grants.ts'
import { loadPersonHistory } from '#server/access/people/history.ts'
import { type Invitation, invite, type LinkRenewal, renewLink } from '#server/access/people/invitations.ts'
import {
  loadPeople,
  loadPerson,
  type PersonChange,
  recordPersonChange,
} from '#server/access/people/people.ts'
import {
  loadProviderMappings,
  loadProviderRoles,
  type MappingEndOrder,
  type MappingOrder,
  recordMapping,
  recordMappingEnd,
} from '#server/access/people/provider-mappings.ts'
import { loadSeeAsOf, recordSeeAs, recordSeeAsEnd, type SeeAsOrder } from '#server/access/people/see-as.ts'
import {
  endOtherSessions,
  endSession,
  loadOpenSessions,
  type SessionEndOrder,
  sessionName,
} from '#server/access/sessions/open.ts'
import {
  type ConfirmationOrder,
  loadTokens,
  type RevocationOrder,
  recordConfirmation,
  recordRevocation,
} from '#server/access/tokens/issued.ts'
import { issueToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'

export type PeopleKeeping = ReturnType<typeof peopleKeepingOver>

type Given<Order> = Omit<Order, 'now' | 'baseUrl'>

/** The keeping of people over a database. People and their roles follow the real clock, also in a demonstration of one day. */
export function peopleKeepingOver({ db, now, baseUrl }: { db: Db; now: () => Date; baseUrl: string }) {
  return {
    loadPeople: () => loadPeople(db),
    loadPerson: (id: number) => loadPerson(db, id),
    loadHistory: (person: number) => loadPersonHistory(db, person),
    invite: (order: Given<Invitation>) => invite(db, { ...order, baseUrl, now: now() }),
    renewLink: (order: Given<LinkRenewal>) => renewLink(db, { ...order, baseUrl, now: now() }),
    change: (order: Given<PersonChange>) => recordPersonChange(db, { ...order, now: now() }),
    grant: (order: Given<GrantOrder>) => recordGrant(db, { ...order, now: now() }),
    endGrant: (order: Given<GrantEndOrder>) => recordGrantEnd(db, { ...order, now: now() }),
    loadMappings: () => loadProviderMappings(db),
    map: (order: Given<MappingOrder>) => recordMapping(db, { ...order, now: now() }),
    endMapping: (order: Given<MappingEndOrder>) => recordMappingEnd(db, { ...order, now: now() }),
    loadTokens: () => loadTokens(db, now()),
    issueToken: (order: Omit<Parameters<typeof issueToken>[1], 'now'>) =>
      issueToken(db, { ...order, now: now() }),
    revokeToken: (order: Given<RevocationOrder>) => recordRevocation(db, { ...order, now: now() }),
    confirmToken: (order: Given<ConfirmationOrder>) => recordConfirmation(db, { ...order, now: now() }),
    loadProviderRoles: (person: number | null) => loadProviderRoles(db, person, now()),
    loadSessions: (person: number) => loadOpenSessions(db, person, now()),
    endSession: (order: SessionEndOrder) => endSession(db, order),
    endOtherSessions: (request: FastifyRequest, by: { id: number; name: string }) =>
      endOtherSessions(db, { person: by.id, by, except: sessionName(request.session.sessionId) }),
    /** The name of the session in which the request was sent. */
    sessionOf: (request: FastifyRequest) => sessionName(request.session.sessionId),
    loadSeeAsOf: (person: number) => loadSeeAsOf(db, person),
    /** Begins to look as another person, in the session of the request. */
    seeAs: async (request: FastifyRequest, order: Given<SeeAsOrder>) => {
      request.session.seeAs = (await recordSeeAs(db, { ...order, now: now() })).id
    },
    /** Ends it. */
    stopSeeingAs: async (request: FastifyRequest) => {
      const { seeAs } = request.session
      if (seeAs === undefined) return
      await recordSeeAsEnd(db, seeAs, now())
      delete request.session.seeAs
    },
  }
}
