/** A month that comes in parts: every surface shows a figure that lacks a team as part of a whole, without a verdict. */
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import type { Db } from '#server/db/database.ts'
import { judgeAnew } from '#server/extracts/merging/judge-anew.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadFigures } from '#server/record/figures.ts'
import { readOutside } from '#server/record/suppression.ts'
import { bearer, testApp } from '../support/app.ts'
import { recordedAt, testDatabase } from '../support/database.ts'
import { mayOf, publishMay } from '../support/month-in-parts.ts'
import { named } from '../support/named.ts'
import { textOf } from '../support/page-text.ts'
import { publishRows } from '../support/publish-rows.ts'
import { isWide } from '../support/run-size.ts'
import { expectSame } from '../support/same.ts'
import { some } from '../support/some.ts'
import { recordsOf } from '../support/xlsx.ts'

/** Measures that more than one service has, so that services can be compared. */
const shownByServices = ['MO01', 'MO02', 'WF01', 'WF02', 'AS02', 'CN03']

const late = ['HP-S1', 'HP-N1']
const inTime = mayOf((team) => !late.includes(team))
const afterwards = mayOf((team) => late.includes(team))
const anHourLater = new Date('2019-06-10T10:00:00Z')

describe('a month with two help and protection teams still to come', () => {
  let db: Db
  let app: FastifyInstance
  let headers: { authorization: string }

  beforeAll(async () => {
    db = (await testDatabase('demo')).db
    // In April so many more plans are long that the whole service is worse than usual, which May then cannot confirm.
    const longPlans = ['HP-N2', 'HP-C1', 'HP-C2', 'HP-S2'].map((team) => `${team},CP06,2019-04,40,`)
    await publishRows(db, longPlans)
    await publishMay(db, 'may.csv', inTime)
    app = await testApp(db)
    headers = await bearer(db, 'smt')
  })

  const ask = async (url: string) => {
    const answer = await app.inject({ url, headers })
    expect(answer.statusCode, url).toBe(200)
    return answer
  }
  const rowOf = async (unit: string, kpi: string) =>
    (await ask(`/api/v1/scorecards/${unit}/2019-05`)).json().rows.find((r: { kpi: string }) => r.kpi === kpi)

  test('gives its plans of nine months and more no verdict, says what they lack, and keeps April’s beside them', async () => {
    const row = await rowOf('HPC', 'CP06')
    expect(row).toMatchObject({ state: 'reported', status: 'not_whole', gap: null, variation: 'none' })
    expect(row).toMatchObject({ assurance: 'none', missing: expect.arrayContaining(late) })
    expect(row.parts.expected - row.parts.added).toBe(2)
    const april = (await ask('/api/v1/scorecards/HPC/2019-04'))
      .json()
      .rows.find((r: { kpi: string }) => r.kpi === 'CP06')
    expect(row.lastWhole).toMatchObject({
      period: '2019-04',
      value: april.value,
      status: april.status,
      variation: april.variation,
      phrase: april.phrase,
    })
  })

  test('is told in the same words on every surface', async () => {
    for (const unit of ['HPC', 'RIDGE']) {
      const row = await rowOf(unit, 'CP06')
      const { added, expected } = row.parts
      const words = `${row.value} from ${added} of ${expected} teams`
      const card = (await ask(`/units/${unit}/scorecards/2019-05?all=yes`)).body
      const own = textOf(/<tr[^>]* id="kpi-CP06".*?<\/tr>/s.exec(card)?.[0] ?? '')
      expect(own).toContain(words)
      expect(own).toContain('Not whole')

      const page = (await ask(`/units/${unit}/kpis/CP06?to=2019-05`)).body
      expect(textOf(/<p class="app-kpi__head">.*?<\/p>/s.exec(page)?.[0] ?? '')).toContain(words)
      expect(textOf(/<h3 [^>]*app-chart__title[^>]*>(.*?)<\/h3>/s.exec(page)?.[1] ?? '')).toContain(words)
      expect(textOf(/<p id="trend-alt"[^>]*>(.*?)<\/p>/s.exec(page)?.[1] ?? '')).toContain(words)
      const table = textOf(/<table[^>]*>(?:(?!<\/table>).)*Made of.*?<\/table>/s.exec(page)?.[0] ?? '')
      expect(table).toContain(`from ${added} of ${expected} teams`)

      const svg = textOf((await ask(`/charts/trend.svg?unit=${unit}&kpi=CP06&to=2019-05`)).body)
      expect(svg).toContain(words)

      const series = (await ask(`/api/v1/series/${unit}/CP06`)).json()
      expect(series.points.at(-1)).toMatchObject({ period: '2019-05', parts: { added, expected } })
      expect(series.points.at(-1)).toMatchObject({ status: 'not_whole', signal: null, meaning: null })
      expect(series).toMatchObject({ variation: 'none', assurance: 'none' })
      expect(series.finding).toContain(words)

      const bulk = (await ask(`/api/v1/measurements?unit=${unit}&kpi=CP06&from=2019-05`)).json().rows
      expect(bulk).toEqual([expect.objectContaining({ value: row.value, added, expected })])

      for (const [address, query] of [
        [`/units/${unit}/scorecards/2019-05`, ''],
        [`/units/${unit}/kpis/CP06`, '?to=2019-05'],
      ] as const) {
        const records = parse((await ask(`${address}.csv${query}`)).body, { columns: true }) as Record<
          string,
          string
        >[]
        const record = records.findLast((r) => r.kpi === 'CP06')
        expect(record).toMatchObject({
          value: String(row.value),
          added: String(added),
          expected: String(expected),
          status: 'not_whole',
        })
        const sheet = recordsOf((await ask(`${address}.xlsx${query}`)).rawPayload)
        const line = sheet.findLast((r) => r.Code === 'CP06')
        expect(line).toMatchObject({
          Added: String(added),
          Expected: String(expected),
          'Against target': 'Not whole',
        })
      }
    }
  })

  test('names the teams that are missing on the page of the measure, one press away', async () => {
    const page = (await ask('/units/HPC/kpis/CP06?to=2019-05')).body
    const opened =
      /<details[^>]*>(?:(?!<\/details>).)*Which teams are missing.*?<\/details>/s.exec(page)?.[0] ?? ''
    expect(textOf(opened)).toContain('teams left out: not reported (')
    expect(textOf(opened)).toContain('Help and Protection South 1')
    expect(textOf(opened)).toContain('Help and Protection North 1')
    expect((await ask('/units/HPC/kpis/CP06?to=2019-04')).body).not.toContain('Which teams are missing')
    const board = await bearer(db, 'board')
    const outside = await app.inject({ url: '/units/HPC/kpis/CP06?to=2019-05', headers: board })
    expect([outside.statusCode, outside.body.includes('Which teams are missing')]).toEqual([200, false])
  })

  test.runIf(isWide)(
    'names them on the overview, the pages of the council and of an action and on a home, and never outside',
    async () => {
      const board = await bearer(db, 'board')
      const opened = (body: string) =>
        [
          ...body.matchAll(
            /<details[^>]*>(?:(?!<\/details>).)*Which teams(?: and services)? are missing.*?<\/details>/gs,
          ),
        ].map(([found]) => textOf(found))
      // The home and the overview are made to open on May.
      await db.updateTable('council').set({ fixed_day: '2019-06-20' }).execute()
      const found: Record<string, string[]> = {}
      const told: boolean[] = []
      for (const address of [
        '/',
        '/overview?period=2019-05&dimension=delivery',
        '/units/RIDGE?period=2019-05',
        '/plan/actions/R1.5',
      ]) {
        found[address] = opened((await ask(address)).body)
        const outside = await app.inject({ url: address, headers: board })
        told.push(outside.statusCode === 200 && opened(outside.body).length > 0)
      }
      await db.updateTable('council').set({ fixed_day: '2019-06-10' }).execute()
      expect(told).toEqual([false, false, false, false])
      for (const [address, all] of some(Object.entries(found))) {
        expect(all.join(' '), address).toContain('Help and Protection South 1')
        expect(all.join(' '), address).toContain('Help and Protection North 1')
      }
      expect(found['/plan/actions/R1.5']?.join(' ')).toMatch(/teams left out: not reported \(/)
    },
  )

  test('is told so on the plan, the board’s overview and its comparison of services', async () => {
    const council = await rowOf('RIDGE', 'CP06')
    const words = `${council.value} from ${council.parts.added} of ${council.parts.expected} teams`
    expect(textOf((await ask('/plan/actions/R1.5')).body)).toContain(words)
    expect(textOf((await ask('/plan')).body)).toContain(words)
    const given = await loadFigures(readOutside(db), { periods: ['2019-05'], units: ['HPC'] })
    const shown = given.find((f) => f.status === 'not_whole' && shownByServices.includes(f.kpi))
    expect(shown).toBeDefined()
    const own = partsWords(shown as (typeof given)[number])
    expect(own).toMatch(/^from \d of \d teams$/)
    const board = await bearer(db, 'board')
    for (const url of ['/overview?period=2019-05', '/compare?to=2019-05'])
      expect(
        textOf((await app.inject({ url: `${url}&kpi=${shown?.kpi}`, headers: board })).body),
        url,
      ).toContain(own)
  })

  test('is never set beside the verdict of another month: each figure and each verdict names the same one', async () => {
    // On the overview and on a home, a verdict of April stands beside April's figure.
    const overview = (await ask('/overview')).body
    const strip = textOf(
      /<table[^>]*>(?:(?!<\/table>).)*Actions on track or completed while.*?<\/table>/s.exec(overview)?.[0] ??
        '',
    )
    expect(strip).toContain('Latest figure')
    expect(strip).toMatch(
      /Pre-proceedings older than 16 weeks 18, April 2019 Concerning worse than usual in April 2019/,
    )
    expect(strip).not.toMatch(/Not judged|from \d+ of \d+ teams/)
    const minute = textOf(
      (await ask('/overview?period=2019-05')).body.split('id="one-minute"')[1]?.split('</ul>')[0] ?? '',
    )
    expect(minute).toContain('in April 2019, the last whole month.')
    expect(minute).not.toContain('. In April 2019, the last whole month:')
    await db.updateTable('council').set({ fixed_day: '2019-06-20' }).execute()
    const home = textOf((await ask('/')).body)
    await db.updateTable('council').set({ fixed_day: '2019-06-10' }).execute()
    expect(home).toMatch(
      /Pre-proceedings older than 16 weeks 18 in April 2019, the last whole month worse than usual/,
    )
    expect(home).not.toMatch(/from \d+ of \d+ teams(, May 2019)? in April 2019/)
    // On an action's page, each team names the month of its own figure.
    const action = (await ask('/plan/actions/F1.8')).body
    const table = /Missing episodes by team, each at its latest figure.*?<\/table>/s.exec(action)?.[0] ?? ''
    const rows = table.split('<tr').map(textOf)
    expect(rows.find((row) => row.includes('Help and Protection South 1'))).toContain('April 2019')
    expect(rows.find((row) => row.includes('Help and Protection South 2'))).toContain('May 2019')
    expect(
      rows
        .filter((row) => /\d/.test(row) && !/(April|May) 2019/.test(row))
        .filter((r) => /same children/.test(r)),
    ).toEqual([])
  })

  test('nowhere counts, lists or draws it as changing', async () => {
    const lacking = (await loadFigures(db, { periods: ['2019-05'] })).filter((f) => f.status === 'not_whole')
    expect(lacking.length).toBeGreaterThan(10)
    expect(lacking.every((f) => f.origin === 'computed')).toBe(true)
    for (const unit of ['HPC', 'RIDGE']) {
      const card = (await ask(`/api/v1/scorecards/${unit}/2019-05`)).json()
      const own = lacking.filter((f) => f.unit === unit)
      expect(card.counts.notWhole).toBe(own.length)
      expect(card.headline).toContain(`${own.length} are not whole, so not judged.`)
      const matters = [...card.goingWell, ...card.needsConversation]
      for (const matter of some(matters.filter((m: { kpi: string }) => own.some((f) => f.kpi === m.kpi))))
        expect(matter.why).toMatch(/^in April 2019, the last whole month: /)
    }
  })

  test('tells a board how many are missing, not which, and gives no part of a hidden cell away', async () => {
    const inside = await loadFigures(db, { periods: ['2019-05'] })
    const outside = await loadFigures(readOutside(db), { periods: ['2019-05'] })
    const lacking = outside.filter((f) => f.leftOut !== null)
    expect(lacking.length).toBeGreaterThan(5)
    for (const f of lacking) expect(f.leftOut).toMatchObject({ units: [], share: null })
    for (const f of some(outside.filter((o) => o.state === 'suppressed'))) expect(f.leftOut).toBeNull()
    const wholeInside = inside.filter((f) => f.status !== 'not_whole').map((f) => `${f.unit} ${f.kpi}`)
    const lackingOutside = outside.filter((f) => f.status === 'not_whole').map((f) => `${f.unit} ${f.kpi}`)
    expect(lackingOutside.filter((cell) => wholeInside.includes(cell))).toEqual([])
  })
})

/** May without the teams that come later. */
const mayInTime = {
  name: 'may_in_time',
  prepare: async (of: Db) => void (await publishMay(of, 'may.csv', inTime)),
}

/** The content of a figure, without the time and the publication from which it comes. */
async function saidOf(db: Db) {
  const figures = await loadFigures(db, { from: '2018-10' })
  return figures.map(({ publicationId: _id, publishedAt: _at, ...said }) => said)
}

describe('teams whose file comes later', () => {
  test('leave the figures that one file would have given, and none is called restated for it', async () => {
    const [parts, whole] = [(await testDatabase('demo', mayInTime)).db, (await testDatabase('demo')).db]
    await publishMay(parts, 'late.csv', afterwards, anHourLater)
    await publishMay(
      whole,
      'all.csv',
      mayOf(() => true),
    )
    expectSame(await saidOf(parts), await saidOf(whole))
  })

  test.runIf(isWide)('and whose file is taken back leave what was said without it', async () => {
    const { db } = await testDatabase('demo', mayInTime)
    const before = await saidOf(db)
    const id = await publishMay(db, 'late.csv', afterwards, anHourLater)
    const reason = 'Sent by mistake'
    await revertExtract(recordedAt(db, new Date('2019-06-10T11:00:00Z')), id, {
      by: named('Data team'),
      reason,
    })
    const after = await saidOf(db)
    expectSame(after, before)
  })
})

describe('figures judged before this rule', () => {
  test.runIf(isWide)(
    'are judged anew once, in a publication of their own, and a moment before it is read as it was',
    async () => {
      const { db, owner } = await testDatabase('demo', mayInTime)
      const right = await saidOf(db)
      // As the earlier rules left them: judged, and without a word about what they lack.
      await sql`update figure set left_out = null, status = 'missed', variation = 'improving', fingerprint = 'before'
      where left_out is not null`.execute(owner)
      await sql`update council set judged_by = 1`.execute(db)
      const old = await saidOf(db)
      expect(old).not.toEqual(right)
      const signedOff = await sql`select * from scorecard_sign_off`.execute(db)
      const now = new Date('2019-06-11T09:00:00Z')
      expect(await judgeAnew(recordedAt(db, now))).toBeGreaterThan(10)
      expectSame(await saidOf(db), right)
      const before = await loadFigures(db, { from: '2018-10', asAt: new Date('2019-06-11T08:00:00Z') })
      expectSame(
        before.map(({ publicationId: _id, publishedAt: _at, ...said }) => said),
        old,
      )
      const made = await sql<{
        kind: string
        extract_id: number | null
      }>`select kind, extract_id from publication
      where published_at >= ${now}`.execute(db)
      expect(made.rows).toEqual([{ kind: 'method', extract_id: null }])
      expect((await sql`select * from scorecard_sign_off`.execute(db)).rows).toEqual(signedOff.rows)
      expect(await judgeAnew(recordedAt(db, now))).toBe(0)
    },
  )
})
