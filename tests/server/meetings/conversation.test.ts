import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { unreleasedWords } from '#domain/suppression/released-text.ts'
import { recordPageView } from '#server/access/people/page-views.ts'
import { recordPerson } from '#server/access/people/people.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { loadLastPageView } from '#server/reads/page-views.ts'
import { bearer, form, fromOurPages, type SignedIn, signIn, testApp, testNow } from '../../support/app.ts'
import { recordedAt, type TestDatabase, testDatabase } from '../../support/database.ts'

let database: TestDatabase
let app: FastifyInstance
const clock = { now: testNow }

beforeAll(async () => {
  database = await testDatabase('demo')
  app = await testApp(database.db, { now: () => clock.now })
})

/** One session for each role, because sign-ins in a minute are limited. */
const sessions = new Map<Role, Promise<SignedIn>>()
function sessionOf(role: Role): Promise<SignedIn> {
  const session = sessions.get(role) ?? signIn(app, role)
  sessions.set(role, session)
  return session
}

async function get(role: Role, url: string) {
  const { cookie } = await sessionOf(role)
  return app.inject({ url, headers: { cookie } })
}

/** Sends a form as a person does, with the secret of the session. */
async function post(role: Role, url: string, fields: Record<string, string>) {
  const { cookie, csrf } = await sessionOf(role)
  const request = form({ _csrf: csrf, ...fields })
  return app.inject({ ...request, url, headers: { ...request.headers, ...fromOurPages, cookie } })
}

function seenOn(body: string): string {
  return /name="seen" value="(\d+)"/.exec(body)?.[1] ?? ''
}

const visits = '/units/HP-S1/kpis/CP04/commentary'

async function said(unit = 'HP-S1', kpi = 'CP04', period = '2019-04') {
  return database.db
    .selectFrom('commentary')
    .selectAll()
    .where('unit_code', '=', unit)
    .where('kpi_code', '=', kpi)
    .where('period', '=', period)
    .orderBy('version')
    .execute()
}

