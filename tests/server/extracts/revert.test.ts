import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Db, inTransaction } from '#server/db/database.ts'
import { finishFigures } from '#server/extracts/merging/pending-figures.ts'
import { recordPublished } from '#server/extracts/publishing/publish.ts'
import { recordReverted, revertExtract } from '#server/extracts/publishing/revert.ts'
import { lockExtract } from '#server/extracts/record/locked-extract.ts'
import { loadLineage } from '#server/reads/lineage.ts'
import { loadKpis } from '#server/record/catalogue.ts'
import { loadFigures, type StoredFigure } from '#server/record/figures.ts'
import { bearer, testApp } from '../../support/app.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { named } from '../../support/named.ts'
import { bySize } from '../../support/run-size.ts'
import { minutesOn, publishAtOnce, receive } from './decision-steps.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
})

let minute = 0
const publish = (rows: readonly string[]) => publishAtOnce(db, rows, { now: minutesOn(++minute) })
const takeBack = (extract: number) =>
  revertExtract(recordedAt(db, minutesOn(++minute)), extract, {
    by: named('Data team'),
    reason: 'The wrong file',
  })

/** Every figure's content, by its unit, measure and period. */
async function saidBy(kpis: readonly string[]): Promise<Map<string, Partial<StoredFigure>>> {
  const figures = await loadFigures(db, { kpis })
  return new Map(
    figures.map(({ publicationId: _id, publishedAt: _at, ...said }) => [
      `${said.unit} ${said.kpi} ${said.period}`,
      said,
    ]),
  )
}

async function figureOf(unit: string, kpi: string, period: string): Promise<StoredFigure> {
  const [figure] = await loadFigures(db, { units: [unit], kpis: [kpi], periods: [period] })
  if (figure === undefined) throw new Error(`${unit} has no figure of ${kpi} for ${period}`)
  return figure
}

