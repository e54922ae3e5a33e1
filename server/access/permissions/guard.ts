/** Denies by default. Every route names the permission it needs; a route of a unit is also checked for scope. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Audience } from '#domain/suppression/suppression.ts'
import { challenge, isApi, isDataAddress, isFollowedByPerson } from '#server/data-address.ts'
import { type Problem, problem } from '#server/errors.ts'
import type { Actor } from './actor.ts'
import {
  audienceFor,
  canSeeUnit,
  may,
  type Permission,
  permissions,
  refusalOf,
  type Subject,
  unitsWith,
} from './permissions.ts'
import { notAllowedWords, unseenUnitWords } from './refusal-words.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    permission: Permission
    /** Refuses a form that did not come from one of our own pages, even before sign-in. */
    ownPagesOnly?: boolean
    /** Refuses a token: what a person does with their own account. */
    personOnly?: boolean
    /** May be sent by an administrator who looks as another person: it ends that, or the session. */
    endsSeeingAs?: boolean
  }
}

const actors = new WeakMap<FastifyRequest, Actor>()

/** Keeps the actor for the length of a request. */
export function identify(request: FastifyRequest, actor: Actor): void {
  actors.set(request, actor)
}

/** The actor, or null if nobody is signed in. */
export function actorOrNull(request: FastifyRequest): Actor | null {
  return actors.get(request) ?? null
}

/** The actor. There is always one on a route whose permission is not `public`. */
export function actorOf(request: FastifyRequest): Actor {
  const actor = actors.get(request)
  if (actor === undefined) throw problem('not_signed_in', 'Sign in, or send a token.')
  return actor
}

/** What a request was opened with: its permission, what that was asked for, and the audience it is read in. */
type Opening = { permission: Permission; on: Subject; audience: Audience }

const openings = new WeakMap<FastifyRequest, Opening>()

/** The audience in which a request is read: that of the grants that open it. Outside before anybody has been identified. */
export function audienceOfRequest(request: FastifyRequest): Audience {
  const opened = openings.get(request)
  if (opened !== undefined) return opened.audience
  const actor = actorOrNull(request)
  return (actor && audienceFor(actor, 'signed_in', 'council')) ?? 'outside'
}

/** The actor with the grants of the audience in which the request is read, and no others. */
function readerOf(request: FastifyRequest): Actor {
  const actor = actorOf(request)
  const audience = audienceOfRequest(request)
  return { ...actor, grants: actor.grants.filter((grant) => grant.audience === audience) }
}

/** Returns those of the units of which the request may read what the permission opens: the route's own, unless another is named. A
 * route that is open to everybody names the permission of what it shows. Pass the whole tree, because a unit's place in it decides. */
export function visibleUnits(
  request: FastifyRequest,
  tree: readonly Unit[],
  permission: Permission = openings.get(request)?.permission ?? 'signed_in',
): Unit[] {
  return unitsWith(readerOf(request).grants, permission, tree)
}

/** The unit that a refused request was about; null if it was about none. */
const refusedUnits = new WeakMap<FastifyRequest, string | null>()

/** The unit that a request was refused for being out of scope; null for a page that is hidden, undefined for any other request. */
export function refusedUnit(request: FastifyRequest): string | null | undefined {
  return refusedUnits.get(request)
}

/** The refusal of a team or service that does not exist, or that the actor does not see. */
export function unseenUnit(request: FastifyRequest, code: string, tree: readonly Unit[]): Problem {
  const unit = tree.find((one) => one.code === code.toUpperCase())
  if (tree.some((one) => !canSeeUnit(actorOf(request), one.code, tree)))
    refusedUnits.set(request, unit?.code ?? null)
  return problem('not_found', unseenUnitWords(code, actorOf(request), tree))
}

/** Whether the actor holds a permission other than the route's own, on what the route is about and in the audience in which the
 * request is read. */
export function mayAlso(request: FastifyRequest, permission: Permission): boolean {
  return may(readerOf(request), permission, openings.get(request)?.on ?? 'council')
}

/** Decides for a request without a session whether its form is kept: the guard then lets its body be read, and nothing else. */
export type HoldForm = (request: FastifyRequest) => Promise<boolean>

