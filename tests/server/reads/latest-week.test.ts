/** The latest week on a scorecard: shown with its age, and never one that ended before the scorecard's month. */
import { expect, test } from 'vitest'
import { loadScorecard } from '#server/reads/scorecard.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { publishRows } from '../../support/publish-rows.ts'

test('a scorecard says how old its latest week is, and shows none that ended before its month', async () => {
  const { db } = await testDatabase('demo')
  const weeksOf = async (period: string, day: string) =>
    (await loadScorecard(db, 'HP-S1', period, day))?.lines.flatMap((l) => l.latestWeek?.period ?? []) ?? []
  const april = await weeksOf('2019-04', '2019-06-10')
  expect(april.length).toBeGreaterThan(0)
  expect(april).toContain('2019-W23')
  const app = await testApp(db)
  const { body } = await app.inject({
    url: '/units/HP-S1/scorecards/2019-04?all=yes',
    headers: await bearer(db, 'smt'),
  })
  expect(textOf(body)).toContain('Beginning 3 June 2019, ended yesterday: ')
  await publishRows(db, ['HP-S1,CP04,2019-07,40,50'], new Date('2019-08-05T09:00:00Z'))
  expect(await weeksOf('2019-07', '2019-09-10')).toEqual([])
})

test('a scorecard read at an earlier moment says how old its latest week was on that day', async () => {
  const { db } = await testDatabase('demo')
  const app = await testApp(db)
  const headers = await bearer(db, 'smt')
  const words = async (asAt: string) =>
    textOf((await app.inject({ url: `/units/HP-S1/scorecards/2019-04?all=yes&asAt=${asAt}`, headers })).body)
  const early = await words('2019-06-04')
  expect(early).toContain('Beginning 27 May 2019, ended 2 days ago: ')
  expect(early).not.toContain('Beginning 3 June 2019')
  expect(await words('2019-06-10')).toContain('Beginning 3 June 2019, ended yesterday: ')
})
