/** What a page is to say of what its reader has just done: kept in the session from the form that was saved to the next page,
 *  so that it is said once and a page read again does not repeat it. */
import type { FastifyRequest } from 'fastify'

/** A sentence, and where what was saved can be read. */
export type Acknowledgement = { text: string; link?: { text: string; href: string } }

declare module 'fastify' {
  interface Session {
    acknowledgement?: Acknowledgement
  }
}

/** Has the next page of this reader say it. Nobody without a session is told anything. */
export function acknowledge(request: FastifyRequest, told: Acknowledgement): void {
  if (request.session?.person !== undefined) request.session.acknowledgement = told
}

/** What this reader was to be told, which is then told; null for nothing. A form that is sent is not yet a page. */
export function takeAcknowledgement(request: FastifyRequest): Acknowledgement | null {
  const told = request.session?.acknowledgement
  if (told === undefined || request.method !== 'GET') return null
  delete request.session.acknowledgement
  return told
}
