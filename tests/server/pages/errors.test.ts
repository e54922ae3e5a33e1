import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#server/access/actor.ts'
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
  it('names who can help', async () => {
    const answer = await get('/extracts/new', 'smt')
    expect(answer.statusCode).toBe(403)
    expect(mainOf(answer.body)).toContain('The data team can say who gives access')
    expect(mainOf(answer.body)).toContain('href="/help#asking"')
  })
})

describe('the foot of a page with figures', () => {
  it('says whom to ask, and nothing of a record that holds nothing', async () => {
    const { body } = await get('/help', 'smt')
    expect(body).not.toContain('Next update')
  })
})
