/** Signing in at the council's own provider of accounts: there, and back with its answer. Each of them is a link and no form,
 * because browsers hold a form to our own addresses. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { recordActivity, unknownAuthor } from '../../activity/activity.ts'
import { loadLink } from '../../people/links.ts'
import { beginSession } from '../../sessions/new-session.ts'
import { localAddress } from '../local-address.ts'
import { personOfAccount } from './accounts.ts'
import type { Provider, ProviderChecks } from './provider.ts'

declare module 'fastify' {
  interface Session {
    /** Somebody who was sent to the provider and has not come back. */
    atProvider?: ProviderChecks & {
      until: string
      next?: string
      /** The number of the invitation that they follow. */
      link?: number
    }
  }
}

/** What the record says an attempt failed of, where the provider named no groups because there are too many. */
const GROUPS_LEFT_OUT = 'provider, groups left out'
/** How long a person may take at the provider. */
const MINUTES = 10

export type ProviderRouteOptions = { db: Db; provider: Provider; baseUrl: string; now: () => Date }

/** `GET /sign-in/provider`, `GET /sign-in/link/:secret/provider` and `GET /sign-in/callback`. */
export function providerRoutes(app: FastifyInstance, options: ProviderRouteOptions): void {
  app.get<{ Querystring: { next?: unknown } }>(
    '/sign-in/provider',
    { config: { permission: 'public' } },
    (request, reply) => {
      const { next } = request.query
      const address = localAddress(typeof next === 'string' ? next : undefined)
      return leave(request, reply, { ...options, ...(address === null ? {} : { next: address }) })
    },
  )
  app.get<{ Params: { secret: string } }>(
    '/sign-in/link/:secret/provider',
    { config: { permission: 'public' } },
    async (request, reply) => {
      const { secret } = request.params
      const link = await loadLink(options.db, secret, options.now())
      if (link?.kind !== 'invitation')
        return reply.redirect(`/sign-in/link/${encodeURIComponent(secret)}`, 303)
      return leave(request, reply, { ...options, link: link.id })
    },
  )
  app.get('/sign-in/callback', { config: { permission: 'public' } }, (request, reply) =>
    comeBack(request, reply, options),
  )
}

type Leaving = ProviderRouteOptions & { next?: string; link?: number }

async function leave(
  request: FastifyRequest,
  reply: FastifyReply,
  { provider, now, next, link }: Leaving,
): Promise<FastifyReply> {
  const { address, checks } = await provider.begin()
  request.session.atProvider = {
    ...checks,
    until: new Date(now().getTime() + MINUTES * 60_000).toISOString(),
    ...(next === undefined ? {} : { next }),
    ...(link === undefined ? {} : { link }),
  }
  return reply.header('cache-control', 'no-store').redirect(address, 303)
}

async function comeBack(
  request: FastifyRequest,
  reply: FastifyReply,
  { db, provider, baseUrl, now }: ProviderRouteOptions,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store')
  const asked = request.session.atProvider
  if (asked !== undefined) {
    // An answer is looked at once: whatever it is, the next one needs a new question.
    delete request.session.atProvider
    await request.session.save()
  }
  if (asked === undefined || asked.until <= now().toISOString())
    throw problem(
      'sign_in_refused',
      'This answer of the council’s sign-in was asked for too long ago, in another browser, or was used already. Sign in again.',
    )
  const answer = await provider.finish(new URL(request.url, baseUrl), asked)
  const { hasMoreGroups } = answer
  const { person, name, claims, isNew } = await personOfAccount(db, {
    ...{ answer, link: asked.link ?? null, now: now() },
  }).catch(async (refusal: unknown) => {
    const subject = hasMoreGroups ? GROUPS_LEFT_OUT : 'provider'
    await recordActivity(db, { kind: 'session.failed', by: unknownAuthor, subject })
    throw refusal
  })
  await beginSession(request, db, { person, name, by: 'provider', claims, groupsLeftOut: hasMoreGroups })
  request.log.info({ person, claims, isNew }, 'signed in at the provider')
  if (hasMoreGroups) {
    await recordActivity(db, { kind: 'session.groups_left_out', by: { id: person, name } })
    request.log.warn({ person }, 'the provider left out groups because there are too many: use app roles')
  }
  return reply.redirect(asked.next ?? '/', 303)
}
