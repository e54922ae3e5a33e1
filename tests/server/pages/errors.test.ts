import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'

let app: FastifyInstance
let db: Db

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
  app = await testApp(db)
})

const get = async (url: string, role: Role, unit: string | null = null) =>
  app.inject({ url, headers: await bearer(db, role, unit) })

const mainOf = (body: string) => /<main[^>]*>(.*)<\/main>/s.exec(body)?.[1] ?? ''

describe('an address that leads nowhere', () => {
  it.each([
    ['/units/HP-S9/scorecards/2019-04', '/units/HP-S1'],
    ['/plan/actions/R6.11', '/plan/actions/R6.1'],
    ['/help/kpis/CP044', '/help/kpis/CP04'],
    ['/overveiw', '/overview'],
    ['/extract', '/extracts'],
  ])('%s offers a box to search in, and %s', async (url, meant) => {
    const answer = await get(url, 'smt')
    expect(answer.statusCode).toBe(404)
    const main = mainOf(answer.body)
    expect(main).toContain('role="search"')
    expect(main).toContain('Perhaps you meant')
    expect(main).toContain(`href="${meant}"`)
  })

  it('offers a reader only what they may open', async () => {
    const other = mainOf((await get('/units/HP-S2/scorecards/2019-04', 'team_manager', 'HP-S1')).body)
    expect(other).not.toContain('Help and Protection South 2')
    expect(other).toContain('href="/units/HP-S1"')
    const administrator = mainOf((await get('/plan/actions/R6.11', 'administrator')).body)
    expect(administrator).not.toContain('/plan/actions/')
    expect(mainOf((await get('/overveiw', 'team_manager', 'HP-S1')).body)).not.toContain('href="/overview"')
  })

  it('offers nothing to somebody who has not signed in', async () => {
    const main = mainOf((await app.inject('/overveiw')).body)
    expect(main).not.toContain('Perhaps you meant')
    expect(main).not.toContain('role="search"')
    expect(main).toContain('href="/sign-in"')
  })

  it.each([
    '/%E0%A4%A',
    '/<script>alert(1)</script>',
    `/${'a'.repeat(2_000)}`,
    '/..%2f..%2fetc/passwd',
    '/%00',
  ])('that is hostile (%s) is answered plainly', async (url) => {
    const answer = await get(url, 'smt')
    expect([400, 404, 414]).toContain(answer.statusCode)
    expect(answer.body).not.toContain('<script>alert')
  })
})

describe('a page that a role may not see', () => {
  it('says who may, in which role the reader asked, and who can help; to a program too', async () => {
    const answer = await get('/extracts/new', 'smt')
    expect(answer.statusCode).toBe(403)
    const words =
      'Only the data team may upload a file of figures. Your role is senior management team. ' +
      'If your work needs it, ask the data team: they know who gives access.'
    expect(mainOf(answer.body)).toContain(words)
    const program = await app.inject({
      method: 'POST',
      url: '/api/v1/extracts',
      headers: { ...(await bearer(db, 'smt')), 'content-type': 'text/csv' },
      payload: 'team_code',
    })
    expect([program.statusCode, program.json().detail]).toEqual([403, words])
    expect(mainOf(answer.body)).toContain('href="/help#asking"')
  })
})

describe('a team that is not one of the reader’s', () => {
  const detail = async (code: string, role: Role, unit: string | null = null) => {
    const url = `/units/${code}/scorecards/2019-04`
    const page = await get(url, role, unit)
    const answer = await get(`/api/v1/units/${code}/commentary?period=2019-04`, role, unit)
    expect([page.statusCode, answer.statusCode]).toEqual([404, 404])
    expect(mainOf(page.body)).toContain(answer.json().detail)
    return String(answer.json().detail)
  }

  it('is answered as one that does not exist: what the reader sees, who sees the others, and whom to ask', async () => {
    const words = (code: string, seen: string) =>
      `‘${code}’ is not a team or service that you can see. You see ${seen}. The others are seen by their own ` +
      'managers, their heads of service and senior managers. If your work needs it, ask the data team: they know who gives access.'
    for (const code of ['HP-N2', 'ZZ9']) {
      expect(await detail(code, 'team_manager', 'HP-S1')).toBe(words(code, 'Help and Protection South 1'))
      expect(await detail(code === 'HP-N2' ? 'CIC-N' : code, 'head_of_service', 'HPC')).toBe(
        words(code === 'HP-N2' ? 'CIC-N' : code, 'Help, Protection and Court with its teams'),
      )
      expect(await detail(code, 'board')).toBe(words(code, 'the council and its services'))
    }
  })

  it('is said not to exist to a reader who sees every team', async () => {
    expect(await detail('ZZ9', 'smt')).toBe('There is no team or service with the code ‘ZZ9’.')
  })

  it('is said so of figures that a program asks for', async () => {
    for (const path of ['measurements?unit=HP-N2', 'changes?unit=HP-N2']) {
      const answer = await get(`/api/v1/${path}`, 'team_manager', 'HP-S1')
      expect(answer.statusCode, path).toBe(404)
      expect(answer.json().detail, path).toContain('You see Help and Protection South 1.')
    }
  })
})

describe('the foot of a page with figures', () => {
  it('says whom to ask, and nothing of a record that holds nothing', async () => {
    const { body } = await get('/help', 'smt')
    expect(body).not.toContain('Next update')
  })
})
