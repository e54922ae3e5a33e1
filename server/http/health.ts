/** Health checks for monitoring: whether the process runs and whether it can answer. */
import type { FastifyInstance } from 'fastify'
import type { ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'

/** Answers 503 while the service cannot take requests. Before `isReady`, every route but the health checks is refused, because
 * there may be no tables yet. During a stop, every route but `/health/live` is refused; requests that began before are finished.
 * */
export function registerAvailability(app: FastifyInstance, isReady: () => boolean): void {
  let isStopping = false
  app.addHook('preClose', async () => {
    isStopping = true
  })
  app.addHook('onRequest', async (request) => {
    if (isStopping && request.url !== '/health/live')
      throw problem('unavailable', 'The service is stopping. Try again in a moment.')
    if (isReady() || request.url.startsWith('/health/')) return
    throw problem(
      'unavailable',
      'The service is starting and its database does not answer yet. Try again in a moment.',
    )
  })
}

/** `/health/live` answers while the process runs. `/health/ready` answers once it has started and while the database answers,
 * else 503. */
export function healthRoutes(app: FastifyInstance, db: ReadSource, isReady: () => boolean): void {
  app.get('/health/live', { config: { permission: 'public' } }, async (_request, reply) =>
    reply.type('application/json').send('{"status":"live"}'),
  )
  app.get('/health/ready', { config: { permission: 'public' } }, async (request, reply) => {
    try {
      if (!isReady()) throw new Error('the database has not answered since the start')
      await db.selectFrom('council').select('council_id').execute()
      return reply.type('application/json').send('{"status":"ready"}')
    } catch (error) {
      request.log.warn({ err: error }, 'not ready')
      return reply
        .code(503)
        .header('retry-after', '5')
        .type('application/json')
        .send('{"status":"unavailable"}')
    }
  })
}
