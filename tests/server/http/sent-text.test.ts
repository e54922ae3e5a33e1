import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '#dashboards/pages/kit/page.ts'
import { bearer, form, fromOurPages, type SignedIn, signIn, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { csvOf } from '../../support/extract-files.ts'
import { textOf } from '../../support/page-text.ts'
import { multipartForm } from '../../support/upload-form.ts'

let database: TestDatabase
let app: FastifyInstance
let headers: { authorization: string }
let manager: { authorization: string }
let session: SignedIn

/** Text that reaches the database although every request is checked. */
const probes: Page = {
  name: 'probes',
  register(scope) {
    const config = { permission: 'public' as const }
    scope.get('/probe/nul', { config }, async () => sql`select ${'a\0b'}::text`.execute(database.db))
    scope.get('/probe/json', { config }, async () =>
      sql`select (${JSON.stringify('a\0b')}::jsonb) #>> '{}'`.execute(database.db),
    )
    scope.post('/probe/typed', { config: { permission: 'signed_in' } }, async ({ body }) =>
      JSON.stringify(body),
    )
    scope.post('/probe/echo', { config }, async ({ body }) => JSON.stringify(body))
  },
}

beforeAll(async () => {
  database = await testDatabase('catalogue')
  app = await testApp(database.db, { extraPages: [probes] })
  headers = await bearer(database.db, 'data_team')
  manager = await bearer(database.db, 'team_manager', 'HP-S1')
  session = await signIn(app, 'data_team')
})

const json = { 'content-type': 'application/json' }
const REFUSED = 'has a character that cannot be stored (NUL, or half a character): remove it'

describe('a text that PostgreSQL cannot hold', () => {
  it('is refused in a query, of somebody who has not signed in', async () => {
    const { statusCode, body } = await app.inject({ url: '/assets/council-logo?v=%00' })
    expect(statusCode).toBe(400)
    expect(body).toContain(`v: ${REFUSED}.`)
  })

  it('is refused in a path and in the name of a parameter', async () => {
    for (const url of ['/extracts/layouts/a%00b.json', '/search?%00=a', '/search?q=a&q=%00']) {
      expect((await app.inject({ url, headers })).statusCode, url).toBe(400)
    }
  })

  it.each([
    ['a field', { body: 'a\0b' }],
    ['half a character', { body: 'a\ud800' }],
    ['the other half', { body: '\udc00a' }],
    ['within a list', { body: 'text', further: ['a', ['\0']] }],
    ['the name of a field', { body: 'text', 'a\0b': 1 }],
  ])('is refused in JSON, with the field that has it: %s', async (_where, payload) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/units/HP-S1/decisions',
      payload: JSON.stringify(payload),
      headers: { ...manager, ...json },
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().detail).toMatch(/^(body|further): has a character that cannot be stored/)
  })

  it('is refused in a form', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/sign-in',
      payload: 'role=smt&next=%2F%00',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...fromOurPages },
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(`next: ${REFUSED}.`)
  })

  it('is named in a form of somebody signed in, whose text is kept without it and can be sent again', async () => {
    const { cookie, csrf } = await signIn(app, 'team_manager')
    const send = (fields: Record<string, string>) => {
      const request = form({ _csrf: csrf, ...fields })
      return app.inject({
        ...request,
        url: '/probe/typed?from=home',
        headers: { ...request.headers, ...fromOurPages, cookie },
      })
    }
    const written = 'Ring every <family>\n\nthe day before.'
    const typed = { period: '2019-04', 'due-day': '1', owner: 'Team\0 manager', body: `\0${written}` }
    const answer = await send(typed)
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toMatch(new RegExp(`(body|owner): ${REFUSED.replaceAll(/[()]/g, '\\$&')}`))
    const [, again = ''] =
      /<form method="post" action="\/probe\/typed\?from=home" novalidate>(.*?)<\/form>/s.exec(answer.body) ??
      []
    expect(textOf(again)).toContain('What you typed is kept')
    expect(again).toContain(
      `<textarea class="govuk-textarea" id="typed-3" name="body" rows="5">Ring every &lt;family&gt;\n\nthe day before.</textarea>`,
    )
    expect(again).toMatch(/<textarea [^>]*name="owner"[^>]*>Team manager<\/textarea>/)
    expect(again).toContain(`name="_csrf" value="${csrf}"`)
    expect(again).toContain('<input type="hidden" name="period" value="2019-04">')
    const sent = await send({ ...typed, owner: 'Team manager', body: written })
    expect(sent.json()).toEqual({ ...typed, owner: 'Team manager', body: written })
  })

  it('is never shown again to a program, nor is a form that another rule refuses', async () => {
    const payload = 'body=a%00b'
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const asProgram = await app.inject({
      method: 'POST',
      url: '/probe/typed',
      payload,
      headers: { ...manager, ...type },
    })
    expect([asProgram.statusCode, asProgram.body.includes('<textarea')]).toEqual([400, false])
    const { cookie } = session
    const forged = await app.inject({
      method: 'POST',
      url: '/probe/typed',
      payload: `${payload}&_csrf=guessed`,
      headers: { ...type, ...fromOurPages, cookie },
    })
    expect([forged.statusCode, forged.body.includes('<textarea')]).toEqual([403, false])
  })

  it('is refused in a field of the form that carries a file, and nothing is stored', async () => {
    const request = multipartForm([
      { name: '_csrf', value: session.csrf },
      { name: 'layout', value: 'a\0b' },
      { name: 'file', filename: 'april.csv', value: csvOf(['CIC-N,LC01,2018-01,1,10']) },
    ])
    const answer = await app.inject({
      ...request,
      url: '/extracts/new',
      headers: { ...request.headers, ...fromOurPages, cookie: session.cookie },
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(`layout: ${REFUSED}.`)
    expect(await database.db.selectFrom('extract').select('id').execute()).toEqual([])
  })

  it('is taken out of a file’s name, which is never cut within a character', async () => {
    const name = `${'a'.repeat(199)}👍.csv`
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/extracts?dryRun=true',
      payload: csvOf(['CIC-N,LC01,2018-01,1,10']),
      headers: {
        ...headers,
        'content-type': 'text/csv',
        'content-disposition': `attachment; filename*=UTF-8''%00${encodeURIComponent(name)}`,
      },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json().filename).toBe('a'.repeat(199))
  })

  it('is refused however deep it is within JSON, and depth alone is no fault', async () => {
    const depth = 50_000
    const nested = (inner: string) => `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`
    const send = (payload: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/units/HP-S1/decisions',
        payload,
        headers: { ...manager, ...json },
      })
    expect((await send(nested('"\\u0000"'))).statusCode).toBe(400)
    expect((await send(nested('1'))).statusCode).toBe(400)
  })

  it.each(['/probe/nul', '/probe/json'])(
    'is refused with 400 where only the database finds it: %s',
    async (url) => {
      const { statusCode, body } = await app.inject({ url })
      expect(statusCode).toBe(400)
      expect(body).toContain(`A text ${REFUSED}.`)
    },
  )
})

describe('a text of several lines and languages', () => {
  it('is kept as it was written', async () => {
    const text = 'One.\r\n\r\n\tTwo: 👍, עברית, 漢字\u2028three\u0007'
    const answer = await app.inject({
      method: 'POST',
      url: '/probe/echo',
      payload: JSON.stringify({ text }),
      headers: json,
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ text })
  })
})
