/** Proving the record: every published figure again, from the stored bytes of its file. */
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { recordLayout, recordRetired } from '#server/extracts/layouts/layouts.ts'
import { isProven, prove } from '#server/extracts/proving/prove.ts'
import { recordBaseline, withdrawBaseline } from '#server/extracts/publishing/baseline.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { loadRegister } from '#server/extracts/record/load-register.ts'
import { plainRules } from '../../domain/layout-examples.ts'
import { baselineOrder } from '../../support/baseline-order.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { named } from '../../support/named.ts'
import { isWide } from '../../support/run-size.ts'
import { sendFile } from '../restatement/send-file.ts'

/** Months of one team, from January 2018 on. */
const months = (team: string, numerators: readonly number[], denominator: number) =>
  numerators.map((n, i) => `${team},CP04,2018-${String(i + 1).padStart(2, '0')},${n},${denominator}`)

const at = (day: number, hour = 9) =>
  `2019-06-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`

async function send(db: Db, rows: readonly string[], day: number, hour?: number): Promise<number> {
  const { id, status, problems } = await sendFile(db, rows, at(day, hour), 'Recounted')
  expect([status, problems]).toEqual(['published', []])
  return id ?? 0
}

/** Changes the first place of an extract's stored bytes where a text is, to another text of the same length. */
async function changeBytes(db: Db, extract: number, from: string, to: string): Promise<void> {
  const { bytes } = await db
    .selectFrom('extract_chunk')
    .select('bytes')
    .where('extract_id', '=', extract)
    .executeTakeFirstOrThrow()
  const place = bytes.indexOf(from)
  expect([place >= 0, from.length]).toEqual([true, to.length])
  const changed = Buffer.concat([
    bytes.subarray(0, place),
    Buffer.from(to),
    bytes.subarray(place + to.length),
  ])
  await db.updateTable('extract_chunk').set({ bytes: changed }).where('extract_id', '=', extract).execute()
}

const countOf = async (db: Db, table: 'figure' | 'measurement') => {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(
    db,
  )
  return rows[0]?.n
}

describe('proving the demonstration', () => {
  let db: Db
  let owner: Db
  beforeAll(async () => {
    ;({ db, owner } = await testDatabase('demo'))
  })

  test.runIf(isWide)(
    'finds every stored figure to be what its files give',
    async () => {
      const proof = await prove(db)
      expect(proof.differences).toEqual([])
      expect(proof).toMatchObject({
        figures: await countOf(db, 'figure'),
        different: 0,
        cells: { compared: await countOf(db, 'measurement'), different: 0 },
        extracts: [],
        publicationsLeft: 0,
        olderVerdicts: 0,
      })
      expect(proof.figures).toBeGreaterThan(10_000)
      expect(isProven(proof)).toBe(true)
    },
    60_000,
  )

  test.runIf(isWide)(
    'finds one changed byte of one stored file, and every figure that it made',
    async () => {
      const { id } = await db
        .selectFrom('extract')
        .innerJoin('publication as p', 'p.extract_id', 'extract.id')
        .innerJoin('measurement as m', 'm.publication_id', 'p.id')
        .select('extract.id')
        .where('m.unit_code', '=', 'HP-S1')
        .where('m.kpi_code', '=', 'CP04')
        .where('m.period', '=', '2019-04')
        .orderBy('p.id', 'desc')
        .executeTakeFirstOrThrow()
      const place = 'HP-S1,CP04,2019-04,'
      const { bytes } = await db
        .selectFrom('extract_chunk')
        .select('bytes')
        .where('extract_id', '=', id)
        .executeTakeFirstOrThrow()
      const text = bytes.toString()
      const digit = text[text.indexOf(place) + place.length]
      await changeBytes(owner, id, `${place}${digit}`, `${place}${digit === '1' ? '2' : '1'}`)
      const proof = await prove(db)
      expect(proof.extracts).toMatchObject([{ extract: id, fault: expect.stringContaining('sha256') }])
      const figures = proof.differences.filter(({ of }) => of === 'figure')
      expect(new Set(figures.map(({ kpi }) => kpi))).toEqual(new Set(['CP04']))
      expect(figures.map(({ unit }) => unit)).toEqual(expect.arrayContaining(['HP-S1', 'HPC', 'RIDGE']))
      expect(isProven(proof)).toBe(false)
    },
    60_000,
  )
})

