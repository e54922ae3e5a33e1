/** Sets where a request came from, for the lines that are recorded while it is answered. Register it after authentication. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../permissions/actor.ts'
import { actorOrNull } from '../permissions/guard.ts'
import { type ActivityOrigin, withOrigin } from './origin.ts'

export function registerRequestOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => withOrigin(originOf(request), done))
  // Fastify reads a body outside the run of the onRequest hook, so the origin is set again.
  app.addHook('preValidation', (request, _reply, done) => withOrigin(originOf(request), done))
}

/** Where a request came from. */
export function originOf(request: FastifyRequest): ActivityOrigin {
  const via = actorOrNull(request)?.via ?? 'sign_in'
  // An administrator who looks as another person does it in a session of their own.
  return { channel: via === 'see_as' ? 'session' : via, network: request.ip }
}

/** Whom an administrator looks as, after what a line is about: " as person 7"; empty for everybody else. */
export function seenWords({ id, seenBy }: Pick<Actor, 'id' | 'seenBy'>): string {
  return seenBy === null ? '' : ` as person ${id}`
}
