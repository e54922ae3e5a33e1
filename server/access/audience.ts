/** For whom a request is answered, known to every read made while it is: no page or route can forget to say. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Audience } from '#domain/suppression/suppression.ts'
import { audienceOf } from '#server/access/actor.ts'
import { problem } from '#server/errors.ts'
import { actorOrNull } from './guard.ts'

const audiences = new AsyncLocalStorage<Audience>()

/** The audience of the request being answered. Where nobody has been identified, the outside. */
export function currentAudience(): Audience {
  return audiences.getStore() ?? 'outside'
}

/** The audience of one request. */
export function audienceOfRequest(request: FastifyRequest): Audience {
  const actor = actorOrNull(request)
  return actor === null ? 'outside' : audienceOf(actor)
}

/** Lets reads know their audience; to be registered after whoever asks is identified. Refuses an outside audience the
 *  figures of another moment, or on another tree: set beside today's they would tell what is suppressed in either. */
export function registerAudience(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => audiences.run(audienceOfRequest(request), done))
  // A body is read outside the run of the hook before it.
  app.addHook('preValidation', (request, _reply, done) => audiences.run(audienceOfRequest(request), done))
  app.addHook('onRequest', async (request) => {
    const { asAt, tree } = request.query as { asAt?: unknown; tree?: unknown }
    const asksForAnother = (asAt !== undefined && asAt !== '') || (tree !== undefined && tree !== 'then')
    if (asksForAnother && actorOrNull(request) !== null && currentAudience() === 'outside') {
      throw problem(
        'not_allowed',
        'Outside the service figures are given as they now stand, on the tree of their month: leave out asAt and tree.',
      )
    }
  })
}
