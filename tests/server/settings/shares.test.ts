/** Shares that apply from a month on: how much of a ratio may be missing, and when pages open on a new month. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { inTransaction } from '#server/db/database.ts'
import { loadSettings } from '#server/record/settings.ts'
import { bearer, form, fromOurPages, signIn, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { mayOf, publishMay } from '../../support/month-in-parts.ts'
import { textOf } from '../../support/page-text.ts'
import { publishRows } from '../../support/publish-rows.ts'

/** When the returns for July are due. */
const august = new Date('2019-08-14T09:00:00Z')

let db: Db
let app: FastifyInstance
let administrator: { authorization: string }

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  await db.updateTable('council').set({ fixed_day: '2019-06-14' }).execute()
  administrator = await bearer(db, 'administrator')
})

type Body = Record<string, unknown>

const limit: Body = {
  name: 'left_out_limit',
  value: 5,
  from: '2019-07',
  reason: 'Agreed in June',
  version: 0,
}
const send = (payload: Body, query = '', headers: Record<string, string> = administrator) =>
  app.inject({ method: 'POST', url: `/api/v1/settings${query}`, headers, payload })

async function setting(name: string) {
  const { settings } = (await app.inject({ url: '/api/v1/settings', headers: administrator })).json()
  return settings.find((s: { name: string }) => s.name === name)
}

/** The history of the settings without what the demonstration set. */
async function sharesSet() {
  const { history = [] } = (await loadSettings(db)) ?? {}
  return history.filter(({ setting: name }) => name === 'left_out_limit')
}

async function statusOf(month: string) {
  const headers = await bearer(db, 'smt')
  const { rows } = (await app.inject({ url: `/api/v1/scorecards/HPC/${month}`, headers })).json()
  return rows.find((r: { kpi: string }) => r.kpi === 'CP04').status
}

async function sendForm(fields: Record<string, string>, role: Role = 'administrator') {
  const { cookie, csrf } = await signIn(app, role)
  const request = form({ _csrf: csrf, ...fields })
  return app.inject({
    ...request,
    url: '/admin/settings/share',
    headers: { ...request.headers, ...fromOurPages, cookie },
  })
}

