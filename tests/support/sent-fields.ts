/** Which fields every route reads, taken from the routes themselves: an API route's from its schema, a page's from the keys that
 * its handler reads from the query and the form. So a new route or field is known without a list. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Permission } from '#server/access/permissions/permissions.ts'
import { isWhole } from './run-size.ts'

export type Place = 'path' | 'query' | 'body'
export type SentField = { place: Place; name: string }

export type SentRoute = {
  method: 'GET' | 'POST'
  /** The path pattern, in Fastify's form. */
  url: string
  permission: Permission
  fields: SentField[]
  /** A valid body, for the other fields beside the one under test. */
  body: Record<string, unknown>
}

/** Usual values for the parts of an address and for fields with the same name. */
const usual: Readonly<Record<string, string>> = {
  unit: 'HP-S1',
  period: '2019-04',
  kpi: 'CP04',
  ref: 'R9.3',
  id: '1',
  file: 'clean.csv',
  chart: 'trend.svg',
  name: 'layout',
  month: '2019-04',
  from: '2019-01',
  to: '2019-04',
  owner: 'Team manager',
  due: '2019-07-01',
}

/** An extract of the demonstration with 19 rows. The first holds its whole history, and to take that back is half a minute's work. */
const SMALL_EXTRACT = '20'

/** The address of a route with the values of `named` as they are sent, and usual values for its other parts. */
export function addressOf(url: string, named: Readonly<Record<string, string>> = {}): string {
  const usualOf = (name: string) =>
    url.includes('/extracts/:id') && name === 'id' ? SMALL_EXTRACT : usual[name]
  return url.replaceAll(/:([a-z]+)/g, (_, name: string) => named[name] ?? usualOf(name) ?? '1')
}

type Registered = {
  method: 'GET' | 'POST'
  url: string
  permission: Permission
  personOnly: boolean
  /** What the route's own schema accepts; null if it has none. */
  takes: { query: Schema | null; body: Schema | null }
}

/** Watches every registered route, and which keys of the query and the form its handler reads. */
export class RouteWatch {
  readonly routes: Registered[] = []
  readonly #asked = new Map<string, Map<string, SentField>>()

  /** Watches the app that `start` returns, from its beginning. */
  async over<T>(start: () => Promise<T>): Promise<T> {
    const watch = (message: unknown) => this.#watch((message as { fastify: FastifyInstance }).fastify)
    subscribe('fastify.initialization', watch)
    try {
      return await start()
    } finally {
      unsubscribe('fastify.initialization', watch)
    }
  }

  #watch(app: FastifyInstance): void {
    app.addHook('onRoute', ({ method, url, config, schema }) => {
      if (config === undefined) throw new Error(`${url} has no permission`)
      const takes = { query: schemaOf(schema?.querystring), body: schemaOf(schema?.body) }
      for (const each of ['GET', 'POST'] as const) {
        if ([method].flat().includes(each))
          this.routes.push({
            ...{ method: each, url, permission: config.permission, takes },
            personOnly: config.personOnly === true,
          })
      }
    })
    app.addHook('preHandler', async (request) => {
      const key = `${request.method} ${request.routeOptions.url}`
      request.query = this.#watched(key, 'query', request.query)
      request.body = this.#watched(key, 'body', request.body)
    })
  }

  fieldsOf(method: string, url: string): SentField[] {
    return [...(this.#asked.get(`${method} ${url}`)?.values() ?? [])]
  }

  #watched(key: string, place: Place, value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return new Proxy(value, {
      get: (target, name, receiver) => {
        if (typeof name === 'string') this.#note(key, { place, name })
        return Reflect.get(target, name, receiver)
      },
    })
  }

  #note(key: string, field: SentField): void {
    const asked = this.#asked.get(key) ?? new Map<string, SentField>()
    this.#asked.set(key, asked.set(`${field.place} ${field.name}`, field))
  }
}

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  items?: Schema
}
/** A route's schema as JSON Schema. */
function schemaOf(schema: unknown): Schema | null {
  if (!(schema instanceof z.ZodType)) return null
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
}

export type Ask = (route: SentRoute, query: string, body: Record<string, unknown>) => Promise<unknown>

/** Every GET and POST route with its fields. `ask` sends a request as a permitted role. */
export async function sentRoutes(watch: RouteWatch, ask: Ask): Promise<SentRoute[]> {
  const routes: SentRoute[] = []
  for (const { method, url, permission, takes } of watch.routes) {
    const route: SentRoute = {
      method,
      url,
      permission,
      fields: [
        ...[...url.matchAll(/:([a-z]+)/g)].map(([, name]) => ({ place: 'path' as const, name: name ?? '' })),
        ...namesIn(takes.query).map((name) => ({ place: 'query' as const, name })),
        ...namesIn(takes.body).map((name) => ({ place: 'body' as const, name })),
      ],
      body: takes.body === null ? {} : Object(exampleOf(takes.body, '')),
    }
    const known = new Set(route.fields.map(({ place, name }) => `${place} ${name}`))
    const seen = await watchedFields(watch, { ...route, url: watchedAt(watch, url) }, ask)
    route.fields.push(...seen.filter(({ place, name }) => !known.has(`${place} ${name}`)))
    routes.push(route)
  }
  return routes
}

/** The address at which a handler is watched. The files of one page read the same query, and CSV is the quickest, so each file
 * is watched separately only if everything is tried. */
function watchedAt({ routes }: RouteWatch, url: string): string {
  const quick = url.replace(/\.(svg|png|xlsx)$/, '.csv')
  return isWhole || !routes.some((route) => route.url === quick) ? url : quick
}

/** The names of the fields that a schema accepts, in any of its forms. */
function namesIn(schema: Schema | null): string[] {
  if (schema === null) return []
  const forms = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  return forms.flatMap(({ properties = {} }) => Object.keys(properties))
}

/** The keys that a handler reads, first with none given and then with those it asked for given. */
async function watchedFields(watch: RouteWatch, route: SentRoute, ask: Ask): Promise<SentField[]> {
  const before = watch.fieldsOf(route.method, route.url)
  if (before.length > 0) return before
  await ask(route, '', route.body)
  const first = watch.fieldsOf(route.method, route.url)
  if (first.length === 0) return []
  const given = (place: Place) =>
    Object.fromEntries(first.filter((f) => f.place === place).map(({ name }) => [name, usual[name] ?? '1']))
  await ask(route, new URLSearchParams(given('query')).toString(), { ...route.body, ...given('body') })
  return watch.fieldsOf(route.method, route.url)
}

/** A value that a schema usually accepts: its required fields, or a text that is usual for its name. */
function exampleOf(schema: Schema, name: string): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const choice = (schema.anyOf ?? schema.oneOf)?.[0]
  if (choice !== undefined) return exampleOf(choice, name)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((each) => [each, exampleOf(schema.properties?.[each] ?? {}, each)]),
      )
    case 'array':
      return schema.items === undefined ? [] : [exampleOf(schema.items, name)]
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return false
    default:
      return usual[name] ?? 'text'
  }
}
