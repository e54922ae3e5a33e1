import { type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  councilRefusal,
  type DemonstrationConfig,
  demonstrationRefusal,
  type RequestOrigin,
} from '#server/access/sign-in/demonstration/refusal.ts'
import { atHome, bearer, form, fromOurPages, type TestAppOptions, testApp } from '../../../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../../../support/database.ts'
import { textOf } from '../../../../support/page-text.ts'

let database: TestDatabase
let app: FastifyInstance
let port = 0
let headers: Record<string, string> = {}

beforeAll(async () => {
  database = await testDatabase('catalogue')
  headers = { ...atHome, ...(await bearer(database.db, 'administrator')) }
  app = await testApp(database.db)
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
})
afterAll(() => app.close())
beforeEach(async () => {
  await database.db.deleteFrom('session').execute()
})

async function sessions(): Promise<number> {
  return (await database.db.selectFrom('session').select('id_sha256').execute()).length
}

type Sent = Record<string, string>

/** A request to the service over a real connection, with any Host. */
function send(
  method: 'GET' | 'POST',
  path: string,
  sent: Sent,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  const payload = method === 'POST' ? 'role=smt' : ''
  const own = { host: `localhost:${port}`, 'sec-fetch-site': 'same-origin' }
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ host: '127.0.0.1', port, path, method, agent: false },
        headers: {
          ...own,
          ...(method === 'POST'
            ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': payload.length }
            : {}),
          ...sent,
        },
      },
      (answer) => {
        let body = ''
        answer.setEncoding('utf8')
        answer.on('data', (piece: string) => {
          body += piece
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
      },
    )
    asked.on('error', reject)
    asked.end(payload)
  })
}

const PROXIED: [string, Sent][] = [
  ['a proxy that keeps the Host', { host: 'scorecards.council.example' }],
  ['a proxy that keeps the Host with its port', { host: 'scorecards.council.example:3000' }],
  ['a proxy at another port of this machine that keeps the Host', { host: 'localhost:8' }],
  ['a name that begins with ours', { host: 'localhost.evil.example' }],
  ['the Host rewritten, with X-Forwarded-For', { 'x-forwarded-for': '203.0.113.9' }],
  ['X-Forwarded-For of this machine', { 'x-forwarded-for': '127.0.0.1' }],
  ['an empty X-Forwarded-For', { 'x-forwarded-for': '' }],
  ['X-Forwarded-Host', { 'x-forwarded-host': 'localhost:3000' }],
  ['X-Forwarded-Proto', { 'x-forwarded-proto': 'http' }],
  ['X-Forwarded-Port', { 'x-forwarded-port': '3000' }],
  ['X-Forwarded-Server', { 'x-forwarded-server': 'edge' }],
  ['an X-Forwarded-* that nobody has thought of', { 'x-forwarded-something': '1' }],
  ['Forwarded', { forwarded: 'for=203.0.113.9' }],
  ['Via', { via: '1.1 edge' }],
  ['X-Real-IP', { 'x-real-ip': '203.0.113.9' }],
  ['a foreign Origin beside Sec-Fetch-Site same-origin', { origin: 'https://scorecards.council.example' }],
  ['our name over https as Origin', { origin: 'https://localhost:3000' }],
  ['another port of this machine as Origin', { origin: 'http://localhost:8' }],
  ['no Origin to speak of', { origin: 'null' }],
]

describe('demonstration sign-in over a connection', () => {
  test('is open to a browser on this machine, by each name of it', async () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST']) {
      const sent = { host: `${host}:${port}`, origin: `http://${host}:${port}` }
      expect((await send('POST', '/sign-in', sent)).status, host).toBe(303)
      expect((await send('GET', '/sign-in', sent)).body, host).toContain('name="role" value="smt"')
    }
    expect(await sessions()).toBe(4)
  })

  test.each(PROXIED)('is refused and not offered: %s', async (_, sent) => {
    const answer = await send('POST', '/sign-in', sent)
    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(await sessions()).toBe(0)
    const page = await send('GET', '/sign-in', sent)
    expect(page.status).toBe(200)
    expect(page.body).not.toContain('name="role"')
    expect(textOf(page.body)).toMatch(
      /The demonstration’s people may (only sign in|not sign in through a proxy)/,
    )
    const gallery = await send('GET', '/gallery', { ...sent, authorization: headers.authorization ?? '' })
    expect(gallery.status).toBe(404)
  })
})

