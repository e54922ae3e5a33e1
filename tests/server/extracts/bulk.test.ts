/** A publication of very many cells: values at once and verdicts later, with the same final result as an ordinary one. */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
import { recordedAt, TEST_MOMENT, testDatabase } from '../../support/database.ts'
import { mayFile, mayOf } from '../../support/month-in-parts.ts'
import { named } from '../../support/named.ts'
import { isWide } from '../../support/run-size.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A database of its own, with a connection of its owner that can hold up the work that follows a publication. */
type Held = { db: Db; url: string; holder: pg.Client }
const holders: pg.Client[] = []

async function held(): Promise<Held> {
  const { db, url, ownerUrl } = await testDatabase('demo')
  const holder = new pg.Client({ connectionString: ownerUrl })
  await holder.connect()
  holders.push(holder)
  return { db, url, holder }
}

/** The same file published in the ordinary way, for comparison. */
let ordinary: { db: Db; receipt: Receipt; rows: unknown[]; figures: Figures }
type Figures = Awaited<ReturnType<typeof loadFigures>>

const file = thousandRows()
/** Only the rows of May, which are all new. */
const may = file
  .split('\n')
  .filter((row, i) => i === 0 || row.includes(',2019-05,'))
  .join('\n')

beforeAll(async () => {
  const { db } = await testDatabase('demo')
  const receipt = await publish(db, Number.POSITIVE_INFINITY)
  ordinary = { db, receipt, rows: await figuresOf(db), figures: await loadFigures(db, {}) }
})

afterAll(async () => {
  for (const holder of holders) await holder.end()
})

/** Publishes May's figures of every team and, unless another text is given, some of April restated; as a bulk publication from
 * this many cells on. */
