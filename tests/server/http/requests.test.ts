import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '#dashboards/pages/kit/page.ts'
import { bearer, form, fromOurPages, type SignedIn, signIn, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

let database: TestDatabase
let app: FastifyInstance
let session: SignedIn
let manager: { authorization: string }
let smt: { authorization: string }

/** Routes with every kind of refusal, because the service as a whole is guarded and not single pages. */
const probes: Page = {
  name: 'probes',
  register(scope, { refuse }) {
    scope.get('/probe', { config: { permission: 'plan.read' } }, async () => 'plan')
    scope.get('/probe/overview', { config: { permission: 'overview.read' } }, async () => 'overview')
    scope.get('/probe/broken', { config: { permission: 'public' } }, async () => {
      throw new Error('select secret from session at /srv/app.ts:12')
    })
    scope.get('/probe/refused', { config: { permission: 'public' } }, async () => {
      throw refuse('conflict', 'The <b>extract</b> is published.')
    })
    const slow = { config: { permission: 'public' as const }, handlerTimeout: 20 }
    scope.get('/probe/slow', slow, () => sleep(200, 'late'))
    scope.post('/probe/slow', slow, () => sleep(200, 'late'))
    scope.post('/probe', { config: { permission: 'plan.read' } }, async (request) =>
      JSON.stringify(request.body),
    )
    scope.get<{ Params: { unit: string } }>(
      '/units/:unit/probe',
      { config: { permission: 'scorecards.read' } },
      async (request) => request.params.unit,
    )
  },
}

beforeAll(async () => {
  database = await testDatabase('catalogue')
  app = await testApp(database.db, { extraPages: [probes] })
  session = await signIn(app, 'smt')
  manager = await bearer(database.db, 'team_manager', 'HP-S1')
  smt = await bearer(database.db, 'smt')
})

describe('a credential', () => {
  it('is a token or a session, on pages and API alike', async () => {
    for (const headers of [smt, { cookie: session.cookie }]) {
      expect((await app.inject({ url: '/probe', headers })).statusCode).toBe(200)
      expect((await app.inject({ url: '/api/v1/units', headers })).statusCode).toBe(200)
    }
  })

  it('is never both, not even with a cookie that is not ours', async () => {
    for (const cookie of [session.cookie, 'sid=anything']) {
      const answer = await app.inject({ url: '/api/v1/units', headers: { ...smt, cookie } })
      expect(answer.statusCode).toBe(400)
      expect(answer.json().title).toBe('Send either a token or a session, not both')
    }
  })

  it.each([
    'Bearer gt_unknownunknownunknownunknown',
    'Bearer ',
    'Basic c210OnNtdA==',
    'Bearer a b',
    "Bearer ' or 1=1 --",
  ])('that is not known is refused: %s', async (authorization) => {
    const answer = await app.inject({ url: '/api/v1/units', headers: { authorization } })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toEqual([
      'Basic realm="Golden Thread", charset="UTF-8"',
      'Bearer realm="Golden Thread", error="invalid_token"',
    ])
  })

  it('is asked for: of a program with 401, of a person with the sign-in page', async () => {
    const program = await app.inject({ url: '/api/v1/units' })
    expect(program.statusCode).toBe(401)
    expect(program.headers['www-authenticate']).toEqual([
      'Basic realm="Golden Thread", charset="UTF-8"',
      'Bearer realm="Golden Thread"',
    ])
    const person = await app.inject({ url: '/probe?a=1&b=2' })
    expect(person.statusCode).toBe(303)
    expect(person.headers.location).toBe('/sign-in?next=%2Fprobe%3Fa%3D1%26b%3D2')
  })
})

describe('a form of somebody signed in', () => {
  const send = (headers: Record<string, string>, fields: Record<string, string>) => {
    const request = form(fields)
    return app.inject({
      ...request,
      url: '/probe',
      headers: { ...request.headers, cookie: session.cookie, ...headers },
    })
  }

  it('is taken from our own pages with their secret, which the route never sees', async () => {
    const answer = await send(fromOurPages, { _csrf: session.csrf, reason: 'late' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ reason: 'late' })
  })

  it('is taken by its origin where a browser says no more', async () => {
    const { statusCode } = await send({ origin: 'http://localhost:3000' }, { _csrf: session.csrf })
    expect(statusCode).toBe(200)
  })

  const senders: Record<string, string>[] = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:3000.evil.example' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' },
  ]
  it.each(senders)('is refused from anywhere else, with the right secret: %j', async (headers) => {
    const answer = await send(headers, { _csrf: session.csrf })
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain('This request did not come from our own pages')
  })

  it('is refused without the secret, with a guess, and with another person’s', async () => {
    const other = await signIn(app, 'board')
    for (const fields of [{}, { _csrf: '' }, { _csrf: 'guess' }, { _csrf: other.csrf }] as Record<
      string,
      string
    >[]) {
      const answer = await send(fromOurPages, fields)
      expect(answer.statusCode).toBe(403)
      expect(answer.body).toContain('This form is out of date')
    }
  })

  it('is asked for neither where a program sends its token', async () => {
    const request = form({ reason: 'late' })
    const answer = await app.inject({ ...request, url: '/probe', headers: { ...request.headers, ...smt } })
    expect(answer.statusCode).toBe(200)
  })
})

