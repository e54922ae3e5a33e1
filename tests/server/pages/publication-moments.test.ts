/** A figure is stored again when its limits change; the moment shown with a value is when the value was published. */

import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadCommentaryOf } from '#server/reads/commentary.ts'
import { loadScorecard } from '#server/reads/scorecard.ts'
import { bearer, testApp } from '../../support/app.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { named } from '../../support/named.ts'
import { textOf } from '../../support/page-text.ts'
import { sendFile } from '../restatement/send-file.ts'

/** When March was corrected, long after April was published. */
const corrected = new Date('2019-06-10T08:30:00Z')

let db: Db
let app: FastifyInstance
let headers: { authorization: string }
let published: string

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  headers = await bearer(db, 'smt')
  const { at } = await db
    .selectFrom('measurement')
    .select((e) => e.fn.max<Date>('published_at').as('at'))
    .where('period', '=', '2019-04')
    .where('kpi_code', '=', 'LC01')
    .executeTakeFirstOrThrow()
  published = at.toISOString()
  await sendFile(db, ['CIC-N,LC01,2019-03,20,120'], corrected.toISOString(), 'Visits were counted twice')
})

const get = (url: string) => app.inject({ url, headers })
const dayOf = (moment: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(new Date(moment))

describe('when figures were published', () => {
  it('is told by a comparison, its charts and its files as the day the rows came', async () => {
    const said = `published ${dayOf(published)}`
    expect(textOf((await get('/compare?kpi=LC01&to=2019-04')).body)).toContain(
      `Published ${dayOf(published)}`,
    )
    for (const chart of ['dot-plot', 'funnel', 'panels']) {
      const { body, statusCode } = await get(`/charts/${chart}.svg?kpi=LC01&to=2019-04&type=CIC`)
      expect(statusCode, chart).toBe(200)
      expect(textOf(body), chart).toContain(said)
    }
  })

  it('is copied with each figure of an action’s page, and stands in its file', async () => {
    const { body } = await get('/plan/actions/R6.1')
    expect(body).toMatch(
      new RegExp(
        `data-source-line="[^"]*Ridgeshire County Council .demonstration., April 2019, ${`published ${dayOf(published)}`}"`,
      ),
    )
    const rows = parse((await get('/plan/actions/R6.1.csv')).body, { columns: true, bom: true }) as Record<
      string,
      string
    >[]
    expect(rows.find((r) => r.kpi === 'LC01' && r.unit === 'CIC-N')?.publishedAt).toBe(published)
  })

  it('differs from when its figures were stored', async () => {
    const april = await db
      .selectFrom('figure')
      .select((e) => e.fn.max<Date>('published_at').as('at'))
      .where('unit_code', '=', 'CIC-N')
      .where('kpi_code', '=', 'LC01')
      .where('period', '=', '2019-04')
      .executeTakeFirstOrThrow()
    expect(april.at).toEqual(corrected)
  })

  it.each(['view=months&kpi=LC01', 'view=measures'])(
    'stands in every row of the overview’s file: %s',
    async (query) => {
      const rows = parse((await get(`/overview.csv?period=2019-04&${query}`)).body, {
        columns: true,
        bom: true,
      }) as Record<string, string>[]
      const told = rows.filter((row) => row.state === 'reported' && row.period !== '2019-03')
      expect(told.length).toBeGreaterThan(50)
      for (const { publishedAt, unit, kpi, period } of told)
        expect(publishedAt, `${unit} ${kpi} ${period}`).not.toBe(corrected.toISOString())
      const [row] = told.filter((r) => r.kpi === 'LC01' && r.unit === 'CIC-N' && r.period === '2019-04')
      expect(row?.publishedAt).toBe(published)
    },
  )
})

/** A team's wrong figure for April came on 11 June and was taken back the day after. */
describe('when a figure was published that a wrong file replaced, until it was taken back', () => {
  const [wrong, back] = [new Date('2019-06-11T08:30:00Z'), new Date('2019-06-12T08:30:00Z')]
  const cell = { unit_code: 'HP-N1', kpi_code: 'CP04', period: '2019-04' }
  let came: Date

  beforeAll(async () => {
    const { at } = await db
      .selectFrom('measurement')
      .select((e) => e.fn.max<Date>('published_at').as('at'))
      .where('unit_code', '=', cell.unit_code)
      .where('kpi_code', '=', cell.kpi_code)
      .where('period', '=', cell.period)
      .executeTakeFirstOrThrow()
    came = at
    const said = (unit_code: string, day: string) => ({
      ...cell,
      council_id: councilId,
      unit_code,
      version: 1,
      kind: 'text' as const,
      body: `Said on ${day}.`,
      by_name: 'A manager',
      by_role: 'team_manager',
      recorded_at: new Date(`${day}T12:00:00Z`),
    })
    await db
      .insertInto('commentary')
      .values([said('HP-N1', '2019-06-09'), said('HPC', '2019-06-11')])
      .execute()
    const { id } = await sendFile(db, ['HP-N1,CP04,2019-04,1,50'], wrong.toISOString(), 'Sent by mistake')
    if (id === null) throw new Error('the wrong file has no number')
    await revertExtract(recordedAt(db, back), id, { by: named('Data team'), reason: 'The wrong file' })
  })

  const publishedAt = async (unit: string, asAt?: Date) => {
    const card = await loadScorecard(db, unit, '2019-04', '2019-06-20', asAt)
    return card?.lines.find(({ kpi }) => kpi.code === 'CP04')?.publishedAt
  }

  it('is the day it came, of the team and of those above it', async () => {
    expect(await publishedAt('HP-N1')).toEqual(came)
    const service = await publishedAt('HPC')
    expect(service).toBeInstanceOf(Date)
    expect(service).not.toEqual(back)
  })

  it('is the day of the wrong file, as it was then', async () => {
    const then = new Date('2019-06-11T20:00:00Z')
    expect(await publishedAt('HP-N1', then)).toEqual(wrong)
    expect(await publishedAt('HPC', then)).toEqual(wrong)
  })

  it('leaves what was said of the figure before unmarked, and marks what was said of the wrong one', async () => {
    const of = (unit: string) => loadCommentaryOf(db, unit, 'CP04', '2019-04')
    expect((await of('HP-N1')).find(({ body }) => body === 'Said on 2019-06-09.')?.figuresChanged).toBeNull()
    const [wrongly] = await of('HPC')
    expect(wrongly?.body).toBe('Said on 2019-06-11.')
    expect(wrongly?.figuresChanged?.at).toBe(back.toISOString())
  })
})
