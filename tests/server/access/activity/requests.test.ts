import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { bearer, form, fromOurPages, type SignedIn, signIn, testApp, testNow } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'
import { some } from '../../../support/some.ts'

let db: Db
let owner: Db
let app: FastifyInstance

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('catalogue'))
  app = await testApp(db)
})
afterAll(() => app.close())

const lines = () => db.selectFrom('activity').selectAll().orderBy('id').execute()
const linesOf = async (kind: string) => (await lines()).filter((line) => line.kind === kind)
const get = async (url: string, headers: Record<string, string>) => app.inject({ url, headers })

describe('signing in and out', () => {
  it('are told, with the person and the machine', async () => {
    const reader = await signIn(app, 'team_manager')
    await app.inject({
      ...form({ _csrf: reader.csrf }),
      url: '/sign-out',
      headers: { ...form({}).headers, ...fromOurPages, cookie: reader.cookie },
    })
    const [began, ended] = [await linesOf('session.started'), await linesOf('session.ended')]
    expect(began).toMatchObject([
      { author_kind: 'person', author_name: 'Team manager', channel: 'sign_in', network: '127.0.0.1' },
    ])
    expect(ended).toMatchObject([{ author_name: 'Team manager', channel: 'session', network: '127.0.0.1' }])
  })
})

describe('a file that leaves the service', () => {
  it.each([
    ['/help/kpis.csv', 'file'],
    ['/help/kpis.xlsx', 'workbook'],
    ['/api/v1/measurements.csv?unit=HP-S1&grain=monthly', 'CSV of the API'],
    ['/api/v1/measurements.arrow?unit=HP-S1', 'Arrow'],
  ])('is told with its address: %s', async (url) => {
    const before = (await linesOf('file.exported')).length
    const answer = await get(url, await bearer(db, 'data_team'))
    expect(answer.statusCode).toBe(200)
    const told = (await linesOf('file.exported')).slice(before)
    expect(told).toMatchObject([{ author_kind: 'token', channel: 'token', subject: url }])
  })

  it('is not a page, JSON, a chart, a refusal, or a file that has not changed', async () => {
    const headers = await bearer(db, 'data_team')
    const { headers: sent } = await get('/help/kpis.csv', headers)
    const before = await linesOf('file.exported')
    const asked = [
      ['/help/kpis', {}, 200],
      ['/help/kpis.json', {}, 200],
      ['/api/v1/kpis', {}, 200],
      ['/help/kpis.csv?nothing=1', {}, 400],
      ['/help/kpis.csv', { 'if-none-match': String(sent.etag) }, 304],
    ] as const
    for (const [url, more, status] of some(asked))
      expect((await get(url, { ...headers, ...more })).statusCode).toBe(status)
    expect(await linesOf('file.exported')).toEqual(before)
  })

  it('is told with the codes and days of its query', async () => {
    await get('/api/v1/measurements.csv?unit=HP-S1&asAt=2019-05-10', await bearer(db, 'data_team'))
    const last = (await linesOf('file.exported')).at(-1)
    expect(last?.subject).toBe('/api/v1/measurements.csv?unit=HP-S1&asAt=2019-05-10')
  })
})

describe('a refusal', () => {
  it('is told at once, and further ones of that minute together', async () => {
    const own = await testApp(db)
    const headers = await bearer(db, 'team_manager', 'HP-S1')
    const ask = (url: string) => own.inject({ url, headers })
    const answers = []
    for (const url of ['/admin/settings', '/units/HP-S2', '/units/HP-S2', '/overview'])
      answers.push((await ask(url)).statusCode)
    expect(answers).toEqual([403, 404, 404, 404])
    await expect
      .poll(async () => (await linesOf('access.refused')).map(({ times, subject }) => [times, subject]))
      .toEqual([[1, 'GET /admin/settings']])
    await own.close()
    expect(await linesOf('access.refused')).toMatchObject([
      { times: 1, subject: 'GET /admin/settings', author_name: 'team_manager HP-S1 test' },
      { times: 3, subject: 'GET /overview' },
    ])
  })

  it('is not of an address that does not exist, nor of a form that is out of date', async () => {
    const own = await testApp(db)
    const headers = await bearer(db, 'smt')
    const before = await linesOf('access.refused')
    for (const url of ['/nowhere', '/units/NOWHERE'])
      expect((await own.inject({ url, headers })).statusCode).toBe(404)
    await own.close()
    expect(await linesOf('access.refused')).toEqual(before)
  })

  it('names the unit that was out of scope', async () => {
    const own = await testApp(db)
    const headers = await bearer(db, 'head_of_service', 'HPC')
    expect((await own.inject({ url: '/units/CIC-N', headers })).statusCode).toBe(404)
    await own.close()
    expect((await linesOf('access.refused')).at(-1)).toMatchObject({ unit_code: 'CIC-N', times: 1 })
  })
})