describe('a unit’s address', () => {
  it('is not found for a team manager of another team, whatever the case it is written in', async () => {
    for (const code of [
      'HP-S2',
      'hp-s2',
      'HPC',
      'RIDGE',
      'CIC-N',
      'NOWHERE',
      '%00',
      "'",
      '__proto__',
      'constructor',
    ]) {
      const { statusCode } = await app.inject({ url: `/units/${code}/probe`, headers: manager })
      expect(statusCode, code).toBe(404)
    }
    expect((await app.inject({ url: '/units/HP-S1/probe', headers: manager })).statusCode).toBe(200)
  })

  it('says the same of a unit out of scope as of one that does not exist', async () => {
    const [foreign, unknown] = await Promise.all(
      ['HP-S2', 'HP-S7'].map((code) => app.inject({ url: `/units/${code}/probe`, headers: manager })),
    )
    // The code that was asked for is all that differs.
    expect(foreign?.body.replaceAll('HP-S2', 'HP-S7')).toBe(unknown?.body)
  })

  it('leads to the code as it is written, with its query', async () => {
    const answer = await app.inject({ url: '/units/hp-s1/probe?kpi=LC01', headers: manager })
    expect(answer.statusCode).toBe(308)
    expect(answer.headers.location).toBe('/units/HP-S1/probe?kpi=LC01')
  })

  it('is forbidden, not unknown, to a role that may see the unit but not this', async () => {
    const administrator = await bearer(database.db, 'administrator')
    expect((await app.inject({ url: '/units/HPC/probe', headers: administrator })).statusCode).toBe(403)
    const board = await bearer(database.db, 'board')
    expect((await app.inject({ url: '/units/HP-S1/probe', headers: board })).statusCode).toBe(404)
  })

  it('is a closed unit’s too', async () => {
    const head = await bearer(database.db, 'head_of_service', 'HPC')
    expect((await app.inject({ url: '/units/HP-C/probe', headers: head })).statusCode).toBe(200)
    expect((await app.inject({ url: '/units/CIC-N/probe', headers: head })).statusCode).toBe(404)
  })
})

describe('a surface that a role does not have', () => {
  it('is unknown to a team manager, and forbidden to an administrator elsewhere', async () => {
    expect((await app.inject({ url: '/probe/overview', headers: manager })).statusCode).toBe(404)
    const administrator = await bearer(database.db, 'administrator')
    expect((await app.inject({ url: '/probe', headers: administrator })).statusCode).toBe(403)
  })
})

describe('what goes wrong', () => {
  it('is told to a person with a reference, and with nothing of what it was', async () => {
    const answer = await app.inject({ url: '/probe/broken' })
    expect(answer.statusCode).toBe(500)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.body).toMatch(/Reference: <code>[0-9a-f-]{36}<\/code>/)
    expect(answer.body).not.toMatch(/secret|select|app\.ts/)
  })

  it('is not said to be undone where it only takes too long', async () => {
    const late = await app.inject({ method: 'POST', url: '/probe/slow' })
    expect(late.statusCode).toBe(503)
    expect(late.body).toContain('may still be done')
    expect((await app.inject({ url: '/probe/slow' })).body).not.toContain('still be done')
  })

  it('is told in the words of the refusal, escaped', async () => {
    const answer = await app.inject({ url: '/probe/refused' })
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('The &lt;b&gt;extract&lt;/b&gt; is published.')
  })

  it('is told to a program as RFC 9457 has it', async () => {
    const answer = await app.inject({ url: '/api/v1/nowhere?x=1', headers: smt })
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toEqual({
      type: 'urn:golden-thread:problem:not_found',
      title: 'Not found',
      status: 404,
      detail: 'There is nothing at this address.',
      instance: '/api/v1/nowhere',
    })
  })

  it('is an address that cannot be read', async () => {
    const { statusCode, headers, body } = await app.inject({ url: '/units/%zz/probe', headers: smt })
    expect(statusCode).toBe(400)
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(body).toBe('This address cannot be read.')
  })

  it('is a body larger than may be sent, or of a kind not taken', async () => {
    const request = form({ text: 'x'.repeat(300_000) })
    const large = await app.inject({ ...request, url: '/probe', headers: { ...request.headers, ...smt } })
    expect(large.statusCode).toBe(413)
    const odd = await app.inject({
      method: 'POST',
      url: '/probe',
      payload: '<a/>',
      headers: { ...smt, 'content-type': 'text/xml' },
    })
    expect(odd.statusCode).toBe(415)
    const poison = await app.inject({
      method: 'POST',
      url: '/probe',
      payload: '{"__proto__":{"admin":true}}',
      headers: { ...smt, 'content-type': 'application/json' },
    })
    expect(poison.statusCode).toBe(400)
  })

  it('is too much at once', async () => {
    const busy = await testApp(database.db)
    const refused = []
    for (let i = 0; i < 70; i += 1) {
      const answer = await busy.inject({ url: '/sign-in' })
      if (answer.statusCode === 429) refused.push(answer)
    }
    expect(refused).toHaveLength(10)
    expect(refused[0]?.headers['retry-after']).toBeDefined()
    expect((await busy.inject({ url: '/health/live' })).statusCode).toBe(200)
    expect((await busy.inject({ url: '/assets/app.css' })).statusCode).toBe(200)
  })
})
