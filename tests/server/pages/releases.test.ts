/** The forms with which people release a text to the board. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { unreleasedWords } from '#domain/suppression/released-text.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { loadWrittenTexts } from '#server/reads/written-texts.ts'
import { atHome, form, fromOurPages, type SignedIn, signIn, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { some } from '../../support/some.ts'

let db: Db
let app: FastifyInstance
const sessions = new Map<Role, SignedIn>()

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
  for (const role of ['team_manager', 'head_of_service', 'plan_lead', 'board'] as const)
    sessions.set(role, await signIn(app, role))
})

function sessionOf(role: Role): SignedIn {
  const session = sessions.get(role)
  if (session === undefined) throw new Error(`${role} has not signed in`)
  return session
}

const get = (role: Role, url: string) =>
  app.inject({ url, headers: { ...atHome, cookie: sessionOf(role).cookie } })

const words = async (role: Role, url: string) => textOf((await get(role, url)).body)

async function post(role: Role, url: string, fields: Record<string, string>) {
  const { cookie, csrf } = sessionOf(role)
  const request = form({ ...fields, _csrf: csrf })
  return app.inject({ ...request, url, headers: { ...request.headers, ...fromOurPages, cookie } })
}

/** The text that begins so. */
async function textLike(beginning: string) {
  const [found] = (await loadWrittenTexts(db)).filter(({ text }) => text.startsWith(beginning))
  if (found === undefined) throw new Error(`No text begins ‘${beginning}’`)
  return found
}

const visits = '/units/HP-S1/kpis/CP01/commentary'

describe('the tick of a form', () => {
  test('releases the text as it is saved, and without it nothing is released', async () => {
    const written = { period: '2019-04', seen: '0', body: 'Conferences are booked by the hub.' }
    expect((await post('team_manager', visits, { ...written, release: 'yes' })).statusCode).toBe(303)
    expect((await textLike('Conferences are booked')).release.released?.by).toBe('Team manager')
    const later = { period: '2019-04', seen: '1', body: 'Conferences are booked by the team.' }
    expect((await post('team_manager', visits, later)).statusCode).toBe(303)
    expect((await textLike('Conferences are booked by the team')).release.released).toBeNull()
  })

  test('asks once where the text seems to tell a small number, saves nothing until then, and keeps what was typed', async () => {
    const written = { period: '2019-04', seen: '0', body: 'Both brothers were seen.', release: 'yes' }
    const url = '/units/HP-S1/kpis/CP02/commentary'
    const asked = await post('team_manager', url, written)
    expect(asked.statusCode).toBe(422)
    expect(textOf(asked.body)).toContain('It seems to tell a small number: “both”.')
    expect(asked.body).toContain('Both brothers were seen.</textarea>')
    expect(asked.body).toMatch(/name="release" type="checkbox" value="yes" checked/)
    expect(asked.body).toContain('<input type="hidden" name="advised" value="yes">')
    expect((await loadWrittenTexts(db)).filter(({ text }) => text.startsWith('Both brothers'))).toEqual([])
    expect((await post('team_manager', url, { ...written, advised: 'yes' })).statusCode).toBe(303)
    expect((await textLike('Both brothers')).release.released?.by).toBe('Team manager')
  })

  test('is with an agreed action, whose owner is a role, and with what came of it', async () => {
    const decision = {
      period: '2019-04',
      body: 'Print the list.',
      owner: 'Team manager, HP-S1',
      release: 'yes',
    }
    expect((await post('head_of_service', '/units/HP-S1/decisions/new', decision)).statusCode).toBe(303)
    const saved = await textLike('Print the list.')
    expect(saved.release.released?.by).not.toBeUndefined()
    const page = `/units/HP-S1/decisions/${saved.release.id}`
    const outcome = { state: 'done', seen: '0', words: 'The list is printed.', release: 'yes' }
    expect((await post('head_of_service', page, outcome)).statusCode).toBe(303)
    expect((await textLike('The list is printed.')).release.released).not.toBeNull()
  })

  test('asks of them too', async () => {
    const decision = { period: '2019-04', body: 'See the twins.', owner: 'Team manager', release: 'yes' }
    const asked = await post('head_of_service', '/units/HP-S1/decisions/new', decision)
    expect([asked.statusCode, textOf(asked.body)]).toEqual([422, expect.stringContaining('“twins”')])
    const { release } = await textLike('Advertise the two posts')
    const outcome = { state: 'open', seen: '0', words: 'One of them is advertised.', release: 'yes' }
    const said = await post('head_of_service', `/units/HP-S1/decisions/${release.id}`, outcome)
    expect([said.statusCode, textOf(said.body)]).toEqual([422, expect.stringContaining('“one”')])
  })
})

