/** A publication of very many cells: values at once and verdicts later, with the same final result as an ordinary one. */
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect, type Db, inTransaction } from '#server/db/database.ts'
import { checkExtract, recordCheck } from '#server/extracts/checking/check.ts'
import { recordMerged } from '#server/extracts/merging/merge.ts'
import { finishFigures } from '#server/extracts/merging/pending-figures.ts'
import { recordPublished } from '#server/extracts/publishing/publish.ts'
import type { Receipt } from '#server/extracts/publishing/receipt.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { receiveExtract } from '#server/extracts/receiving/receive.ts'
import { lockExtract } from '#server/extracts/record/locked-extract.ts'
import { loadFigures } from '#server/record/figures.ts'
import { readOutside } from '#server/record/suppression.ts'
import { sweep } from '../../../jobs/sweep.ts'
import { thousandRows } from '../../bench/thousand-rows.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { mayFile, mayOf } from '../../support/month-in-parts.ts'
import { isWide } from '../../support/run-size.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

let db: Db
let url: string
let holder: pg.Client

/** The same file published in the ordinary way, for comparison. */
let ordinary: { receipt: Receipt; rows: unknown[]; figures: Awaited<ReturnType<typeof loadFigures>> }

beforeAll(async () => {
  const other = (await testDatabase('demo')).db
  const receipt = await publish(other, Number.POSITIVE_INFINITY)
  ordinary = { receipt, rows: await figuresOf(other), figures: await loadFigures(other, {}) }
})

beforeEach(async () => {
  ;({ db, url } = await testDatabase('demo'))
  holder = new pg.Client({ connectionString: url })
  await holder.connect()
})

afterEach(async () => {
  await holder.end()
})

/** Publishes May's figures of every team and, unless another text is given, some of April restated; as a bulk publication from
 * this many cells on. */
async function publish(into: Db, bulkFrom: number, text = thousandRows()): Promise<Receipt> {
  const id = await receive(into, text)
  await checkExtract(into, id, testNow)
  return inTransaction(into, async (trx) => {
    const { extract, now } = await lockExtract(trx, id, testNow)
    return recordPublished(trx, extract, {
      by: 'Data team',
      approvedBy: null,
      reason: 'Recounted',
      now,
      bulkFrom,
    })
  })
}

async function receive(into: Db, text: string): Promise<number> {
  const received = await receiveExtract(into, {
    filename: 'may.csv',
    mediaType: 'text/csv',
    bytes: [Buffer.from(text)],
    channel: 'command_line',
    receivedBy: 'Data team',
    now: testNow,
    limit: 1e9,
    publish: null,
  })
  if (received.is === 'refused') throw new Error(received.problem.message)
  return received.id
}

