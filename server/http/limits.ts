/** How often one person, program or address may send requests. */
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Permission } from '#server/access/permissions/permissions.ts'
import { type Problem, problem } from '#server/errors.ts'
import { actorOrNull } from '../access/permissions/guard.ts'

const SIGNED_IN_PER_MINUTE = 300
const TOKEN_PER_MINUTE = 3_000
const NOBODY_PER_MINUTE = 60

/** Separate limits for expensive requests, besides the general one. */
const costly: Partial<
  Record<Permission, { max: number; timeWindow: string; spared?: (r: FastifyRequest) => boolean }>
> = {
  'extracts.upload': { max: 600, timeWindow: '1 hour', spared: isDryRun },
  'measurements.read': { max: 600, timeWindow: '10 minutes' },
}

/** Counts a request against its sender's limit, once however often it is called; throws `too_many_requests` above the limit.
 * Existing static files and health checks are not counted. */
export type CountRequest = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** Prepares the limits and returns the function that counts. Use it as a hook as soon as the sender is known, so that refused
 * and unknown requests count too, and call it for requests that were refused before that. Each process keeps its own counts. */
export async function prepareLimits(app: FastifyInstance): Promise<CountRequest> {
  app.addHook('onRoute', limitRoute)
  await app.register(rateLimit, {
    global: false,
    hook: 'preHandler',
    keyGenerator: senderOf,
    errorResponseBuilder: (_request, { max, after }) => tooMany(max, after),
  })
  const countGeneral = app.createRateLimit({ timeWindow: '1 minute', max: generalLimitOf })
  const counted = new WeakSet<FastifyRequest>()
  return async (request, reply) => {
    if (counted.has(request) || request.routeOptions.config?.rateLimit === false) return
    counted.add(request)
    const count = await countGeneral(request)
    if (count.isAllowed) return
    reply
      .header('x-ratelimit-limit', count.max)
      .header('x-ratelimit-remaining', count.remaining)
      .header('x-ratelimit-reset', count.ttlInSeconds)
    if (!count.isExceeded) return
    reply.header('retry-after', count.ttlInSeconds)
    throw tooMany(count.max, `${count.ttlInSeconds} seconds`)
  }
}

function generalLimitOf(request: FastifyRequest): number {
  const actor = actorOrNull(request)
  if (actor === null) return NOBODY_PER_MINUTE
  return actor.via === 'token' ? TOKEN_PER_MINUTE : SIGNED_IN_PER_MINUTE
}

/** The sender to count: a token, a session or, without either, an address. For IPv6 it is the network, because one sender has
 * all its addresses. */
function senderOf(request: FastifyRequest): string {
  const actor = actorOrNull(request)
  if (actor === null) return `address ${normalizeIP(request.ip)}`
  return actor.via === 'token' ? `token ${actor.name}` : `session ${request.session.sessionId}`
}

function tooMany(max: number, after: string): Problem {
  return problem('too_many_requests', `At most ${max} requests are answered. Try again in ${after}.`)
}

/** Sets the limit of a route from its settings, before the plugin above reads it. */
function limitRoute(route: RouteOptions): void {
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
