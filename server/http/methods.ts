/** Answers 405, with the allowed methods, to a method that an address does not support. */
import type { FastifyInstance } from 'fastify'
import { problem } from '#server/errors.ts'
import { nothingHere } from './failures.ts'

type Route = { path: RegExp; methods: string[] }

/** Refuses what no route accepts before a body is read: 405 with `Allow` if the address supports another method, else 404.
 * OPTIONS is answered with `Allow` only, so that no other site is allowed. Register it after the hooks that every request passes
 * and before the routes. */
export function registerMethods(app: FastifyInstance): void {
  const routes: Route[] = []
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ path: pathPattern(url), methods: [method].flat() })
  })

  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return
    const path = request.url.split('?', 1)[0] ?? ''
    const taken = new Set(routes.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods))
    if (taken.size === 0) throw nothingHere()
    const allowed = [...taken].sort()
    reply.header('allow', [...allowed, 'OPTIONS'].join(', '))
    if (request.method === 'OPTIONS') return reply.code(204).send()
    const words = new Intl.ListFormat('en-GB').format(allowed)
    throw problem('method_not_allowed', `This address takes ${words}, and was sent ${request.method}.`)
  })
}

/** The addresses that a route's pattern matches. A parameter is the text between the fixed parts of a segment. */
function pathPattern(url: string): RegExp {
  const fixed = url.split(/:[A-Za-z]+/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${fixed.join('[^/]+')}$`)
}
