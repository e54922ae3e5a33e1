/** What a page is to say of what its reader has just done: kept in the session from the form that was saved to the next page,
 *  so that it is said once and a page read again does not repeat it. */
import type { FastifyRequest } from 'fastify'

/** A sentence, and where what was saved can be read. */
export type Told = { text: string; link?: { text: string; href: string } }

declare module 'fastify' {
  interface Session {
    told?: Told
  }
}

/** Has the next page of this reader say it. Nobody without a session is told anything. */
export function tell(request: FastifyRequest, told: Told): void {
  if (request.session?.person !== undefined) request.session.told = told
}

/** What this reader was to be told, which is then told; null for nothing. A form that is sent is not yet a page. */
export function takeTold(request: FastifyRequest): Told | null {
  const told = request.session?.told
  if (told === undefined || request.method !== 'GET') return null
  delete request.session.told
  return told
}
