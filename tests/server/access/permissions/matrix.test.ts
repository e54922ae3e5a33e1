/** Every route, asked by every role, by nobody and by programs outside, of every kind of unit: by real requests that end where the
 * handler would begin. What each may do is written down a second time in `access-table.ts`. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '#dashboards/pages/kit/page.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { recordGrant } from '#server/access/people/grants.ts'
import { recordPerson } from '#server/access/people/people.ts'
import { grantOf, type Role, roles } from '#server/access/permissions/actor.ts'
import { audienceFor, canSeeUnit, may, permissions } from '#server/access/permissions/permissions.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'
import { loadUnits } from '#server/record/units.ts'
import {
  type MatrixAnswer,
  type MatrixQuestion,
  type MatrixReader,
  matrixAnswer,
} from '../../../support/access-table.ts'
import { atHome, cookieOf, fromOurPages, testApp, testNow } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'
import { diceFrom } from '../../../support/dice.ts'
import { routesOf } from '../../../support/routes.ts'
import { bySize, isWhole } from '../../../support/run-size.ts'
import { addressOf, RouteWatch } from '../../../support/sent-fields.ts'
import { some } from '../../../support/some.ts'

let db: Db
let app: FastifyInstance
let tree: Unit[]
const watch = new RouteWatch()

/** The status of a request that no hook refused: it ends before its body is read. */
const PASSED = 299
let isMatrix = false

/** Ends every request of the matrix where its route would begin to read it. */
function endBeforeHandlers(message: unknown): void {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('preParsing', async (_request, reply) => {
    if (isMatrix) return reply.code(PASSED).type('text/plain').serializer(String).send('passed')
    return undefined
  })
}

/** Signs in as any person, without a password: for these tests alone. */
const anyPerson: Page = {
  name: 'any person',
  register(scope) {
    scope.get<{ Params: { id: string } }>(
      '/as/:id',
      { config: { permission: 'public' } },
      async (request) => {
        await request.session.regenerate()
        request.session.person = Number(request.params.id)
        return 'signed in'
      },
    )
  },
}

const ownUnits: Partial<Record<Role, string>> = { team_manager: 'HP-S1', head_of_service: 'HPC' }
const grantFor = (role: Role, unit = ownUnits[role] ?? 'RIDGE') => ({ role, unit })

type Headers = Record<string, string>
type Asker = { reader: MatrixReader | null; credential: () => Promise<Headers> }
const askers: Asker[] = []

/** The longest that the matrix may take: in the soak some hundred thousand requests. */
const timeout = bySize({ part: 300_000, wide: 300_000, whole: 6 * 60 * 60_000 })

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  subscribe('fastify.initialization', endBeforeHandlers)
  app = await watch.over(() => testApp(db, { extraPages: [anyPerson] }))
  unsubscribe('fastify.initialization', endBeforeHandlers)
  tree = await loadUnits(db, '2019-06')
  askers.push({ reader: null, credential: async () => ({}) })
  for (const [audience, asking] of [
    ['inside', roles],
    ['outside', ['smt', 'data_team', 'head_of_service', 'administrator']],
  ] as const)
    for (const role of asking) {
      const { unit } = grantFor(role)
      const name = `matrix ${audience} ${role}`
      askers.push({
        reader: { name, grants: [{ role, unit }], isProgram: true, isOutside: audience === 'outside' },
        credential: tokensOf({ name, role, unit, audience }),
      })
    }
}, timeout)

/** The header of a token, and of another one after so many requests: the service answers 3,000 of one in a minute. */
function tokensOf(order: { name: string; role: Role; unit: string; audience: string }) {
  let asked = 0
  let headers: Headers = {}
  return async () => {
    if (asked % 2_000 === 0) {
      const name = `${order.name} ${asked / 2_000 + 1}`
      headers = { authorization: `Bearer ${await recordToken(db, { ...order, name, now: testNow })}` }
    }
    asked += 1
    return headers
  }
}

/** A unit of each kind, as it is written in an address; in the soak every unit there is. */
function unitsAsked(): { sent: string; unit: Unit | 'nowhere' }[] {
  const codes = ['HP-S1', 'HP-S2', 'HPC', 'CIC-N', 'CICS', 'RIDGE', 'hp-s1']
  const closed = tree.find((u) => u.kind === 'team' && u.closed !== null)
  const few = [...codes, closed?.code ?? '']
  const all = [...new Set([...few, ...tree.map(({ code }) => code)])]
  const known = bySize({ part: few, wide: few, whole: all }).map((sent) => ({
    sent,
    unit: tree.find(({ code }) => code === sent.toUpperCase()) ?? ('nowhere' as const),
  }))
  const unknown = ['NOWHERE', '..%2F..', '%00', 'HP-S1%20', 'HP-S1,HP-S2', 'x'.repeat(90)]
  return [...known, ...unknown.map((sent) => ({ sent, unit: 'nowhere' as const }))]
}

