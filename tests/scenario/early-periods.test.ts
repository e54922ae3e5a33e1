/** One early figure of a week, a quarter, a retired measure, a closed team or a late return, published and taken back:
 * everything else that was known is still shown meanwhile, and all is as before once the figure is taken back. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadPlanChecks } from '#server/reads/plan.ts'
import { bearer, testApp } from '../support/app.ts'
import { recordedAt, testDatabase } from '../support/database.ts'
import { named } from '../support/named.ts'
import { textOf } from '../support/page-text.ts'
import { publishRows } from '../support/publish-rows.ts'
import { partOf } from '../support/run-size.ts'

/** A Tuesday after the second quarter and the week of 24 June. */
const day = '2019-07-02'

/** Each file, a measure's page on which it could hide something, and what that page shows before, during and after its
 * publication. */
const files: { of: string; rows: string[]; page: string; head: string; judged?: string }[] = [
  {
    of: 'a week of one team',
    rows: ['HP-S1,MO01,2019-W26,30,40'],
    page: '/units/RIDGE/kpis/MO01',
    head: 'April 2019',
  },
  {
    of: 'a quarter',
    rows: ['YOS,YO01,2019-Q2,28,40'],
    // Its one team has sent its figure, so it is judged at its new quarter.
    judged: 'YO01',
    page: '/units/RIDGE/kpis/LC06',
    head: 'April 2019',
  },
  {
    of: 'a measure that is retired',
    rows: ['CIC-N,LC06,2019-05,3,10'],
    page: '/units/RIDGE/kpis/LC06?to=2019-04',
    head: 'April 2019',
  },
  {
    of: 'the last month of a team that closed',
    rows: ['EH-C,EH01,2018-12,1,40'],
    page: '/units/EH-C/kpis/EH01',
    head: 'December 2018',
  },
  {
    of: 'a measure whose return is late for all others',
    rows: ['HP-N1,CP04,2019-05,41,45'],
    page: '/units/HP-S1/kpis/CP04',
    head: 'April 2019',
  },
]

let db: Db
let owner: Db
let app: FastifyInstance
let smt: { authorization: string }

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('demo'))
  app = await testApp(db)
  smt = await bearer(db, 'smt')
  await db.updateTable('council').set({ fixed_day: day }).execute()
  await owner
    .updateTable('kpi_definition')
    .set({ valid_to: '2019-04' })
    .where('kpi_code', '=', 'LC06')
    .execute()
})

const get = (url: string) => app.inject({ url, headers: smt })

async function matters(role: Role, unit: string | null): Promise<string[]> {
  const { body } = await app.inject({ url: '/', headers: await bearer(db, role, unit) })
  return [...body.matchAll(/<li class="app-home__line">.*?<\/li>/gs)]
    .map(([line]) => textOf(line))
    .filter((line) => line.includes('worse than usual'))
    .sort()
}

/** What is shown about everything: the standing checks, the matters of homes, and the month that pages open on. */
async function said(judged?: string) {
  const latest = async (unit: string) => (await get(`/units/${unit}/scorecards/latest`)).headers.location
  return {
    checks: (await loadPlanChecks(db, day)).filter((check) => judged === undefined || check.kpi !== judged),
    senior: await matters('smt', null),
    head: await matters('head_of_service', 'HPC'),
    manager: await matters('team_manager', 'HP-S1'),
    overview: /<h1[^>]*>(.*?)<\/h1>/s.exec((await get('/overview')).body)?.[1],
    opens: await Promise.all(['RIDGE', 'HPC', 'HP-S1', 'EH-C'].map(latest)),
  }
}

/** The figures themselves: the latest scorecards, and the weeks and quarters in the files. */
async function figures() {
  const scorecards = ['RIDGE/2019-04', 'HPC/2019-04', 'HP-S1/2019-04', 'EH-C/2018-12']
  const series = [
    'RIDGE/MO01?grain=weekly',
    'YOS/YO01?grain=quarterly',
    'RIDGE/LC06',
    'EH-C/EH01',
    'RIDGE/CP04',
  ]
  const rowsOf = async (url: string) => {
    const answer = await get(url)
    expect(answer.statusCode, url).toBe(200)
    const { rows, points } = answer.json()
    return rows ?? points
  }
  return {
    scorecards: await Promise.all(scorecards.map((path) => rowsOf(`/api/v1/scorecards/${path}`))),
    series: await Promise.all(series.map((path) => rowsOf(`/api/v1/series/${path}`))),
  }
}

const headOf = async (address: string) =>
  textOf(/<p class="app-kpi__head">.*?<\/p>/s.exec((await get(address)).body)?.[0] ?? '')

describe.each(partOf(files, 8))('one early figure of $of', ({ rows, page, head, judged }) => {
  test('hides nothing while it stands, and leaves nothing once it is taken back', async () => {
    const before = { said: await said(judged), figures: await figures() }
    expect(before.said.checks.length).toBeGreaterThan(10)
    expect(before.said.senior.length).toBeGreaterThan(0)
    expect(await headOf(page)).toContain(head)
    const extract = await publishRows(db, rows, new Date(`${day}T09:00:00Z`))
    expect(await figures()).not.toEqual(before.figures)
    expect(await said(judged)).toEqual(before.said)
    expect(await headOf(page)).toContain(head)
    await revertExtract(recordedAt(db, new Date(`${day}T10:00:00Z`)), extract, {
      by: named('Data team'),
      reason: 'Sent too early',
    })
    expect({ said: await said(judged), figures: await figures() }).toEqual(before)
  })
})

test('the latest week of the council is the last whole one beside an early row of one team', async () => {
  const weekOf = async () =>
    (await get('/api/v1/scorecards/RIDGE/2019-04')).json().rows.find((r: { kpi: string }) => r.kpi === 'MO01')
      .latestWeek
  const before = await weekOf()
  await publishRows(db, ['HP-S1,MO01,2019-W26,30,40'], new Date(`${day}T11:00:00Z`))
  expect(await weekOf()).toEqual(before)
})