async function publish(into: Db, bulkFrom: number, text = file): Promise<Receipt> {
  const id = await receive(into, text)
  await checkExtract(into, id, testNow)
  return inTransaction(into, async (trx) => {
    const { extract, now } = await lockExtract(trx, id)
    return recordPublished(trx, extract, {
      by: named('Data team'),
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
    receivedBy: named('Data team'),
    now: testNow,
    limit: 1e9,
    publish: null,
  })
  if (received.is === 'refused') throw new Error(received.problem.message)
  return received.id
}

/** Publishes in bulk, and stops the work that follows before it has stored anything, as if its process had died. */
async function publishAndDie({ url, holder }: Held, text?: string): Promise<Receipt> {
  await holder.query('select pg_advisory_lock(4242)')
  await holder.query(`create function held() returns trigger language plpgsql as
    'begin perform pg_advisory_xact_lock(4242); return old; end'`)
  await holder.query(
    'create trigger held before delete on pending_figures for each row execute function held()',
  )
  const doomed = recordedAt(connect(url), TEST_MOMENT)
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
function rollUps(figures: Figures) {
  return figures
    .filter((f) => f.unit === 'RIDGE')
    .map(({ teamsShort: _, ...f }) => ({ ...f, teamVariation: null }))
}

async function pendingOf(from: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from pending_figures`.execute(from)
  return rows[0]?.n ?? 0
}

describe.runIf(isWide)('a publication of very many cells', () => {
  test('gives in the end the same figures as an ordinary one, row for row', async () => {
    const { db } = await testDatabase('demo')
    await publish(db, 1)
    await finishFigures(db)
    expect(await pendingOf(db)).toBe(0)
    expect(await figuresOf(db)).toEqual(ordinary.rows)
  })

  describe.runIf(isWide)('of which every one is new', () => {
    let other: Db
    let receipt: Receipt
    beforeAll(async () => {
      other = (await testDatabase('demo')).db
      receipt = await publish(other, Number.POSITIVE_INFINITY, may)
    })

    test('gives the same figures, and its sums are taken before they are stored', async () => {
      expect(receipt.counts).toMatchObject({ changed: 0, unchanged: 0 })
      const into = await held()
      expect((await publishAndDie(into, may)).counts).toEqual(receipt.counts)
      expect(rollUps(await loadFigures(into.db, {}))).toEqual(rollUps(await loadFigures(other, {})))
      await finishFigures(into.db)
      expect(await figuresOf(into.db)).toEqual(await figuresOf(other))
    })

    test('is tried out rightly by the check whose rows nobody else sees yet', async () => {
      const { db } = await testDatabase('demo')
      const id = await receive(db, may)
      const tried = await inTransaction(db, async (trx) => {
        await recordCheck(trx, id, testNow)
        const check = { by: named('Check'), reason: null, now: testNow, bulkFrom: 1, isOwnCheck: true }
        await recordMerged(trx, id, check)
        return loadFigures(trx, {})
      })
      const said = (figures: Figures) =>
        rollUps(figures).map(({ publishedAt: _at, publicationId: _id, ...figure }) => figure)
      expect(said(tried)).toEqual(said(await loadFigures(other, {})))
    })
  })

  test.runIf(isWide)(
    'knows who is missing, and what they usually hold, before its teams’ figures are worked out',
    async () => {
      const inTime = mayFile(mayOf((team) => !['HP-S1', 'HP-N1', 'CIC-S', 'ASMT-S'].includes(team)))
      const other = (await testDatabase('demo')).db
      await publish(other, Number.POSITIVE_INFINITY, inTime)
      const into = await held()
      await publishAndDie(into, inTime)
      const atOnce = rollUps(await loadFigures(into.db, {}))
      expect(atOnce).toEqual(rollUps(await loadFigures(other, {})))
      const lacking = atOnce.filter((f) => f.period === '2019-05' && f.leftOut !== null)
      expect(lacking.some((f) => f.status === 'not_whole' && f.leftOut?.share === null)).toBe(true)
      expect(lacking.some((f) => f.status !== 'not_whole' && (f.leftOut?.share ?? 0) > 0)).toBe(true)
      expect(lacking.some((f) => f.status === 'not_whole' && (f.leftOut?.share ?? 0) >= 0.25)).toBe(true)
      await finishFigures(into.db)
      expect(await figuresOf(into.db)).toEqual(await figuresOf(other))
    },
  )

  test.runIf(isWide)(
    'takes what is supplied for a service as its part of the council’s, in place of its teams’',
    async () => {
      const teams = mayFile(mayOf((team) => !['CIC-S', 'ASMT-S'].includes(team)))
      const supplied = `${teams}\nCICS,CN03,2019-05,31,,\nCICS,WF03,2019-05,5,60,`
      const other = (await testDatabase('demo')).db
      await publish(other, Number.POSITIVE_INFINITY, supplied)
      const into = await held()
      await publishAndDie(into, supplied)
      const atOnce = rollUps(await loadFigures(into.db, {}))
      expect(atOnce).toEqual(rollUps(await loadFigures(other, {})))
      const council = atOnce.filter((f) => f.period === '2019-05' && ['CN03', 'WF03'].includes(f.kpi))
      expect(council.map((f) => f.leftOut?.of ?? null)).toEqual([null, 'mixed'])
      const counts = await loadFigures(other, { periods: ['2019-05'], kpis: ['CN03'] })
      const countOf = (unit: string) => counts.find((f) => f.unit === unit)?.value ?? 0
      expect(countOf('RIDGE')).toBe(31 + countOf('CWDS') + countOf('HPC'))
      await finishFigures(into.db)
      expect(await figuresOf(into.db)).toEqual(await figuresOf(other))
    },
  )

  test.runIf(isWide)(
    'may be taken back before it is finished: what it said was computed first, as though nobody had hurried',
    async () => {
      const back = { by: named('Data team'), reason: 'Wrong file', now: testNow }
      // The other tests compare with what was read of it before.
      const other = ordinary.db
      await revertExtract(other, ordinary.receipt.extract, back)
      const into = await held()
      await revertExtract(into.db, (await publishAndDie(into)).extract, back)
      expect(await pendingOf(into.db)).toBe(0)
      expect(await figuresOf(into.db)).toEqual(await figuresOf(other))
    },
  )
})

/** One publication whose process died: the tests read it, in their order, before its verdicts are worked out and after. */
describe('a publication of very many cells whose verdicts are still to come', () => {
  let db: Db
  let app: FastifyInstance
  let receipt: Receipt
  /** What the outside could read before. */
  let before: Figures

  beforeAll(async () => {
    const into = await held()
    db = into.db
    before = await loadFigures(readOutside(db), {})
    receipt = await publishAndDie(into)
    app = await testApp(db)
  })

  const pageOf = async () => {
    const headers = await bearer(db, 'data_team')
    return app.inject({ url: '/units/HP-S1/scorecards/2019-05', headers })
  }

  test.runIf(isWide)(
    'shows every value at once, and the figures of services whole but for how their teams vary',
    async () => {
      expect(receipt.pending).toBeGreaterThan(0)
      const [now, then] = [await loadFigures(db, {}), ordinary.figures]
      const value = ({ unit, kpi, period, state, numerator, denominator, value }: Figures[number]) => ({
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

  test('is not shown to an outside audience before what must be hidden of it is known', async () => {
    expect(await loadFigures(readOutside(db), {})).toEqual(before)
    const headers = await bearer(db, 'board')
    const url = '/api/v1/measurements?from=2019-05&grain=monthly'
    expect((await app.inject({ url, headers })).json().rows).toEqual([])
  })

  test('says on every page and in the API that verdicts are still to come', async () => {
    const page = await pageOf()
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(`figures of ${receipt.pending} measures`)
    const headers = await bearer(db, 'data_team')
    const answer = await app.inject({ url: '/api/v1/scorecards/HP-S1/2019-05', headers })
    expect(answer.json().verdictsPending).toBe(receipt.pending)
  })

  test.runIf(isWide)(
    'asks for a reason where it changes a month that is signed off, as an ordinary one does',
    () => {
      const { restatedSignOffs } = ordinary.receipt
      expect(receipt.restatedSignOffs).toEqual(restatedSignOffs)
      expect(restatedSignOffs.length).toBeGreaterThan(0)
    },
  )

  describe('and were worked out by the sweep', () => {
    beforeAll(async () => {
      expect(await pendingOf(db)).toBeGreaterThan(0)
      await sweep.run({ db, now: () => testNow, log, config: { extractInbox: null } })
    })

    test.runIf(isWide)('has the figures of an ordinary one, row for row', async () => {
      expect(await pendingOf(db)).toBe(0)
      expect(await figuresOf(db)).toEqual(ordinary.rows)
    })

    test('is shown to an outside audience', async () => {
      expect((await loadFigures(readOutside(db), {})).length).toBeGreaterThan(before.length)
    })

    test('says nothing of verdicts to come', async () => {
      expect((await pageOf()).body).not.toContain('still being worked out')
    })
  })
})
