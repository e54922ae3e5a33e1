import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, type SignedIn, signIn, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

let database: TestDatabase
let app: FastifyInstance
let headers: { authorization: string }
let session: SignedIn

beforeAll(async () => {
  database = await testDatabase('catalogue')
  app = await testApp(database.db)
  headers = await bearer(database.db, 'data_team')
  session = await signIn(app, 'data_team')
})

const ask = (method: Method, url: string, given: Record<string, string> = headers) =>
  app.inject({ method, url, headers: given })

describe('a method that an address does not take', () => {
  it.each<[Method, string, string]>([
    ['DELETE', '/plan', 'GET, HEAD, OPTIONS'],
    ['POST', '/plan', 'GET, HEAD, OPTIONS'],
    ['PUT', '/units/HP-S1/scorecards/2019-04', 'GET, HEAD, OPTIONS'],
    ['POST', '/assets/app.css', 'GET, HEAD, OPTIONS'],
    ['GET', '/sign-out', 'POST, OPTIONS'],
    ['HEAD', '/sign-out', 'POST, OPTIONS'],
    ['DELETE', '/sign-in', 'GET, HEAD, POST, OPTIONS'],
    ['DELETE', '/extracts/12', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/extracts/12/revert', 'GET, HEAD, POST, OPTIONS'],
  ])('is refused with 405 and those that it does: %s %s', async (method, url, allow) => {
    const answer = await ask(method, url)
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe(allow)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  })

  it.each<[Method, string]>([
    ['PATCH', '/compare.csv?kpi=LC01'],
    ['POST', '/charts/panels.svg'],
  ])('is refused of a file of data in problem+json: %s %s', async (method, url) => {
    const answer = await ask(method, url)
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS')
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  it('is refused of the API in problem+json, in words', async () => {
    const answer = await ask('DELETE', '/api/v1/extracts')
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe('GET, HEAD, POST, OPTIONS')
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toMatchObject({
      type: 'urn:golden-thread:problem:method_not_allowed',
      detail: 'This address takes GET, HEAD and POST, and was sent DELETE.',
    })
  })

  it('is refused alike of somebody signed in and of nobody, before the body is looked at', async () => {
    for (const given of [{ cookie: session.cookie }, {}]) {
      const answer = await app.inject({
        method: 'POST',
        url: '/plan',
        headers: { ...given, 'content-type': 'text/xml' },
        payload: '<a/>',
      })
      expect(answer.statusCode).toBe(405)
    }
  })

  it('is not found where there is nothing by any method, whatever is sent', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'] as const) {
      for (const url of ['/nowhere', '/api/v1/nowhere', '/plan/', '/units//scorecards/2019-04']) {
        const { statusCode, headers: answered } = await ask(method, url, { cookie: session.cookie })
        expect(statusCode, `${method} ${url}`).toBe(404)
        expect(answered.allow).toBeUndefined()
      }
    }
  })
})

describe('OPTIONS', () => {
  it('says what an address takes, and lets no other site in', async () => {
    const answer = await app.inject({
      method: 'OPTIONS',
      url: '/api/v1/extracts',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers.allow).toBe('GET, HEAD, POST, OPTIONS')
    expect(answer.body).toBe('')
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('HEAD', () => {
  it('is answered as GET, without the page', async () => {
    const [get, head] = [await ask('GET', '/plan'), await ask('HEAD', '/plan')]
    expect(head.statusCode).toBe(200)
    expect(head.headers['content-type']).toBe(get.headers['content-type'])
    expect(head.body).toBe('')
  })
})