type Answer = Awaited<ReturnType<FastifyInstance['inject']>>

/** The answer of the service in the words of the table. */
function answerOf({ statusCode, headers, body }: Answer): MatrixAnswer | string {
  if (statusCode === PASSED) return 'open'
  if (statusCode === 401) return 'sign_in'
  if (statusCode === 303 && String(headers.location).startsWith('/sign-in?next=')) return 'sign_in'
  if (statusCode === 404 && body.includes('There is nothing at this address.')) return 'hidden'
  if (statusCode === 404) return 'unseen'
  if (statusCode === 403) return 'refused'
  return `${statusCode}`
}

type Question = { method: 'GET' | 'POST'; url: string; unit: Unit | 'nowhere' | null; address: string }

/** Each request comes from an address of its own, so that none is refused for being one of many. */
let sent = 0
async function ask({ method, address }: Question, headers: Headers): Promise<MatrixAnswer | string> {
  sent += 1
  const remoteAddress = `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`
  isMatrix = true
  try {
    const sentHeaders = method === 'POST' ? { ...fromOurPages, ...headers } : headers
    const first = await app.inject({ method, url: address, headers: sentHeaders, remoteAddress })
    // A page sends its reader on to the unit's code as it is written.
    if (first.statusCode !== 308) return answerOf(first)
    return answerOf(await app.inject({ method, url: String(first.headers.location), headers, remoteAddress }))
  } finally {
    isMatrix = false
  }
}

/** Every route with every unit that its address may name. */
function questions(): (Question & MatrixQuestion)[] {
  return watch.routes.flatMap(({ method, url, permission, personOnly }) => {
    const places = /:unit\b/.test(url) ? unitsAsked() : [{ sent: '', unit: null }]
    return places.map(({ sent: code, unit }) => ({
      ...{ method, url, permission, personOnly, unit },
      address: addressOf(url, { unit: code }),
    }))
  })
}

/** Every route, with each of the addresses that may be asked of it. */
function questionsByRoute(): ReturnType<typeof questions>[] {
  return [...Map.groupBy(questions(), ({ method, url }) => `${method} ${url}`).values()]
}

/** The addresses that one asker tries: all in the soak; in CI each route with one unit, another for each asker; in `npm test` some. */
function addressesFor(asker: number): ReturnType<typeof questions> {
  if (isWhole) return questions()
  const each = questionsByRoute().flatMap((asked, i) => asked[(asker * 5 + i) % asked.length] ?? [])
  return bySize({ part: each.filter((_, i) => i % 24 === asker), wide: each, whole: each })
}

/** What went wrong, each in a line, and how many of them opened something that the table does not. */
class Tally {
  requests = 0
  wrongAllows = 0
  wrongRefusals = 0
  readonly wrong: string[] = []
  readonly routes = new Set<string>()

  add({ method, url, address }: Question, who: string, answered: string, expected: MatrixAnswer): void {
    this.requests += 1
    this.routes.add(`${method} ${url}`)
    if (answered === expected) return
    if (answered === 'open') this.wrongAllows += 1
    if (expected === 'open') this.wrongRefusals += 1
    this.wrong.push(`${method} ${address} as ${who}: ${answered}, not ${expected}`)
  }

  toString(): string {
    const { requests, routes, wrongAllows, wrongRefusals, wrong } = this
    return (
      `${requests} requests of ${routes.size} of ${registered().length} routes, ${wrongAllows} wrong allows, ` +
      `${wrongRefusals} wrong refusals, ${wrong.length - wrongAllows - wrongRefusals} refused in other words`
    )
  }
}

const registered = () => [...new Set(routesOf(app).map(({ method, url }) => `${method} ${url}`))]

describe('the matrix', () => {
  test('has every route that the service registers', () => {
    const tried = new Set(watch.routes.map(({ method, url }) => `${method} ${url}`))
    expect([...tried].sort()).toEqual(registered().sort())
    expect(tried.size).toBeGreaterThan(250)
    expect(unitsAsked().filter(({ unit }) => unit === 'nowhere')).toHaveLength(6)
  })

  test('answers each role, nobody and programs outside as the table says', { timeout }, async () => {
    const tally = new Tally()
    for (const [i, { reader, credential }] of askers.entries())
      for (const question of addressesFor(i)) {
        const expected = matrixAnswer(reader, question)
        tally.add(question, reader?.name ?? 'nobody', await ask(question, await credential()), expected)
      }
    console.log(`matrix: ${tally}`)
    expect(tally.wrong.slice(0, 20)).toEqual([])
    expect(tally.requests).toBeGreaterThan(askers.length * bySize({ part: 10, wide: 250, whole: 1_000 }))
    const all = registered().length
    expect(tally.routes.size).toBeGreaterThanOrEqual(bySize({ part: 100, wide: all, whole: all }))
  })
})

