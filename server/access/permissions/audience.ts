/** Holds the audience of the request being answered, so that every read made for it knows the audience without being told. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'
import type { Audience } from '#domain/suppression/suppression.ts'
import { problem } from '#server/errors.ts'
import { actorOrNull, audienceOfRequest } from './guard.ts'

const audiences = new AsyncLocalStorage<Audience>()

/** The audience of the request being answered. Outside where nobody has been identified. */
export function currentAudience(): Audience {
  return audiences.getStore() ?? 'outside'
}

/** Reads in an audience other than the request's own: a part of a page that another grant of the reader opens. */
export function inAudience<Answer>(audience: Audience, read: () => Answer): Answer {
  return audiences.run(audience, read)
}

/** Sets the audience that reads see. Register it after authentication. It refuses an outside audience figures of another moment
 * or on another tree, because comparing those with today's figures would reveal what is suppressed. */
export function registerAudience(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => audiences.run(audienceOfRequest(request), done))
  // Fastify reads a body outside the run of the onRequest hook, so the audience is set again.
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