describe('how much of a ratio may be missing', () => {
  test('is a quarter, as the service came, until somebody sets it', async () => {
    expect(await setting('left_out_limit')).toEqual({
      name: 'left_out_limit',
      title: 'How much of a ratio or a mean may be missing',
      value: 25,
      from: null,
      set: [{ from: null, value: 25 }],
      version: 0,
    })
  })

  test('is tried without being stored, and says that it judges later figures only', async () => {
    const answer = await send(limit, '?dryRun=true')
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json()).toEqual({
      name: 'left_out_limit',
      value: 5,
      from: '2019-07',
      before: 25,
      changed: true,
      effect:
        'It judges later figures only: every month before July 2019 keeps the share that its figures were judged by, also where they are restated.',
      opens: [],
      version: 0,
    })
    expect((await setting('left_out_limit')).version).toBe(0)
    expect((await sharesSet()).length).toBe(0)
  })

  test('holds for the months from one on, and a month before keeps its own where it is restated', async () => {
    expect((await send(limit)).json()).toMatchObject({ changed: true, version: 1 })
    await db.updateTable('council').set({ fixed_day: '2019-08-14' }).execute()
    // HP-S1 usually has more than a twentieth of the service’s visits, and less than a quarter.
    const inTime = mayOf((team) => team !== 'HP-S1')
    const months = ['2019-05', '2019-06', '2019-07']
    const rows = months.flatMap((period) => inTime.map((row) => ({ ...row, period })))
    await publishMay(db, 'summer.csv', rows, august)
    const [june, july] = [await statusOf('2019-06'), await statusOf('2019-07')]
    expect([june === 'not_whole', july]).toEqual([false, 'not_whole'])
    await publishRows(db, ['HP-N1,CP04,2019-06,40,45'], new Date('2019-08-14T10:00:00Z'))
    expect(await statusOf('2019-06')).not.toBe('not_whole')
  })

  test('cannot be set for a month that has figures, and changes none of them', async () => {
    const answer = await send({ ...limit, value: 50, version: 1 })
    expect([answer.statusCode, answer.json().detail]).toEqual([
      400,
      'from: Choose a month from August 2019 to August 2021.',
    ])
    expect((await send({ ...limit, value: 50, version: 1, from: '2019-08' })).json()).toMatchObject({
      before: 5,
      version: 2,
    })
    expect(await statusOf('2019-07')).toBe('not_whole')
  })

  test('is set again for the same month by another line, and the one before is superseded', async () => {
    expect((await send({ ...limit, value: 40, version: 2, from: '2019-08' })).json()).toMatchObject({
      before: 50,
      version: 3,
    })
    expect(await setting('left_out_limit')).toMatchObject({
      value: 40,
      from: '2019-08',
      set: [
        { from: null, value: 25 },
        { from: '2019-07', value: 5 },
        { from: '2019-08', value: 40 },
      ],
    })
    expect(
      (await sharesSet()).map(({ setting: name, value, from, reason }) => [name, value, from, reason]),
    ).toEqual([
      ['left_out_limit', '40', '2019-08', 'Agreed in June'],
      ['left_out_limit', '50', '2019-08', 'Agreed in June'],
      ['left_out_limit', '5', '2019-07', 'Agreed in June'],
    ])
  })

  test('is not stored where it is the same already', async () => {
    expect((await send({ ...limit, value: 40, version: 3, from: '2019-09' })).json()).toMatchObject({
      changed: false,
      version: 3,
    })
  })

  test('is refused to who read it before somebody else set it', async () => {
    const answer = await send({ ...limit, version: 1, from: '2019-09' })
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { version: 3 }])
  })

  test('is set once where two people set it at one moment', async () => {
    const order = { ...limit, from: '2019-10', version: 3 }
    const both = await Promise.all([send({ ...order, value: 11 }), send({ ...order, value: 12 })])
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([200, 409])
    expect((await setting('left_out_limit')).version).toBe(4)
  })
})

describe('what cannot be set', () => {
  const good: Body = { name: 'left_out_limit', value: 33, from: '2019-11', reason: 'Because', version: 4 }
  test.each<[string, Body, string]>([
    ['no share', { value: 0 }, 'value: Enter a whole number from 1 to 100.'],
    ['more than all', { value: 101 }, 'value: Enter a whole number from 1 to 100.'],
    ['half a per cent', { value: 1.5 }, 'value: Enter a whole number from 1 to 100.'],
    ['less than none', { value: -1 }, 'value: Enter a whole number from 1 to 100.'],
    ['yes', { value: true }, 'value: give a share in per cent, from 1 to 100.'],
    ['a month that is none', { from: '2019-13' }, 'from: Choose a month from August 2019 to August 2021.'],
    ['a week', { from: '2019-W40' }, 'from: Choose a month from August 2019 to August 2021.'],
    ['a month too far ahead', { from: '2021-09' }, 'from: Choose a month from August 2019 to August 2021.'],
    ['no month', { from: undefined }, 'from: Choose a month from August 2019 to August 2021.'],
    ['no reason', { reason: '  ' }, 'reason: say why.'],
    ['a setting that there is not', { name: 'council' }, 'name'],
    ['a field that there is not', { until: '2019-12' }, 'until'],
    ['a question by a number', { name: 'publishing_needs_approval', value: 1 }, 'value: give true or false.'],
    [
      'a question from a month on',
      { name: 'publishing_needs_approval', value: true },
      'from: it holds at once. Leave from out, or give today, 2019-08-14.',
    ],
  ])('is said of %s', async (_what, over, words) => {
    const before = await loadSettings(db)
    const answer = await send({ ...good, ...over })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().detail).toContain(words)
    expect(await loadSettings(db)).toEqual(before)
  })

  test.each([
    ['the least share', { value: 1 }],
    ['all of it', { value: 100 }],
    ['the last month', { from: '2021-08' }],
    ['the longest reason', { reason: 'a'.repeat(500) }],
  ])('%s can', async (_what, over) => {
    const answer = await send({ ...good, ...over }, '?dryRun=true')
    expect([answer.statusCode, answer.json().changed]).toEqual([200, true])
  })
})

