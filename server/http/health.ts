/** For whoever watches the process: is it running, and can it answer? */
import type { FastifyInstance } from 'fastify'
import type { ReadSource } from '#server/db/database.ts'

/** `/health/live` while the process runs; `/health/ready` while the database answers too, else 503. */
export function healthRoutes(app: FastifyInstance, db: ReadSource): void {
  app.get('/health/live', { config: { permission: 'public' } }, async (_request, reply) =>
    reply.type('application/json').send('{"status":"live"}'),
  )
  app.get('/health/ready', { config: { permission: 'public' } }, async (request, reply) => {
    try {
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
