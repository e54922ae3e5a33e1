import { beforeAll, describe, expect, test } from 'vitest'
import { bearer, form, fromOurPages, signIn, testApp } from '../support/app.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

/** The service runs years after the one day of the demonstration. */
const wallClock = new Date('2026-11-23T14:01:00Z')
const noonOfTheDay = new Date('2019-06-10T11:00:00Z')

let database: TestDatabase
let app: Awaited<ReturnType<typeof testApp>>

beforeAll(async () => {
  database = await testDatabase('demo')
  app = await testApp(database.db, { now: () => wallClock })
})

function momentsOf(table: 'commentary' | 'decision' | 'decision_outcome') {
  return database.db
    .selectFrom(table)
    .select('recorded_at as at')
    .where('is_demonstration', '=', false)
    .orderBy('recorded_at')
    .execute()
}

describe('the clock of what people write', () => {
  test('is the demonstration’s own day, on every form and at the API', async () => {
    const { cookie, csrf } = await signIn(app, 'team_manager')
    const send = async (url: string, fields: Record<string, string>) => {
      const request = form({ _csrf: csrf, ...fields })
      return app.inject({ ...request, url, headers: { ...request.headers, ...fromOurPages, cookie } })
    }
    const said = await send('/units/HP-S1/kpis/CP04/commentary', {
      period: '2019-04',
      seen: '0',
      body: 'Two visits were late.',
    })
    expect(said.statusCode).toBe(303)
    const agreed = await send('/units/HP-S1/decisions/new', {
      period: '2019-04',
      body: 'Ring every family on Monday.',
      owner: 'Team manager',
      'due-day': '28',
      'due-month': '6',
      'due-year': '2019',
    })
    expect(agreed.statusCode).toBe(303)
    const [decision] = await database.db
      .selectFrom('decision')
      .select(['id', 'decided_on'])
      .where('is_demonstration', '=', false)
      .execute()
    expect(decision?.decided_on).toBe('2019-06-10')
    const kept = await app.inject({
      method: 'POST',
      url: `/api/v1/units/HP-S1/decisions/${decision?.id}/outcome`,
      headers: await bearer(database.db, 'team_manager', 'HP-S1'),
      payload: { state: 'done', version: 0 },
    })
    expect(kept.statusCode).toBe(200)
    for (const table of ['commentary', 'decision', 'decision_outcome'] as const)
      expect(await momentsOf(table), table).toEqual([{ at: noonOfTheDay }])
    const page = await app.inject({
      url: '/units/HP-S1/kpis/CP04/commentary?period=2019-04',
      headers: { cookie },
    })
    expect(page.body).not.toContain('2026')
    const { cookie: head } = await signIn(app, 'head_of_service')
    const home = await app.inject({ url: '/', headers: { cookie: head } })
    expect(home.body).toContain('Ring every family on Monday.')
    expect(home.body).not.toContain('2026')
  })

  test('dates a sign-off on that day too', async () => {
    const { cookie, csrf } = await signIn(app, 'team_manager')
    const url = '/units/HP-S1/scorecards/2019-04'
    const page = await app.inject({ url, headers: { cookie } })
    const seen = /name="seen" value="([^"]*)"/.exec(page.body)?.[1] ?? ''
    const request = form({ _csrf: csrf, step: 'submitted', seen })
    const answer = await app.inject({
      ...request,
      url: `${url}/sign-off`,
      headers: { ...request.headers, ...fromOurPages, cookie },
    })
    expect(answer.statusCode).toBe(303)
    const step = await database.db
      .selectFrom('scorecard_sign_off')
      .select(['taken_at'])
      .where('unit_code', '=', 'HP-S1')
      .where('period', '=', '2019-04')
      .executeTakeFirstOrThrow()
    expect(step.taken_at).toEqual(noonOfTheDay)
  })

  test('is the real one for a real council, even where a day was left behind', async () => {
    await database.db.updateTable('council').set({ is_demonstration: false }).execute()
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/units/HP-S1/commentary',
      headers: await bearer(database.db, 'team_manager', 'HP-S1'),
      payload: { kpi: 'WF03', period: '2019-04', body: 'Both posts are filled.', version: 1 },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ recordedAt: wallClock.toISOString() })
  })
})
