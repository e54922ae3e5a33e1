/** The functions of `questions.ts` with the database already passed, as pages call them. */
import type { Audience } from '#domain/suppression/suppression.ts'
import type { ReadSource } from '#server/db/database.ts'
import { readOutside } from '../record/suppression.ts'
import * as questions from './questions.ts'

type Questions = typeof questions

/** Each function that reads the database, without its first argument. */
export type Reads = {
  [Name in keyof Questions as Questions[Name] extends (db: ReadSource, ...rest: never[]) => Promise<unknown>
    ? Name & `load${string}`
    : never]: Questions[Name] extends (db: ReadSource, ...rest: infer Rest) => infer Answer
    ? (...rest: Rest) => Answer
    : never
}

/** The reads over one database, each for the audience at the time of the call. */
export function readsOver(db: ReadSource, audience: () => Audience): Reads {
  const sources: Record<Audience, ReadSource> = { inside: db, outside: readOutside(db) }
  const reads = Object.entries(questions)
    .filter(([name]) => name.startsWith('load'))
    .map(([name, read]) => [
      name,
      (...rest: never[]) => (read as (...args: never[]) => unknown)(sources[audience()] as never, ...rest),
    ])
  // The type lists the same functions by the same rule: those whose name begins with `load`.
  return Object.fromEntries(reads) as Reads
}
