import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { bearer, form, fromOurPages, signIn, testApp } from '../support/app.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

/** The service runs years after the one day of the demonstration. */
const wallClock = new Date('2026-11-23T14:01:00Z')
const oneDay = '2019-06-10'

let database: TestDatabase
let app: Awaited<ReturnType<typeof testApp>>

beforeAll(async () => {
  database = await testDatabase('demo')
  app = await testApp(database.db, { now: () => wallClock })
})

/** The moments and days of what visitors wrote. */
async function momentsOf(table: string, day: string, moment = 'recorded_at') {
  const { rows } = await sql<{ at: Date; dated: string }>`
    select ${sql.ref(moment)} as at, ${sql.ref(day)} as dated from ${sql.table(table)}
    where ${sql.ref(moment)} > ${new Date('2019-06-11T00:00:00Z')}`.execute(database.db)
  return rows
}

describe('what a visitor writes in the demonstration', () => {
  test('is recorded now and is of its one day, on every form and at the API', async () => {
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
    const days = [
      ['commentary', 'dated'],
      ['decision', 'decided_on'],
      ['decision_outcome', 'on_day'],
    ] as const
    for (const [table, day] of days)
      expect(await momentsOf(table, day), table).toEqual([{ at: wallClock, dated: oneDay }])
    const page = await app.inject({
      url: '/units/HP-S1/kpis/CP04/commentary?period=2019-04',
      headers: { cookie },
    })
    expect(withoutSessionEnd(page.body)).not.toContain('2026')
    const { cookie: head } = await signIn(app, 'head_of_service')
    const home = await app.inject({ url: '/', headers: { cookie: head } })
    expect(home.body).toContain('Ring every family on Monday.')
    expect(withoutSessionEnd(home.body)).not.toContain('2026')
  })

  test('is a sign-off of that day too, which has in it what was published before', async () => {
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
    const [step] = await momentsOf('scorecard_sign_off', 'dated', 'taken_at')
    expect(step?.dated).toBe(oneDay)
    expect(step?.at.getTime()).toBeGreaterThanOrEqual(wallClock.getTime())
  })

  test('is of the day on which it is recorded in a real council, even where a day was left behind', async () => {
    await database.db.updateTable('council').set({ is_demonstration: false }).execute()
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/units/HP-S1/commentary',
      headers: await bearer(database.db, 'team_manager', 'HP-S1'),
      payload: { kpi: 'WF03', period: '2019-04', body: 'Both posts are filled.', version: 1 },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ recordedAt: wallClock.toISOString(), dated: '2026-11-23' })
  })
})

/** A session ends by the real clock. */
function withoutSessionEnd(body: string): string {
  return body.replaceAll(/ data-session-ends="[^"]*"/g, '')
}