describe('proving a small record', () => {
  let db: Db
  let owner: Db
  let first: number
  beforeEach(async () => {
    ;({ db, owner } = await testDatabase('catalogue'))
    first = await send(db, [...months('HP-S1', [40, 41, 42], 50), ...months('HP-C', [30, 31, 32], 40)], 11)
  })

  const stored = (unit: string, period: string) =>
    owner.updateTable('figure').where('unit_code', '=', unit).where('period', '=', period)

  test('goes through arrivals, restatements, reverts, baselines and settings in their order', async () => {
    await send(db, ['HP-N1,CP04,2018-02,10,20', 'HP-S1,CP04,2019-W20,7,9', 'CWD-S,CN03,2018-02,9,9'], 12)
    const wrong = await send(
      db,
      ['HP-S1,CP04,2018-02,11,50', 'HP-C,CP04,2018-04,1,40', 'HPC,CN03,2018-02,9,9'],
      13,
    )
    const place = { unit: 'HP-S1', kpi: 'CP04', reason: 'New tool' }
    const set = await recordBaseline(
      recordedAt(db, new Date(at(14))),
      baselineOrder({ ...place, from: '2018-02' }),
    )
    if (set.is !== 'saved') throw new Error(`The baseline is ${set.is}`)
    const { id } = set.receipt.baseline
    const withdrawal = { ...baselineOrder({ ...place, from: '2018-02' }), id }
    await revertExtract(recordedAt(db, new Date(at(15))), wrong, {
      by: named('Data team'),
      reason: 'Wrong month',
    })
    const share = { valid_from: '2018-02', percent: 60, reason: 'Small teams', recorded_by: 'SMT' }
    await db
      .insertInto('left_out_limit')
      .values({ council_id: councilId, ...share, recorded_at: at(16) })
      .execute()
    await send(db, ['HP-C,CP04,2018-02,33,40', 'HP-S1,CP04,2018-04,44,50', 'HP-S1,CP04,2018-05,,'], 17)
    expect(await withdrawBaseline(recordedAt(db, new Date(at(18))), withdrawal)).toMatchObject({
      is: 'saved',
    })
    const proof = await prove(db)
    expect(proof.differences).toEqual([])
    expect(proof).toMatchObject({ figures: await countOf(db, 'figure'), extracts: [], publicationsLeft: 0 })
    const kinds = await db.selectFrom('publication').select('kind').orderBy('id').execute()
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'publish',
      'publish',
      'publish',
      'rebase',
      'revert',
      'publish',
      'rebase_withdrawn',
    ])
  })

  test('judges each publication by the targets, measures and units that were on record then', async () => {
    const now = new Date(at(12))
    await owner.updateTable('kpi_target').set({ superseded_at: now }).where('kpi_code', '=', 'CP04').execute()
    const target = { kpi_code: 'CP04', valid_from: '2015-04', target: 60, floor: 50, source: 'Set anew' }
    await db
      .insertInto('kpi_target')
      .values({ council_id: councilId, ...target, recorded_at: now })
      .execute()
    const unit = { code: 'HP-NEW', kind: 'team', team_type: 'H&P', opened: '2018-01-01', position: 9000 }
    await db
      .insertInto('unit')
      .values({ council_id: councilId, ...unit })
      .execute()
    const detail = { unit_code: 'HP-NEW', valid_from: '2018-01', name: 'New team', parent_code: 'HPC' }
    await db
      .insertInto('unit_detail')
      .values({ council_id: councilId, ...detail, recorded_at: now })
      .execute()
    await send(db, ['HP-NEW,CP04,2018-04,20,40', 'HP-S1,CP04,2018-04,40,50'], 13)
    const { target: before } = await db
      .selectFrom('figure')
      .select('target')
      .where('unit_code', '=', 'HP-S1')
      .where('period', '=', '2018-01')
      .executeTakeFirstOrThrow()
    expect(before).not.toBe(60)
    expect((await prove(db)).differences).toEqual([])
  })

  test('reads a file by the version of the layout that read it, even if that is retired', async () => {
    const now = new Date(at(12))
    await inTransaction(recordedAt(db, now), async (trx) => {
      const register = await loadRegister(trx, now)
      await recordLayout(trx, { name: 'Visits', rules: plainRules, by: named('Data team') }, register)
    })
    const csv = 'Visits in April 2019\nTeam,Children visited on time,Children due a visit\nHP-S1,41,50\n'
    const sent = await ingestFile(db, {
      filename: 'visits.csv',
      mediaType: 'text/csv',
      bytes: [Buffer.from(csv)],
      channel: 'seed',
      receivedBy: named('Data team'),
      now: new Date(at(13)),
      publish: { now: new Date(at(13)), by: named('Data team'), reason: null, acceptWarnings: true },
    })
    expect([sent.status, sent.problems]).toEqual(['published', []])
    await inTransaction(recordedAt(db, new Date(at(14))), (trx) =>
      recordRetired(trx, { name: 'Visits', by: named('Data team') }),
    )
    const proof = await prove(db)
    expect(proof).toMatchObject({ differences: [], extracts: [] })
    expect(proof.figures).toBe(await countOf(db, 'figure'))
  })

  test('finds a changed value, count, status or verdict, a missing figure and one too many', async () => {
    await stored('HP-S1', '2018-01').set({ value: 81 }).execute()
    await stored('HPC', '2018-02').set({ numerator: 999, status: 'met' }).execute()
    await stored('HP-C', '2018-03').set({ variation: 'improving' }).execute()
    await owner
      .deleteFrom('figure')
      .where('unit_code', '=', 'RIDGE')
      .where('period', '=', '2018-02')
      .execute()
    const { rows: parts } = await sql<{ name: string }>`select attname as name from pg_attribute
      where attrelid = 'figure'::regclass and attnum > 0 and attgenerated = '' and attname <> 'period'`.execute(
      db,
    )
    const same = sql.join(parts.map(({ name }) => sql.ref(name)))
    await sql`insert into figure (period, ${same}) select '2017-12', ${same} from figure
      where unit_code = 'HP-C' and period = '2018-01'`.execute(db)
    const proof = await prove(db)
    const { publication_id: publication } = await db
      .selectFrom('figure')
      .select('publication_id')
      .executeTakeFirstOrThrow()
    const figure = { of: 'figure', kpi: 'CP04', publication }
    expect(proof.differences).toEqual([
      {
        ...figure,
        unit: 'HP-C',
        period: '2017-12',
        differs: [{ what: 'the figure itself', stored: 'there', recomputed: 'missing' }],
      },
      {
        ...figure,
        unit: 'HP-S1',
        period: '2018-01',
        differs: [{ what: 'value', stored: 81, recomputed: 80 }],
      },
      {
        ...figure,
        unit: 'HPC',
        period: '2018-02',
        differs: expect.arrayContaining([{ what: 'numerator', stored: 999, recomputed: 72 }]),
      },
      {
        ...figure,
        unit: 'RIDGE',
        period: '2018-02',
        differs: [{ what: 'the figure itself', stored: 'missing', recomputed: 'there' }],
      },
      {
        ...figure,
        unit: 'HP-C',
        period: '2018-03',
        differs: [{ what: 'variation', stored: 'improving', recomputed: 'too_early' }],
      },
    ])
    expect(proof).toMatchObject({ different: 5, cells: { different: 0 }, extracts: [] })
  })

  test('finds a changed cell of the ledger, beside figures that are right', async () => {
    await owner
      .updateTable('measurement')
      .set({ numerator: 1 })
      .where('unit_code', '=', 'HP-S1')
      .where('period', '=', '2018-01')
      .execute()
    const proof = await prove(db)
    expect(proof).toMatchObject({ different: 0, cells: { compared: 6, different: 1 } })
    expect(proof.differences).toMatchObject([
      { of: 'cell', unit: 'HP-S1', period: '2018-01', differs: [{ stored: 1, recomputed: 40 }] },
    ])
  })

  test('names a file of which one byte changed, and the figures that it would give', async () => {
    await send(db, ['HP-N1,CP04,2018-01,10,20'], 12)
    await changeBytes(owner, first, 'HP-S1,CP04,2018-03,42', 'HP-S1,CP04,2018-03,43')
    const proof = await prove(db)
    const { sha256 } = await db
      .selectFrom('extract')
      .select('sha256')
      .where('id', '=', first)
      .executeTakeFirstOrThrow()
    expect(proof.extracts).toEqual([
      {
        extract: first,
        filename: 'extract.csv',
        fault: expect.stringContaining(`that of the file was ${sha256}`),
      },
    ])
    const named = proof.differences.map(({ of, unit, period }) => `${of} ${unit} ${period}`)
    expect([...new Set(named)].sort()).toEqual([
      'cell HP-S1 2018-03',
      'figure HP-S1 2018-03',
      'figure HPC 2018-03',
      'figure RIDGE 2018-03',
    ])
  })

  test('names a file of which a byte changed that makes no figure', async () => {
    await changeBytes(owner, first, '\nHP-S1', '\nhp-s1')
    const proof = await prove(db)
    expect(proof).toMatchObject({ different: 0, cells: { different: 0 }, extracts: [{ extract: first }] })
    expect(isProven(proof)).toBe(false)
  })

  test('stops where a stored file can no longer be read, and proves what was published before it', async () => {
    const second = await send(db, ['HP-N1,CP04,2018-01,10,20'], 12)
    await send(db, ['HP-N1,CP04,2018-02,10,20'], 13)
    await changeBytes(owner, second, 'HP-N1', 'HP-XX')
    const proof = await prove(db)
    expect(proof.extracts).toMatchObject([
      { extract: second, fault: expect.stringContaining('sha256') },
      { extract: second, fault: expect.stringMatching(/can no longer be read: Row 2.*HP-XX/) },
    ])
    expect(proof).toMatchObject({ publicationsLeft: 2, different: 0, differences: [] })
    expect(proof.figures).toBeLessThan((await countOf(db, 'figure')) ?? 0)
    await owner.deleteFrom('extract_chunk').where('extract_id', '=', second).execute()
    expect((await prove(db)).extracts[1]?.fault).toContain('can no longer be read')
  })

  test('leaves the verdicts of an earlier method, counts them, and compares all else of those figures', async () => {
    const verdict = { variation: 'improving', fingerprint: 'of old' }
    await stored('HP-C', '2018-03').set(verdict).execute()
    await stored('HP-S1', '2018-01')
      .set({ ...verdict, status: 'met' })
      .execute()
    expect((await prove(db)).different).toBe(2)
    await sql`update figure set analysis = analysis || '{"judgedBy": 2}' where fingerprint = 'of old'`.execute(
      owner,
    )
    const proof = await prove(db)
    expect(proof.olderVerdicts).toBe(2)
    expect(proof.differences).toMatchObject([
      { unit: 'HP-S1', period: '2018-01', differs: [{ what: 'status', stored: 'met' }] },
    ])
    expect(proof.differences[0]?.differs).toHaveLength(1)
  })

  test('goes through a publication that judged everything anew', async () => {
    const method = { kind: 'method', published_by: 'Golden Thread', reason: 'The method changed' }
    const counts = { new_count: 0, changed_count: 0, unchanged_count: 0 }
    await db
      .insertInto('publication')
      .values({ council_id: councilId, ...method, ...counts, published_at: at(12) })
      .execute()
    await send(db, ['HP-N1,CP04,2018-01,10,20'], 13)
    expect(await prove(db)).toMatchObject({ differences: [], figures: await countOf(db, 'figure') })
  })

  test('compares only what ends in or after a month', async () => {
    await send(db, ['HP-S1,CP04,2018-W04,7,9', 'HP-S1,CP04,2018-W09,7,9'], 12)
    await stored('HP-S1', '2018-01').set({ value: 81 }).execute()
    await stored('HP-S1', '2018-W04').set({ value: 81 }).execute()
    await stored('HP-S1', '2018-03').set({ value: 81 }).execute()
    const proof = await prove(db, { from: '2018-02' })
    expect(proof.differences.map(({ period }) => period)).toEqual(['2018-03'])
    const periods = await db.selectFrom('figure').select('period').execute()
    const asked = periods.filter(({ period }) => period !== '2018-01' && period !== '2018-W04')
    expect(proof.figures).toBe(asked.length)
    expect((await prove(db)).different).toBe(3)
  })

  test('writes nothing, and lets the service publish meanwhile', async () => {
    const before = await countOf(db, 'figure')
    let during: number | null = null
    const proof = await prove(db, {
      told: async () => {
        during ??= await send(db, ['HP-N1,CP04,2018-01,10,20'], 12)
      },
    })
    expect(during).not.toBeNull()
    expect(proof).toMatchObject({ figures: before, different: 0, extracts: [] })
    expect(await prove(db)).toMatchObject({ figures: await countOf(db, 'figure'), different: 0 })
    const { rows } = await sql<{ left: number }>`
      select count(*)::integer as left from pg_class where relpersistence = 't' and relkind in ('r', 'v')`.execute(
      db,
    )
    expect(rows).toEqual([{ left: 0 }])
  })

  test('refuses while figures of a large publication are still being computed', async () => {
    const pending = { kpi_code: 'CP04', grain: 'monthly', from_period: '2018-01', publication_id: 1 }
    await db
      .insertInto('pending_figures')
      .values({ council_id: councilId, ...pending })
      .execute()
    await expect(prove(db)).rejects.toThrow('still being computed')
  })
})

test('an empty record has nothing to prove', async () => {
  const { db } = await testDatabase('empty')
  const proof = await prove(db)
  expect(proof).toMatchObject({ figures: 0, different: 0, differences: [], extracts: [] })
  expect(isProven(proof)).toBe(true)
})