describe('a figure supplied for a service or the council and taken back', () => {
  const teams = ['CIC-N,WF06,2018-03,8,10', 'CIC-C,WF06,2018-03,9,10']
  const above = ['CICS,WF06,2018-03,50,50', 'RIDGE,WF06,2018-03,400,500']

  test('leaves the roll-up of its teams, which stood before it', async () => {
    await publish(teams)
    const before = await saidBy(['WF06'])
    expect(before.get('CICS WF06 2018-03')).toMatchObject({
      origin: 'computed',
      numerator: 17,
      denominator: 20,
    })
    const { extract } = await publish(above)
    expect(await figureOf('CICS', 'WF06', '2018-03')).toMatchObject({ origin: 'supplied', value: 100 })
    await takeBack(extract)
    expect(await saidBy(['WF06'])).toEqual(before)
    expect(await figureOf('RIDGE', 'WF06', '2018-03')).toMatchObject({ origin: 'computed', value: 85 })
  })

  test('is no row of its own any more, on its page and in the API, and its versions stay readable', async () => {
    const [kpi] = (await loadKpis(db, '2018-03')).filter(({ code }) => code === 'WF06')
    if (kpi === undefined) throw new Error('WF06 is not in the catalogue')
    const lineage = await loadLineage(db, 'CICS', kpi, '2018-03')
    expect(lineage?.versions.map(({ state }) => state)).toEqual(['not_reported', 'reported'])
    expect(lineage?.publishedAt).toEqual(minutesOn(1))
    const app = await testApp(db, { now: () => minutesOn(500) })
    const answer = await app.inject({
      url: '/api/v1/measurements?unit=CICS&kpi=WF06&from=2018-03&to=2018-03',
      headers: await bearer(db, 'data_team'),
    })
    expect(answer.json().rows).toMatchObject([
      { unit: 'CICS', origin: 'computed', numerator: 17, version: null, extract: null, row: null },
    ])
  })

  test('is supplied again by the file sent again, a blank one too', async () => {
    await publish(['CICS,WF06,2018-03,,'])
    expect(await figureOf('CICS', 'WF06', '2018-03')).toMatchObject({
      origin: 'supplied',
      state: 'not_reported',
      coverage: { added: 2 },
    })
    await publish(['CICS,WF06,2018-03,30,50'])
    expect(await figureOf('CICS', 'WF06', '2018-03')).toMatchObject({ origin: 'supplied', value: 60 })
  })

  test('restores the supplied figure before it, where there was one', async () => {
    await publish(['FD,WF06,2018-03,1,50'])
    const { extract } = await publish(['FD,WF06,2018-03,2,50'])
    await takeBack(extract)
    expect(await figureOf('FD', 'WF06', '2018-03')).toMatchObject({ origin: 'supplied', numerator: 1 })
  })

  test('stays taken back beside a publication of very many cells, whose sums the database adds', async () => {
    const { extract } = await publish(['HPC,WF06,2018-03,1,50'])
    await takeBack(extract)
    const id = await receive(db, ['HP-N1,WF06,2018-03,3,4'], minutesOn(++minute))
    await inTransaction(recordedAt(db, minutesOn(++minute)), async (trx) => {
      const { extract: held, now } = await lockExtract(trx, id)
      return recordPublished(trx, held, {
        by: named('Data team'),
        approvedBy: null,
        reason: null,
        now,
        bulkFrom: 1,
      })
    })
    await finishFigures(db)
    expect(await figureOf('HPC', 'WF06', '2018-03')).toMatchObject({ origin: 'computed', value: 75 })
  })

  test('leaves no figure where nothing is added up beneath it, in its month and in those since', async () => {
    const { extract } = await publish(['RIDGE,WF07,2018-01,40,50', 'FAP,WF07,2018-01,40,50'])
    await publish(['EHY,WF07,2018-02,40,50'])
    await takeBack(extract)
    const left = await loadFigures(db, { kpis: ['WF07'] })
    expect(left.map(({ unit, period }) => `${unit} ${period}`)).toEqual(['EHY 2018-02', 'RIDGE 2018-02'])
    expect(await figureOf('RIDGE', 'WF07', '2018-02')).toMatchObject({ numerator: 40 })
  })
})

