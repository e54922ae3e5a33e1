/** Two barriers against requests that another site makes in a person's browser. The first checks where a request came from
 * before its body is read. The second is a secret that only our own pages hold. Bearer tokens are exempt, since no browser sends
 * one by itself. A token sent as a password is not exempt, since a browser keeps that one. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problem } from '#server/errors.ts'
import { hasCookie, hasPassword } from '../permissions/authentication.ts'
import { actorOrNull } from '../permissions/guard.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Marks a form that carries a file. Its first field is the secret and the file is read as it arrives, so the handler reads
     * that field and calls `checkFormSecret` before anything else. */
    secretInFirstField?: boolean
    /** Requests that a browser makes by itself and that change nothing a person sees. Neither barrier applies to them. */
    sentByBrowser?: boolean
  }
}

const SAFE = ['GET', 'HEAD', 'OPTIONS']

/** Adds both barriers. `origin` is the service's own, as browsers write it. */
export function registerSameOrigin(
  app: FastifyInstance,
  { origin, cookieName }: { origin: string; cookieName: string },
): void {
  app.addHook('onRequest', async (request) => {
    if (isFree(request)) return
    const guarded =
      hasCookie(request, cookieName) ||
      request.routeOptions.config.ownPagesOnly === true ||
      (hasPassword(request) && isFromBrowser(request))
    if (guarded && !isFromOurPages(request, origin)) {
      throw problem('cross_site', 'Open the page here and send the form from it.')
    }
  })

  app.addHook('preValidation', async (request) => {
    if (isFree(request)) return
    if (request.routeOptions.config.secretInFirstField === true && hasParts(request)) return
    checkFormSecret(request, sentSecret(request))
  })
}

function isFree(request: FastifyRequest): boolean {
  if (SAFE.includes(request.method) || request.is404) return true
  return request.routeOptions.config.sentByBrowser === true
}

/** Refuses a form of a signed-in session that does not send back the session's secret. */
export function checkFormSecret(request: FastifyRequest, sent: string | undefined): void {
  const via = actorOrNull(request)?.via ?? 'token'
  if (via === 'token') return
  if (!sameSecret(sent, request.session.csrf)) {
    throw problem('csrf', 'Open the page again and send the form once more. Nothing was changed.')
  }
}

function hasParts(request: FastifyRequest): boolean {
  return (request.headers['content-type'] ?? '').toLowerCase().startsWith('multipart/form-data')
}

/** A new secret for a new session. It does not change during the session, so a page's ETag does not change either. */
export function newCsrfSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Every browser says where such a request comes from; a program that sends a password does not. */
function isFromBrowser({ headers }: FastifyRequest): boolean {
  return headers['sec-fetch-site'] !== undefined || headers.origin !== undefined
}

function isFromOurPages(request: FastifyRequest, origin: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  if (request.headers.origin === origin) return true
  // Plain http is only used on loopback, where this machine has more than one name.
  return origin.startsWith('http:') && request.headers.origin === `http://${request.host}`
}

/** The secret sent with a form or a script's request. It is removed from the body, because the route's schema does not include
 * it. */
function sentSecret(request: FastifyRequest): string | undefined {
  const { body } = request
  if (typeof body === 'object' && body !== null && '_csrf' in body) {
    const { _csrf: secret } = body
    delete (body as Record<string, unknown>)._csrf
    return typeof secret === 'string' ? secret : undefined
  }
  const header = request.headers['x-csrf-token']
  return typeof header === 'string' ? header : undefined
}

function sameSecret(sent: string | undefined, kept: string | undefined): boolean {
  if (sent === undefined || kept === undefined) return false
  const [a, b] = [Buffer.from(sent), Buffer.from(kept)]
  return a.length === b.length && timingSafeEqual(a, b)
}
