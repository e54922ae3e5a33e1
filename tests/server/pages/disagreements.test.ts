import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadRuleQuality } from '#server/reads/rule-quality.ts'
import { bearer, form, fromOurPages, signIn, testApp } from '../../support/app.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { csvOf, fileOf } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'
import { textOf } from '../../support/page-text.ts'

let db: Db
let owner: Db
let app: FastifyInstance
let data: { authorization: string }
/** The council's day is fixed in the demonstration: its files come before it. */
const day = (date: string) => new Date(`${date}T09:00:00Z`)

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('catalogue'))
  await db
    .updateTable('council')
    .set({ fixed_day: '2019-06-10', first_scorecard: '2019-01', is_demonstration: true })
    .execute()
  // The rules were on record before the files came.
  await owner
    .updateTable('measure_rule')
    .set({ recorded_at: day('2019-05-01') })
    .execute()
  app = await testApp(db)
  data = await bearer(db, 'data_team')
})
const get = (url: string, headers: Record<string, string> = data) => app.inject({ url, headers })

async function publish(date: string, rows: readonly string[]): Promise<number> {
  const now = day(date)
  const publication = { now, by: named('Data team'), reason: 'Recounted', acceptWarnings: true }
  const report = await ingestFile(
    db,
    fileOf(csvOf(rows), { filename: `${date}.csv`, now, publish: publication }),
  )
  expect(report.status).toBe('published')
  return Number(report.id)
}

describe('measures that do not agree', () => {
  test('are not spoken of while all agree', async () => {
    await publish('2019-05-02', ['HP-N1,CP06,2019-04,4,', 'HP-N1,CP07,2019-04,4,'])
    const text = textOf((await get('/data-quality')).body)
    expect(text).toContain('Measures that do not agree with each other')
    expect(text).toContain('All figures that are compared agree.')
  })

  test('stand with both figures, the file that made it so and when, until another mends it', async () => {
    const id = await publish('2019-05-09', ['HP-S1,CP06,2019-04,9,', 'HP-S1,CP07,2019-04,12,'])
    const broken = textOf((await get('/data-quality')).body)
    expect(broken).toContain('Measures that do not agree with each other: 1')
    expect(broken).toContain(
      'Children on a plan for 12 months or more: 12 (CP07). Children on a plan for 9 months or more: 9 (CP06).',
    )
    expect(broken).toContain('Help and Protection South 1')
    expect(broken).toContain('9 May 2019 at 10:00am by Data team with 2019-05-09.csv')
    expect((await get('/data-quality')).body).toContain(`href="/extracts/${id}"`)

    await publish('2019-05-20', ['HP-S1,CP06,2019-04,13,'])
    const mended = textOf((await get('/data-quality')).body)
    expect(mended).toContain('All figures that are compared agree.')
    expect(mended).toContain('1 time a rule did not hold before, and how each ended')
    expect(mended).toContain('Holds again 20 May 2019 at 10:00am by Data team with 2019-05-20.csv')
  })

  test('are a file with every time, and as they were known at a moment', async () => {
    const csv = (await get('/data-quality/disagreements.csv')).body.trim().split('\r\n')
    expect(csv[0]).toBe(
      'rule,sentence,measures,unit,unit_name,period,left,right,figures,state,since,since_by,since_extract,ended,ended_by,ended_extract',
    )
    expect(csv).toHaveLength(2)
    expect(csv[1]).toContain('CP07-WITHIN-CP06')
    expect(csv[1]).toContain(',mended,2019-05-09T09:00:00.000Z,Data team,')
    const at = async (asAt: string) =>
      (await get(`/data-quality/disagreements.json?asAt=${asAt}`))
        .json()
        .rows.map((row: { state: string }) => row.state)
    expect([await at('2019-05-08'), await at('2019-05-10'), await at('2019-05-20')]).toEqual([
      [],
      ['broken'],
      ['mended'],
    ])
    // A rule that is recorded later was not known then, though it speaks of these figures.
    await owner
      .updateTable('measure_rule')
      .set({ recorded_at: day('2019-05-15') })
      .execute()
    expect([await at('2019-05-10'), await at('2019-05-20')]).toEqual([[], ['mended']])
    expect((await get('/data-quality/disagreements.csv?asAt=yesterday')).statusCode).toBe(400)
    expect((await get('/data-quality/disagreements.xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  test('say that a file was taken back, where that ended it', async () => {
    const id = await publish('2019-05-21', ['HP-S2,CP06,2019-04,9,', 'HP-S2,CP07,2019-04,12,'])
    await revertExtract(recordedAt(db, day('2019-05-22')), id, {
      by: named('Data team'),
      reason: 'Sent by mistake',
    })
    const { broken, ended } = await loadRuleQuality(db)
    expect(broken).toEqual([])
    expect(ended).toMatchObject([
      {
        unit: { code: 'HP-S2' },
        since: { extract: { id, isTakenBack: false } },
        ended: { state: 'not_judged', extract: { id, isTakenBack: true } },
      },
      { unit: { code: 'HP-S1' }, ended: { state: 'mended' } },
    ])
    expect(textOf((await get('/data-quality')).body)).toContain(
      'No longer compared: a figure is not on record 22 May 2019 at 10:00am by Data team taking back 2019-05-21.csv',
    )
  })

  test('are in the page as JSON, and closed to those who read no extracts and to an outside audience', async () => {
    const { rules } = (await get('/data-quality.json')).json()
    expect(rules.rules).toBeGreaterThanOrEqual(15)
    expect(rules.ended).toHaveLength(2)
    const board = await bearer(db, 'board')
    expect((await get('/data-quality/disagreements.csv', board)).statusCode).toBe(403)
    const outside = Object.assign(Object.create(db), { audience: 'outside' })
    expect(await loadRuleQuality(outside)).toEqual({ rules: 0, broken: [], ended: [] })
  })
})

describe('a file whose only warning informs', () => {
  test('shows it beside the changes without a box, and is published without a tick', async () => {
    const { cookie, csrf } = await signIn(app, 'data_team')
    const rows = ['HP-N2,CP06,2019-04,9,', 'HP-N2,CP07,2019-04,12,']
    const { id } = await ingestFile(db, fileOf(csvOf(rows), { now: day('2019-06-01') }))
    const { body } = await get(`/extracts/${id}/changes`, { cookie })
    const text = textOf(body)
    expect(text).toContain('Measures that do not agree This holds nothing up.')
    expect(text).toContain('does not hold for Help and Protection North 2 in April 2019')
    expect(text).not.toContain('I have looked at')
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
    const request = form({ _csrf: csrf, checked: hidden('checked'), seen: hidden('seen'), when: 'now' })
    const answer = await app.inject({
      ...request,
      url: `/extracts/${id}/publish`,
      headers: { ...request.headers, ...fromOurPages, cookie },
    })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/extracts/${id}/receipt`])
    expect(textOf((await get(`/extracts/${id}`, { cookie })).body)).toContain('Look at these figures')
  })
})