/** Refuses a route that names no permission, and then every request that lacks it. `loadTree` returns the units as they are now.
 * Scope is read for each request, so a moved team or a changed role counts at once. */
export function guardRoutes(
  app: FastifyInstance,
  { loadTree, holdForm }: { loadTree: () => Promise<Unit[]>; holdForm: HoldForm },
): void {
  app.addHook('onRoute', (route) => {
    if (!permissions.some((permission) => permission === route.config?.permission)) {
      throw new Error(
        `The route ${String(route.method)} ${route.url} names no permission (config.permission)`,
      )
    }
  })

  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return
    const { permission, personOnly } = request.routeOptions.config
    const actor = actorOrNull(request)
    refuseWriteOfOnlooker(request, actor)
    if (permission === 'public') return
    if (actor === null) {
      // A held form is answered as soon as its body was read, before any handler.
      if (await holdForm(request)) return
      return askToSignIn(request, reply)
    }
    if (personOnly === true && actor.via === 'token')
      throw problem('not_allowed', 'Only a person who is signed in may do this. A token may not.')
    const params = request.params as Record<string, string | undefined>
    const tree = params.unit === undefined ? null : await loadTree()
    if (tree !== null && isSentOn(request, reply, { actor, tree })) return reply
    const on = tree === null ? subjectOf(params) : { unit: params.unit ?? '', tree }
    const audience = audienceFor(actor, permission, on)
    if (audience !== null) {
      openings.set(request, { permission, on, audience })
      return
    }
    if (refusalOf(permission) === 'not_found') {
      refusedUnits.set(request, null)
      throw problem('not_found', 'There is nothing at this address.')
    }
    throw problem('not_allowed', notAllowedWords(permission, actor))
  })
}

/** An administrator who looks as another person changes nothing. */
function refuseWriteOfOnlooker(request: FastifyRequest, actor: Actor | null): void {
  if (actor?.via !== 'see_as' || ['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  const { endsSeeingAs, sentByBrowser } = request.routeOptions.config
  if (endsSeeingAs === true || sentByBrowser === true) return
  throw problem(
    'not_allowed',
    `You are looking at what ${actor.name} sees, so nothing can be changed. Stop looking first, with the button at the top of each page.`,
  )
}

function askToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (isDataAddress(request)) {
    challenge(request, reply, { wrong: false })
    throw problem(
      'not_signed_in',
      isFollowedByPerson(request)
        ? 'This is a file of figures. Sign in, and it is given to you.'
        : 'Send a token: Authorization: Bearer <token>, or the token as the password of Basic authentication with any name.',
    )
  }
  const next = request.method === 'GET' || request.method === 'HEAD' ? request.url : '/'
  return reply.header('cache-control', 'no-store').redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303)
}

/** What a route without a unit is about. */
function subjectOf({ ref }: Record<string, string | undefined>): Subject {
  return ref === undefined ? 'council' : { action: ref.toUpperCase() }
}

/** Redirects to the address with the unit's code as it is written, or puts that code in place; true if it answered. */
function isSentOn(
  request: FastifyRequest,
  reply: FastifyReply,
  { actor, tree }: { actor: Actor; tree: readonly Unit[] },
): boolean {
  const params = request.params as Record<string, string | undefined>
  const asked = params.unit ?? ''
  const code = asked.toUpperCase()
  if (!canSeeUnit(actor, code, tree)) throw unseenUnit(request, asked, tree)
  if (code === asked) return false
  if (isApi(request) || request.method !== 'GET') {
    params.unit = code
    return false
  }
  const parts = (request.routeOptions.url ?? '').split('/')
  const place = parts.findIndex((part) => /^:unit(\.|$)/.test(part))
  const ending = parts[place]?.slice(':unit'.length) ?? ''
  const [path = '', ...query] = request.url.split('?')
  const canonical = path
    .split('/')
    .map((part, i) => (i === place ? `${encodeURIComponent(code)}${ending}` : part))
  reply.redirect([canonical.join('/'), ...query].join('?'), 308)
  return true
}