async function inService(
  options: TestAppOptions,
): Promise<{ status: number; page: string; gallery: number }> {
  const service = await testApp(database.db, options)
  try {
    const sent = form({ role: 'smt' })
    const own = { ...fromOurPages, origin: options.baseUrl ?? fromOurPages.origin }
    const { statusCode: status } = await service.inject({
      ...sent,
      url: '/sign-in',
      headers: { ...sent.headers, ...own },
    })
    const { body } = await service.inject({ url: '/sign-in', headers: atHome })
    const gallery = await service.inject({ url: '/gallery', headers })
    return { status, page: body, gallery: gallery.statusCode }
  } finally {
    await service.close()
  }
}

describe('demonstration sign-in of a service', () => {
  test('is open in the demonstration, by the same request that is refused below', async () => {
    const { status, page, gallery } = await inService({})
    expect([status, gallery]).toEqual([303, 200])
    expect(page).toContain('name="role"')
    expect(await sessions()).toBe(1)
  })

  test.each([
    [
      'at an https address',
      { baseUrl: 'https://localhost:3000' },
      'only for a service whose address is http://',
    ],
    ['with single sign-on', { hasSingleSignOn: true }, 'with the council’s own accounts'],
    ['behind a declared proxy', { trustProxy: ['10.0.0.1'] }, 'never given behind a proxy'],
  ] as [string, TestAppOptions, string][])(
    'is refused and not offered %s, and the page says why',
    async (_, options, why) => {
      const { status, page, gallery } = await inService(options)
      expect([status, gallery]).toEqual([403, 404])
      expect(page).not.toContain('name="role"')
      expect(textOf(page)).toContain(why)
      expect(await sessions()).toBe(0)
    },
  )

  test('is closed from the moment at which the council is a real one', async () => {
    await database.db.updateTable('council').set({ is_demonstration: false }).execute()
    try {
      const { status, page, gallery } = await inService({})
      expect([status, gallery]).toEqual([403, 404])
      expect(page).not.toContain('name="role"')
      expect(textOf(page)).toContain('This council is not the demonstration.')
      expect(await sessions()).toBe(0)
    } finally {
      await database.db.updateTable('council').set({ is_demonstration: true }).execute()
    }
  })

  test('that never had it explains nothing of it', async () => {
    const { status, page } = await inService({ demo: false })
    expect(status).toBe(403)
    expect(textOf(page)).not.toMatch(/demonstration sign-in|demonstration’s people/i)
  })
})

describe('the rule of demonstration sign-in', () => {
  const config: DemonstrationConfig = {
    demo: true,
    baseUrl: 'http://localhost:3000',
    hasSingleSignOn: false,
    trustProxy: [],
  }
  const council = { isDemonstration: true }
  const asked: RequestOrigin = {
    headers: { host: 'localhost:3000' },
    remoteAddress: '127.0.0.1',
    localPort: 3000,
  }

  test('allows the one case in which nothing speaks against it', () => {
    expect(councilRefusal(config, council)).toBeNull()
    expect(demonstrationRefusal(config, council, asked)).toBeNull()
    expect(demonstrationRefusal(config, council, { ...asked, remoteAddress: '::ffff:127.0.0.1' })).toBeNull()
    expect(demonstrationRefusal({ ...config, baseUrl: 'http://localhost:0' }, council, asked)).toBeNull()
  })

  test.each([
    ['off', { demo: false }, 'off'],
    ['single sign-on', { hasSingleSignOn: true }, 'own accounts'],
    ['https', { baseUrl: 'https://localhost:3000' }, 'http://'],
    ['http at another machine', { baseUrl: 'http://scorecards.example' }, 'http://'],
    [
      'http at a name that begins like this machine’s',
      { baseUrl: 'http://127.0.0.1.evil.example' },
      'http://',
    ],
    ['a declared proxy', { trustProxy: ['10.0.0.1'] }, 'proxy'],
  ] as [string, Partial<DemonstrationConfig>, string][])(
    'refuses whatever the request: %s',
    (_, changed, why) => {
      expect(councilRefusal({ ...config, ...changed }, council)).toContain(why)
      expect(demonstrationRefusal({ ...config, ...changed }, council, asked)).toContain(why)
    },
  )

  test('refuses a council that is not the demonstration, and none at all', () => {
    expect(demonstrationRefusal(config, { isDemonstration: false }, asked)).toContain('not the demonstration')
    expect(demonstrationRefusal(config, null, asked)).toContain('No council')
  })

  test.each(['10.0.0.5', '192.0.2.7', '::ffff:10.0.0.5', 'fe80::1', '', '127.0.0.1.evil'])(
    'refuses a request from %j',
    (remoteAddress) => {
      expect(demonstrationRefusal(config, council, { ...asked, remoteAddress })).toContain(
        'on the machine it runs on',
      )
    },
  )

  test('refuses a request without a Host', () => {
    expect(demonstrationRefusal(config, council, { ...asked, headers: {} })).toContain('another address')
  })
})
