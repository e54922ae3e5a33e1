/** How often one person, program or address may ask. */
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import type { Permission } from '#server/accounts/permissions.ts'
import { problem } from '#server/errors.ts'
import { actorOrNull } from './access.ts'

const SIGNED_IN_PER_MINUTE = 300
const TOKEN_PER_MINUTE = 3_000
const NOBODY_PER_MINUTE = 60

/** Limits of their own for what is costly, in place of the general one. */
const costly: Partial<
  Record<Permission, { max: number; timeWindow: string; spared?: (r: FastifyRequest) => boolean }>
> = {
  'extracts.upload': { max: 600, timeWindow: '1 hour', spared: isDryRun },
  'measurements.read': { max: 600, timeWindow: '10 minutes' },
}

/** Limits every route but the static files and the health checks. Counts are kept by each process. */
export async function registerLimits(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    hook: 'preHandler',
    timeWindow: '1 minute',
    max: (request) => {
      const actor = actorOrNull(request)
      if (actor === null) return NOBODY_PER_MINUTE
      return actor.via === 'token' ? TOKEN_PER_MINUTE : SIGNED_IN_PER_MINUTE
    },
    keyGenerator: (request) => {
      const actor = actorOrNull(request)
      if (actor === null) return `address ${request.ip}`
      return actor.via === 'token' ? `token ${actor.name}` : `session ${request.session.sessionId}`
    },
    errorResponseBuilder: (_request, { max, after }) =>
      problem('too_many_requests', `At most ${max} requests are answered. Try again in ${after}.`),
  })
}

/** Sets the limit of a route by what it asks for; before the plugin above reads it. */
export function limitRoute(route: RouteOptions): void {
  const config = route.config as (RouteOptions['config'] & { rateLimit?: unknown }) | undefined
  if (config === undefined || config.rateLimit !== undefined) return
  if (/^[/](assets|health)[/]/.test(route.url)) config.rateLimit = false
  const limit = costly[config.permission]
  if (limit === undefined) return
  const { max, timeWindow, spared } = limit
  config.rateLimit = {
    max,
    timeWindow,
    allowList: spared === undefined ? undefined : (request: FastifyRequest) => spared(request),
  }
}

function isDryRun(request: FastifyRequest): boolean {
  return new URLSearchParams(request.url.split('?')[1]).get('dryRun') === 'true'
}
