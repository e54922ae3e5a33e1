import { type Db, inTransaction, type Trx } from '#server/db/database.ts'

/** Runs `run` in one transaction that can be undone and still return an answer: `throw undone(answer)` rolls everything back and
 * `answer` is returned. Any other error also rolls back and is thrown on. `now` is that of `inTransaction`. */
export async function inUndoableTransaction<T>(
  db: Db,
  run: (trx: Trx, undone: (answer: T) => Error) => Promise<T>,
  now?: Date,
): Promise<T> {
  class Undone extends Error {
    readonly answer: T

    constructor(answer: T) {
      super('the transaction is undone')
      this.answer = answer
    }
  }
  try {
    return await inTransaction(db, (trx) => run(trx, (answer) => new Undone(answer)), now)
  } catch (stop) {
    if (stop instanceof Undone) return stop.answer
    throw stop
  }
}
