/**
 * A second record beside the real one, for one transaction: empty temporary tables with the names of those that a
 * publication writes, and views that show what is dated as it was at a moment. The ordinary code of reading, merging
 * and computing runs on it unchanged, because a temporary table hides the real one of its name.
 */
import { sql } from 'kysely'
import type { Trx } from '#server/db/database.ts'
import { asOf } from '../../db/as-of.ts'

/** What a publication writes. A table that is missing here makes the replay fail, since the transaction is read only
 *  for every real table. */
const WRITTEN = ['extract', 'extract_row', 'publication', 'measurement', 'figure', 'persistence'] as const

/** The moment of the views: a setting of the transaction, which `replayAt` sets. */
const moment = sql`current_setting('golden_thread.replayed_moment')::timestamptz`

/** The schema of the real tables, whose names are hidden from now on. */
export type RealRecord = { schema: string }

/**
 * Hides the record behind an empty one. The transaction then sees one unchanging state of the real tables, takes no
 * lock on them that a writer waits for, and can write none of them. The caller must roll it back. Call it before any
 * query of the transaction.
 */
export async function shadowRecord(trx: Trx): Promise<RealRecord> {
  await sql`set transaction isolation level repeatable read`.execute(trx)
  // Computing takes its time between two queries.
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx)
  const { rows } = await sql<RealRecord>`
    select relnamespace::regnamespace::text as schema from pg_class where oid = 'figure'::regclass`.execute(
    trx,
  )
  const real = rows[0]
  if (real === undefined) throw new Error('The database has no table of figures')
  for (const table of WRITTEN) {
    const [shadow, of] = [sql.id('pg_temp', table), sql.id(real.schema, table)]
    await sql`create temporary table ${shadow} (like ${of} including all) on commit drop`.execute(trx)
  }
  await showAsItWas(trx, real)
  // Temporary tables can still be written; everything else is refused.
  await sql`set transaction read only`.execute(trx)
  return real
}

/** Whether the figures of a large publication are still being computed and stored. */
export async function isComputing(trx: Trx, { schema }: RealRecord): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from ${sql.id(schema, 'pending_figures')}) as found`.execute(trx)
  return rows[0]?.found ?? false
}

/** Shows every dated table as it was at the moment of replay. */
export async function replayAt(trx: Trx, at: Date): Promise<void> {
  await sql`select set_config('golden_thread.replayed_moment', ${at.toISOString()}, true)`.execute(trx)
}

/** A view over each table whose rows are recorded at a moment and perhaps superseded at another. */
async function showAsItWas(trx: Trx, { schema }: RealRecord): Promise<void> {
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select c.table_name as table, array_agg(c.column_name::text order by c.ordinal_position) as columns
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = ${schema} and t.table_type = 'BASE TABLE'
    group by 1 having bool_or(c.column_name = 'recorded_at')`.execute(trx)
  for (const { table, columns } of rows) {
    const shown = columns.map((column) =>
      column === 'superseded_at'
        ? sql`case when superseded_at <= ${moment} then superseded_at end as superseded_at`
        : sql.ref(column),
    )
    await sql`create temporary view ${sql.id(table)} as
      select ${sql.join(shown)} from ${sql.id(schema, table)} where ${asOf(moment, 'recorded_at')}`.execute(
      trx,
    )
  }
}