describe('when pages open on a new month', () => {
  const share: Body = { name: 'opening_share', value: 100, from: '2019-07', reason: 'All of it', version: 0 }

  test('says which pages would open on another month, and changes no figure', async () => {
    const { effect, opens, before } = (await send(share, '?dryRun=true')).json()
    expect(before).toBe(50)
    expect(effect).toContain('It changes no figure and no verdict')
    expect(opens).toContainEqual({
      unit: 'RIDGE',
      name: expect.any(String),
      before: '2019-07',
      after: '2019-06',
    })
  })

  test('holds for pages at once', async () => {
    const smt = await bearer(db, 'smt')
    const latest = async () =>
      (await app.inject({ url: '/units/RIDGE/scorecards/latest', headers: smt })).headers.location
    expect(await latest()).toContain('/2019-07')
    expect((await send(share)).json()).toMatchObject({ changed: true, version: 1 })
    expect(await latest()).toContain('/2019-06')
  })

  test('is refused for a month before the one that pages open on', async () => {
    const answer = await send({ ...share, value: 60, from: '2019-05', version: 1 })
    expect(answer.json().detail).toBe('from: Choose a month from June 2019 to August 2021.')
  })
})

describe('a question', () => {
  test('is answered by name, with a reason, and once', async () => {
    const order = {
      name: 'publishing_needs_approval',
      value: true,
      reason: 'Two people see more',
      version: 0,
    }
    expect((await send(order, '?dryRun=true')).json()).toMatchObject({
      before: false,
      changed: true,
      version: 0,
    })
    expect((await loadSettings(db))?.settings.publishing_needs_approval).toBe(false)
    expect((await send({ ...order, from: '2019-08-14' })).json()).toMatchObject({ changed: true, version: 1 })
    expect((await loadSettings(db))?.settings).toEqual({
      publishing_needs_approval: true,
      inbox_publishes_clean_files: true,
    })
    expect(await setting('publishing_needs_approval')).toMatchObject({ value: true, version: 1 })
    expect((await send({ ...order, version: 1 })).json()).toMatchObject({ changed: false, version: 1 })
    expect((await send(order)).statusCode).toBe(409)
    const said = (await loadSettings(db))?.history.find(({ setting: name }) => name === order.name)
    expect(said).toMatchObject({ value: 'yes', reason: 'Two people see more' })
  })
})

describe('who may', () => {
  test.each([
    ['data_team', 200, 403],
    ['smt', 403, 403],
    ['team_manager', 403, 403],
    ['board', 403, 403],
  ] as const)('%s reads them with %i and sets them with %i', async (role, reads, writes) => {
    const headers = await bearer(db, role, role === 'team_manager' ? 'HP-S1' : null)
    expect((await app.inject({ url: '/api/v1/settings', headers })).statusCode).toBe(reads)
    expect((await send(limit, '', headers)).statusCode).toBe(writes)
    expect((await sendForm({ setting: 'left_out_limit', version: '0' }, role)).statusCode).toBe(403)
  })

  test('change or remove what was set: nobody', async () => {
    const change = inTransaction(db, (trx) => trx.updateTable('left_out_limit').set({ percent: 1 }).execute())
    await expect(change).rejects.toThrow(/permission denied/)
    const removal = inTransaction(db, (trx) => trx.deleteFrom('opening_share').execute())
    await expect(removal).rejects.toThrow(/permission denied/)
  })
})

