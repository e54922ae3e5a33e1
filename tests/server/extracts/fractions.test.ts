/** Percentages written as fractions in a whole file. */
import type { FastifyInstance } from 'fastify'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, HEADER } from '../../support/extract-files.ts'
import { currentFigure, publishAtOnce } from './decision-steps.ts'

let db: Db
let owner: Db
let app: FastifyInstance
beforeEach(async () => {
  ;({ db, owner } = await testDatabase('catalogue'))
  app = await testApp(db)
  await db.updateTable('council').set({ first_scorecard: '2018-11' }).execute()
})

const header = `${HEADER},value`
const send = (rows: readonly string[], change = {}) => ingestFile(db, fileOf(csvOf(rows, header), change))
/** The messages about fractions: code, row and text. */
const said = (found: readonly { code: string; row: number | null; message: string }[]) =>
  found.filter(({ code }) => code === 'looks_like_fraction').map(({ row, message }) => `${row}: ${message}`)
const history = (unit: string, percent: number) =>
  ['2018-11', '2018-12', '2019-01', '2019-02', '2019-03', '2019-04'].map(
    (m) => `${unit},CP04,${m},${percent * 2},200`,
  )

describe('a file with fractions in place of percentages', () => {
  const fractions = ['HP-N1,CP04,2019-05,,,0.92', 'HP-N2,CP04,2019-05,,,0.88']

  test('is refused with row, column, value and both readings, and nothing is published', async () => {
    const publish = { by: 'Data team', reason: null, acceptWarnings: true, now: new Date() }
    const report = await send(fractions, { publish })
    expect(report).toMatchObject({ status: 'rejected', problemsTotal: 2, warnings: [] })
    expect(report.problems).toEqual([
      {
        code: 'looks_like_fraction',
        sheet: null,
        row: 2,
        column: 'value',
        value: '0.92',
        firstRow: null,
        message:
          'Row 2, value: Is ‘0.92’ 92% or 0.92%? Its target is 90%. Write 92 for 92%; for 0.92%, give the numerator and the denominator instead',
      },
      expect.objectContaining({ row: 3, column: 'value', value: '0.88' }),
    ])
    expect(await currentFigure(db, 'HP-N1', 'CP04', '2019-05')).toBeUndefined()
  })

  test('is judged by the last figures of each team, whatever the target', async () => {
    await publishAtOnce(db, [...history('HP-N1', 88), ...history('HP-N2', 1)])
    const { problems, warnings, status } = await send(fractions)
    expect(status).toBe('rejected')
    expect(said(problems)).toEqual([
      expect.stringContaining('2: Row 2, value: Is ‘0.92’ 92% or 0.92%? Its last figures are about 88%.'),
    ])
    expect(said(warnings)).toEqual([
      expect.stringContaining('3: Row 3, value: Is ‘0.88’ 88% or 0.88%? It will be published as 0.88%.'),
    ])
    const alone = await send(fractions.slice(1))
    expect(alone.status).toBe('ready')
    const codes = alone.warnings.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['looks_like_fraction', 'value_without_denominator']))
  })

  test('has its problems in the file’s order among the others, in the list and in the marked file', async () => {
    const rows = [
      'HP-N1,CP04,2019-05,,,0.92',
      'HP-N2,CP04,2019-05,9,x9,',
      'HP-S1,CP04,2019-05,,,0.9',
      'HP-S2,CP04,2019-05,50,60,',
    ]
    const { id, problems } = await send(rows)
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [2, 'looks_like_fraction'],
      [3, 'bad_number'],
      [4, 'looks_like_fraction'],
    ])
    const headers = await bearer(db, 'data_team')
    const list = (await app.inject({ url: `/api/v1/extracts/${id}/problems.csv`, headers })).body
    expect(list.split('\r\n').filter((line) => line.includes('looks_like_fraction'))).toHaveLength(2)
    const marked = (await app.inject({ url: `/extracts/${id}/file-with-problems`, headers })).body.split(
      '\r\n',
    )
    expect(marked[1]).toMatch(/^HP-N1,CP04.*Is ‘0\.92’ 92% or 0\.92%\?/)
    expect(marked[2]).toMatch(/^HP-N2,CP04.*must be a number/)
    expect(marked[3]).toMatch(/^HP-S1,CP04.*Is ‘0\.9’ 90% or 0\.9%\?/)
    expect(marked[4]).toMatch(/^HP-S2,CP04,2019-05,50,60,,?$/)
    const page = (await app.inject({ url: `/extracts/${id}`, headers })).body
    expect(page).toContain('fix 2 values')
  })

  test('of counts, medians and percentages with counts is not asked about', async () => {
    const rows = ['HP-N1,CP04,2019-05,1,100,', 'ASMT-N,AS03,2019-05,,5,0.9', 'HP-N1,CN03,2019-05,1,,']
    const { problems, warnings } = await send(rows)
    expect([...said(problems), ...said(warnings)]).toEqual([])
  })

  test('is told by the target of the month that a row is of', async () => {
    await owner
      .updateTable('kpi_target')
      .set({ valid_from: '2019-06' })
      .where('kpi_code', '=', 'CP04')
      .execute()
    expect(await send(fractions)).toMatchObject({ status: 'ready', problems: [] })
  })
})

describe('the usual range', () => {
  test('is asked of a value without its counts too', async () => {
    const months = Array.from({ length: 24 }, (_, i) =>
      new Date(Date.UTC(2017, 4 + i)).toISOString().slice(0, 7),
    )
    await publishAtOnce(
      db,
      months.map((month, i) => `HP-N1,CP04,${month},${80 + (i % 2) * 2},100`),
    )
    const asked = async (value: number) =>
      (await send([`HP-N1,CP04,2019-05,,,${value}`])).warnings.filter(
        ({ code }) => code === 'outside_usual_range',
      )
    expect(await asked(84)).toEqual([])
    expect(await asked(60)).toMatchObject([
      { row: 2, column: 'value', message: expect.stringContaining('to 60%, outside its usual range') },
    ])
  })
})