/** Publishes in bulk, and stops the work that follows before it has stored anything, as if its process had died. */
async function publishAndDie(text?: string): Promise<Receipt> {
  await holder.query('select pg_advisory_lock(4242)')
  await holder.query(`create function held() returns trigger language plpgsql as
    'begin perform pg_advisory_xact_lock(4242); return old; end'`)
  await holder.query(
    'create trigger held before delete on pending_figures for each row execute function held()',
  )
  const doomed = connect(url)
  const receipt = await publish(doomed, 1, text)
  for (;;) {
    const { rows } = await holder.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not granted and database =
        (select oid from pg_database where datname = current_database())`,
    )
    if (rows.length > 0) break
  }
  await doomed.destroy()
  await holder.query('drop trigger held on pending_figures')
  await holder.query('select pg_advisory_unlock(4242)')
  return receipt
}

async function figuresOf(from: Db): Promise<unknown[]> {
  const { rows } =
    await sql`select * from figure order by council_id, publication_id, unit_code, kpi_code, period`.execute(
      from,
    )
  return rows
}

/** The council's figures, without what is counted of its teams. */
function rollUps(figures: Awaited<ReturnType<typeof loadFigures>>) {
  return figures
    .filter((f) => f.unit === 'RIDGE')
    .map(({ teamsShort: _, ...f }) => ({ ...f, teamVariation: null }))
}

async function pendingOf(from: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from pending_figures`.execute(from)
  return rows[0]?.n ?? 0
}

describe('a publication of very many cells', () => {
  test('gives in the end the same figures as an ordinary one, row for row', async () => {
    await publish(db, 1)
    await finishFigures(db)
    expect(await pendingOf(db)).toBe(0)
    expect(await figuresOf(db)).toEqual(ordinary.rows)
  })

  test.runIf(isWide)(
    'gives the same figures where every cell is new, and its sums are taken before they are stored',
    async () => {
      const [heading = '', ...rows] = thousandRows().split('\n')
      const may = [heading, ...rows.filter((row) => row.includes(',2019-05,'))].join('\n')
      const other = (await testDatabase('demo')).db
      const receipt = await publish(other, Number.POSITIVE_INFINITY, may)
      expect(receipt.counts).toMatchObject({ changed: 0, unchanged: 0 })
      expect((await publishAndDie(may)).counts).toEqual(receipt.counts)
      expect(rollUps(await loadFigures(db, {}))).toEqual(rollUps(await loadFigures(other, {})))
      await finishFigures(db)
      expect(await figuresOf(db)).toEqual(await figuresOf(other))
    },
  )

  test('knows who is missing, and what they usually hold, before its teams’ figures are worked out', async () => {
    const inTime = mayFile(mayOf((team) => !['HP-S1', 'HP-N1', 'CIC-S', 'ASMT-S'].includes(team)))
    const other = (await testDatabase('demo')).db
    await publish(other, Number.POSITIVE_INFINITY, inTime)
    await publishAndDie(inTime)
    const atOnce = rollUps(await loadFigures(db, {}))
    expect(atOnce).toEqual(rollUps(await loadFigures(other, {})))
    const lacking = atOnce.filter((f) => f.period === '2019-05' && f.leftOut !== null)
    expect(lacking.some((f) => f.status === 'not_whole' && f.leftOut?.share === null)).toBe(true)
    expect(lacking.some((f) => f.status !== 'not_whole' && (f.leftOut?.share ?? 0) > 0)).toBe(true)
    expect(lacking.some((f) => f.status === 'not_whole' && (f.leftOut?.share ?? 0) >= 0.25)).toBe(true)
    await finishFigures(db)
    expect(await figuresOf(db)).toEqual(await figuresOf(other))
  })

  test.runIf(isWide)(
    'takes what is supplied for a service as its part of the council’s, in place of its teams’',
    async () => {
      const teams = mayFile(mayOf((team) => !['CIC-S', 'ASMT-S'].includes(team)))
      const supplied = `${teams}\nCICS,CN03,2019-05,31,,\nCICS,WF03,2019-05,5,60,`
      const other = (await testDatabase('demo')).db
      await publish(other, Number.POSITIVE_INFINITY, supplied)
      await publishAndDie(supplied)
      const atOnce = rollUps(await loadFigures(db, {}))
      expect(atOnce).toEqual(rollUps(await loadFigures(other, {})))
      const council = atOnce.filter((f) => f.period === '2019-05' && ['CN03', 'WF03'].includes(f.kpi))
      expect(council.map((f) => f.leftOut?.of ?? null)).toEqual([null, 'mixed'])
      const may = await loadFigures(other, { periods: ['2019-05'], kpis: ['CN03'] })
      const countOf = (unit: string) => may.find((f) => f.unit === unit)?.value ?? 0
      expect(countOf('RIDGE')).toBe(31 + countOf('CWDS') + countOf('HPC'))
      await finishFigures(db)
      expect(await figuresOf(db)).toEqual(await figuresOf(other))
    },
  )

  test.runIf(isWide)('is tried out rightly by the check whose rows nobody else sees yet', async () => {
    const other = (await testDatabase('demo')).db
    const [heading = '', ...rows] = thousandRows().split('\n')
    const may = [heading, ...rows.filter((row) => row.includes(',2019-05,'))].join('\n')
    await publish(other, Number.POSITIVE_INFINITY, may)
    const id = await receive(db, may)
    const tried = await inTransaction(db, async (trx) => {
      await recordCheck(trx, id, testNow)
      await recordMerged(trx, id, { by: 'Check', reason: null, now: testNow, bulkFrom: 1, isOwnCheck: true })
      return loadFigures(trx, {})
    })
    const said = (figures: Awaited<ReturnType<typeof loadFigures>>) =>
      rollUps(figures).map(({ publishedAt: _at, publicationId: _id, ...figure }) => figure)
    expect(said(tried)).toEqual(said(await loadFigures(other, {})))
  })

  test.runIf(isWide)(
    'shows every value at once, and the figures of services whole but for how their teams vary',
    async () => {
      const receipt = await publishAndDie()
      expect(receipt.pending).toBeGreaterThan(0)
      const [now, then] = [await loadFigures(db, {}), ordinary.figures]
      const value = ({ unit, kpi, period, state, numerator, denominator, value }: (typeof now)[number]) => ({
        unit,
        kpi,
        period,
        state,
        numerator,
        denominator,
        value,
      })
      const received = then.filter((f) => f.origin !== 'team' || f.state !== 'not_reported')
      const places = new Set(received.map((f) => `${f.unit} ${f.kpi} ${f.period}`))
      expect(now.filter((f) => places.has(`${f.unit} ${f.kpi} ${f.period}`)).map(value)).toEqual(
        received.map(value),
      )
      expect(rollUps(now)).toEqual(rollUps(then))
      const ofMay = now.filter((f) => f.period === '2019-05' && f.state === 'reported' && f.origin === 'team')
      const signing = await db.selectFrom('scorecard_sign_off').select('unit_code').distinct().execute()
      const isSigning = (unit: string) => signing.some(({ unit_code }) => unit_code === unit)
      expect(new Set(ofMay.filter((f) => !isSigning(f.unit)).map((f) => f.variation))).toEqual(
        new Set(['none']),
      )
      expect(ofMay.filter((f) => isSigning(f.unit)).some((f) => f.variation !== 'none')).toBe(true)
      expect(new Set(ofMay.map((f) => f.publicationId))).toEqual(new Set([receipt.publication]))
    },
  )

  test.runIf(isWide)('is finished by the sweep where the process that published died', async () => {
    await publishAndDie()
    expect(await pendingOf(db)).toBeGreaterThan(0)
    await sweep.run({ db, now: () => testNow, log, config: { extractInbox: null } })
    expect(await pendingOf(db)).toBe(0)
    expect(await figuresOf(db)).toEqual(ordinary.rows)
  })

  test.runIf(isWide)(
    'may be taken back before it is finished: what it said was computed first, as though nobody had hurried',
    async () => {
      const other = (await testDatabase('demo')).db
      const back = { by: 'Data team', reason: 'Wrong file', now: testNow }
      await revertExtract(other, (await publish(other, Number.POSITIVE_INFINITY)).extract, back)
      await revertExtract(db, (await publishAndDie()).extract, back)
      expect(await pendingOf(db)).toBe(0)
      expect(await figuresOf(db)).toEqual(await figuresOf(other))
    },
  )

  test('is not shown to an outside audience before what must be hidden of it is known', async () => {
    const before = await loadFigures(readOutside(db), {})
    await publishAndDie()
    expect(await loadFigures(readOutside(db), {})).toEqual(before)
    const headers = await bearer(db, 'board')
    const app = await testApp(db)
    const rows = (
      await app.inject({ url: '/api/v1/measurements?from=2019-05&grain=monthly', headers })
    ).json().rows
    expect(rows).toEqual([])
    await finishFigures(db)
    expect((await loadFigures(readOutside(db), {})).length).toBeGreaterThan(before.length)
  })

  test.runIf(isWide)('says on every page and in the API that verdicts are still to come', async () => {
    const receipt = await publishAndDie()
    const app = await testApp(db)
    const headers = await bearer(db, 'data_team')
    const page = await app.inject({ url: '/units/HP-S1/scorecards/2019-05', headers })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(`figures of ${receipt.pending} measures`)
    const answer = await app.inject({ url: '/api/v1/scorecards/HP-S1/2019-05', headers })
    expect(answer.json().verdictsPending).toBe(receipt.pending)
    await finishFigures(db)
    const after = await app.inject({ url: '/units/HP-S1/scorecards/2019-05', headers })
    expect(after.body).not.toContain('still being worked out')
  })

  test('asks for a reason where it changes a month that is signed off, as an ordinary one does', async () => {
    const { restatedSignOffs } = ordinary.receipt
    expect((await publishAndDie()).restatedSignOffs).toEqual(restatedSignOffs)
    expect(restatedSignOffs.length).toBeGreaterThan(0)
  })
})
