/** Turns a credential into an actor. The credential is a token (sent as Bearer or as a Basic password) or the session cookie,
 * never both. */
import type { FastifyInstance, FastifyRequest, Session } from 'fastify'
import { challenge } from '#server/data-address.ts'
import { problem } from '#server/errors.ts'
import type { Actor } from './actor.ts'
import { identify } from './guard.ts'

export type FindToken = (secret: string) => Promise<Actor | null>
/** The person with this author id and the grants they hold now, in a session of theirs; null if they may not go on. */
export type FindPerson = (id: number, session: Session) => Promise<Actor | null>

/** Identifies the sender of a request before any permission is checked. */
export function registerAuthentication(
  app: FastifyInstance,
  { findToken, findPerson, cookieName }: { findToken: FindToken; findPerson: FindPerson; cookieName: string },
): void {
  app.addHook('onRequest', async (request, reply) => {
    const { authorization } = request.headers
    const person = request.session?.person
    if (authorization === undefined) {
      if (person === undefined) return
      const actor = await findPerson(person, request.session)
      if (actor !== null) identify(request, actor)
      return
    }
    if (hasCookie(request, cookieName)) {
      throw problem('two_credentials', 'A request carries a token or a session cookie. This one has both.')
    }
    const secret = secretOf(authorization)
    const actor = secret === null ? null : await findToken(secret)
    if (actor === null) {
      challenge(request, reply, { wrong: true })
      throw problem(
        'token_unknown',
        'It is unknown, was revoked, has expired, or its owner may not use it any more. Ask an administrator for another.',
      )
    }
    identify(request, actor)
  })
}

/** The token in a header: the text after `Bearer`, or the password after `Basic` with any user name. */
function secretOf(authorization: string): string | null {
  const [, scheme = '', sent = ''] = /^(Bearer|Basic) ([A-Za-z0-9+/=_-]{1,1000})$/i.exec(authorization) ?? []
  const secret =
    scheme.toLowerCase() === 'basic'
      ? Buffer.from(sent, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, '')
      : sent
  return /^[A-Za-z0-9_-]{20,200}$/.test(secret) ? secret : null
}

/** True if the credential is one that a browser keeps and sends again by itself, wherever the request came from. */
export function hasPassword(request: FastifyRequest): boolean {
  return /^Basic /i.test(request.headers.authorization ?? '')
}

/** True if the request shows a session cookie, whether or not it is one of ours. */
export function hasCookie(request: FastifyRequest, cookieName: string): boolean {
  return request.cookies[cookieName] !== undefined
}
