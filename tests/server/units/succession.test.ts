/** A team that closed with open business: Help and Protection South 1, closed after 30 April 2019 and succeeded by HP-S3, read
 * on 10 June 2019. */
import type { FastifyInstance, InjectOptions } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { bearer, form, fromOurPages, signIn, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { succeedTeam } from '../../support/team-succession.ts'

const closed = 'HP-S1'
const heir = 'HP-S3'
const open = 'List every visit that falls due, on Friday.'

let db: Db
let owner: Db
let app: FastifyInstance

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('demo'))
  app = await testApp(db)
  const made = await send('team_manager', closed, `/api/v1/units/${closed}/decisions`, {
    ...{ period: '2019-04', body: open, owner: 'Team manager', due: '2019-06-14' },
  })
  expect(made.statusCode).toBe(200)
  await succeedTeam(owner, { closes: closed, after: '2019-04-30', opens: heir, from: '2019-05-01' })
})

async function send(role: Role, unit: string | null, url: string, payload: object) {
  return app.inject({ method: 'POST', url, payload, headers: await bearer(db, role, unit) } as InjectOptions)
}

async function read(role: Role, unit: string | null, url: string) {
  return app.inject({ url, headers: await bearer(db, role, unit) })
}

/** The lines of tasks and of what to talk about, without the lines about changes. */
const todoOf = (body: string) =>
  [...body.matchAll(/<section[^>]* aria-labelledby="(?:todo|talk)".*?<\/section>/gs)]
    .flatMap(([section]) => [...section.matchAll(/<li class="app-home__line">.*?<\/li>/gs)])
    .map(([line]) => textOf(line))

describe('a team that closed', () => {
  test('opens on its last month', async () => {
    const { headers } = await read('head_of_service', 'HPC', `/units/${closed}/scorecards/latest`)
    expect(headers.location).toBe(`/units/${closed}/scorecards/2019-04`)
  })

  test('opens on its last month with a figure where it closed within a month of which it sent nothing', async () => {
    await owner.updateTable('unit').set({ closed: '2019-05-10' }).where('code', '=', closed).execute()
    const { headers } = await read('head_of_service', 'HPC', `/units/${closed}/scorecards/latest`)
    await owner.updateTable('unit').set({ closed: '2019-04-30' }).where('code', '=', closed).execute()
    expect(headers.location).toBe(`/units/${closed}/scorecards/2019-04`)
  })

  test('that closed before the first scorecard says so', async () => {
    const { statusCode, json } = await read('smt', null, '/units/HP-C/scorecards/latest.json')
    expect(statusCode).toBe(404)
    expect(json().detail).toBe(
      'Help and Protection Central closed on 30 September 2018, before the first month that is published.',
    )
  })

  test('leaves its agreed actions and its months to the head of its service', async () => {
    const todo = todoOf((await read('head_of_service', 'HPC', '/')).body)
    expect(todo.filter((line) => line.includes(open))).toHaveLength(1)
    expect(todo.find((line) => line.includes(open))).toContain('Help and Protection South 1')
    const service = textOf((await read('head_of_service', 'HPC', '/units/HPC')).body)
    expect(service).toContain('Left by teams that closed')
    expect(service).toContain('handed to nobody')
  })

  test('takes no new agreed action, and says who does', async () => {
    const body = { period: '2019-04', body: 'Something new.', owner: 'Team manager' }
    const answer = await send('head_of_service', 'HPC', `/api/v1/units/${closed}/decisions`, body)
    expect(answer.statusCode).toBe(422)
    expect(answer.json().detail).toBe(
      'Help and Protection South 1 closed on 30 April 2019 and takes no new agreed action. Add it for Successor HP-S3, which took over from it.',
    )
    const page = await read('head_of_service', 'HPC', `/units/${closed}/decisions/new?period=2019-04`)
    expect(textOf(page.body)).toContain('takes no new agreed action. Add it for Successor HP-S3')
    expect(page.body).not.toContain('name="owner"')
    const list = await read('head_of_service', 'HPC', `/units/${closed}/decisions`)
    expect(list.body).not.toContain('decisions/new')
  })

  test('that nobody succeeded takes none either', async () => {
    const body = { period: '2018-12', body: 'Something new.', owner: 'Team manager' }
    const answer = await send('head_of_service', 'EHY', '/api/v1/units/EH-C/decisions', body)
    expect(answer.statusCode).toBe(422)
    expect(answer.json().detail).toBe(
      'Early Help Central closed on 31 December 2018 and takes no new agreed action. No team is recorded to have taken over from it: add it for its service.',
    )
  })
})

const order = { to: heir, reason: 'It took over the team’s cases.', version: 0 }
const address = `/api/v1/units/${closed}/succession`