/** Every two different roles, and two units of one role. */
const pairs = roles.flatMap((one, i) =>
  roles.slice(i + 1).map((other) => [grantFor(one), grantFor(other)] as const),
)
const twice = [
  [grantFor('team_manager'), grantFor('team_manager', 'CIC-N')],
  [grantFor('head_of_service'), grantFor('head_of_service', 'CICS')],
  [grantFor('head_of_service'), grantFor('team_manager', 'CIC-N')],
] as const

describe('two roles of one person', () => {
  const actorOf = (grants: readonly { role: Role; unit: string }[]) => ({
    ...{ id: 1, name: 'Jo Bell', via: 'session' as const, actsAs: 1, seenBy: null },
    grants: grants.map((grant) => grantOf(grant)),
  })

  test('open what each opens alone and nothing else, in the audience of the one that opens it', () => {
    const wrong: string[] = []
    let asked = 0
    for (const grants of some([...pairs, ...twice])) {
      const both = actorOf(grants)
      const alone = grants.map((grant) => actorOf([grant]))
      for (const permission of some(permissions)) {
        for (const on of [
          'council' as const,
          { action: 'R9.3' },
          ...tree.map(({ code }) => ({ unit: code, tree })),
        ]) {
          asked += 1
          const each = alone.map((actor) => audienceFor(actor, permission, on))
          const together = each.includes('inside')
            ? 'inside'
            : (each.find((audience) => audience !== null) ?? null)
          if (
            audienceFor(both, permission, on) !== together ||
            may(both, permission, on) !== (together !== null)
          )
            wrong.push(
              `${permission} of ${grants.map(({ role }) => role).join(' and ')} on ${JSON.stringify(on).slice(0, 40)}`,
            )
        }
      }
    }
    expect(wrong).toEqual([])
    expect(asked).toBeGreaterThan(30_000)
    expect(canSeeUnit(actorOf(twice[0]), 'CIC-N', tree)).toBe(true)
  })

  test('open by real requests what the table says of both', { timeout }, async () => {
    const seed = bySize({
      part: 17,
      wide: Number(process.env.GITHUB_RUN_ID ?? Date.now()) % 1_000_000,
      whole: 17,
    })
    const dice = diceFrom(seed)
    // A request ends before its form's secret is read, which the tests of forms try.
    const routes = questionsByRoute()
    const all = routes.flat()
    const sessions = new Map<number, { cookie: string }>()
    const everybody = [...pairs, ...twice]
    const tally = new Tally()
    const draws = bySize({ part: 120, wide: 2_000, whole: everybody.length * routes.length })
    for (let i = 0; i < draws; i++) {
      const who = i % everybody.length
      const grants = everybody[who] ?? []
      const held = sessions.get(who) ?? (await signedInWith(grants, `pair ${who}`))
      sessions.set(who, held)
      const ofRoute = routes[Math.floor(i / everybody.length)] ?? []
      // In the soak each route once for each pair, with another unit for each; else drawn ones.
      const question = isWhole
        ? ofRoute[(who * 5 + i) % ofRoute.length]
        : all[Math.floor(dice() * all.length)]
      if (question === undefined) continue
      const reader = { name: `pair ${who}`, grants, isProgram: false, isOutside: false }
      const expected = matrixAnswer(reader, question)
      const answered = await ask(question, { ...atHome, ...held })
      tally.add(question, grants.map(({ role }) => role).join(' and '), answered, expected)
      // A session may send so many requests in a minute.
      if (i % (everybody.length * 200) === everybody.length * 200 - 1) sessions.clear()
    }
    const how = isWhole ? 'each route once for each pair' : `drawn with seed ${seed}`
    console.log(`pairs of roles, ${how}: ${tally}`)
    expect(tally.wrong.slice(0, 20)).toEqual([])
    expect(tally.requests).toBe(draws)
    expect(tally.routes.size).toBeGreaterThanOrEqual(
      bySize({ part: 50, wide: 250, whole: registered().length }),
    )
    expect(sessions.size).toBe(everybody.length)
  })
})

let people = 0
async function signedInWith(
  grants: readonly { role: Role; unit: string }[],
  name: string,
): Promise<{ cookie: string }> {
  people += 1
  const by = { id: null, name: 'Command line' }
  const person = await recordPerson(db, { name, email: `pair.${people}@council.example`, by, now: testNow })
  for (const { role, unit } of grants)
    await recordGrant(db, { person, role, unit, from: null, to: null, deputyOf: null, by, now: testNow })
  const { headers } = await app.inject({ url: `/as/${person}`, headers: atHome })
  return { cookie: cookieOf(headers['set-cookie']) }
}
