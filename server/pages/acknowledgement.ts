/** Confirms on the next page what a reader has just done. The sentence is kept in the session from the saved form to that page,
 * so that it is shown once and reloading does not repeat it. */
import type { FastifyRequest } from 'fastify'

/** A sentence, and a link to what was saved. */
export type Acknowledgement = { text: string; link?: { text: string; href: string } }

declare module 'fastify' {
  interface Session {
    acknowledgement?: Acknowledgement
  }
}

/** Shows this on the reader's next page. A request without a session is shown nothing. */
export function acknowledge(request: FastifyRequest, told: Acknowledgement): void {
  if (request.session?.person !== undefined) request.session.acknowledgement = told
}

/** Takes the sentence for this reader, so that it is shown once; null if there is none. Sending a form is not yet a page. */
export function takeAcknowledgement(request: FastifyRequest): Acknowledgement | null {
  const told = request.session?.acknowledgement
  if (told === undefined || request.method !== 'GET') return null
  delete request.session.acknowledgement
  return told
}
