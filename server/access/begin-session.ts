/** Begins a session of a person, under a new id. */
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Db } from '#server/db/database.ts'
import { recordActivity } from './activity.ts'
import { keptFor } from './kept-form.ts'
import { newCsrfSecret } from './same-origin.ts'

/** How a person proved who they are. */
export type SignedInBy = 'demonstration' | 'password' | 'second_factor' | 'link' | 'provider'

declare module 'fastify' {
  interface Session {
    signedInBy?: SignedInBy
    /** What the provider said of the person, as far as it gives roles here. */
    claims?: readonly string[]
    /** Where the session began: the network, and the kind of browser. */
    network?: string
    browser?: string
  }
}

export type NewSession = { person: number; name: string; by: SignedInBy; claims?: readonly string[] }

/** Signs the person in, and records it. Of the session before nothing is kept but a form of
 * this person's. */
export async function beginSession(
  request: FastifyRequest,
  db: Db,
  { person, name, by, claims }: NewSession,
): Promise<void> {
  await request.session.regenerate(keptFor(request, person))
  await recordActivity(db, { kind: 'session.started', by: { id: person, name }, subject: `by ${by}` })
  const { session } = request
  session.person = person
  session.csrf = newCsrfSecret()
  session.signedInBy = by
  if (claims !== undefined) session.claims = claims
  session.network = networkOf(request)
  session.browser = browserName(request.headers['user-agent'] ?? '')
}

/** The network that a request comes from: an address, or for IPv6 the network in which one sender has all addresses. */
export function networkOf(request: FastifyRequest): string {
  return normalizeIP(request.ip)
}

const browsers: readonly [RegExp, string][] = [
  [/Edg(A|iOS)?\//, 'Edge'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

/** "Firefox on Windows": enough to know one's own browser again. */
function browserName(userAgent: string): string {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'Another browser'
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1]
  return system === undefined ? browser : `${browser} on ${system}`
}
