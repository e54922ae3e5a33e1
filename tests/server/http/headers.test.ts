import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '#dashboards/pages/kit/page.ts'
import { bearer, signIn, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

let database: TestDatabase
let app: FastifyInstance

beforeAll(async () => {
  database = await testDatabase('catalogue')
  app = await testApp(database.db)
})

const policy =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';" +
  "connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none';object-src 'none'"
const reports = 'report-uri /csp-reports;report-to csp'

describe('the headers of every answer', () => {
  it('hold the policy, and over http nothing that would send a browser to https', async () => {
    for (const url of ['/sign-in', '/nowhere', '/api/v1/units', '/health/live']) {
      const { headers } = await app.inject({ url })
      expect(headers['content-security-policy']).toBe(`${policy};${reports}`)
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-frame-options']).toBe('DENY')
      expect(headers['referrer-policy']).toBe('same-origin')
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      expect(headers['x-powered-by']).toBeUndefined()
    }
  })

  it('insist on https where the service is reached by it', async () => {
    const secure = await testApp(database.db, { baseUrl: 'https://scorecards.example.gov.uk' })
    const { headers } = await secure.inject({ url: '/sign-in' })
    expect(headers['content-security-policy']).toBe(`${policy};upgrade-insecure-requests;${reports}`)
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  })

  it('let nobody but the reader keep a page', async () => {
    const { headers } = await app.inject({ url: '/sign-in' })
    expect(headers['cache-control']).toBe('no-store')
    const unknown = await app.inject({ url: '/nowhere' })
    expect(unknown.headers['cache-control']).toBe('no-store')
    expect(unknown.headers.vary).toContain('Cookie')
    expect(unknown.headers.vary).toContain('Authorization')
  })
})

describe('what is not to be kept by a browser', () => {
  it('is administration, and every file that is downloaded', async () => {
    const administrator = await bearer(database.db, 'administrator')
    const dataTeam = await bearer(database.db, 'data_team')
    for (const url of ['/admin/settings', '/admin/settings?saved=yes']) {
      const answer = await app.inject({ url, headers: administrator })
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['cache-control']).toBe('no-store')
    }
    for (const url of ['/plan.csv', '/plan.xlsx', '/extracts/template.csv', '/extracts/template.xlsx']) {
      const answer = await app.inject({ url, headers: dataTeam })
      expect(answer.statusCode, url).toBe(200)
      expect(answer.headers['content-disposition'], url).toContain('attachment')
      expect(answer.headers['cache-control'], url).toBe('no-store')
    }
  })

  it('is not a page or an answer of the API, which are asked for again only if they changed', async () => {
    const headers = await bearer(database.db, 'data_team')
    for (const url of ['/plan', '/plan.json', '/api/v1/units']) {
      const answer = await app.inject({ url, headers })
      expect(answer.headers['cache-control'], url).toBe('private, no-cache')
      const again = await app.inject({
        url,
        headers: { ...headers, 'if-none-match': String(answer.headers.etag) },
      })
      expect(again.statusCode, url).toBe(304)
    }
  })
})

describe('what a browser stopped', () => {
  const report = {
    'application/reports+json': JSON.stringify([{ type: 'csp-violation', body: { blockedURL: 'inline' } }]),
    'application/csp-report': JSON.stringify({ 'csp-report': { 'blocked-uri': 'inline' } }),
  }
  const send = (type: string, payload: string, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/csp-reports',
      payload,
      headers: { 'content-type': type, ...headers },
    })

  it.each(Object.entries(report))('is read and written to the log, as %s', async (type, payload) => {
    const written: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => written.push(line) })
    const logging = await testApp(database.db, { log })
    const answer = await logging.inject({
      method: 'POST',
      url: '/csp-reports',
      payload,
      headers: { 'content-type': type },
    })
    expect(answer.statusCode).toBe(204)
    expect(written.map((line) => JSON.parse(line).report)).toEqual([payload])
  })

  it('is taken from the browser of somebody signed in, which knows of no form', async () => {
    const { cookie } = await signIn(app, 'smt')
    for (const [type, payload] of Object.entries(report)) {
      expect((await send(type, payload, { cookie })).statusCode).toBe(204)
    }
  })

  it('is refused as anything else, and empty', async () => {
    expect((await send('application/json', '{"toString":1,"a":"\\u0000"}')).statusCode).toBe(415)
    expect((await send('application/x-www-form-urlencoded', 'toString=1')).statusCode).toBe(415)
    expect((await send('text/plain', 'a')).statusCode).toBe(415)
    expect((await app.inject({ method: 'POST', url: '/csp-reports' })).statusCode).toBe(400)
  })
})

describe('a start', () => {
  const page = (config: object): Page => ({
    name: 'careless',
    register: (scope) => scope.get('/careless', { config: config as never }, async () => 'secret'),
  })

  it('is stopped by a route that names no permission', async () => {
    await expect(testApp(database.db, { extraPages: [page({})] })).rejects.toThrow(
      'The route GET /careless names no permission',
    )
  })

  it('is stopped by a route that names a permission there is not', async () => {
    await expect(testApp(database.db, { extraPages: [page({ permission: 'everything' })] })).rejects.toThrow(
      '/careless names no permission',
    )
  })
})

describe('static files', () => {
  it('are the stylesheets, without a typeface or a mark that is not ours', async () => {
    const { headers, body } = await app.inject({ url: '/assets/govuk.css' })
    expect(headers['content-type']).toBe('text/css; charset=utf-8')
    expect(body).not.toMatch(/@font-face|GDS Transport|crest/)
    const again = await app.inject({
      url: '/assets/govuk.css',
      headers: { 'if-none-match': String(headers.etag) },
    })
    expect(again.statusCode).toBe(304)
  })

  it('are kept for a year only when asked for by what they hold', async () => {
    const plain = await app.inject({ url: '/assets/app.css' })
    expect(plain.headers['cache-control']).toBe('public, max-age=300')
    const hash = String(plain.headers.etag).replaceAll('"', '')
    const named = await app.inject({ url: `/assets/app.css?v=${hash}` })
    expect(named.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const stale = await app.inject({ url: '/assets/app.css?v=another' })
    expect(stale.headers['cache-control']).toBe('public, max-age=300')
  })

  it.each([
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/assets/..%2fpackage.json',
    '/assets/',
    '/assets/app.css%00',
  ])('are none but those: %s', async (url) => {
    const { statusCode } = await app.inject({ url })
    expect(statusCode).toBe(404)
  })
})

describe('health', () => {
  it('is live and ready while the database answers', async () => {
    expect((await app.inject({ url: '/health/live' })).json()).toEqual({ status: 'live' })
    expect((await app.inject({ url: '/health/ready' })).json()).toEqual({ status: 'ready' })
  })

  it('is live but not ready when the database is gone', async () => {
    const { connect } = await import('#server/db/database.ts')
    const gone = connect('postgres://nobody@127.0.0.1:1/none')
    const cut = await testApp(gone)
    expect((await cut.inject({ url: '/health/live' })).statusCode).toBe(200)
    const ready = await cut.inject({ url: '/health/ready' })
    expect(ready.statusCode).toBe(503)
    expect(ready.headers['retry-after']).toBe('5')
    await gone.destroy()
  })
})
