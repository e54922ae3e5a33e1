/** The web server before it has a route: its limits, and what it does with an address that it cannot route. */
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { answerUnroutable } from './failures.ts'

/** A server with the limits of the service on sizes and times. `log` is false for silence. */
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
    // We answer so ourselves, as every refusal is answered.
    return503OnClosing: false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    frameworkErrors: answerUnroutable,
  })
}