describe('the button beside a text', () => {
  test('on the page of an action releases it to the board, and takes it back', async () => {
    const page = '/plan/actions/R1.2'
    const kept = '96 children’s cases reviewed'
    expect(await words('board', page)).not.toContain(kept)
    expect(await words('board', page)).toContain(unreleasedWords('progress'))
    const { kind, id } = (await textLike(kept)).release
    const shown = await get('plan_lead', page)
    expect(shown.body).toContain(`<input type="hidden" name="id" value="${id}">`)
    const released = await post('plan_lead', '/releases', { kind, id, withdraw: 'no', back: page })
    expect([released.statusCode, released.headers.location]).toEqual([303, page])
    expect(await words('plan_lead', page)).toContain(
      'The board may now read it. It seems to tell a small number',
    )
    expect(await words('board', page)).toContain(kept)
    await post('plan_lead', '/releases', { kind, id, withdraw: 'yes', back: page })
    expect(await words('plan_lead', page)).toContain('The board no longer reads it.')
    expect(await words('board', page)).not.toContain(kept)
  })

  test('is on the pages of commentary and of an agreed action for those who may, and for nobody else', async () => {
    for (const [role, url] of [
      ['team_manager', `${visits}?period=2019-04`],
      ['head_of_service', `/units/HP-S1/decisions/${(await textLike('List on Friday')).release.id}`],
    ] as const)
      expect((await get(role, url)).body, url).toContain('<form method="post" action="/releases"')
    // What the head of the service agreed, of which nothing was said yet.
    const { release } = await textLike('Give every child protection visit')
    for (const [role, url] of [
      ['team_manager', `/units/HP-S1/decisions/${release.id}`],
      ['board', '/plan/actions/R1.2'],
      ['head_of_service', '/plan/actions/R2.3'],
    ] as const) {
      const answer = await get(role, url)
      expect(answer.statusCode, url).toBe(200)
      expect(answer.body, url).not.toContain('action="/releases"')
    }
  })

  test.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere', '/sign-in', ''])(
    'never leads to ‘%s’',
    async (back) => {
      const { kind, id } = (await textLike('The list goes out every Friday')).release
      const answer = await post('plan_lead', '/releases', { kind, id, withdraw: 'no', back })
      expect([answer.statusCode, answer.headers.location]).toEqual([303, '/releases'])
    },
  )

  test('is refused to the board, to a role below the author, and to a form from elsewhere', async () => {
    const { kind, id } = (await textLike('List on Friday')).release
    expect((await post('board', '/releases', { kind, id })).statusCode).toBe(403)
    expect((await post('team_manager', '/releases', { kind, id })).statusCode).toBe(403)
    const { cookie } = sessionOf('plan_lead')
    const request = form({ kind, id, _csrf: 'another' })
    const headers = { ...request.headers, ...fromOurPages, cookie }
    expect((await app.inject({ ...request, url: '/releases', headers })).statusCode).toBe(403)
  })
})

describe('the list of texts', () => {
  test('shows each reader the texts that they may release, and asks for a kind, a state and an action', async () => {
    const all = await words('plan_lead', '/releases')
    expect(all).toMatch(/You may release \d+ texts: \d+ are released, \d+ not\./)
    const kept = await words('plan_lead', '/releases?kind=evidence&released=no')
    expect(kept).toContain('Three children at risk were found')
    expect(kept).toContain('It seems to tell a small number: “three” and “two”.')
    expect(kept).not.toContain('Move four children’s cases')
    expect(await words('plan_lead', '/releases?action=R1.7')).toContain('Move four children’s cases')
    const own = await words('team_manager', '/releases')
    expect(own).toContain('Both brothers were seen.')
    expect(own).not.toContain('Three children at risk')
    expect((await get('board', '/releases')).statusCode).toBe(403)
  })

  test.each([
    'kind=everything',
    'released=perhaps',
    'action=nothing',
    'asAt=yesterday',
    'kind=rating&kind=evidence',
  ])('refuses the question %s', async (query) => {
    expect((await get('plan_lead', `/releases?${query}`)).statusCode).toBe(400)
  })

  test('shows what was released at an earlier moment, and changes nothing of that', async () => {
    const { body } = await get('plan_lead', '/releases?kind=evidence&asAt=2019-04-30')
    expect(textOf(body)).toContain('As published by')
    expect(textOf(body)).toMatch(/Released to the board on \d+ \w+ 201[89] by/)
    expect(body).not.toContain('action="/releases" class="app-release"')
    const counted = async (asAt: string) =>
      Number(/You may release (\d+) texts/.exec(await words('plan_lead', `/releases?asAt=${asAt}`))?.[1])
    expect(await counted('2018-12-31')).toBeLessThan(await counted('2019-04-30'))
    const before = (await get('plan_lead', '/releases.json?asAt=2019-04-30')).json().rows as {
      releasedAt: string | null
    }[]
    expect(some(before).filter(({ releasedAt }) => (releasedAt ?? '') > '2019-05-01')).toEqual([])
  })

  test('is a file too, with who released each text and when', async () => {
    const rows = (await get('plan_lead', '/releases.json?kind=evidence')).json().rows as {
      released: boolean
      releasedBy: string | null
      releasedAt: string | null
    }[]
    const released = some(rows.filter((row) => row.released))
    expect(released.filter(({ releasedBy, releasedAt }) => !releasedBy || !releasedAt)).toEqual([])
    expect(new Set(released.map(({ releasedBy }) => releasedBy))).toEqual(
      new Set(['The published plan', 'Improvement programme lead']),
    )
    expect(some(rows.filter((row) => !row.released)).filter(({ releasedAt }) => releasedAt)).toEqual([])
  })
})

test('the method page says what is read outside, and the programme lead’s home leads to the list', async () => {
  const method = await words('board', '/help/method')
  expect(method).toContain('only once a person has released that very text')
  expect(method).toContain(unreleasedWords('commentary'))
  expect((await get('plan_lead', '/')).body).toContain('href="/releases"')
  expect((await get('board', '/')).body).not.toContain('href="/releases"')
})
