/** Measures in which each one counts: a single child who was missed is there on every surface, and never outside. */
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { prove } from '#server/extracts/proving/prove.ts'
import { loadKpis } from '#server/record/catalogue.ts'
import { loadFigures } from '#server/record/figures.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { publishRows } from '../../support/publish-rows.ts'
import { some } from '../../support/some.ts'
import { sendFile } from '../restatement/send-file.ts'

type Headers = { authorization: string }
const name = 'ICPCs delayed with HoS approval'
const words = '1 of 3 without approval'

describe('Assessment Central, where 2 of 3 late conferences were approved', () => {
  let db: Db
  let app: FastifyInstance
  let manager: Headers
  let head: Headers
  beforeAll(async () => {
    ;({ db } = await testDatabase('demo'))
    app = await testApp(db)
    manager = await bearer(db, 'team_manager', 'ASMT-C')
    head = await bearer(db, 'head_of_service', 'FD')
  })

  const get = (url: string, headers = manager) => app.inject({ url, headers })
  const read = async (url: string, headers = manager) => {
    const { body, statusCode } = await get(url, headers)
    expect(statusCode, url).toBe(200)
    return body
  }

  test('is first on its scorecard, and says so in the row', async () => {
    const text = textOf(await read('/units/ASMT-C/scorecards/2019-04'))
    const conversation = text.slice(text.indexOf('Needs a conversation'))
    expect(conversation.indexOf(name)).toBeGreaterThan(0)
    expect(conversation.slice(0, conversation.indexOf(words) + words.length)).toMatch(
      new RegExp(`^Needs a conversation ${name} 66[.]7%.*2 of 3.*Missed.*${words}$`),
    )
    const csv = await read('/units/ASMT-C/scorecards/2019-04.csv')
    expect(csv.split('\r\n').find((line) => line.includes(',CP02,'))).toMatch(new RegExp(`missed.*${words}`))
  })

  test('is first in the API, as missed', async () => {
    const card = (await get('/api/v1/scorecards/ASMT-C/2019-04')).json()
    expect(card.needsConversation[0]).toEqual({ kpi: 'CP02', reason: 'each_one_counts', why: words })
    expect(card.needsConversation.length).toBeLessThanOrEqual(3)
    expect(card.rows.find((r: { kpi: string }) => r.kpi === 'CP02')).toMatchObject({
      status: 'missed',
      gap: 1,
      judgedOn: 'month',
      numerator: 2,
      denominator: 3,
      phrase: words,
    })
    const { finding } = (await get('/api/v1/series/ASMT-C/CP02?to=2019-04')).json()
    expect(finding).toBe(`${words} in April 2019.`)
    const { kpis } = (await get('/api/v1/kpis')).json()
    const flagged = kpis.filter((k: { eachOneCounts: string | null }) => k.eachOneCounts !== null)
    expect(flagged.map((k: { code: string }) => k.code).sort()).toEqual(['CP02', 'LC04', 'LC05'])
  })

  test('is on the homes of its manager and of its head of service', async () => {
    expect(textOf(await read('/'))).toMatch(new RegExp(`${name} 66[.]7%.*${words}`))
    expect(textOf(await read('/', head))).toMatch(new RegExp(`Assessment Central: ${name}.*${words}`))
  })

  test('is on its service’s page and in its file, where the service keeps its ordinary status', async () => {
    const page = textOf(await read('/units/FD', head))
    expect(page).toMatch(new RegExp(`Assessment Central: ${name}, ${words}`))
    const file = await read('/units/FD.csv', head)
    expect(file.split('\r\n').some((line) => line.includes('ASMT-C') && line.includes(words))).toBe(true)
    const card = (await get('/api/v1/scorecards/FD/2019-04', head)).json()
    const own = card.rows.find((r: { kpi: string }) => r.kpi === 'CP02')
    const last = card.needsConversation.at(-1)
    const { rows } = await sql<{ teams: number }>`
      select count(*)::integer as teams from visible_figure f where f.council_id = ${councilId} and kpi_code = 'CP02'
        and period = '2019-04' and unit_code in ('ASMT-N', 'ASMT-C', 'ASMT-S') and numerator < denominator`.execute(
      db,
    )
    const teams = rows[0]?.teams === 1 ? 'in 1 team' : `in ${rows[0]?.teams} teams`
    expect(last).toEqual({
      kpi: 'CP02',
      reason: 'each_one_counts_beneath',
      why: `${own.denominator - own.numerator} of ${own.denominator} without approval, ${teams}`,
    })
    expect(own.phrase).not.toContain('without approval')
  })

  test('says so where the measure is explained', async () => {
    expect(textOf(await read('/help/kpis/CP02'))).toContain('a single one without approval is missed')
    expect(textOf(await read('/help/method'))).toContain(
      'someone missed on a measure where a single miss matters',
    )
  })

  test('tells an outside reader nothing of 1 to 5, in no page, answer or file', async () => {
    const board = await bearer(db, 'board')
    const addresses = [
      ...['RIDGE', 'FD', 'CICS', 'HPC'].flatMap((unit) => [
        `/units/${unit}/scorecards/2019-04`,
        `/units/${unit}`,
        `/units/${unit}.csv`,
        `/api/v1/scorecards/${unit}/2019-04`,
      ]),
      '/',
      '/units/FD/kpis/CP02?to=2019-04',
      '/api/v1/series/FD/CP02',
    ]
    const answers = await Promise.all(addresses.map((url) => get(url, board)))
    const bodies = answers.filter(({ statusCode }) => statusCode === 200).map(({ body }) => body)
    expect(bodies.length).toBeGreaterThan(8)
    for (const body of some(bodies))
      expect(textOf(body)).not.toMatch(/\d of \d+ (without approval|not seen in time|without sign-off)/)
    const listed = bodies.flatMap((body) => [...body.matchAll(/"each_one_counts[^}]*?(\d+) of (\d+)/g)])
    expect(listed.filter(([, n, d]) => Number(d) - Number(n) <= 5)).toEqual([])
    const beneath = bodies.flatMap((body) => textOf(body).match(/\d+ of \d+, in \d+ teams?/g) ?? [])
    expect(beneath).toEqual([])
  })
})

describe('a measure that counts each one from a month on', () => {
  test('judges the months from then on so, and starts no series anew', async () => {
    const { db } = await testDatabase('catalogue')
    const months = Array.from({ length: 10 }, (_, i) => `2018-${String(i + 1).padStart(2, '0')}`)
    await sendFile(
      db,
      months.map((m) => `HP-S1,CP04,${m},49,50`),
      '2019-06-11T09:00:00Z',
    )
    const { superseded_at: _, ...now } = await db
      .selectFrom('kpi_definition')
      .selectAll()
      .where('kpi_code', '=', 'CP04')
      .executeTakeFirstOrThrow()
    const recorded_at = new Date('2019-06-12T09:00:00Z')
    await db
      .insertInto('kpi_definition')
      .values({ ...now, valid_from: '2018-11', each_one_counts: 'not seen in time', recorded_at })
      .execute()
    await publishRows(
      db,
      ['HP-S1,CP04,2018-10,49,50', 'HP-S1,CP04,2018-11,49,50'],
      new Date('2019-06-13T09:00:00Z'),
    )
    const figures = await loadFigures(db, { units: ['HP-S1'], kpis: ['CP04'], grain: 'monthly' })
    const last = figures.slice(-2)
    expect(last.map(({ period, status }) => [period, status])).toEqual([
      ['2018-10', 'met'],
      ['2018-11', 'missed'],
    ])
    expect(last[1]?.analysis.phases).toHaveLength(1)
    expect((await prove(db)).differences).toEqual([])
  })
})

test('a council that began before is given the flag with a date, and its record stays as it was', async () => {
  const { db, owner } = await testDatabase('catalogue')
  await owner.updateTable('kpi_definition').set({ each_one_counts: null }).execute()
  const before = new Date('2019-06-11T09:00:00Z')
  await sendFile(db, ['ASMT-C,CP02,2018-03,2,3', 'ASMT-S,CP02,2018-03,12,13'], before.toISOString())
  await sql`alter table kpi_definition drop column each_one_counts`.execute(owner)
  const migration = new URL('../../../sql/migrations/0024_each_one_counts.sql', import.meta.url)
  await sql.raw(readFileSync(migration, 'utf8')).execute(owner)
  await publishRows(db, ['ASMT-C,CP02,2018-04,2,3'], new Date('2019-06-12T09:00:00Z'))
  const wordsAt = async (asAt?: Date) =>
    (await loadKpis(db, '2019-04', asAt)).flatMap((k) => (k.eachOneCounts === null ? [] : [k.code]))
  expect([await wordsAt(before), await wordsAt()]).toEqual([[], ['CP02', 'LC04', 'LC05']])
  expect((await loadKpis(db, '2019-04')).filter((k) => k.code === 'CP02')).toHaveLength(1)
  const figures = await loadFigures(db, { units: ['ASMT-C'], kpis: ['CP02'] })
  expect(figures.map(({ period, status }) => [period, status])).toEqual([
    ['2018-03', 'small_number'],
    ['2018-04', 'missed'],
  ])
  expect((await prove(db)).differences).toEqual([])
})
