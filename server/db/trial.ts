import { sql } from 'kysely'
import type { Trx } from '#server/db/database.ts'

/** Runs `run` within a transaction and takes back whatever it wrote; its answer stays. */
export async function tryOut<T>(trx: Trx, run: () => Promise<T>): Promise<T> {
  await sql`savepoint trial`.execute(trx)
  try {
    return await run()
  } finally {
    await sql`rollback to savepoint trial`.execute(trx)
  }
}
