/** Knows a browser again in which a person has signed in before. The cookie signs nobody in: failures are counted apart for it. */
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type SessionSecrets, signed, verified } from '../../sessions/secrets.ts'

/** The longest time for which browsers keep a cookie: 400 days. */
const SECONDS_KEPT = 400 * 24 * 60 * 60
/** Several people may share a machine. */
const MOST_PEOPLE = 5

const people = z.array(z.tuple([z.number(), z.string()]))

type Options = { secrets: SessionSecrets; secure: boolean }

/** What the browser is called for this person; null if they have not signed in in it, or the cookie is not ours. */
export function knownBrowser(request: FastifyRequest, person: number, options: Options): string | null {
  return peopleIn(request, options).find(([id]) => id === person)?.[1] ?? null
}

/** Has the browser known for this person. */
export function rememberBrowser(
  request: FastifyRequest,
  reply: FastifyReply,
  person: number,
  options: Options,
): void {
  const known = peopleIn(request, options)
  const own = known.find(([id]) => id === person) ?? [person, randomBytes(16).toString('base64url')]
  const kept = [own, ...known.filter(([id]) => id !== person)].slice(0, MOST_PEOPLE)
  reply.setCookie(
    cookieName(options.secure),
    signed(options.secrets, 'known browser', JSON.stringify(kept)),
    {
      ...{ path: '/', httpOnly: true, sameSite: 'lax', secure: options.secure, maxAge: SECONDS_KEPT },
    },
  )
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-known' : 'known'
}

function peopleIn(request: FastifyRequest, { secrets, secure }: Options): [number, string][] {
  const sent = request.cookies[cookieName(secure)]
  const text = sent === undefined ? null : verified(secrets, 'known browser', sent)
  if (text === null) return []
  return people.parse(JSON.parse(text))
}