describe('a month of a measure that is taken back whole', () => {
  const teams = ['CIC-N', 'CIC-C', 'CIC-S']
  const month = (number: number, numerator: number) =>
    teams.map((team) => `${team},LC01,2017-${String(number).padStart(2, '0')},${numerator},50`)
  let app: Awaited<ReturnType<typeof testApp>>
  const seriesOf = async (unit: string) => {
    const url = `/api/v1/series/${unit}/LC01?from=2017-01&to=2018-01`
    return (await app.inject({ url, headers: await bearer(db, 'data_team') })).json()
  }

  beforeAll(async () => {
    app = await testApp(db, { now: () => minutesOn(500) })
    for (let number = 1; number <= 9; number++) await publish(month(number, 40 + (number % 3)))
  })

  test('is no point of the series, whose finding and verdict are those of the month before', async () => {
    const before = await seriesOf('CICS')
    expect(before.points.at(-1)).toMatchObject({ period: '2017-09' })
    expect(before.finding).not.toContain('Nothing reported')
    const { extract } = await publish(month(10, 12))
    expect((await seriesOf('CICS')).points.at(-1)).toMatchObject({ period: '2017-10', numerator: 36 })
    await takeBack(extract)
    expect(await seriesOf('CICS')).toEqual(before)
  })

  test('comes as if for the first time when it really comes, and is no restatement', async () => {
    await publish(month(10, 41))
    const [last] = (await seriesOf('CICS')).points.slice(-1)
    expect(last).toMatchObject({ period: '2017-10', numerator: 123, restated: false })
  })

  test('says nothing as restated that says again what was first published', async () => {
    const { extract } = await publish(['CIC-N,LC01,2017-10,9,50'])
    expect((await seriesOf('CICS')).points.at(-1)).toMatchObject({ numerator: 91, restated: true })
    await takeBack(extract)
    expect((await seriesOf('CICS')).points.at(-1)).toMatchObject({ numerator: 123, restated: false })
  })

  test('stays restated where another file restated it before', async () => {
    await publish(['CIC-N,LC01,2017-10,40,50'])
    const { extract } = await publish(['CIC-N,LC01,2017-10,9,50'])
    await takeBack(extract)
    expect((await seriesOf('CICS')).points.at(-1)).toMatchObject({ numerator: 122, restated: true })
  })

  test('keeps what it restates where a supplied figure that stands over a sum is restated and taken back', async () => {
    await publish(['CIC-N,WF06,2017-12,10,40', 'CIC-C,WF06,2017-12,10,40'])
    await publish(['RIDGE,WF06,2017-12,36,40'])
    const before = await saidBy(['WF06'])
    expect(before.get('RIDGE WF06 2017-12')).toMatchObject({ origin: 'supplied', restated: true })
    const { extract } = await publish(['RIDGE,WF06,2017-12,1,40'])
    await takeBack(extract)
    expect(await saidBy(['WF06'])).toEqual(before)
  })

  test('is gone as well where the publication is of very many cells, and its figures follow it', async () => {
    const before = await seriesOf('CICS')
    const id = await receive(db, month(11, 30), minutesOn(++minute))
    await inTransaction(recordedAt(db, minutesOn(++minute)), async (trx) => {
      const { extract: held, now } = await lockExtract(trx, id)
      return recordPublished(trx, held, {
        by: named('Data team'),
        approvedBy: null,
        reason: null,
        now,
        bulkFrom: 1,
      })
    })
    await finishFigures(db)
    expect((await seriesOf('CICS')).points.at(-1)).toMatchObject({ period: '2017-11', numerator: 90 })
    await inTransaction(db, async (trx) => {
      const order = {
        by: named('Data team'),
        reason: 'The wrong file',
        now: minutesOn(++minute),
        bulkFrom: 1,
      }
      await recordReverted(trx, { id, rowCount: 3 }, order)
    })
    await finishFigures(db)
    expect(await seriesOf('CICS')).toEqual(before)
  })
})

test('any file published and taken back leaves every figure as it was', { timeout: 300_000 }, async () => {
  const cell = fc.record({
    unit: fc.constantFrom('RIDGE', 'CICS', 'HPC', 'CIC-N', 'CIC-C', 'HP-N1'),
    kpi: fc.constantFrom('WF06', 'LC01', 'WF03'),
    month: fc.integer({ min: 1, max: 4 }),
    numerator: fc.integer({ min: 0, max: 40 }),
  })
  const file = fc
    .uniqueArray(cell, { minLength: 1, maxLength: 8, selector: (c) => `${c.unit} ${c.kpi} ${c.month}` })
    .map((cells) => cells.filter(({ unit, kpi }) => kpi !== 'LC01' || unit.startsWith('CIC-')))
    .filter((cells) => cells.length > 0)
  const numRuns = bySize({ part: 4, wide: 12, whole: 12 })
  let compared = 0
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 2 }), file, async (earlier, last) => {
      const rowsOf = (cells: readonly { unit: string; kpi: string; month: number; numerator: number }[]) =>
        cells.map((c) => `${c.unit},${c.kpi},2016-0${c.month},${c.numerator},40`)
      // A line of spaces is not a row. It makes every file's bytes different; equal bytes would be one file received twice.
      const unlikeAny = (cells: Parameters<typeof rowsOf>[0]) => [...rowsOf(cells), ' '.repeat(++minute)]
      for (const cells of earlier) await publish(unlikeAny(cells))
      const before = await saidBy(['WF06', 'LC01', 'WF03'])
      const { extract } = await publish(unlikeAny(last))
      await takeBack(extract)
      expect(await saidBy(['WF06', 'LC01', 'WF03'])).toEqual(before)
      compared++
    }),
    { numRuns },
  )
  expect(compared).toBeGreaterThanOrEqual(numRuns)
})
