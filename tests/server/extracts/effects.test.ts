import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { loadChanges, loadRevertChanges, TRIED_OUT } from '#server/extracts/publishing/changes.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import { loadKeptCells, revertExtract } from '#server/extracts/publishing/revert.ts'
import { testDatabase } from '../../support/database.ts'
import { PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'
import { isWide } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'
import { currentFigure, publishAtOnce, receive } from './decision-steps.ts'

const NOW = new Date('2019-06-10T12:00:00Z')

let db: Db
let owner: Db
beforeAll(async () => {
  ;({ db, owner } = await testDatabase('demo'))
})

/** How many rows every table has, except the one that keeps what was tried. */
async function rowsOfEveryTable(): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'extract_trial'`.execute(db)
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{
      count: number
    }>`select count(*)::integer as count from ${sql.table(name)}`.execute(db)
    counts[name] = rows[0]?.count ?? 0
  }
  return counts
}

async function latestOf(unit: string, kpi: string, period: string) {
  return db
    .selectFrom('figure')
    .select(['status', 'variation', 'numerator', 'denominator'])
    .where('unit_code', '=', unit)
    .where('kpi_code', '=', kpi)
    .where('period', '=', period)
    .orderBy('publication_id', 'desc')
    .executeTakeFirstOrThrow()
}

describe('before an extract is published', () => {
  test('it is said which figures change and by how much, and which statuses and alerts turn, roll-ups too', async () => {
    const before = await latestOf('HP-S1', 'CP04', '2019-04')
    const row = `HP-S1,CP04,2019-04,${before.denominator},${before.denominator}`
    const id = await receive(db, [row], NOW)
    const { counts, changed, effects } = await loadChanges(db, id, NOW)
    expect(counts).toEqual({ new: 0, changed: 1, unchanged: 0, missing: 0 })
    expect(changed).toMatchObject([{ unit: 'HP-S1', kpi: 'CP04', period: '2019-04', after: { value: 100 } }])
    const [cell] = changed
    expect(cell?.change).toBeCloseTo(100 - (cell?.before.value ?? 0), 9)
    expect(effects).toMatchObject({ months: ['2019-04'], units: 1, kpis: 1, onlyCounted: false, missing: [] })
    expect(before).toMatchObject({ status: 'missed', variation: 'concerning' })
    const place = { unit: 'HP-S1', kpi: 'CP04', period: '2019-04', beforePeriod: '2019-04' }
    expect(effects.statuses).toContainEqual({ ...place, before: 'missed', after: 'met' })
    expect(effects.variations).toContainEqual({
      ...place,
      before: 'concerning',
      after: expect.any(String),
      alert: 'closes',
    })
    // The effects that were announced are those that follow, also for every unit above.
    await publishExtract(db, id, { ...PUBLISH, now: NOW, acceptWarnings: true, reason: 'Late recording' })
    for (const { unit, kpi, period, after } of effects.statuses)
      expect((await latestOf(unit, kpi, period)).status).toBe(after)
    for (const { unit, kpi, period, after } of effects.variations)
      expect((await latestOf(unit, kpi, period)).variation).toBe(after)
    const then = await loadChanges(db, id, NOW)
    expect({ ...then, effects: { ...then.effects, missing: [] } }).toEqual({
      seen: null,
      counts,
      changed,
      effects,
      left: [],
      repeatedLater: [],
      totals: { left: 0, repeatedLater: 0 },
    })
  })

  test('a new month is set beside the latest before it', async () => {
    const { denominator } = await latestOf('HP-S2', 'CP04', '2019-04')
    const april = await latestOf('HP-S2', 'CP04', '2019-04')
    const id = await receive(db, [`HP-S2,CP04,2019-05,0,${denominator}`], NOW)
    const { counts, effects } = await loadChanges(db, id, NOW)
    expect(counts).toMatchObject({ new: 1, changed: 0 })
    expect(april.status).not.toBe('missed')
    expect(effects.statuses).toContainEqual({
      unit: 'HP-S2',
      kpi: 'CP04',
      period: '2019-05',
      before: april.status,
      after: 'missed',
      beforePeriod: '2019-04',
    })
    // The teams that sent this measure in April and are missing from the file.
    expect(effects.missing.length).toBeGreaterThan(5)
    expect(effects.missing).not.toContainEqual({ unit: 'HP-S2', period: '2019-05' })
    expect(counts.missing).toBe(effects.missing.length)
  })

  test('the signed-off months that it would restate are named', async () => {
    const agreed = await db
      .selectFrom('scorecard_sign_off')
      .select(['unit_code as unit', 'period'])
      .where('step', '=', 'agreed')
      .orderBy('period', 'desc')
      .executeTakeFirstOrThrow()
    const cell = await db
      .selectFrom('current_measurement')
      .select(['kpi_code as kpi', 'denominator'])
      .where('unit_code', '=', agreed.unit)
      .where('period', '=', agreed.period)
      .where('state', '=', 'reported')
      .where('numerator', 'is not', null)
      .where('denominator', '>', 20)
      .where('kpi_code', 'in', ['CP04', 'CN01', 'LC01'])
      .executeTakeFirstOrThrow()
    const id = await receive(db, [`${agreed.unit},${cell.kpi},${agreed.period},1,${cell.denominator}`], NOW)
    const { effects } = await loadChanges(db, id, NOW)
    expect(effects.signedOff).toContainEqual(
      expect.objectContaining({ unit: agreed.unit, period: agreed.period, figures: expect.any(Number) }),
    )
  })

  test('nothing of the trial is left behind, and looking again computes nothing', async () => {
    const id = await receive(db, ['HP-S2,CP04,2019-04,1,90', 'HP-S2,CP05,2019-04,1,90'], NOW)
    const before = await rowsOfEveryTable()
    const sequence = () =>
      sql<{ last: number }>`select last_value::integer as last from publication_id_seq`
        .execute(owner)
        .then(({ rows }) => rows[0]?.last)
    const first = await loadChanges(db, id, NOW)
    expect(await rowsOfEveryTable()).toEqual(before)
    const tried = await sequence()
    expect(await loadChanges(db, id, NOW)).toEqual(first)
    expect(await sequence()).toBe(tried)
  })

  test('what was found is found again once something else was published', async () => {
    const id = await receive(db, ['HP-N1,CP04,2019-04,1,90'], NOW)
    const { counts } = await loadChanges(db, id, NOW)
    expect(counts).toMatchObject({ changed: 1, unchanged: 0 })
    await publishAtOnce(db, ['HP-N1,CP04,2019-04,1,90', 'HP-N1,CP05,2019-04,1,90'], { now: NOW })
    expect((await loadChanges(db, id, NOW)).counts).toMatchObject({ changed: 0, unchanged: 1 })
  })

  test('an extract that says nothing new turns nothing', async () => {
    const { numerator, denominator } = await latestOf('HP-N2', 'CP04', '2019-04')
    const id = await receive(db, [`HP-N2,CP04,2019-04,${numerator},${denominator}`], NOW)
    expect(await loadChanges(db, id, NOW)).toMatchObject({
      counts: { new: 0, changed: 0, unchanged: 1 },
      changed: [],
      effects: { months: [], statuses: [], variations: [], signedOff: [] },
    })
  })

  test('a rejected extract changes nothing', async () => {
    const id = await receive(db, ['HP-N2,CP04,2019-04,nine,10'], NOW)
    expect(await loadChanges(db, id, NOW)).toMatchObject({ counts: { new: 0, changed: 0 }, changed: [] })
    await expect(loadChanges(db, 999_999, NOW)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('one too large to be tried out is counted', async () => {
    const id = await receive(db, ['HP-N2,CP04,2019-04,1,90'], NOW)
    await sql`
      insert into extract_row (council_id, extract_id, position, row_number, unit_code, kpi_code, period, state,
        numerator, denominator, value)
      select ${councilId}, ${id}, n, n, 'X' || n, 'CP04', '2019-04', 'reported', 1, 2, 50
      from generate_series(1000, ${999 + TRIED_OUT}::integer) n`.execute(db)
    const { counts, effects } = await loadChanges(db, id, NOW)
    expect(counts).toMatchObject({ new: TRIED_OUT, changed: 1 })
    expect(effects).toMatchObject({
      onlyCounted: true,
      months: ['2019-04'],
      units: TRIED_OUT + 1,
      statuses: [],
    })
  })
})

describe('a month of which nothing came', () => {
  const opened = (effects: { variations: readonly { unit: string; kpi: string }[] }) =>
    effects.variations.filter(({ unit, kpi }) => unit === 'HP-N2' && kpi === 'CP04')
  let denominator: number

  // HP-N2 is made worse than usual in April, the last month before.
  beforeAll(async () => {
    denominator = (await latestOf('HP-N2', 'CP04', '2019-04')).denominator ?? 0
    const made = await receive(db, [`HP-N2,CP04,2019-04,0,${denominator}`], NOW)
    expect(opened((await loadChanges(db, made, NOW)).effects)).toMatchObject([
      { period: '2019-04', after: 'concerning', alert: 'opens' },
    ])
    await publishAtOnce(db, [`HP-N2,CP04,2019-04,0,${denominator}`], { now: NOW })
  })

  test('closes no alert when its row comes blank, and the next opens none again', async () => {
    const blank = await receive(db, ['HP-N2,CP04,2019-05,,'], NOW)
    const { effects } = await loadChanges(db, blank, NOW)
    expect(effects.variations.filter(({ unit }) => unit === 'HP-N2')).toEqual([])
    expect(effects.statuses.filter(({ unit }) => unit === 'HP-N2')).toEqual([])
    await publishAtOnce(db, ['HP-N2,CP04,2019-05,,'], { now: NOW })
    const next = await receive(db, [`HP-N2,CP04,2019-05,0,${denominator}`], NOW)
    expect(opened((await loadChanges(db, next, NOW)).effects)).toEqual([])
  })

  test('leaves the last judged month to be compared with once the next has come', async () => {
    const next = await receive(db, [`HP-N2,CP04,2019-05,${denominator},${denominator}`], NOW)
    const { effects } = await loadChanges(db, next, NOW)
    const own = { unit: 'HP-N2', kpi: 'CP04', period: '2019-05', beforePeriod: '2019-04' }
    expect(effects.statuses).toContainEqual({ ...own, before: 'missed', after: 'met' })
    expect(opened(effects)).toMatchObject([{ ...own, before: 'concerning', alert: 'closes' }])
  })

  test('says what the month before said once a file is taken back', async () => {
    const worse = await publishAtOnce(db, [`HP-N2,CP04,2019-05,0,${denominator}`], { now: NOW })
    expect(opened((await loadRevertChanges(db, worse.extract)).effects)).toEqual([])
    await revertExtract(db, worse.extract, { by: named('Data team'), reason: 'Sent twice' })
    const better = await publishAtOnce(db, [`HP-N2,CP04,2019-05,${denominator},${denominator}`], { now: NOW })
    expect(opened((await loadRevertChanges(db, better.extract)).effects)).toMatchObject([
      { period: '2019-04', beforePeriod: '2019-05', after: 'concerning', alert: 'opens' },
    ])
  })
})

describe('before an extract is taken back', () => {
  test('the same is said backwards, and is what then happens', async () => {
    const was = await currentFigure(db, 'HP-S2', 'CP05', '2019-04')
    const { extract } = await publishAtOnce(db, ['HP-S2,CP05,2019-04,0,60', 'HP-S2,CP05,2019-05,50,60'], {
      now: NOW,
    })
    const coming = await loadRevertChanges(db, extract)
    expect(coming.counts).toEqual({ new: 0, changed: 2, unchanged: 0, missing: 0 })
    expect(coming.changed).toMatchObject([
      { period: '2019-04', before: { numerator: 0 }, after: { numerator: was?.numerator } },
      {
        period: '2019-05',
        before: { numerator: 50 },
        after: { state: 'not_reported', value: null },
        change: null,
      },
    ])
    const receipt = await revertExtract(db, extract, {
      by: named('Data team'),
      reason: 'Sent twice',
    })
    expect(receipt.counts).toMatchObject({ changed: 2 })
    expect(await currentFigure(db, 'HP-S2', 'CP05', '2019-04')).toMatchObject({ numerator: was?.numerator })
    for (const { unit, kpi, period, after } of some(coming.effects.statuses))
      expect((await latestOf(unit, kpi, period)).status).toBe(after)
    await expect(loadRevertChanges(db, extract)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('what was restated since is left and named, and what was merely repeated is taken back and named', async () => {
    const { extract } = await publishAtOnce(
      db,
      ['HP-N1,CP05,2019-05,10,60', 'HP-N1,CP04,2019-05,11,60', 'HP-N1,CN01,2019-05,12,60'],
      { now: NOW },
    )
    const later = await publishAtOnce(db, ['HP-N1,CP05,2019-05,20,60', 'HP-N1,CP04,2019-05,11,60'], {
      now: NOW,
    })
    const expected = {
      left: [{ unit: 'HP-N1', kpi: 'CP05', period: '2019-05' }],
      repeatedLater: [{ unit: 'HP-N1', kpi: 'CP04', period: '2019-05', extract: later.extract }],
      totals: { left: 1, repeatedLater: 1 },
    }
    const coming = await loadRevertChanges(db, extract)
    expect(coming).toMatchObject({ counts: { changed: 2 }, ...expected })
    const receipt = await revertExtract(db, extract, {
      by: named('Data team'),
      reason: 'The wrong team',
    })
    expect(receipt).toMatchObject({ counts: { changed: 2 }, ...expected })
    expect(await currentFigure(db, 'HP-N1', 'CP05', '2019-05')).toMatchObject({ numerator: 20 })
    expect(await currentFigure(db, 'HP-N1', 'CP04', '2019-05')).toMatchObject({ state: 'not_reported' })
  })

  test.runIf(isWide)(
    'of very many that another file touched the first thousand are named, and all are counted',
    async () => {
      const history = await db
        .selectFrom('current_measurement')
        .select(['extract_id', 'unit_code', 'kpi_code', 'period', 'numerator', 'denominator'])
        .where('extract_id', '=', 1)
        .where('state', '=', 'reported')
        .where('numerator', 'is not', null)
        .where('denominator', 'is not', null)
        .limit(2400)
        .execute()
      const rows = history.map(({ unit_code, kpi_code, period, numerator, denominator }, i) =>
        // Every second cell is repeated unchanged.
        [unit_code, kpi_code, period, i % 2 === 0 ? numerator : 0, denominator].join(','),
      )
      await publishAtOnce(db, rows, { now: NOW })
      const kept = await inTransaction(db, (trx) => loadKeptCells(trx, 1))
      expect(kept.left).toHaveLength(1000)
      expect(kept.repeatedLater).toHaveLength(1000)
      expect(kept.totals.left + kept.totals.repeatedLater).toBeGreaterThanOrEqual(2400)
      expect(kept.totals.left).toBeGreaterThan(1000)
    },
  )

  test('nothing of the trial is left behind', async () => {
    const { extract } = await publishAtOnce(db, ['HP-N2,CP05,2019-05,10,60'], { now: NOW })
    const before = await rowsOfEveryTable()
    await loadRevertChanges(db, extract)
    expect(await rowsOfEveryTable()).toEqual(before)
  })
})
