/** A measure's last verdict stays: while its return is late, after the measure is retired, and for a team that closed. */

import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { loadPlanChecks } from '#server/reads/plan.ts'
import { teamRowsOf } from '../seeds/demo-figures.ts'
import { bearer, testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'
import { mayOf, publishMay } from '../support/month-in-parts.ts'
import { textOf } from '../support/page-text.ts'

/** Four days after the first returns for May were due. */
const day = '2019-06-14'
/** What the teams must send for May: the same figures as for April, since no team opened or closed. */
const owed = teamRowsOf('2019-04').length

let db: Db
let owner: Db
let app: FastifyInstance

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('demo'))
  app = await testApp(db)
  await db.updateTable('council').set({ fixed_day: day }).execute()
  await publishMay(
    db,
    'HP-S1 without its visits.csv',
    mayOf((team) => team === 'HP-S1').filter((row) => row.kpi_code !== 'CP04'),
  )
})

const get = async (url: string, role: Role = 'smt', unit: string | null = null) =>
  app.inject({ url, headers: await bearer(db, role, unit) })
const wordsOf = async (...asked: Parameters<typeof get>) => textOf((await get(...asked)).body)

describe('a team whose May is in, but for one measure', () => {
  test('is opened on May, and the council, of which little has come, on April', async () => {
    expect((await get('/units/HP-S1/scorecards/latest')).headers.location).toContain('/2019-05')
    expect((await get('/units/RIDGE/scorecards/latest')).headers.location).toContain('/2019-04')
    expect(await wordsOf('/units/HP-S1')).toContain('May 2019')
  })

  test('is what the overview says of the month that has begun', async () => {
    const words = await wordsOf('/overview')
    expect(words).toContain('Overview: April 2019')
    expect(words).toMatch(
      new RegExp(`A newer month has begun to come in: May 2019: \\d+ of ${owed} figures in`),
    )
    expect(words).toMatch(
      /Initial health assessment in 20 working days 50% \(10 of 20\) Concerning worse than usual in April 2019/,
    )
    const may = await wordsOf('/overview?period=2019-05')
    expect(may).toContain('Overview: May 2019')
    expect(may).toMatch(
      new RegExp(
        `May 2019: \\d+ of ${owed} figures in, 7 will not come\\. The latest month that has come in far enough is April 2019`,
      ),
    )
  })

  test('keeps the last verdict of that measure on its manager’s home, with its month', async () => {
    const { body } = await get('/', 'team_manager', 'HP-S1')
    expect(body).toContain('Open the May 2019 scorecard')
    const line =
      /<li class="app-home__line">(?:(?!<\/li>).)*kpis\/CP04\?to=2019-04.*?<\/li>/s.exec(body)?.[0] ?? ''
    expect(textOf(line)).toMatch(/CP visits in timescale .*, April 2019 worse than usual since March 2019/)
  })

  test('keeps it on the measure’s own page', async () => {
    const words = await wordsOf('/units/HP-S1/kpis/CP04')
    expect(words).toContain('Worse than usual since March 2019')
  })

  test('says there that May has not come, when it was due and who sends it', async () => {
    const said = 'May 2019 has not come for this measure; the latest figure is April 2019. It was due on'
    const notCome = async (address: string) =>
      (await wordsOf(address)).includes('has not come for this measure')
    expect(await wordsOf('/units/HP-S1/kpis/CP04')).toMatch(
      new RegExp(`${said} \\d+ June 2019, with the return ‘[^’]+’ \\(owner: [A-Z][^)]+\\)\\.`),
    )
    expect(await wordsOf('/units/HP-S1/kpis/CP04?to=2019-05')).toContain(said)
    // There is no note for a figure that came, for a month that was asked for, for a unit that still opens on April, or for one
    // that has closed.
    expect(await notCome('/units/HP-S1/kpis/CP05')).toBe(false)
    expect(await notCome('/units/HP-S1/kpis/CP04?to=2019-03')).toBe(false)
    expect(await notCome('/units/RIDGE/kpis/CP04')).toBe(false)
    expect(await notCome('/units/EH-C/kpis/EH01')).toBe(false)
  })
})

describe('a measure that is retired', () => {
  test('keeps its last verdict beside the plan', async () => {
    const disagreeing = async () =>
      (await loadPlanChecks(db, day)).filter((c) => c.kind === 'on_track_but_concerning' && c.kpi === 'LC06')
    const before = await disagreeing()
    expect(before.map((c) => [c.action, c.period])).toContainEqual(['R8.4', '2019-04'])
    await owner
      .updateTable('kpi_definition')
      .set({ valid_to: '2019-04' })
      .where('kpi_code', '=', 'LC06')
      .execute()
    expect(await disagreeing()).toEqual(before)
    expect(await wordsOf('/units/RIDGE/kpis/LC06')).not.toContain('has not come for this measure')
  })
})

describe('a team that closed', () => {
  test('is opened on its last month', async () => {
    expect((await get('/units/EH-C/scorecards/latest')).headers.location).toContain('/2018-12')
    expect(await wordsOf('/units/EH-C')).toContain('December 2018')
  })
})

describe('what the council set to be enough of a month', () => {
  test('holds for the months from one on', async () => {
    const latest = async () => (await get('/units/HP-S1/scorecards/latest')).headers.location
    const set = { council_id: councilId, percent: 98, reason: 'Every figure', recorded_by: 'Data team' }
    const recorded_at = new Date('2019-06-14T09:00:00Z')
    await db
      .insertInto('opening_share')
      .values({ ...set, valid_from: '2019-06', recorded_at })
      .execute()
    expect(await latest()).toContain('/2019-05')
    await db
      .insertInto('opening_share')
      .values({ ...set, valid_from: '2019-05', recorded_at })
      .execute()
    expect(await latest()).toContain('/2019-04')
  })
})
