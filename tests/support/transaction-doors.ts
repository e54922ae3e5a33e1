/** Doors: places in the database at which a transaction can be made to wait, so that a test stops real code at a named step and
 * then kills it. A door is open until its test shuts it; code that waits there is at exactly that step. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Db } from '#server/db/database.ts'

export type Door = {
  table: string
  before: 'insert' | 'update' | 'delete'
  /** Which rows it applies to, as SQL over `new` and, for an update or a deletion, `old`. */
  of?: string
  /** Waits when the transaction commits and not when the row is written: a fault after that has lost only the answer. */
  atCommit?: boolean
}

/** Distinguishes our advisory locks from the service's, which hash to a single number. */
const DOORS = 20190610

/** Builds the doors, open, as the owner of the tables. Each is identified by its index in the list. */
export async function buildDoors(owner: Db, doors: readonly Door[]): Promise<void> {
  await sql`
    create or replace function wait_at_door() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(${sql.lit(DOORS)}, tg_argv[0]::integer);
      return coalesce(new, old);
    end $$`.execute(owner)
  for (const [number, { table, before, of = 'true', atCommit = false }] of doors.entries()) {
    const name = sql.id(`door_${number}`)
    const head = atCommit
      ? sql`create constraint trigger ${name} after ${sql.raw(before)} on ${sql.table(table)}
          deferrable initially deferred`
      : sql`create trigger ${name} before ${sql.raw(before)} on ${sql.table(table)}`
    await sql`${head} for each row when (${sql.raw(of)})
      execute function wait_at_door(${sql.lit(String(number))})`.execute(owner)
  }
}

/** Keeps a door shut while `use` runs. `use` is given a function that waits until a transaction is waiting at the door. */
export async function withDoorShut<T>(
  db: Db,
  number: number,
  use: (somebodyWaits: () => Promise<void>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(DOORS)}, ${sql.lit(number)})`.execute(trx)
    return use(async () => {
      await expect.poll(() => isWaitedFor(db, number), { interval: 10 }).toBe(true)
    })
  })
}

async function isWaitedFor(db: Db, number: number): Promise<boolean> {
  const { rows } = await sql`
    select from pg_locks where locktype = 'advisory' and not granted
      and classid = ${sql.lit(DOORS)} and objid = ${sql.lit(number)}`.execute(db)
  return rows.length > 0
}
