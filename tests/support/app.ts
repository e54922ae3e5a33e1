import type { FastifyBaseLogger, FastifyInstance, InjectOptions } from 'fastify'
import type { Page } from '#dashboards/pages/kit/page.ts'
import type { Audience } from '#domain/suppression/suppression.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { buildApp } from '#server/app.ts'
import type { Config } from '#server/config.ts'
import { type Db, loadingInto } from '#server/db/database.ts'
import { chartThreadsOf } from '#server/drawing/chart-threads.ts'

/** The moment of tests unless they set another: the demonstration council's day. */
export const testNow = new Date('2019-06-10T09:00:00Z')

export type TestAppOptions = {
  now?: () => Date
  demo?: boolean
  hasSingleSignOn?: boolean
  provider?: Config['provider']
  sessionSecret?: string
  previousSessionSecret?: string
  trustProxy?: string[]
  baseUrl?: string
  extraPages?: Page[]
  readDb?: Db
  log?: FastifyBaseLogger
}

/** The secret of sessions, unless a test gives another. */
export const testSecret = 'a secret that is only ever used by tests 0123456789'

/** One drawing thread for all applications of a test process: each takes seconds of CPU to become ready, and the tests have as
 *  many processes as the machine has processors. A busy machine draws late. */
const charts = chartThreadsOf({
  ...{ threads: 1, patience: 60_000 },
  onFailure: (why) => console.error(`chart not drawn: ${why}`),
})

/** Passwords are hashed in a moment: what they cost a guesser has tests of its own. */
const hashCost = { memory: 64, passes: 1 }

/** The service over a test database, for `inject`. */
export function testApp(db: Db, options: TestAppOptions = {}): Promise<FastifyInstance> {
  const now = options.now ?? (() => testNow)
  return buildApp({
    // What its users write is recorded at the clock of the test.
    db: loadingInto(db, { moment: now, hasOwnDays: false }),
    readDb: options.readDb ?? db,
    now,
    log: options.log ?? false,
    charts,
    hashCost,
    extraPages: options.extraPages ?? [],
    config: {
      baseUrl: options.baseUrl ?? 'http://localhost:3000',
      trustProxy: options.trustProxy ?? [],
      demo: options.demo ?? true,
      hasSingleSignOn: options.hasSingleSignOn ?? options.provider !== undefined,
      provider: options.provider ?? null,
      sessionSecret: options.sessionSecret ?? testSecret,
      previousSessionSecret: options.previousSessionSecret ?? null,
    },
  })
}

const tokens = new WeakMap<Db, Map<string, Promise<string>>>()

/** The header of a token for a role, with the unit that the role needs. */
export async function bearer(
  db: Db,
  role: Role,
  unit: string | null = null,
  audience: Audience = 'inside',
): Promise<{ authorization: string }> {
  const name = `${role} ${unit ?? 'council'} ${audience === 'inside' ? 'test' : audience}`
  const given = tokens.get(db) ?? new Map<string, Promise<string>>()
  tokens.set(db, given)
  // A name is given out once, so each asker of a database gets the same token; one who comes by another connection, another name.
  const secret = given.get(name) ?? newToken(db, { name, role, unit, audience, now: testNow })
  given.set(name, secret)
  return { authorization: `Bearer ${await secret}` }
}

async function newToken(db: Db, token: Parameters<typeof recordToken>[1]): Promise<string> {
  const { used } = await db
    .selectFrom('token')
    .select((q) => q.fn.countAll<number>().as('used'))
    .where('name', 'like', `${token.name}%`)
    .executeTakeFirstOrThrow()
  return recordToken(db, {
    ...token,
    name: Number(used) === 0 ? token.name : `${token.name} ${Number(used) + 1}`,
  })
}

/** The service's address for a browser on its own machine. */
export const atHome = { host: 'localhost:3000' }

/** The headers that a browser adds to a form from our own pages. */
export const fromOurPages = { ...atHome, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }

export type SignedIn = { cookie: string; csrf: string }

/** Signs in as one of the demonstration's people, in a given session if there is one. Returns the session cookie and the secret
 * that the session's forms send back. */
export async function signIn(app: FastifyInstance, role: Role, over?: SignedIn): Promise<SignedIn> {
  const request = form(over === undefined ? { role } : { role, _csrf: over.csrf })
  const answer = await app.inject({
    ...request,
    url: '/sign-in',
    headers: { ...request.headers, ...fromOurPages, ...(over === undefined ? {} : { cookie: over.cookie }) },
  })
  const cookie = cookieOf(answer.headers['set-cookie'])
  const page = await app.inject({ url: '/sign-in', headers: { ...atHome, cookie } })
  return { cookie, csrf: /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '' }
}

/** The POST of a form. */
export function form(fields: Record<string, string>): InjectOptions & { headers: Record<string, string> } {
  return {
    method: 'POST',
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
}

/** The name and value of the first cookie set. */
export function cookieOf(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header)?.split(';')[0] ?? ''
}
