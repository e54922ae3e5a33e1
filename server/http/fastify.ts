/** The web server before it has routes: its limits, and its answer to an address that it cannot route. */
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { answerUnroutable } from './failures.ts'

/** Creates a server with the service's limits on sizes and times. `log` is false for no log. */
export function createServer({
  log,
  trustProxy,
}: {
  log: FastifyBaseLogger | false
  trustProxy: readonly string[]
}): FastifyInstance {
  return fastify({
    ...(log === false ? { logger: false } : { loggerInstance: log }),
    trustProxy: [...trustProxy],
    genReqId: () => crypto.randomUUID(),
    bodyLimit: 262_144,
    requestTimeout: 120_000,
    handlerTimeout: 15_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 72_000,
    // We answer this ourselves, in the same form as every refusal.
    return503OnClosing: false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    frameworkErrors: answerUnroutable,
  })
}
