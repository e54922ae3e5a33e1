/** The cost of computing the figures: for one published month of a council, and for ten years of months at once. */

import { type RawBuilder, sql } from 'kysely'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import { addMonths, firstDay } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { recordFigures } from '#server/extracts/merging/figures.ts'
import { loadKpiLedgers } from '#server/record/ledger.ts'

const publishedAt = new Date('2025-06-10T08:00:00Z')

/** The agreed limits in milliseconds. */
const agreed = { alone: 300, perMonth: 50, tenYears: 30_000 }

/** Measures April's rows of the demonstration in every month of two years and then of ten, each month slightly different. All of
 * it happens in transactions that are rolled back. Returns a line for each promise. */
export async function benchFigures(db: Db): Promise<string[]> {
  const two = await measured(db, '2017-03', 26)
  const ten = await measured(db, '2015-04', 120)
  const kept = (took: number, most: number) => (took < most ? 'kept' : `MISSED: ${most} ms agreed`)
  return [
    `ten years of a council, ${ten.cells} rows: ${ten.figures} figures computed in ${ms(ten.pure)}, ${ms(ten.pure / 120)} a month`,
    `the same computed and stored: ${ms(ten.batch)}, ${(ten.batch / ten.copied).toFixed(0)} × copying those ` +
      `figures within the database (${kept(ten.batch, agreed.tenYears)})`,
    `a month in that batch: ${ms(ten.batch / 120)} (${kept(ten.batch / 120, agreed.perMonth)}); of two years: ${ms(two.batch / 26)}`,
    `one month published alone after two years: ${ms(two.alone)}, ` +
      `${((two.alone * 26) / two.batch).toFixed(1)} × a month in the batch ` +
      `(${kept(two.alone, agreed.alone)}); after ten years: ${ms(ten.alone)}`,
  ]
}

type Measured = Awaited<ReturnType<typeof measure>>

async function measured(db: Db, from: string, months: number): Promise<Measured> {
  const undone = new Error('measured, and undone')
  const found: Measured[] = []
  await inTransaction(db, async (trx) => {
    // Only the owner may empty the ledger.
    await sql`reset role`.execute(trx)
    found.push(await measure(trx, from, months))
    throw undone
  }).catch((error) => {
    if (error !== undone) throw error
  })
  return found[0] as Measured
}

async function measure(trx: Trx, from: string, months: number) {
  const { kpis, extract } = await fillMonths(trx, from, months)
  const record = async (id: number, period: string) =>
    recordFigures(trx, { councilId, id, publishedAt, cells: kpis.map((kpi) => ({ kpi, period })) })
  const ledgers = [...(await loadKpiLedgers(trx, { kpis })).values()]
  const pure = await timed(async () =>
    ledgers.reduce((sum, ledger) => sum + computeFigures(ledger, '').length, 0),
  )
  const batch = await timed(async () => record(await publication(trx, extract), from))
  const copied = await timed(() =>
    sql`create temp table copied on commit drop as select * from figure`.execute(trx),
  )
  const next = await publication(trx, extract)
  const month = addMonths(from, months)
  await addMonth(trx, next, sql`${month}::text`)
  const alone = await timed(() => record(next, month))
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from measurement`.execute(trx)
  return {
    cells: rows[0]?.n ?? 0,
    figures: pure.result,
    pure: pure.took,
    batch: batch.took,
    copied: copied.took,
    alone: alone.took,
  }
}

/** Empties the ledger and fills it with April's rows in the given number of months. */
async function fillMonths(trx: Trx, from: string, months: number) {
  const { rows } = await sql<{ id: number }>`select min(id) as id from extract`.execute(trx)
  const extract = rows[0]?.id ?? 0
  await sql`create temp table april on commit drop as select * from current_measurement
    where grain = 'monthly' and period = '2019-04'`.execute(trx)
  await sql`truncate figure, measurement`.execute(trx)
  await sql`select setseed(0.5)`.execute(trx)
  const id = await publication(trx, extract)
  const series = sql`, generate_series(${firstDay(from)}::date, ${firstDay(addMonths(from, months - 1))}::date, '1 month') m`
  await addMonth(trx, id, sql`to_char(m, 'YYYY-MM')`, series)
  await sql`analyze measurement`.execute(trx)
  const kpis = await sql<{ kpi: string }>`select distinct kpi_code as kpi from april`.execute(trx)
  return { kpis: kpis.rows.map((r) => r.kpi), extract }
}

/** April's rows again for one month, or for each of several, with slightly different numerators. */
async function addMonth(
  trx: Trx,
  id: number,
  month: RawBuilder<unknown>,
  series: RawBuilder<unknown> = sql``,
): Promise<void> {
  await sql`insert into measurement
    select council_id, unit_code, kpi_code, at, 1, grain, state, n, denominator,
      case when state <> 'reported' then null when denominator is null then n when value is null then null
        else 100 * n / denominator end,
      symbol, null, null, extract_id, row_number, ${id}::bigint, ${publishedAt}::timestamptz, 'bench', null
    from (select a.*, ${month} as at, round(a.numerator * (0.8 + 0.2 * random())::numeric) as n from april a${series}) a`.execute(
    trx,
  )
}

async function publication(trx: Trx, extract: number): Promise<number> {
  const { id } = await trx
    .insertInto('publication')
    .values({
      council_id: councilId,
      kind: 'publish',
      extract_id: extract,
      published_at: publishedAt,
      published_by: 'bench',
      reason: null,
      new_count: 0,
      changed_count: 0,
      unchanged_count: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function timed<T>(run: () => Promise<T>): Promise<{ result: T; took: number }> {
  const start = performance.now()
  const result = await run()
  return { result, took: performance.now() - start }
}

const ms = (took: number) => `${took.toFixed(took < 10 ? 1 : 0)} ms`
