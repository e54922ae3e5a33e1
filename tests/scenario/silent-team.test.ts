/** A team that sends nothing for two months while every other team does: Children in Care North in May and June 2019, read on 20
 * July. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { mayOf, publishMay } from '../support/month-in-parts.ts'
import { textOf } from '../support/page-text.ts'
import { some } from '../support/some.ts'

const silent = 'CIC-N'
const day = '2019-07-20'
const now = new Date(`${day}T09:00:00Z`)

let db: Db
let app: FastifyInstance

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  await db.updateTable('council').set({ fixed_day: day }).execute()
  const rows = mayOf((team) => team !== silent)
  await publishMay(db, 'may.csv', rows, new Date('2019-06-10T10:00:00Z'))
  const june = rows.map((row) => ({ ...row, period: '2019-06' }))
  await publishMay(db, 'june.csv', june, new Date('2019-07-08T10:00:00Z'))
  app = await testApp(db, { now: () => now })
})

async function read(role: Role, unit: string | null, url: string): Promise<string> {
  const { statusCode, body } = await app.inject({ url, headers: await bearer(db, role, unit) })
  expect(statusCode).toBe(200)
  return body
}

const todoOf = (body: string) =>
  [...body.matchAll(/<li class="app-home__line">.*?<\/li>/gs)].map(([line]) => textOf(line))

/** The matters that need a conversation, as at the top of a scorecard. */
const mattersOf = (body: string) => {
  const section =
    /<section class="app-matters app-matters--conversation">(.*?)<\/section>/s.exec(body)?.[1] ?? ''
  return [...section.matchAll(/<li class="app-matters__item".*?<\/li>/gs)].map(([item]) => textOf(item))
}

const sentence =
  /^May and June 2019: nothing has come from .*: (\d+) figures?( each month)?, .*, overdue since 10 June 2019/

describe('a team that has sent nothing for two months', () => {
  test('is one row at the top of its latest scorecard, with its last known matters beneath', async () => {
    const matters = mattersOf(await read('team_manager', silent, `/units/${silent}/scorecards/2019-04`))
    expect(matters.length).toBeGreaterThan(1)
    expect(matters[0]).toMatch(sentence)
    expect(matters.slice(1).filter((m) => m.includes('due and not received'))).toEqual([])
  })

  test('is one row on the scorecard of a month of which nothing came, with matters of the last month that came', async () => {
    const body = await read('team_manager', silent, `/units/${silent}/scorecards/2019-06`)
    const matters = mattersOf(body)
    expect(matters.length).toBeGreaterThan(1)
    expect(matters.filter((m) => sentence.test(m))).toEqual([matters[0]])
    expect(matters.filter((m) => m.includes('due and not received'))).toEqual([])
    for (const matter of some(matters.slice(1))) expect(matter).toContain('April 2019')
    expect(textOf(body)).not.toContain('Nothing is worse than usual')
  })

  test('is one line on its own home, which asks nobody to explain what never came', async () => {
    const todo = todoOf(await read('team_manager', silent, '/'))
    expect(todo.filter((line) => sentence.test(line))).toHaveLength(1)
    expect(todo.filter((line) => line.includes('due and not received'))).toEqual([])
  })

  test('is one line on the home of the head of its service, with its first matter from before', async () => {
    const todo = todoOf(await read('head_of_service', 'CICS', '/'))
    const own = todo.filter((line) => line.includes('Children in Care North'))
    expect(own.filter((line) => sentence.test(line.replace(/^Children in Care North: /, '')))).toHaveLength(1)
    expect(own.filter((line) => line.includes('April 2019'))).not.toEqual([])
    expect(todo.filter((line) => line.includes('due and not received'))).toEqual([])
    const silentLine = todo.find((line) => line.includes('for commentary')) ?? ''
    expect(silentLine).not.toContain('Children in Care North')
  })

  test('is said on the page of its service: in its card, and where to talk', async () => {
    const body = await read('head_of_service', 'CICS', '/units/CICS')
    const card = /<h3[^>]*id="unit-CIC-N">.*?(?=<h3|<\/section>)/s.exec(body)?.[0] ?? ''
    expect(textOf(card)).toMatch(/May and June 2019: nothing has come from this team/)
    expect(textOf(card)).not.toContain('due and not received')
    expect(textOf(card)).toContain('April 2019')
    expect(textOf(body)).toContain('Nothing has come from Children in Care North for May and June 2019')
    const row = /<tr[^>]*>(?:(?!<\/tr>).)*href="#unit-CIC-N".*?<\/tr>/s.exec(body)?.[0] ?? ''
    expect(textOf(row)).toContain('nothing came')
  })

  test('is named on the scorecard of its service, which is not asked to explain it', async () => {
    const matters = mattersOf(await read('head_of_service', 'CICS', '/units/CICS/scorecards/2019-06'))
    expect(matters[0]).toMatch(
      /^Children in Care North : May and June 2019: nothing has come from this team:/,
    )
  })

  test('is given by the API of its scorecard', async () => {
    const answer = JSON.parse(await read('smt', null, `/api/v1/scorecards/${silent}/2019-06`))
    expect(answer.needsConversation).toEqual([])
    expect(answer.nothingCame.months).toEqual(['2019-05', '2019-06'])
    expect(answer.nothingCame.dueSince).toBe('2019-06-10')
    const other = JSON.parse(await read('smt', null, '/api/v1/scorecards/CIC-C/2019-06'))
    expect(other.nothingCame).toBeNull()
  })
})

describe('a single measure that did not come', () => {
  test('needs a conversation and asks for no commentary', async () => {
    const rows = mayOf((team) => team === silent).slice(0, 1)
    const [row] = rows
    await publishMay(
      db,
      'one.csv',
      rows.map((r) => ({ ...r, period: '2019-06' })),
      new Date('2019-07-19T10:00:00Z'),
    )
    const body = await read('team_manager', silent, `/units/${silent}/scorecards/2019-06`)
    const matters = mattersOf(body).filter((m) => m.includes('due and not received'))
    expect(matters.length).toBeGreaterThan(0)
    for (const matter of matters) expect(matter).not.toContain('No commentary yet')
    const todo = todoOf(await read('head_of_service', 'CICS', '/'))
    expect(todo.find((line) => line.includes('for commentary')) ?? '').not.toContain('Children in Care North')
    const missing =
      body.match(/kpis\/([A-Z0-9]+)\?to=2019-06[^>]*>(?:(?!<li).)*due and not received/s)?.[1] ?? ''
    expect(missing).not.toBe(row?.kpi_code)
    const page = await read(
      'team_manager',
      silent,
      `/units/${silent}/kpis/${missing}/commentary?period=2019-06`,
    )
    expect(textOf(page)).toContain('No figure has come for June 2019')
    expect(page).not.toContain('What happened?')
  })
})

describe('a month of which nothing came, once a later month has come from the team', () => {
  test('is still asked for as one thing, on its own scorecard and on the latest', async () => {
    const rows = mayOf((team) => team === silent).map((row) => ({ ...row, period: '2019-06' }))
    await publishMay(db, 'june-late.csv', rows, new Date('2019-07-19T12:00:00Z'))
    const asked = { months: ['2019-05'], dueSince: '2019-06-10' }
    for (const period of ['2019-05', '2019-06']) {
      const card = JSON.parse(await read('smt', null, `/api/v1/scorecards/${silent}/${period}`))
      expect(card.nothingCame, period).toMatchObject(asked)
    }
  })
})
