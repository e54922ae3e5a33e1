/** Keeps a form that is sent after its session has ended, so that nobody loses what they wrote. It is kept for ten minutes in the
 * session in which the person signs in again, and shown to that person alone. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { HoldForm } from '../permissions/guard.ts'

/** A form as it was sent. */
export type KeptForm = { action: string; fields: { name: string; value: string }[] }

declare module 'fastify' {
  interface Session {
    /** The form that a session which has ended was sent, with the person whose session that was. */
    keptForm?: KeptForm & { person: number; until: string }
  }
}

/** A session that has ended: whose it was, and the secret of its forms. */
export type EndedSession = { person: number; csrf: string }

const MINUTES = 10
/** Never kept: what proves who somebody is. */
const secrets = ['_csrf', 'password', 'code']
const plainForm = 'application/x-www-form-urlencoded'

export type KeptFormOptions = {
  /** The session whose cookie the request shows, if it has ended; null otherwise. */
  loadEnded: (request: FastifyRequest) => Promise<EndedSession | null>
  now: () => Date
}

/** Adds the keeping of forms. Register it before what removes the secret from a form. */
export function registerKeptForms(app: FastifyInstance, { loadEnded, now }: KeptFormOptions): HoldForm {
  const held = new WeakMap<FastifyRequest, EndedSession>()
  app.addHook('preValidation', async (request, reply) => {
    const ended = held.get(request)
    if (ended === undefined) return
    // The handler of the form is never reached: nobody is signed in.
    const form = formOf(request, ended)
    if (form === null) return reply.redirect('/sign-in?next=%2F', 303)
    const until = new Date(now().getTime() + MINUTES * 60_000).toISOString()
    request.session.keptForm = { ...form, person: ended.person, until }
    return reply.header('cache-control', 'no-store').redirect('/sign-in?next=%2Fkept-form', 303)
  })
  return async (request) => {
    if (request.method !== 'POST' || request.headers['content-type']?.startsWith(plainForm) !== true)
      return false
    const ended = await loadEnded(request)
    if (ended === null) return false
    held.set(request, ended)
    return true
  }
}

/** The form, if it is one of the ended session's own pages. */
function formOf({ url, body }: FastifyRequest, { csrf }: EndedSession): KeptForm | null {
  const sent = Object.entries((body ?? {}) as Record<string, unknown>)
  const secret = sent.find(([name]) => name === '_csrf')?.[1]
  if (typeof secret !== 'string' || !isEqual(secret, csrf) || url.startsWith('/sign-')) return null
  const fields = sent
    .filter(([name]) => !secrets.includes(name))
    .flatMap(([name, value]) =>
      [value].flat().flatMap((each) => (typeof each === 'string' ? [{ name, value: each }] : [])),
    )
  return { action: url, fields }
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The form that is kept for the person who is signed in; null if there is none, or its time is over. */
export function keptFormIn({ session }: FastifyRequest, now: Date): KeptForm | null {
  const kept = session?.keptForm
  if (kept === undefined) return null
  if (kept.person === session.person && kept.until > now.toISOString())
    return { action: kept.action, fields: kept.fields }
  delete session.keptForm
  return null
}

/** The parts of a session that go on when this person signs in. */
export function keptFor({ session }: FastifyRequest, person: number): 'keptForm'[] {
  return session.keptForm?.person === person ? ['keptForm'] : []
}