describe('the page and the API of the record', () => {
  let administrator: SignedIn

  beforeAll(async () => {
    administrator = await signIn(app, 'administrator')
  })
  const page = (url: string) => app.inject({ url, headers: { cookie: administrator.cookie } })

  it('are for the administrator alone', async () => {
    for (const role of ['data_team', 'smt', 'board', 'plan_lead'] as const) {
      const headers = await bearer(db, role)
      for (const url of ['/activity', '/activity.csv', '/api/v1/activity'])
        expect((await get(url, headers)).statusCode, `${role} ${url}`).toBe(403)
    }
    const outside = await bearer(db, 'administrator', null, 'outside')
    for (const url of ['/activity', '/activity.csv', '/api/v1/activity'])
      expect((await get(url, outside)).statusCode, url).toBe(403)
    expect((await page('/activity')).statusCode).toBe(200)
  })

  it('give lines newest first, by pages that join without a gap', async () => {
    const headers = await bearer(db, 'administrator')
    const first = (await get('/api/v1/activity?limit=3', headers)).json()
    expect(first.lines).toHaveLength(3)
    const second = (await get(`/api/v1/activity?limit=1000&before=${first.next}`, headers)).json()
    const ids = [...first.lines, ...second.lines].map(({ id }: { id: number }) => id)
    const known = (await lines()).map(({ id }) => id).filter((id) => id <= (ids[0] ?? 0))
    expect(ids).toEqual(known.toReversed())
    expect(second.next).toBeNull()
  })

  it('choose by who, what, unit and day', async () => {
    const headers = await bearer(db, 'administrator')
    const ask = async (query: string) =>
      (await get(`/api/v1/activity?${query}`, headers)).json().lines as {
        what: string
        unit: string | null
        who: { name: string; id: number }
      }[]
    expect(new Set(some(await ask('what=access.refused')).map(({ what }) => what))).toEqual(
      new Set(['access.refused']),
    )
    expect(some(await ask('unit=cic-n')).map(({ unit }) => unit)).toEqual(['CIC-N'])
    const who = some(await ask('what=session.started'))[0]?.who
    expect(new Set((await ask(`who=${who?.id}`)).map((line) => line.who.name))).toEqual(new Set([who?.name]))
    expect(await ask('to=2019-06-10')).toEqual([])
    expect((await ask('from=2019-06-10')).length).toBeGreaterThan(3)
    expect((await get('/api/v1/activity?from=soon', headers)).statusCode).toBe(400)
  })

  it('say in words what was done', async () => {
    const { body } = await page('/activity?what=session.started')
    expect(body).toContain('signed in')
    expect(body).toContain('Team manager')
    expect(body).toContain('at sign-in, from 127.0.0.1')
    expect((await page('/activity?what=grant.given')).body).toContain(
      'gave a role: team manager, Team manager',
    )
    expect((await page('/activity?what=nothing')).statusCode).toBe(400)
    expect((await page('/activity?who=unknown')).statusCode).toBe(400)
  })

  it('give a file in which no text is a formula', async () => {
    await owner
      .insertInto('activity')
      .values({
        ...{ council_id: councilId, recorded_at: testNow, kind: 'token.created', author_kind: 'unknown' },
        ...{ author_name: '=HYPERLINK("x")', times: 1, subject: 'token +1', reason: '@SUM(1)' },
      })
      .execute()
    const { body, headers } = await page('/activity.csv')
    expect(headers['content-type']).toContain('text/csv')
    expect(body).toContain(`"'=HYPERLINK(""x"")"`)
    expect(body).toContain(`"'@SUM(1)"`)
    expect((await linesOf('file.exported')).at(-1)).toMatchObject({ subject: '/activity.csv' })
  })
})
