/** From a credential to an actor: a bearer token, or the session cookie, never both. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '#server/accounts/actor.ts'
import { problem } from '#server/errors.ts'
import { identify } from './access.ts'

export type FindToken = (secret: string) => Promise<Actor | null>

/** Identifies whoever sent the request, before any permission is asked for. */
export function registerAuthentication(
  app: FastifyInstance,
  { findToken, cookieName }: { findToken: FindToken; cookieName: string },
): void {
  app.addHook('onRequest', async (request, reply) => {
    const { authorization } = request.headers
    const person = request.session?.person
    if (authorization === undefined) {
      if (person === undefined) return
      const { name, role, unit } = person
      identify(request, { name, roles: [{ role, unit }], audience: 'inside', via: 'session' })
      return
    }
    if (hasCookie(request, cookieName)) {
      throw problem(
        'two_credentials',
        'A request carries a bearer token or a session cookie. This one has both.',
      )
    }
    const secret = /^Bearer ([A-Za-z0-9_-]{20,200})$/i.exec(authorization)?.[1]
    const actor = secret === undefined ? null : await findToken(secret)
    if (actor === null) {
      reply.header('www-authenticate', 'Bearer error="invalid_token"')
      throw problem('token_unknown', 'Ask the data team for a token: npm run scorecard -- token create.')
    }
    identify(request, actor)
  })
}

/** True if the request shows a session cookie, whether or not it is one of ours. */
export function hasCookie(request: FastifyRequest, cookieName: string): boolean {
  return request.cookies[cookieName] !== undefined
}