describe('handing the business of a closed team over', () => {
  test.each<[string, Role, string | null, number]>([
    ['the head of its service', 'head_of_service', 'HPC', 403],
    ['the data team', 'data_team', null, 403],
    ['a manager of another team', 'team_manager', heir, 404],
  ])('is not for %s', async (_who, role, unit, status) => {
    expect((await send(role, unit, address, order)).statusCode).toBe(status)
  })

  test.each([
    [{ ...order, to: closed }, 'A team’s business is handed to another team.'],
    [{ ...order, to: 'HP-N1' }, 'It is handed to a team that took over from it: Successor HP-S3.'],
    [{ ...order, to: 'NONE' }, 'It is handed to a team that took over from it: Successor HP-S3.'],
    [{ ...order, reason: '  ' }, 'Say why it is handed over.'],
    [
      { ...order, from: '2019-04-30' },
      'It is handed over from a day after the team closed, 1 May 2019 or later.',
    ],
    [{ ...order, from: '2019-06-11' }, 'It cannot be dated ahead: send it on the day, or leave out from.'],
    [{ ...order, from: '2019-02-30' }, 'from must be a real day, such as 2019-06-10.'],
  ])('%j is refused', async (sent, words) => {
    const { statusCode, json } = await send('administrator', null, address, sent)
    expect(statusCode).toBe(422)
    expect(json().detail).toBe(words)
  })

  test('of a team that is open is refused', async () => {
    const { statusCode, json } = await send('administrator', null, '/api/v1/units/HP-S2/succession', order)
    expect(statusCode).toBe(409)
    expect(json().detail).toBe('Help and Protection South 2 has not closed: it keeps its own business.')
  })

  test('says what would change, and stores nothing', async () => {
    const { statusCode, json } = await send('administrator', null, `${address}?dryRun=true`, order)
    expect(statusCode).toBe(200)
    const { changes, version } = json()
    expect(version).toBe(0)
    expect(changes.decisions.length).toBeGreaterThan(0)
    expect(changes.decisions.every((d: object) => !('body' in d))).toBe(true)
    expect(changes.months.length).toBeGreaterThan(0)
    expect((await read('team_manager', heir, `/units/${closed}`)).statusCode).toBe(404)
  })

  test('gives its manager the open agreed actions and the months, which stay the closed team’s', async () => {
    expect((await read('team_manager', heir, `/units/${closed}/scorecards/2019-04`)).statusCode).toBe(404)
    const before = await read('smt', null, `/api/v1/units/${closed}/decisions`)
    const handed = await send('administrator', null, address, order)
    expect(handed.statusCode).toBe(200)
    expect(handed.json()).toMatchObject({ unit: closed, to: heir, from: '2019-06-10', version: 1 })
    const todo = todoOf((await read('team_manager', heir, '/')).body)
    expect(todo.find((line) => line.includes(open))).toContain('Help and Protection South 1')
    expect(todo.some((line) => line.includes('Help and Protection South 1: Submit'))).toBe(true)
    expect((await read('team_manager', heir, `/units/${closed}/scorecards/2019-04`)).statusCode).toBe(200)
    const after = await read('smt', null, `/api/v1/units/${closed}/decisions`)
    expect(after.json()).toEqual(before.json())
  })

  test('lets that manager answer for it', async () => {
    const list = await read('team_manager', heir, `/api/v1/units/${closed}/decisions`)
    const { id, version } = list.json().decisions.find((d: { body: string }) => d.body === open)
    const answer = await send('team_manager', heir, `/api/v1/units/${closed}/decisions/${id}/outcome`, {
      ...{ state: 'done', version },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ unit: closed, state: 'done' })
    const { json } = await read('smt', null, `/api/v1/units`)
    const unit = json().units.find((u: { code: string }) => u.code === closed)
    expect(unit.handedTo).toBe(heir)
  })

  test('is known from its moment on, and no longer once it is handed on', async () => {
    const asAt = '2019-06-09'
    const list = await read('team_manager', heir, `/api/v1/units/${closed}/succession`)
    expect(list.json().lines).toMatchObject([{ version: 1, to: heir, reason: order.reason }])
    const then = await read('smt', null, `/api/v1/units/${closed}/succession?asAt=${asAt}`)
    expect(then.json().lines).toEqual([])
  })

  test('is refused over what somebody else changed, which is given', async () => {
    const { statusCode, json } = await send('administrator', null, address, { ...order, reason: 'Again.' })
    expect(statusCode).toBe(409)
    expect(json().current).toMatchObject({ version: 1, to: heir })
  })
})

describe('the form on the page of a closed team', () => {
  test('is for the administrator, works without a script, and says what it did', async () => {
    const reader = await read('head_of_service', 'HPC', `/units/${closed}`)
    expect(reader.body).not.toContain('/succession"')
    expect(textOf(reader.body)).toContain('Handed to Successor HP-S3 on 10 June 2019')
    const session = await signIn(app, 'administrator')
    const page = await app.inject({
      url: '/units/EH-C',
      headers: { ...fromOurPages, cookie: session.cookie },
    })
    expect(page.body).toContain('action="/units/EH-C/succession"')
    expect(textOf(page.body)).toMatch(/0 agreed actions are open and \d months? (is|are) not signed off\./)
    const post = async (fields: Record<string, string>) => {
      const request = form({ _csrf: session.csrf, ...fields })
      return app.inject({
        ...request,
        url: '/units/EH-C/succession',
        headers: { ...request.headers, ...fromOurPages, cookie: session.cookie },
      })
    }
    const refused = await post({ to: 'EH-N', reason: '', version: '0' })
    expect(refused.statusCode).toBe(422)
    expect(textOf(refused.body)).toContain('Say why it is handed over')
    const saved = await post({ to: 'EH-N', reason: 'North looks after Central’s families.', version: '0' })
    expect(saved.statusCode).toBe(303)
    const after = await app.inject({
      url: '/units/EH-C',
      headers: { ...fromOurPages, cookie: session.cookie },
    })
    expect(textOf(after.body)).toContain('Handed to Early Help North on 10 June 2019')
  })

  test('asks for nothing where a team left nothing open', async () => {
    const session = await signIn(app, 'administrator')
    const { body } = await app.inject({
      url: '/units/HP-C',
      headers: { ...fromOurPages, cookie: session.cookie },
    })
    expect(textOf(body)).toContain('Nothing is open: every agreed action has an outcome')
    expect(body).not.toContain('action="/units/HP-C/succession"')
  })
})
