/** What a home shows about publications: what each added and changed, what was taken back and judged again, in the words of a
 * scorecard. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { judgeAnew } from '#server/extracts/merging/judge-anew.ts'
import { recordBaseline } from '#server/extracts/publishing/baseline.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { atHome, bearer, signIn, testApp, testNow } from '../../support/app.ts'
import { baselineOrder } from '../../support/baseline-order.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { mayOf, publishMay } from '../../support/month-in-parts.ts'
import { named } from '../../support/named.ts'
import { textOf } from '../../support/page-text.ts'
import { publishRows } from '../../support/publish-rows.ts'
import { isWide } from '../../support/run-size.ts'

const minutes = (count: number) => new Date(testNow.getTime() + count * 60_000)

let db: Db
let owner: Db
let app: FastifyInstance

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('demo'))
  app = await testApp(db)
})

/** The lines about changes on a home. */
async function changedOn(headers: Record<string, string>): Promise<string[]> {
  const { body, statusCode } = await app.inject({ url: '/', headers })
  expect(statusCode).toBe(200)
  const section = body.split('id="changed"')[1]?.split('</section>')[0] ?? ''
  return [...section.matchAll(/<li class="app-home__line">(.*?)<\/li>/gs)].map(([, line]) =>
    textOf(line ?? '').trim(),
  )
}

const changedFor = async (role: Role, unit: string | null = null) => changedOn(await bearer(db, role, unit))

describe('a file of several periods', () => {
  it('is one line, the latest period first, with weeks and quarters', async () => {
    await publishRows(
      db,
      [
        'HP-S1,MO01,2019-04,60,68',
        'HP-S1,MO01,2019-W23,15,17',
        'HP-S1,MO01,2019-W22,15,17',
        ...mayOf((team) => team === 'HP-S1')
          .filter(({ kpi_code }) => ['CP04', 'MO01'].includes(kpi_code))
          .map((r) => `${r.team_code},${r.kpi_code},${r.period},${r.numerator},${r.denominator}`),
      ],
      minutes(1),
    )
    const line =
      '2 weeks to the week beginning 3 June 2019: 2 figures restated; May 2019: 2 new figures; April 2019: 1 figure restated Monthly return 10 June 2019'
    const told = await Promise.all([
      changedFor('data_team'),
      changedFor('team_manager', 'HP-S1'),
      changedFor('smt'),
    ])
    expect(told.map((lines) => lines.filter((l) => l === line).length)).toEqual([1, 1, 1])
  })

  it('is counted on a scorecard in the same words', async () => {
    const { cookie } = await signIn(app, 'team_manager')
    const headers = { ...atHome, cookie }
    const address = '/units/HP-S1/scorecards/2019-04'
    await app.inject({ url: address, headers })
    await db
      .updateTable('look')
      .set({ before_at: minutes(0), before_dated: '2019-06-10' })
      .execute()
    const { body } = await app.inject({ url: address, headers })
    const news = /<div class="app-news.*?<\/summary>/s.exec(body)?.[0] ?? ''
    expect(textOf(news)).toBe('Since you last looked, on 10 June 2019: 2 new figures, 3 figures restated')
  })
})

describe('a wrong file', () => {
  it('that was taken back is one line that says so, and no line of its own', async () => {
    const wrong = mayOf((team) => team === 'HP-N1').slice(0, 8)
    expect(wrong).toHaveLength(8)
    const extract = await publishMay(db, 'wrong.csv', wrong, minutes(10))
    expect((await changedFor('data_team'))[0]).toContain('May 2019: 8 new figures')
    await revertExtract(recordedAt(db, minutes(20)), extract, {
      by: named('Data team'),
      reason: 'For the wrong month',
    })
    for (const [role, unit] of [
      ['data_team', null],
      ['team_manager', 'HP-N1'],
      ['smt', null],
    ] as const) {
      const changed = (await changedFor(role, unit)).filter((line) => /^May 2019: 8 /.test(line))
      expect(changed).toEqual(['May 2019: 8 figures taken back For the wrong month 10 June 2019'])
    }
    expect((await changedFor('team_manager', 'HP-S2')).join('\n')).not.toContain('taken back')
  })
})

describe('what no file brought', () => {
  it('a new baseline is told to whom it concerns', async () => {
    const order = { unit: 'HP-S1', kpi: 'CP04', from: '2019-03', reason: 'A new way of visiting' }
    await recordBaseline(recordedAt(db, minutes(30)), baselineOrder(order))
    const [line] = await changedFor('team_manager', 'HP-S1')
    expect(line).toMatch(/A new baseline was set: \d+ figures? judged differently, no value moved/)
    expect(line).toContain('A new way of visiting')
    expect((await changedFor('team_manager', 'HP-S2')).join('\n')).not.toContain('baseline')
  })

  it.runIf(isWide)('rules that changed nothing are no line', async () => {
    await db.updateTable('council').set({ judged_by: 1 }).execute()
    expect(await judgeAnew(recordedAt(db, minutes(35)))).toBe(0)
    const made = await db.selectFrom('publication').select('id').where('kind', '=', 'method').execute()
    expect(made).toHaveLength(1)
    expect((await changedFor('smt')).join('\n')).not.toContain('The rules by which')
  })

  it.runIf(isWide)('rules that changed are a line that says that no value moved', async () => {
    const stocks = mayOf((team) => team === 'HP-N1').filter((row) => row.denominator === '')
    expect(stocks.length).toBeGreaterThan(0)
    await publishMay(db, 'stocks.csv', stocks, minutes(40))
    await db.updateTable('council').set({ judged_by: 1 }).execute()
    await owner
      .updateTable('figure')
      .set({ status: 'no_target', fingerprint: 'judged by the rules before', left_out: null })
      .where('status', '=', 'not_whole')
      .where('period', '=', '2019-05')
      .execute()
    expect(await judgeAnew(recordedAt(db, minutes(50)))).toBeGreaterThan(0)
    const [line] = await changedFor('smt')
    expect(line).toMatch(
      /The rules by which figures are judged changed: \d+ figures? judged differently, no value moved/,
    )
  })
})
