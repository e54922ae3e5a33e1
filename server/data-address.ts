/** Which addresses a program reads, and what is said to a program and to a person who may not read them yet. */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** How the address of a file with data ends. A file given back has the ending that it came with, which its address does not
 *  say. */
const dataEnding = /\.(?:csv|xlsx|json|svg|png|arrow)$|\/file-with-problems$/

/** True for an address of the API. */
export function isApi(request: FastifyRequest): boolean {
  return request.url.startsWith('/api/')
}

/** True for what a program reads: the API, and the file of a page, a table or a chart. It is answered in problem+json and
 *  never with another answer than the one asked for. */
export function isDataAddress(request: FastifyRequest): boolean {
  if (isApi(request)) return true
  // The route decides where there is one: its address is written in one way, and a request's in many.
  const path = request.routeOptions.url ?? request.url.split('?', 1)[0] ?? ''
  return dataEnding.test(path) && !path.startsWith('/assets/')
}

/** True where a person's browser goes to the address itself: a link was followed, or an address typed. */
export function isFollowedByPerson(request: FastifyRequest): boolean {
  return request.headers['sec-fetch-mode'] === 'navigate'
}

const realm = 'realm="Golden Thread"'

/** Says how to identify oneself. A program may send its token as a password too, which is all that Excel and Power BI offer; a
 *  browser is not asked for a password, since it would show a box of its own in place of the page with the way to sign in. */
export function challenge(request: FastifyRequest, reply: FastifyReply, { wrong }: { wrong: boolean }): void {
  const bearer = `Bearer ${realm}${wrong ? ', error="invalid_token"' : ''}`
  reply.header(
    'www-authenticate',
    isFollowedByPerson(request) ? bearer : [`Basic ${realm}, charset="UTF-8"`, bearer],
  )
}
