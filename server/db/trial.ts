import { sql } from 'kysely'
import type { Trx } from '#server/db/database.ts'

/** Runs `run` within a transaction, undoes everything it wrote and returns its answer. */
export async function tryOut<T>(trx: Trx, run: () => Promise<T>): Promise<T> {
  await sql`savepoint trial`.execute(trx)
  try {
    return await run()
  } finally {
    await sql`rollback to savepoint trial`.execute(trx)
  }
}
