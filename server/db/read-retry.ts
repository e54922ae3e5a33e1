import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** The pool as Kysely uses it, with one addition: a read that loses its connection is retried once on a new one, so that readers
 * of a page do not notice a database restart. Reads within a transaction and writes are not retried, because it is unknown
 * whether they were done. */
export function retryingPool(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => retryingClient(await pool.connect(), pool),
    end: () => pool.end(),
  }
}

function retryingClient(client: pg.PoolClient, pool: pg.Pool): PostgresPoolClient {
  let inTransaction = false
  const query = async (text: string, values: unknown[]) => {
    if (/^(begin|start transaction)/.test(text)) inTransaction = true
    try {
      return await client.query(text, values)
    } catch (failure) {
      if (inTransaction || !/^\s*select\b/i.test(text) || !isLost(failure)) throw failure
      const another = await pool.connect()
      try {
        return await another.query(text, values)
      } finally {
        another.release()
      }
    } finally {
      if (/^(commit|rollback)$/.test(text)) inTransaction = false
    }
  }
  const release = (destroy?: boolean) => client.release(destroy)
  // Kysely's type of a query also covers cursors, which this code does not use.
  return { query, release } as unknown as PostgresPoolClient
}

/** True if the connection broke, as opposed to a server that answered with an error. */
function isLost(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false
  const code = 'code' in failure ? String(failure.code) : ''
  return (
    ['ECONNRESET', 'EPIPE', '57P01', '57P02'].includes(code) ||
    /Connection terminated|not queryable/.test(failure.message)
  )
}
