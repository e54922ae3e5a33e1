/** A month that begins to come in: one figure of May 2019, published while everybody reads April, and taken back. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Check, CheckKind } from '#domain/plan/plan-checks.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadPlanChecks } from '#server/reads/plan.ts'
import { loadPublishedMonths } from '#server/record/periods.ts'
import { bearer, testApp, testNow } from '../support/app.ts'
import { recordedAt, testDatabase } from '../support/database.ts'
import { named } from '../support/named.ts'
import { textOf } from '../support/page-text.ts'
import { publishRows } from '../support/publish-rows.ts'

const day = '2019-06-10'
const oneRow = 'HP-N1,CP04,2019-05,41,45'

let db: Db
let app: FastifyInstance
let smt: { authorization: string }
let between: Date
let before: Awaited<ReturnType<typeof standing>>
let during: Awaited<ReturnType<typeof standing>>
let after: Awaited<ReturnType<typeof standing>>

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  smt = await bearer(db, 'smt')
  before = await standing()
  const extract = await publishRows(db, [oneRow])
  during = await standing()
  const publication = await db
    .selectFrom('publication')
    .select('published_at')
    .where('extract_id', '=', extract)
    .executeTakeFirstOrThrow()
  between = publication.published_at
  const now = new Date(testNow.getTime() + 3_600_000)
  await revertExtract(recordedAt(db, now), extract, {
    by: named('Data team'),
    reason: 'Sent for the wrong month',
  })
  after = await standing()
})

const get = (url: string) => app.inject({ url, headers: smt })

async function standing() {
  const todo = async (role: Role, unit: string | null) => {
    const { body } = await app.inject({ url: '/', headers: await bearer(db, role, unit) })
    return [...body.matchAll(/<li class="app-home__line">.*?<\/li>/gs)]
      .map(([line]) => textOf(line))
      .filter((line) => line.includes('worse than usual'))
  }
  const [overview, latest, months] = await Promise.all([
    get('/overview'),
    get('/units/RIDGE/scorecards/latest'),
    get('/api/v1/periods'),
  ])
  return {
    checks: await loadPlanChecks(db, day),
    homes: {
      senior: await todo('smt', null),
      quality: await todo('quality_lead', null),
      head: await todo('head_of_service', 'HPC'),
      manager: await todo('team_manager', 'HP-S1'),
    },
    overview: /<h1[^>]*>(.*?)<\/h1>/s.exec(overview.body)?.[1],
    latest: latest.headers.location,
    months: months.json().periods.map(({ period }: { period: string }) => period),
  }
}

function resting(checks: readonly Check[], kind: CheckKind) {
  return checks.filter((c) => c.kind === kind)
}

describe('while one figure of May is published', () => {
  test.each([
    ['on_track_but_concerning', 3],
    ['worsening_without_action', 6],
    ['outcome_unsupported', 2],
  ] as const)('every check of the kind %s is still asked', (kind, count) => {
    expect(resting(before.checks, kind)).toHaveLength(count)
    expect(resting(during.checks, kind)).toEqual(resting(before.checks, kind))
  })

  test('the overview and the latest scorecard are still those of April', () => {
    expect(before.overview).toBe('Overview: April 2019')
    expect(during.overview).toBe(before.overview)
    expect(during.latest).toBe('/units/RIDGE/scorecards/2019-04')
  })

  test.each(['senior', 'quality', 'head', 'manager'] as const)(
    'the home of the %s still says what is worse than usual',
    (role) => {
      expect(before.homes[role].length).toBeGreaterThan(0)
      expect(during.homes[role]).toEqual(before.homes[role])
    },
  )

  test('May is among the published months', () => {
    expect(before.months.at(-1)).toBe('2019-04')
    expect(during.months.at(-1)).toBe('2019-05')
  })
})

describe('once it is taken back', () => {
  test('everything is as it was before', () => {
    expect(after).toEqual(before)
  })

  test('May is no published month, and was one at the time between', async () => {
    const months = async (asAt?: Date) => (await loadPublishedMonths(db, asAt)).map((m) => m.period)
    expect(await months()).not.toContain('2019-05')
    expect(await months(between)).toContain('2019-05')
  })

  test('what really comes for May later is the first of it', async () => {
    const later = new Date(testNow.getTime() + 86_400_000)
    await publishRows(db, ['HP-S1,CP04,2019-05,40,45'], later)
    const may = (await loadPublishedMonths(db)).find((m) => m.period === '2019-05')
    expect(may?.publishedAt).toEqual(later)
  })
})
