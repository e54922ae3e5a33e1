/** For whoever watches the process: is it running, and can it answer? */
import type { FastifyInstance } from 'fastify'
import type { ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'

/** Answers 503 while the service cannot take anything on. Until `isReady` to everything but the health checks: before that
 *  there may be no tables to ask. While it stops, to everything but that it lives: what was begun before is finished. */
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

/** `/health/live` while the process runs; `/health/ready` once it has started and while the database answers, else 503. */
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
