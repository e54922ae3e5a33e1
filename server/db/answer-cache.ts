/** While a request is answered, a question is put to the database once, however many parts of the page ask it; and what is shared by
 * all readers and seldom changes is not asked by the next request either. */
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Db, ReadSource } from './database.ts'
import { KeptAnswers, type Marks } from './kept-answers.ts'
import type { DB } from './schema.ts'

type Answers = Map<string, Promise<QueryResult<unknown>>>

const requests = new AsyncLocalStorage<{ answers: Answers; marks: Marks }>()

/** Runs the answer to one request so that each query of it runs once. The data it reads must not be written meanwhile. */
export function withAnswerCache<T>(answer: () => T): T {
  return requests.run({ answers: new Map(), marks: new Map() }, answer)
}

/** The same database; within `withAnswerCache` a question that was asked before gets the answer it had, and waits for it
 *  where it is still being asked. A question that failed is asked again. Rows cannot be changed by whoever reads them. */
export function cachingSource(db: Db): ReadSource {
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new OnceDriver(db),
    createIntrospector: (within) => new PostgresIntrospector(within),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return new Kysely<DB>({ dialect })
}

class OnceDriver implements Driver {
  readonly #connection: DatabaseConnection

  constructor(db: Db) {
    const kept = new KeptAnswers(db, (query) => ask(db, query))
    this.#connection = {
      // The caller knows the type of its rows; the kept answers share one type.
      executeQuery: <R>(query: CompiledQuery) => answerOf(db, kept, query) as Promise<QueryResult<R>>,
      streamQuery: () => {
        throw new Error('A stream is read from the database itself: its rows are not kept')
      },
    }
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async releaseConnection(): Promise<void> {}
  async beginTransaction(): Promise<void> {
    throw new Error('Reads that are asked once begin no transaction')
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  /** The code that opened the database closes it. */
  async destroy(): Promise<void> {}
}

async function answerOf(db: Db, kept: KeptAnswers, query: CompiledQuery): Promise<QueryResult<unknown>> {
  const request = requests.getStore()
  if (request === undefined) return db.executeQuery(query)
  const { answers, marks } = request
  const question = `${query.sql} ${JSON.stringify(query.parameters)}`
  const asked = answers.get(question) ?? kept.answer(question, query, marks)
  answers.set(question, asked)
  try {
    const answer = await asked
    // Each caller gets its own list, which it may sort.
    return { ...answer, rows: [...answer.rows] }
  } catch (failure) {
    answers.delete(question)
    throw failure
  }
}

async function ask(db: Db, query: CompiledQuery): Promise<QueryResult<unknown>> {
  const answer = await db.executeQuery(query)
  for (const row of answer.rows) Object.freeze(row)
  return answer
}
