/** Refuses unknown keys in the query of a data address. Ignoring a key would return another answer than the one requested, and
 * nobody reads the result of a scheduled refresh. Only keys that the route names are accepted. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { nearestText } from '#domain/extracts/nearest-text.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { problem } from '#server/errors.ts'
import { isDataAddress } from '../data-address.ts'

/** The keys of a query and how often each may occur. */
export type QueryKeys = Readonly<Record<string, 'once' | 'often'>>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The keys that a data address accepts, if its schema does not name them; `sent on` if the address it redirects to checks
     * them. */
    query?: QueryKeys | 'sent on'
  }
}

/** Registers the check. Register it after authentication. */
export function registerKnownQuery(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.is404 || !isDataAddress(request)) return
    if (request.method !== 'GET' && request.method !== 'HEAD') return
    const keys = keysOf(request)
    if (keys === 'sent on') return
    for (const [key, value] of Object.entries(request.query as Record<string, unknown>)) {
      const may = Object.hasOwn(keys, key) ? keys[key] : undefined
      if (may === undefined) throw problem('bad_request', unknownWords(key, Object.keys(keys)), { key })
      if (may === 'once' && Array.isArray(value))
        throw problem('bad_request', `${key} is given ${value.length} times. Give it once.`, { key })
    }
  })
}

function keysOf({ routeOptions }: FastifyRequest): QueryKeys | 'sent on' {
  const { query } = routeOptions.config
  if (query !== undefined) return query
  const schema = routeOptions.schema?.querystring
  if (!(schema instanceof z.ZodObject)) return {}
  return Object.fromEntries(Object.keys(schema.shape).map((key) => [key, 'once' as const]))
}

function unknownWords(key: string, known: readonly string[]): string {
  const quoted = `‘${key.length <= 40 ? key : `${key.slice(0, 40)}…`}’`
  if (known.length === 0) return `This address takes no query: leave out ${quoted}.`
  const close = nearestText(key, known)
  const takes = `This address takes ${nameList(known)}.`
  return `There is no ${quoted} here. ${takes}${close === null ? '' : ` The closest is ${close}.`}`
}
