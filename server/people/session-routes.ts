/** The API of sessions: a person's own, and for the administrator those of others. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actorOf, mayAlso } from '#server/access/permissions/guard.ts'
import { endSession, loadOpenSessions } from '#server/access/sessions/open.ts'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { refusals } from '#server/http/parameters.ts'
import { numberParameter } from './answers.ts'

const sessionAnswer = z.object({
  id: z.string().describe('Names the session. It is not what the browser keeps, and opens nothing.'),
  person: z.object({ id: z.number().int(), name: z.string() }),
  network: z.string().nullable().describe('Where the person signed in: a /24 of IPv4, a /64 of IPv6.'),
  browser: z.string().nullable().describe('The family of the browser.'),
  began: z.string(),
  lastUsed: z.string(),
  ends: z.string().describe('When it ends unless it is used again before.'),
})
const tags = ['Sessions']

/** Registers the routes. */
export function sessionRoutes(app: FastifyInstance, { db, now }: { db: Db; now: () => Date }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/sessions',
    {
      config: { permission: 'signed_in' },
      schema: {
        summary: 'The open sessions of yours, or of another person for the administrator',
        tags,
        querystring: z.strictObject({ person: numberParameter.optional() }),
        response: { 200: z.object({ sessions: z.array(sessionAnswer) }), ...refusals },
      },
    },
    async (request) => {
      const { person } = request.query
      const of = person === undefined ? ownId(request) : othersId(request, Number(person))
      const sessions = await loadOpenSessions(db, of, now())
      return {
        sessions: sessions.map(({ began, lastUsed, ends, ...session }) => ({
          ...session,
          ...{ began: began.toISOString(), lastUsed: lastUsed.toISOString(), ends: ends.toISOString() },
        })),
      }
    },
  )
  typed.post(
    '/sessions/:id/end',
    {
      config: { permission: 'signed_in' },
      schema: {
        summary: 'End a session of yours, or of another person for the administrator',
        tags,
        params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/, 'is not the id of a session') }),
        querystring: z.strictObject({}),
        body: z.strictObject({}),
        response: { 200: z.object({ ended: z.string() }), ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params
      const person = mayAlso(request, 'people.write') ? null : ownId(request)
      await endSession(db, { id, person, by: actorOf(request) })
      return { ended: id }
    },
  )
}

/** A program has no sessions. */
function ownId(request: FastifyRequest): number {
  const actor = actorOf(request)
  if (actor.via === 'token')
    throw problem('not_allowed', 'A token has no sessions. An administrator’s may name a person: ?person=12.')
  return actor.id
}

function othersId(request: FastifyRequest, person: number): number {
  if (mayAlso(request, 'people.write')) return person
  if (ownId(request) === person) return person
  throw problem('not_allowed', 'Only the administrator sees the sessions of others.')
}