describe('the settings page', () => {
  const open = async (role: Role = 'administrator') => {
    const { cookie } = await signIn(app, role)
    return (await app.inject({ url: '/admin/settings', headers: { cookie } })).body
  }
  const fields = {
    setting: 'left_out_limit',
    percent: '35%',
    from: '2019-12',
    reason: ' As others do ',
    version: '4',
  }

  test('says what is set, what it does to figures that are there, and offers only the months that may be set', async () => {
    const body = await open()
    const ownForm = /<form [^>]*action="\/admin\/settings\/share".*?<\/form>/s.exec(body)?.[0] ?? ''
    const own = textOf(ownForm)
    expect(own).toContain('Set: 25%, as the service came; 5% from July 2019 on; 40% from August 2019 on;')
    expect(own).toContain('every month before August 2019 keeps the share that its figures were judged by')
    const months = [...ownForm.matchAll(/<option value="(\d{4}-\d{2})"/g)].map(([, month]) => month)
    expect([months[0], months.filter((month) => month === '2019-07').length]).toEqual(['2019-08', 0])
  })

  test('keeps what was typed where it is refused, and names each field', async () => {
    const answer = await sendForm({ ...fields, percent: 'a third', reason: '' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('value="a third"')
    expect(answer.body).toContain('<option value="2019-12" selected')
    expect(answer.body).toMatch(/href="#left_out_limit-percent"[^>]*>Enter a whole number from 1 to 100/)
    expect(answer.body).toMatch(/href="#left_out_limit-reason"[^>]*>Say why/)
    const stale = await sendForm({ ...fields, version: '2' })
    expect([stale.statusCode, stale.body.includes('Somebody else has set this')]).toEqual([422, true])
    const same = await sendForm({ ...fields, percent: '40', from: '2019-08' })
    expect(textOf(same.body)).toContain('It is 40% from August 2019 on already')
  })

  test('says what would change before anything is set', async () => {
    const tried = await sendForm({ ...fields, dryRun: 'true' })
    expect(tried.statusCode).toBe(200)
    expect(textOf(tried.body)).toContain('Nothing is set yet. 35% from December 2019 on, instead of 1')
    const opening = await sendForm({
      setting: 'opening_share',
      percent: '50',
      from: '2019-07',
      reason: 'As before',
      version: '1',
      dryRun: 'true',
    })
    expect(textOf(opening.body)).toContain('Pages would open otherwise today:')
    expect(textOf(opening.body)).toContain('on July 2019 instead of June 2019')
  })

  test('sets it, and says who did and why', async () => {
    const saved = await sendForm(fields)
    expect([saved.statusCode, saved.headers.location]).toEqual([303, '/admin/settings?saved=yes'])
    expect(await setting('left_out_limit')).toMatchObject({ version: 5 })
    const words = textOf(await open())
    expect(words).toMatch(
      /How much of a ratio or a mean may be missing .*35% from December 2019 on: As others do/,
    )
    expect(textOf(await open('data_team'))).toContain('35% from December 2019 on')
    expect(await open('data_team')).not.toContain('action="/admin/settings/share"')
  })

  test('refuses a form that no page of ours gives', async () => {
    expect((await sendForm({ setting: 'council', version: '0' })).statusCode).toBe(400)
    expect((await sendForm({ setting: 'opening_share', version: 'x' })).statusCode).toBe(400)
  })

  test('refuses a version that is no text, and stores nothing', async () => {
    const { csrf, cookie } = await signIn(app, 'administrator')
    const answer = await app.inject({
      method: 'POST',
      url: '/admin/settings/share',
      payload: { _csrf: csrf, setting: 'left_out_limit', version: { toString: 'x' } },
      headers: { ...fromOurPages, cookie },
    })
    expect(answer.statusCode).toBe(400)
    expect(textOf(answer.body)).toContain('Open the settings again and send the form from there.')
  })
})
