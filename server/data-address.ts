/** Which addresses a program reads, and what a program or a person without access is told. */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The endings of a data address. The address of an original file does not include the file's ending. */
const dataEnding = /\.(?:csv|xlsx|json|svg|png|arrow)$|\/file-with-problems$/

/** True for an address of the API. */
export function isApi(request: FastifyRequest): boolean {
  return request.url.startsWith('/api/')
}

/** True for an address that a program reads: the API, and the file of a page, a table or a chart. It answers errors as
 * problem+json. */
export function isDataAddress(request: FastifyRequest): boolean {
  if (isApi(request)) return true
  // Uses the route's pattern where there is one, because a request can write the same address in many ways.
  const path = request.routeOptions.url ?? request.url.split('?', 1)[0] ?? ''
  return dataEnding.test(path) && !path.startsWith('/assets/')
}

/** True if a person's browser opened the address itself, by a link or by typing it. */
export function isFollowedByPerson(request: FastifyRequest): boolean {
  return request.headers['sec-fetch-mode'] === 'navigate'
}

const realm = 'realm="Golden Thread"'

/** Says how to identify oneself. A program may also send its token as a password, which is all that Excel and Power BI offer. A
 * browser is not asked for a password, because it would show its own box instead of the page with the sign-in link. */
export function challenge(request: FastifyRequest, reply: FastifyReply, { wrong }: { wrong: boolean }): void {
  const bearer = `Bearer ${realm}${wrong ? ', error="invalid_token"' : ''}`
  reply.header(
    'www-authenticate',
    isFollowedByPerson(request) ? bearer : [`Basic ${realm}, charset="UTF-8"`, bearer],
  )
}