describe('what is behind a figure', () => {
  test('is said on a form that shows the figure, what was said before and the way back', async () => {
    const page = await get('team_manager', `${visits}?period=2019-04&from=scorecard`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('<h1 class="govuk-heading-l">Commentary on CP visits in timescale</h1>')
    expect(page.body).toContain('22 of 39')
    expect(page.body).toContain('All eighteen late visits have since been made')
    expect(page.body).toContain(
      'Do not include names or details of children, families or individual workers.',
    )
    expect(page.body).toContain('href="/units/HP-S1/scorecards/2019-04#kpi-CP04"')
    expect(seenOn(page.body)).toBe('0')
  })

  test('is saved, and saved again as another version; what stood before is kept and shown', async () => {
    const first = await post('team_manager', visits, {
      period: '2019-04',
      seen: '0',
      from: 'scorecard',
      body: '  Two visits were <b>late</b>.\r\n',
    })
    expect(first.statusCode).toBe(303)
    expect(first.headers.location).toBe('/units/HP-S1/scorecards/2019-04')
    const again = await post('team_manager', visits, {
      period: '2019-04',
      seen: '1',
      from: 'kpi',
      body: 'Ten visits were late.',
    })
    expect(again.headers.location).toBe('/units/HP-S1/kpis/CP04?to=2019-04')
    const told = 'What you said of CP visits in timescale, April 2019, is saved.'
    const back = (await get('team_manager', String(again.headers.location))).body
    expect(back.indexOf(told)).toBeGreaterThan(0)
    expect(back.indexOf(told)).toBeLessThan(back.indexOf('<h1'))
    expect(back).toContain('role="alert"')
    expect(back).toContain('<a class="govuk-notification-banner__link" href="#behind">Go to it</a>')
    expect((await get('team_manager', String(again.headers.location))).body).not.toContain(told)
    expect((await said()).map((c) => [c.version, c.kind, c.body, c.by_name, c.by_role])).toEqual([
      [
        1,
        'text',
        'Two visits were <b>late</b>.',
        'Team manager',
        'Team manager, Help and Protection South 1',
      ],
      [2, 'text', 'Ten visits were late.', 'Team manager', 'Team manager, Help and Protection South 1'],
    ])
    const page = await get('team_manager', `${visits}?period=2019-04`)
    expect(page.body).toContain('>Ten visits were late.</textarea>')
    expect(page.body).toContain('What was saved before')
    expect(page.body).toContain('Two visits were &lt;b&gt;late&lt;/b&gt;.')
    expect(seenOn(page.body)).toBe('2')
  })

  test('pressed twice is saved once', async () => {
    const fields = { period: '2019-04', seen: '2', body: 'Ten visits were late.' }
    expect((await post('team_manager', visits, fields)).statusCode).toBe(303)
    expect(await said()).toHaveLength(2)
  })

  test('saved over a version that was not seen is answered with what stands, and what was typed is kept', async () => {
    const answer = await post('head_of_service', visits, {
      period: '2019-04',
      seen: '1',
      body: 'Sickness in the first week.',
    })
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('<title>Error: ')
    expect(answer.body).toContain('Somebody else saved while you were writing')
    expect(answer.body).toContain('What is saved now')
    expect(answer.body).toContain('Ten visits were late.')
    expect(answer.body).toContain('>Sickness in the first week.</textarea>')
    expect(await said()).toHaveLength(2)
    const seen = seenOn(answer.body)
    const saved = await post('head_of_service', visits, {
      period: '2019-04',
      seen,
      body: 'Ten visits were late. Sickness in the first week.',
    })
    expect(saved.statusCode).toBe(303)
    expect((await said()).at(-1)).toMatchObject({
      version: 3,
      by_role: 'Head of service, Help, Protection and Court',
    })
  })

  test('by two at once over the same version is saved once', async () => {
    const url = '/units/HP-S1/kpis/MO02/commentary'
    const fields = (body: string) => ({ period: '2019-04', seen: '0', body })
    const answers = await Promise.all([
      post('team_manager', url, fields('One.')),
      post('head_of_service', url, fields('Two.')),
    ])
    expect(answers.map((a) => a.statusCode).sort()).toEqual([303, 409])
    expect(await said('HP-S1', 'MO02')).toHaveLength(1)
  })

  test('that looks like it tells who somebody is raises a question, and is saved when that is answered', async () => {
    const url = '/units/HP-S1/kpis/MO01/commentary'
    const fields = { period: '2019-04', seen: '0', body: 'Case 104233 was moved late.' }
    const asked = await post('team_manager', url, fields)
    expect(asked.statusCode).toBe(422)
    expect(asked.body).toContain('It looks like it holds a case number.')
    expect(asked.body).toContain('It names nobody: save it as it is')
    expect(asked.body).toContain('>Case 104233 was moved late.</textarea>')
    expect(await said('HP-S1', 'MO01')).toHaveLength(0)
    expect((await post('team_manager', url, { ...fields, accepted: 'yes' })).statusCode).toBe(303)
    expect(await said('HP-S1', 'MO01')).toHaveLength(1)
  })

  test.each([
    ['nothing', '  \r\n ', 'Enter what happened'],
    ['too much', 'a'.repeat(2001), 'The commentary must be 2,000 characters or fewer'],
    ['a sign no keyboard writes', 'a\u0007b', 'must only include letters, numbers, punctuation and spaces'],
  ])('is refused with a sentence where it is %s', async (_, body, words) => {
    const answer = await post('team_manager', '/units/HP-S1/kpis/CN01/commentary', {
      period: '2019-04',
      seen: '0',
      body,
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('There is a problem')
    expect(answer.body).toContain(words)
    expect(await said('HP-S1', 'CN01')).toHaveLength(0)
  })

  test('of a signed-off month goes beneath what was agreed, as a note', async () => {
    const page = await get('team_manager', `${visits}?period=2019-03`)
    expect(page.body).toContain('What was agreed stays as it is.')
    expect(page.body).toContain('Add a note about March 2019')
    const answer = await post('team_manager', visits, {
      period: '2019-03',
      seen: seenOn(page.body),
      body: 'No visit of these families has been late since.',
    })
    expect(answer.statusCode).toBe(303)
    expect((await said('HP-S1', 'CP04', '2019-03')).map((c) => [c.version, c.kind])).toEqual([
      [1, 'text'],
      [2, 'text'],
      [3, 'note'],
      [4, 'note'],
    ])
    const list = await api('team_manager', 'HP-S1', '/commentary?period=2019-03&kpi=cp04')
    expect(list.json().commentary).toEqual([
      expect.objectContaining({
        version: 4,
        body: expect.stringContaining('six were late by under a week'),
        notes: [
          expect.objectContaining({ body: 'The list of visits due has gone out every Friday since 3 May.' }),
          expect.objectContaining({ body: 'No visit of these families has been late since.' }),
        ],
      }),
    ])
  })

  test('is read as at a moment as it stood then', async () => {
    const then = await api('team_manager', 'HP-S1', '/commentary?period=2019-03&kpi=CP04&asAt=2019-04-15')
    expect(then.json().commentary).toEqual([
      expect.objectContaining({ version: 1, notes: [], recordedAt: '2019-04-15T10:00:00.000Z' }),
    ])
    const before = await api('team_manager', 'HP-S1', '/commentary?period=2019-03&asAt=2019-04-01')
    expect([before.statusCode, before.json().detail]).toEqual([
      404,
      '2019-03 is not a published month. GET /periods lists them.',
    ])
  })

  test('is of a row of a scorecard there is, in a month that is one', async () => {
    for (const url of [
      `${visits}?period=2030-01`,
      `${visits}?period=2017-05`,
      '/units/HP-S1/kpis/LC01/commentary?period=2019-04',
      '/units/HP-S1/kpis/ZZ99/commentary?period=2019-04',
      '/units/HP-S1/kpis/constructor/commentary?period=2019-04',
    ])
      expect((await get('team_manager', url)).statusCode, url).toBe(404)
    expect((await get('team_manager', `${visits}?period=April`)).statusCode).toBe(400)
    expect((await get('team_manager', `${visits}?period=2019-04&period=2019-03`)).statusCode).toBe(400)
    const none = { period: '2019-04', seen: '0', body: 'Text.' }
    expect((await post('team_manager', '/units/HP-S1/kpis/LC01/commentary', none)).statusCode).toBe(404)
  })
})

async function api(role: Role, unit: string, rest: string, body?: object) {
  const { authorization } = await tokenOf(role)
  return app.inject({
    url: `/api/v1/units/${unit}${rest}`,
    headers: { authorization },
    ...(body === undefined ? {} : { method: 'POST' as const, payload: body }),
  })
}

const tokens = new Map<Role, Promise<{ authorization: string }>>()
function tokenOf(role: Role) {
  const unit = role === 'team_manager' ? 'HP-S1' : role === 'head_of_service' ? 'HPC' : null
  const token = tokens.get(role) ?? bearer(database.db, role, unit)
  tokens.set(role, token)
  return token
}

describe('who may write', () => {
  const others = ['smt', 'data_team', 'plan_lead', 'quality_lead', 'workforce_lead', 'administrator'] as const

  test('is the manager of the team and the head of its service: another role is refused with 403', async () => {
    for (const role of others) {
      expect((await get(role, `${visits}?period=2019-04`)).statusCode, role).toBe(403)
      expect((await get(role, '/units/HP-S1/decisions/new')).statusCode, role).toBe(403)
      const written = { period: '2019-04', seen: '0', body: 'Text.' }
      expect((await post(role, visits, written)).statusCode, role).toBe(403)
      expect((await post(role, '/units/HP-S1/decisions/new', written)).statusCode, role).toBe(403)
      expect((await post(role, '/units/HP-S1/decisions/1', { state: 'done', seen: '0' })).statusCode).toBe(
        403,
      )
      const sent = await api(role, 'HP-S1', '/commentary', { kpi: 'CP04', period: '2019-04', body: 'Text.' })
      expect(sent.statusCode, role).toBe(403)
    }
  })

  test('finds no team out of scope: 404', async () => {
    for (const [role, unit] of [
      ['team_manager', 'HP-S2'],
      ['team_manager', 'HPC'],
      ['head_of_service', 'CIC-N'],
      ['board', 'HP-S1'],
    ] as const) {
      const place = `/units/${unit}`
      expect((await get(role, `${place}/kpis/CP04/commentary?period=2019-04`)).statusCode).toBe(404)
      expect((await get(role, `${place}/decisions`)).statusCode).toBe(404)
      const written = { period: '2019-04', seen: '0', body: 'Text.', owner: 'Team manager' }
      expect((await post(role, `${place}/decisions/new`, written)).statusCode).toBe(404)
      expect((await api(role, unit, '/commentary?period=2019-04')).statusCode).toBe(404)
      expect((await api(role, unit, '/decisions', written)).statusCode).toBe(404)
    }
  })

  test('is nobody on the board, which reads what was released and writes nothing', async () => {
    const written = { period: '2019-04', seen: '0', body: 'Text.', owner: 'Board' }
    expect((await post('board', '/units/HPC/kpis/CP04/commentary', written)).statusCode).toBe(403)
    expect((await post('board', '/units/HPC/decisions/new', written)).statusCode).toBe(403)
    expect((await api('board', 'HPC', '/commentary?period=2019-04')).statusCode).toBe(200)
  })

  test('is not a program outside, which is given the commentary and agreed actions that were released', async () => {
    const secret = await recordToken(database.db, {
      name: 'outside',
      role: 'smt',
      unit: null,
      audience: 'outside',
      now: testNow,
    })
    const headers = { authorization: `Bearer ${secret}` }
    const ask = (url: string) => app.inject({ url: `/api/v1/units/${url}`, headers })
    const said = (await ask('HP-S1/commentary?period=2019-03')).json().commentary as { body: string }[]
    expect(said.map(({ body }) => body)).toContain(unreleasedWords('commentary'))
    expect(JSON.stringify(said)).not.toContain('social workers left')
    const decisions = (await ask('HP-S1/decisions')).json().decisions as { body: string; outcome: string }[]
    expect(JSON.stringify(decisions)).not.toContain('one of them')
    expect(decisions.map(({ outcome }) => outcome)).toContain(unreleasedWords('outcome'))
  })

  test('sends the secret of their own session, from our own pages', async () => {
    const written = { period: '2019-04', seen: '3', body: 'From elsewhere.' }
    expect((await post('team_manager', visits, { ...written, _csrf: 'another' })).statusCode).toBe(403)
    const { cookie, csrf } = await sessionOf('team_manager')
    const request = form({ ...written, _csrf: csrf })
    const headers = { ...request.headers, cookie, 'sec-fetch-site': 'cross-site' }
    expect((await app.inject({ ...request, url: visits, headers })).statusCode).toBe(403)
    expect(JSON.stringify(await said())).not.toContain('From elsewhere')
  })
})

describe('the API', () => {
  test('writes by the rules of the pages, and says why it does not', async () => {
    const text = { kpi: 'cn02', period: '2019-04', body: 'Visits were written up late.' }
    const saved = await api('team_manager', 'hp-s1', '/commentary', text)
    expect(saved.statusCode).toBe(200)
    expect(saved.json()).toMatchObject({ unit: 'HP-S1', kpi: 'CN02', version: 1, notes: [] })
    const stale = await api('team_manager', 'HP-S1', '/commentary', { ...text, body: 'Another.' })
    expect(stale.statusCode).toBe(409)
    expect(stale.json().current).toMatchObject({ version: 1, body: 'Visits were written up late.' })
    const asked = await api('team_manager', 'HP-S1', '/commentary', {
      ...text,
      body: 'Case 104233',
      version: 1,
    })
    expect(asked.statusCode).toBe(422)
    expect(asked.json()).toMatchObject({ warnings: ['case_number'] })
    const empty = await api('team_manager', 'HP-S1', '/commentary', { ...text, body: ' ', version: 1 })
    expect(empty.statusCode).toBe(422)
    expect(empty.json().detail).toBe('Enter what happened.')
    for (const body of [[], { ...text, more: 1 }, { ...text, body: { $gt: '' } }, { ...text, version: -1 }])
      expect((await api('team_manager', 'HP-S1', '/commentary', body)).statusCode).toBe(400)
  })
})

describe('commentary', () => {
  const url = '/units/HP-S1/kpis/CP02/commentary'

  test('asks four things, keeps the answers as one text, and finds each in its box again', async () => {
    const page = (await get('team_manager', `${url}?period=2019-04`)).body
    const asked = ['What happened?', 'What is in our control?', 'What will we do next?', 'By when?']
    expect(asked.filter((question) => !page.includes(question))).toEqual([])
    const saved = await post('team_manager', url, {
      ...{ period: '2019-04', seen: '0', body: 'One plan was late.\r\nIt is made now.' },
      ...{ control: 'Who covers for sickness', next: 'Book each plan a month ahead', when: 'end of June' },
    })
    expect(saved.statusCode).toBe(303)
    expect((await said('HP-S1', 'CP02'))[0]?.body).toBe(
      'One plan was late.\nIt is made now.\nIn our control: Who covers for sickness\n' +
        'Next: Book each plan a month ahead\nBy when: end of June',
    )
    const again = (await get('team_manager', `${url}?period=2019-04`)).body
    expect(again).toContain('>One plan was late.\nIt is made now.</textarea>')
    expect(again).toContain('>Who covers for sickness</textarea>')
    expect(again).toContain('>Book each plan a month ahead</textarea>')
    expect(again).toContain('value="end of June"')
  })

  test('of which only the later questions are answered is asked what happened, and nothing is lost', async () => {
    const answer = await post('team_manager', '/units/HP-S1/kpis/CP01/commentary', {
      ...{ period: '2019-04', seen: '0', body: ' ', control: '', next: 'Ring each family', when: '28 June' },
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('Enter what happened')
    expect(answer.body).toContain('>Ring each family</textarea>')
    expect(answer.body).toContain('value="28 June"')
    expect(await said('HP-S1', 'CP01')).toHaveLength(0)
  })

  test('ends in the button that saves it and leads to an action, filled in with its next step', async () => {
    const form = (await get('team_manager', `${url}?period=2019-04`)).body
    expect(form).toContain('name="after" class="govuk-button govuk-button--secondary"')
    const saved = await post('team_manager', url, {
      ...{ period: '2019-04', seen: seenOn(form), from: 'scorecard', after: 'agree' },
      ...{ body: 'Two plans were late.', control: '', next: 'Book each plan a month ahead', when: '' },
    })
    expect(saved.headers.location).toBe('/units/HP-S1/decisions/new?period=2019-04&kpi=CP02&from=scorecard')
    expect((await said('HP-S1', 'CP02')).at(-1)?.body).toContain('Two plans were late.')
    const agree = (await get('team_manager', String(saved.headers.location))).body
    expect(agree).toContain('>Book each plan a month ahead</textarea>')
    expect(agree).toContain('Filled in for you: what will be done (from the commentary), who will do it,')
  })

  test.each([
    ['28 June', ['28', '6', '2019'], 'by when (from the commentary)'],
    ['the end of July', ['31', '7', '2019'], 'by when (from the commentary)'],
    ['once the post is filled', [], 'The commentary says “once the post is filled”. Which day is that?'],
    ['28 May 2019', [], 'The commentary says “28 May 2019”. Which day is that?'],
    ['', ['8', '7', '2019'], 'by when (in four weeks)'],
  ])(
    'answered “%s” to “By when?” gives the action that date or asks for one, and guesses none',
    async (when, day, words) => {
      const form = (await get('team_manager', `${url}?period=2019-04`)).body
      const saved = await post('team_manager', url, {
        ...{ period: '2019-04', seen: seenOn(form), from: 'scorecard', after: 'agree' },
        ...{ body: `Two plans were late: ${when}`, control: '', next: `Book a month ahead, ${when}`, when },
      })
      const agree = (await get('team_manager', String(saved.headers.location))).body
      const typed = [...agree.matchAll(/name="due-(?:day|month|year)"[^>]* value="(\d+)"/g)]
      expect(typed.map(([, part]) => part)).toEqual(day)
      expect(agree).toContain(words)
    },
  )

  test('with a button pressed elsewhere leads to no address that was sent', async () => {
    const none = { period: '2019-04', seen: '0', body: 'Text.', after: 'https://elsewhere.example' }
    const saved = await post('team_manager', '/units/HP-S1/kpis/CP01/commentary', none)
    expect(saved.headers.location).toBe('/units/HP-S1/scorecards/2019-04')
  })
})

describe('an action agreed about a matter', () => {
  async function linkedTo(kpi: string): Promise<string[]> {
    type Row = { kpi: string; actions: { ref: string }[] }
    const url = '/api/v1/scorecards/HP-S1/2019-04'
    const rows = (await app.inject({ url, headers: await tokenOf('smt') })).json().rows as Row[]
    return rows.find((row) => row.kpi === kpi)?.actions.map(({ ref }) => ref) ?? []
  }

  test('begins beside each matter of the first screen, for those who may agree one', async () => {
    const matters = (body: string) =>
      body.split('app-matters--conversation')[1]?.split('</section>')[0]?.split('app-matters__item') ?? []
    const own = matters((await get('team_manager', '/units/HP-S1/scorecards/2019-04')).body).slice(1)
    expect(own).toHaveLength(3)
    expect(own.filter((matter) => !matter.includes('>Agree an action<'))).toEqual([])
    expect(own[0]).toContain('href="/units/HP-S1/decisions/new?period=2019-04&kpi=CP04&from=scorecard"')
    const senior = await get('smt', '/units/HP-S1/scorecards/2019-04')
    expect(matters(senior.body)).toHaveLength(4)
    expect(senior.body).not.toContain('Agree an action')
  })

  test('comes with the measure, its owner, a date four weeks on and the plan’s linked actions first', async () => {
    const url = '/units/HP-S1/decisions/new?period=2019-04&kpi=CP04&from=scorecard'
    const { body } = await get('team_manager', url)
    const refs = await linkedTo('CP04')
    expect(refs.length).toBeGreaterThan(1)
    expect(body).toContain('<option value="CP04" selected>')
    expect(body).toMatch(/name="owner"[^>]*value="Team manager"/)
    const due = ['day', 'month', 'year'].map((p) =>
      new RegExp(`name="due-${p}"[^>]* value="(\\d+)"`).exec(body),
    )
    expect(due.map((found) => found?.[1])).toEqual(['8', '7', '2019'])
    expect(body).toContain('<strong>CP visits in timescale: 56.4% (22 of 39)</strong>, target 90% or more')
    const list = body.split('name="action"')[1]?.split('</select>')[0] ?? ''
    const [, linked = '', unlinked = ''] = list.split('<optgroup label="')
    expect(linked).toMatch(/^Linked to this measure"/)
    expect(unlinked).toMatch(/^Other actions of the plan"/)
    expect([...linked.matchAll(/<option value="([^"]+)"/g)].map(([, ref]) => ref)).toEqual(refs)
    expect(list.match(/ selected/g)).toHaveLength(1)
    expect(linked).toContain(' selected>')
  })

  test('about a service is its head’s, and about no measure is of no action of the plan', async () => {
    const { body } = await get('head_of_service', '/units/HPC/decisions/new?period=2019-04')
    expect(body).toMatch(/name="owner"[^>]*value="Head of service"/)
    expect(body).toContain('Filled in for you: who will do it and by when (in four weeks).')
    expect(body).not.toContain('<optgroup label="Linked to this measure"')
  })

  test('and refused is shown as it was sent, with nothing filled in anew', async () => {
    const sent = { period: '2019-04', about: 'CP04', body: '', owner: '', kpi: 'CP04', action: '' }
    const answer = await post('team_manager', '/units/HP-S1/decisions/new', sent)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('Enter who will do it')
    expect(answer.body).not.toContain('Filled in for you')
    expect(answer.body).toMatch(/name="due-day"[^>]* value=""/)
  })
})

describe('an agreed action', () => {
  const place = '/units/HP-S1/decisions'

  test('is added at a month’s scorecard, once, and stands there as open', async () => {
    const page = await get('team_manager', `${place}/new?period=2019-04&kpi=cp04`)
    expect(page.body).toContain('<option value="CP04" selected>')
    const fields = {
      period: '2019-04',
      body: 'Ring each family the day before a visit.',
      owner: 'Team manager',
      'due-day': '28',
      'due-month': '6',
      'due-year': '2019',
      kpi: 'CP04',
      action: 'R1.1',
    }
    const saved = await post('team_manager', `${place}/new`, fields)
    expect(saved.statusCode).toBe(303)
    expect(saved.headers.location).toBe('/units/HP-S1/scorecards/2019-04')
    const back = (await get('team_manager', String(saved.headers.location))).body
    expect(back).toContain('The agreed action is saved: Ring each family the day before a visit.')
    const id = /banner__link" href="\/units\/HP-S1\/decisions\/(\d+)">See it/.exec(back)?.[1]
    const twice = await post('team_manager', `${place}/new`, fields)
    expect(twice.headers.location).toBe(saved.headers.location)
    const list = (await api('team_manager', 'HP-S1', '/decisions')).json().decisions
    const own = list.filter((d: { body: string }) => d.body === fields.body)
    expect(own).toEqual([
      expect.objectContaining({
        id: Number(id),
        kpi: 'CP04',
        action: 'R1.1',
        period: '2019-04',
        due: '2019-06-28',
        decidedOn: '2019-06-10',
        state: 'open',
        version: 0,
      }),
    ])
    const shown = await get('team_manager', place)
    expect(shown.body).toContain('Due 28 June 2019')
  })

  test('leads back to the page it was added from, and to no address that was sent', async () => {
    const fields = { period: '2019-04', body: 'Look at it again.', owner: 'Team manager', about: 'CP04' }
    const due = { 'due-day': '28', 'due-month': '6', 'due-year': '2019' }
    const backs = new Map([
      ['kpi', '/units/HP-S1/kpis/CP04?to=2019-04'],
      ['decisions', place],
      ['home', '/'],
      ['https://elsewhere.example', '/units/HP-S1/scorecards/2019-04'],
      ['__proto__', '/units/HP-S1/scorecards/2019-04'],
    ])
    for (const [from, href] of backs) {
      const saved = await post('team_manager', `${place}/new`, { ...fields, ...due, from })
      expect(saved.headers.location, from).toBe(href)
    }
    const odd = { ...fields, ...due, from: 'kpi', about: '../../x?y#z' }
    const saved = await post('team_manager', `${place}/new`, odd)
    expect(saved.headers.location).toBe('/units/HP-S1/kpis/..%2F..%2Fx%3Fy%23z?to=2019-04')
  })

  test('is refused with a sentence for each thing that is wrong with it', async () => {
    const answer = await post('team_manager', `${place}/new`, {
      period: '2019-04',
      body: '',
      owner: 'x'.repeat(101),
      'due-day': '31',
      'due-month': '2',
      'due-year': '2019',
      kpi: 'LC01',
      action: 'R99.9',
    })
    expect(answer.statusCode).toBe(422)
    for (const words of [
      'Enter what will be done',
      'Who will do it must be 100 characters or fewer',
      'By when must be a real date',
      'Select a measure of this scorecard',
      'Select an action of the plan',
    ])
      expect(answer.body).toContain(words)
    const past = await post('team_manager', `${place}/new`, {
      period: '2019-04',
      body: 'Something',
      owner: 'Team manager',
      'due-day': '9',
      'due-month': '6',
      'due-year': '2019',
    })
    expect(past.body).toContain('By when must be today or later')
  })

  test('is said to be kept, then not, and all that was said stays', async () => {
    const [first] = (await api('head_of_service', 'HP-S1', '/decisions')).json().decisions
    const url = `${place}/${first.id}`
    const silent = await post('head_of_service', url, { seen: '0' })
    expect(silent.statusCode).toBe(422)
    expect(silent.body).toContain('Select whether it was done')
    const kept = await post('head_of_service', url, { state: 'done', seen: '0', words: '' })
    expect(kept.headers.location).toBe(url)
    expect((await get('head_of_service', url)).body).toContain('What came of it is saved.')
    expect((await get('head_of_service', url)).body).not.toContain('What came of it is saved.')
    const stale = await post('team_manager', url, { state: 'not_done', seen: '0', words: 'It slipped.' })
    expect(stale.statusCode).toBe(409)
    expect(stale.body).toContain('>It slipped.</textarea>')
    const unexplained = await post('team_manager', url, { state: 'not_done', seen: '1', words: ' ' })
    expect(unexplained.body).toContain('Enter why it was not done, and what happens instead')
    const broken = await post('team_manager', url, { state: 'not_done', seen: '1', words: 'It slipped.' })
    expect(broken.statusCode).toBe(303)
    const page = await get('team_manager', url)
    expect(page.body).toContain('Not done')
    expect(page.body.indexOf('It was not done</h3>')).toBeLessThan(page.body.indexOf('It was done</h3>'))
    const now = (await api('head_of_service', 'HP-S1', '/decisions')).json().decisions
    expect(now.find((d: { id: number }) => d.id === first.id)).toMatchObject({
      state: 'not_done',
      outcome: 'It slipped.',
      version: 2,
    })
  })

  test('of another unit is not found beneath this one', async () => {
    const [other] = (await api('head_of_service', 'HP-S2', '/decisions')).json().decisions
    expect((await get('head_of_service', `${place}/${other.id}`)).statusCode).toBe(404)
    const answer = await post('head_of_service', `${place}/${other.id}`, { state: 'done', seen: '0' })
    expect(answer.statusCode).toBe(404)
    for (const id of ['0', 'x', '1e9', '999999999999999'])
      expect((await get('head_of_service', `${place}/${id}`)).statusCode, id).toBe(404)
  })

  test('as at a moment is as it stood then', async () => {
    const then = (await api('team_manager', 'HP-S1', '/decisions?asAt=2019-05-02')).json().decisions
    expect(then.map((d: { state: string }) => d.state).sort()).toEqual(['done', 'open', 'open', 'open'])
  })

  test('of a service’s teams stands on the service’s page, for those who may see the teams', async () => {
    const page = await get('head_of_service', '/units/HPC/decisions')
    expect(page.body).toContain('Help and Protection North 2')
    expect(page.body).toContain('nine new cases came all the same')
    const board = await get('board', '/units/HPC/decisions')
    expect(board.body).toContain('No action has been agreed')
  })

  test('makes an action live while it is open, and no longer once it was not kept', async () => {
    type Row = { kpi: string; actions: { ref: string; live: boolean }[] }
    const rowsOf = async () => {
      const headers = await tokenOf('smt')
      const card = await app.inject({ url: '/api/v1/scorecards/HP-S1/2019-04', headers })
      return card.json().rows as Row[]
    }
    const quiet = (await rowsOf()).find((row) => row.actions.some((a) => !a.live))
    const isLive = async () =>
      (await rowsOf()).find((row) => row.kpi === quiet?.kpi)?.actions.some((a) => !a.live) === false
    const decision = {
      period: '2019-04',
      kpi: quiet?.kpi,
      body: 'Look at every case.',
      owner: 'Team manager',
    }
    const { id } = (await api('team_manager', 'HP-S1', '/decisions', decision)).json()
    expect(await isLive()).toBe(true)
    const outcome = { state: 'not_done', outcome: 'There was no time.' }
    await api('team_manager', 'HP-S1', `/decisions/${id}/outcome`, outcome)
    expect(await isLive()).toBe(false)
  })
})

describe('a look', () => {
  const at = (time: string) => new Date(`2019-06-10T${time}:00Z`)
  const by = { id: null, name: 'Command line' }
  const person = async (name: string) => {
    const email = `${crypto.randomUUID()}@council.example`
    return { id: await recordPerson(database.db, { name, email, by, now: testNow }), name }
  }
  let somebody: Awaited<ReturnType<typeof person>>
  const look = (time: string, who = somebody, place = 'units/HP-S1') =>
    recordPageView(recordedAt(database.db, at(time)), { person: who, place })
  const seen = (time: string) => ({ at: at(time), dated: '2019-06-10' })

  beforeAll(async () => {
    somebody = await person('Somebody')
  })

  test('is known from the next sitting on, and a sitting is one look', async () => {
    expect(await look('09:00')).toBeNull()
    expect(await look('09:59')).toBeNull()
    expect(await look('10:00')).toBeNull()
    expect(await look('10:01')).toEqual(seen('09:00'))
    expect(await look('10:40')).toEqual(seen('09:00'))
    expect(await loadLastPageView(database.db, somebody.id, 'units/HP-S1')).toEqual(seen('09:00'))
    expect(await look('12:00')).toEqual(seen('10:01'))
  })

  test('is somebody’s own, and of one place', async () => {
    expect(await look('12:00', await person('Another'))).toBeNull()
    const namesake = await person('Somebody')
    expect(await look('12:00', namesake)).toBeNull()
    expect(await look('12:00', somebody, 'home')).toBeNull()
    expect(await loadLastPageView(database.db, namesake.id, 'home')).toBeNull()
  })

  test('by one person several times at once begins one sitting', async () => {
    const looks = await Promise.all(Array.from({ length: 8 }, () => look('15:00')))
    expect(looks).toEqual(Array(8).fill(seen('12:00')))
  })

  test('by a clock that went back writes nothing over a later one', async () => {
    expect(await look('08:00')).toEqual(seen('12:00'))
    expect(await look('15:30')).toEqual(seen('12:00'))
  })
})
