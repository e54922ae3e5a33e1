/** Weekly figures that stop are late from the end of their second week, on every surface that shows missing figures, until one
 * comes or a person says that none will. */
import type { FastifyInstance } from 'fastify'
import { beforeEach, describe, expect, test } from 'vitest'
import { recordToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'
import { loadStoppedFigures } from '#server/reads/weekly-figures.ts'
import { loadSentWeeks } from '#server/record/arrivals.ts'
import { atHome, bearer, form, fromOurPages, signIn, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { publishRows } from '../../support/publish-rows.ts'

type Headers = { authorization: string }
type Stopped = { unit: string; kpi: string; lastWeek: string; lateSince: string; missedWeeks: string[] }
type Week = { finding: string; stopped: Stopped[]; returns: { state: string; daysLate: number }[] }
let db: Db
let owner: Db
let app: FastifyInstance
let data: Headers
/** The teams that send management oversight week by week, in the order of their codes. */
let teams: string[]

const name = 'Management oversight in timescale'
const reason = 'The weekly count ended with the audit'
const clock = (day: string) => db.updateTable('council').set({ fixed_day: day }).execute()
const send = (week: string, units: readonly string[], day: string) =>
  publishRows(
    db,
    units.map((unit) => `${unit},MO01,${week},40,50`),
    new Date(`${day}T09:00:00Z`),
  )
const audit = (week: string, day: string) =>
  publishRows(db, [`CWD-S,CN03,${week},0,`], new Date(`${day}T08:00:00Z`))
const stoppedOn = async (day: string, asAt?: Date) =>
  (await loadStoppedFigures(db, day, asAt)).filter(({ kpi }) => kpi.code === 'MO01')
const unitsOn = async (day: string) => (await stoppedOn(day)).map(({ unit }) => unit.code).sort()
const weekOn = async (week: string): Promise<Week> =>
  (await app.inject({ url: `/api/v1/returns?period=${week}`, headers: data })).json()
const say = (week: string, payload: object) =>
  app.inject({
    ...{ method: 'POST', payload, headers: { ...atHome, ...data } },
    url: `/api/v1/returns/assessment_and_oversight/${week}/absent`,
  })
const read = async (url: string) => textOf((await app.inject({ url, headers: data })).body)

beforeEach(async () => {
  ;({ db, owner } = await testDatabase('demo'))
  app = await testApp(db)
  data = await bearer(db, 'data_team')
  const sent = await loadSentWeeks(db, {})
  teams = sent.filter(({ kpi, weeks }) => kpi === 'MO01' && weeks.at(-1) === '2019-W23').map((s) => s.unit)
  expect(teams.length).toBeGreaterThan(5)
})

describe('weekly figures that stop', () => {
  test('are not late on the day of the demonstration, on which the week of 3 June is in', async () => {
    expect(await loadStoppedFigures(db, '2019-06-10')).toEqual([])
    expect(await read('/')).not.toContain('weekly:')
    expect(await read('/data-quality')).not.toContain('Weekly figures that have stopped')
    expect((await weekOn('2019-W23')).finding).toMatch(/^Week beginning 3 June 2019: (\d+) of \1 figures in$/)
  })

  test('are late exactly after the end of the second week without one', async () => {
    expect(await loadStoppedFigures(db, '2019-06-23')).toEqual([])
    expect(await unitsOn('2019-06-24')).toEqual(teams)
    expect((await stoppedOn('2019-06-24'))[0]).toMatchObject({
      last: '2019-W23',
      missed: ['2019-W24', '2019-W25'],
      dueOn: '2019-06-23',
    })
  })

  test('stand on the data team’s home, data quality and its file, the extracts, the missing figures and in the API', async () => {
    await clock('2019-06-24')
    for (const week of ['2019-W24', '2019-W25']) await audit(week, '2019-06-24')
    await send('2019-W24', teams.slice(2), '2019-06-17')
    await send('2019-W25', teams.slice(2), '2019-06-24')
    const stopped = await stoppedOn('2019-06-24')
    expect(stopped.map(({ unit }) => unit.code).sort()).toEqual(teams.slice(0, 2))
    const [first, second] = stopped.map(({ unit }) => unit.name)
    const nothing = `${name}, weekly: nothing since the week of 3 June 2019`
    const sentence = `${nothing} (${first} and ${second}), late since 24 June 2019`
    const home = await read('/')
    expect(home).toContain(nothing)
    expect(home).toContain('late since 24 June 2019')
    expect(home).toContain(`from ${first} and ${second}`)
    for (const page of ['/data-quality', '/extracts', '/data-quality/missing?period=2019-W25'])
      expect(await read(page), page).toContain(sentence)
    expect(await read('/data-quality.csv')).toContain(
      `${first}, ${second}: nothing since the week of 3 June 2019, late since 24 June 2019`,
    )
    const week = await weekOn('2019-W25')
    expect(week.finding).toContain(`${teams.length - 1} of ${teams.length + 1} figures in; ${sentence}`)
    expect(week.stopped).toMatchObject([
      { unit: stopped[0]?.unit.code, kpi: 'MO01', lastWeek: '2019-W23', lateSince: '2019-06-24' },
      { missedWeeks: ['2019-W24', '2019-W25'] },
    ])
    expect(week.returns).toContainEqual(expect.objectContaining({ state: 'part', daysLate: 1 }))
  })

  test('are late until one comes, of any later week, and again two weeks after that', async () => {
    await send('2019-W26', teams.slice(1), '2019-07-01')
    expect(await unitsOn('2019-07-01')).toEqual(teams.slice(0, 1))
    expect(await unitsOn('2019-07-14')).toEqual(teams.slice(0, 1))
    expect(await unitsOn('2019-07-15')).toEqual(teams)
    expect((await stoppedOn('2019-07-15', new Date('2019-06-30T09:00:00Z')))[0]).toMatchObject({
      last: '2019-W23',
    })
  })

  test('are not late of a team that sends every second week', async () => {
    const [every = ''] = teams
    for (const [week, day] of [
      ['2019-W25', '2019-06-24'],
      ['2019-W27', '2019-07-08'],
      ['2019-W29', '2019-07-22'],
    ] as const) {
      await send(week, [every], day)
      for (const on of [0, 13])
        expect(
          await unitsOn(new Date(Date.parse(day) + on * 86_400_000).toISOString().slice(0, 10)),
          day,
        ).not.toContain(every)
    }
    expect(await unitsOn('2019-08-05')).toContain(every)
    await clock('2019-07-22')
    // The week that it left out is not asked for; the other teams are still asked for theirs, and one team for its count of
    // audit actions.
    expect((await weekOn('2019-W28')).finding).toContain(`: 0 of ${teams.length} figures in`)
  })

  test('are late after a blank row as after none, and after one that was taken back', async () => {
    const [blank = '', revoked = ''] = teams
    await send('2019-W25', teams.slice(1), '2019-06-24')
    await publishRows(db, [`${blank},MO01,2019-W25,,`], new Date('2019-06-24T10:00:00Z'))
    expect(await unitsOn('2019-06-24')).toEqual([blank])
    await owner
      .updateTable('measurement')
      .set({ taken_back: true })
      .where('period', '=', '2019-W25')
      .where('unit_code', '=', revoked)
      .execute()
    expect(await unitsOn('2019-06-24')).toEqual([blank, revoked].sort())
  })

  test('are not late of a team that has closed, nor of a measure that is retired', async () => {
    const [closed = '', ...open] = teams
    await owner.updateTable('unit').set({ closed: '2019-06-16' }).where('code', '=', closed).execute()
    expect(await unitsOn('2019-08-01')).toEqual(open)
    await owner
      .updateTable('kpi_definition')
      .set({ valid_to: '2019-05' })
      .where('kpi_code', '=', 'MO01')
      .execute()
    expect(await unitsOn('2019-08-01')).toEqual([])
  })

  test('are late of a service that supplied some, and not of one that supplied a single week', async () => {
    const stoppedUnits = async () =>
      (await loadStoppedFigures(db, '2019-06-24'))
        .filter((s) => s.kpi.code === 'CN03')
        .map((s) => s.unit.code)
    await audit('2019-W25', '2019-06-24')
    const supply = (week: string, day: string) =>
      publishRows(db, [`HPC,CN03,${week},3,`], new Date(`${day}T09:30:00Z`))
    await supply('2019-W22', '2019-06-03')
    expect(await stoppedUnits()).toEqual([])
    await supply('2019-W23', '2019-06-10')
    expect(await stoppedUnits()).toEqual(['HPC'])
    await clock('2019-06-24')
    const said = await app.inject({
      ...{ method: 'POST', payload: { unit: 'HPC', reason }, headers: { ...atHome, ...data } },
      url: '/api/v1/returns/protection_and_need/2019-W24/absent',
    })
    expect(said.json()).toMatchObject({ figures: [{ unit: 'HPC', kpi: 'CN03' }] })
    expect(await stoppedUnits()).toEqual([])
  })

  test('are late across a year of 53 weeks', async () => {
    await send('2020-W52', teams, '2020-12-28')
    expect(await unitsOn('2021-01-10')).toEqual([])
    expect(await unitsOn('2021-01-11')).toEqual(teams)
    expect((await stoppedOn('2021-01-11'))[0]?.missed).toEqual(['2020-W53', '2021-W01'])
  })

  test('are told to no outside audience', async () => {
    const request = {
      name: 'Outside',
      role: 'data_team',
      unit: null,
      audience: 'outside',
      now: testNow,
    } as const
    const outside = { authorization: `Bearer ${await recordToken(db, request)}` }
    await clock('2019-07-01')
    const { statusCode } = await app.inject({ url: '/api/v1/returns?period=2019-W25', headers: outside })
    expect(statusCode).toBe(403)
    expect((await app.inject({ url: '/', headers: outside })).body).not.toContain('weekly: nothing')
  })
})

describe('weekly figures that will not come', () => {
  beforeEach(() => clock('2019-07-08'))

  test('are told once: from that week on, until one comes', async () => {
    const [unit = '', other = ''] = teams
    expect((await say('2019-W24', { unit, reason })).json()).toMatchObject({
      ...{ period: '2019-W24', unit, absent: true },
      figures: [{ unit, kpi: 'MO01', period: '2019-W24' }],
    })
    expect(await unitsOn('2019-07-08')).toEqual(teams.slice(1))
    expect(await unitsOn('2019-12-30')).toEqual(teams.slice(1))
    // A later week also shows this, with the person who said it and a way to take it back.
    const later = await read('/data-quality/missing?period=2019-W26')
    expect(later).toContain(reason)
    expect(later).toContain('from the week beginning 10 June 2019 on')
    expect((await weekOn('2019-W26')).finding).toContain('1 will not come')
    // A figure that comes counts from then on and ends it: two weeks later the unit is late like any other.
    await send('2019-W27', [unit, other], '2019-07-08')
    expect((await weekOn('2019-W27')).finding).not.toContain('will not come')
    expect(await unitsOn('2019-07-21')).not.toContain(unit)
    expect(await unitsOn('2019-07-22')).toContain(unit)
  })

  test('told twice in the same words are shown with the statement that holds', async () => {
    const [unit = ''] = teams
    await say('2019-W24', { unit, reason })
    await say('2019-W25', { unit, reason })
    const heldIn = async (week: string) =>
      (await app.inject({ url: `/api/v1/returns?period=${week}`, headers: data }))
        .json()
        .absences.map(({ period }: { period: string }) => period)
    expect(await heldIn('2019-W24')).toEqual(['2019-W24'])
    expect(await heldIn('2019-W26')).toEqual(['2019-W25'])
    const back = await say('2019-W25', { unit, withdraw: true, version: 1, reason: 'It goes on' })
    expect(back.statusCode).toBe(200)
    expect(await heldIn('2019-W26')).toEqual(['2019-W24'])
  })

  test('told from a later week on leave the weeks before it late', async () => {
    const [unit = ''] = teams
    await say('2019-W26', { unit, reason })
    expect((await stoppedOn('2019-07-08')).find((s) => s.unit.code === unit)?.missed).toEqual([
      '2019-W24',
      '2019-W25',
    ])
  })

  test('are late again as before once that is withdrawn', async () => {
    const [unit = ''] = teams
    await say('2019-W24', { unit, reason })
    const back = await say('2019-W24', { unit, withdraw: true, version: 1, reason: 'It goes on' })
    expect(back.statusCode).toBe(200)
    expect((await stoppedOn('2019-07-08')).find((s) => s.unit.code === unit)).toMatchObject({
      dueOn: '2019-06-23',
    })
  })

  test('are not told of a week before the first, of one left out, or of a team that never sent one', async () => {
    const [unit = ''] = teams
    await send('2019-W25', [unit], '2019-07-08')
    expect((await say('2019-W24', { unit, reason })).statusCode).toBe(422)
    expect((await say('2018-W50', { unit, reason })).statusCode).toBe(422)
    expect((await say('2019-W24', { unit: 'EH-N', reason })).statusCode).toBe(422)
  })

  test('are told and withdrawn on the page of a week, whose later weeks lead back to it', async () => {
    const session = await signIn(app, 'data_team')
    const post = (fields: Record<string, string>) => {
      const request = form({ _csrf: session.csrf, ...fields })
      const headers = { ...request.headers, ...fromOurPages, cookie: session.cookie }
      return app.inject({ ...request, url: '/data-quality/missing', headers })
    }
    const shown = async (week: string) =>
      (
        await app.inject({
          url: `/data-quality/missing?period=${week}`,
          headers: { ...atHome, cookie: session.cookie },
        })
      ).body
    const of = `assessment_and_oversight ${teams[0]}`
    expect(textOf(await shown('2019-W24'))).toContain('It holds from the week beginning 10 June 2019 on')
    expect((await post({ period: '2019-W24', of, reason })).statusCode).toBe(303)
    expect(textOf(await shown('2019-W24'))).toContain(
      'It is noted that 1 figure from the week beginning 10 June 2019 on will not come',
    )
    const later = await shown('2019-W26')
    expect(textOf(later)).toContain(reason)
    expect(/id="said".*name="period" value="([^"]+)"/s.exec(later)?.[1]).toBe('2019-W24')
    const gone = await post({ period: '2019-W24', of, reason: 'It goes on', seen: '1', withdraw: 'yes' })
    expect(gone.statusCode).toBe(303)
    expect(await unitsOn('2019-07-08')).toEqual(teams)
  })
})
