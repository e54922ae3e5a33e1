/** Every question a page may ask: each module of this folder, with the database already given. A new read is
 *  exported from its file; a new file is one line below. */
import type { ReadSource } from '#server/db/database.ts'
import * as catalogue from './catalogue.ts'
import * as council from './council.ts'
import * as units from './units.ts'

/** A module's functions without their first argument, the database. */
type Bound<Module> = {
  [Name in keyof Module as Module[Name] extends (db: ReadSource, ...rest: never[]) => unknown
    ? Name
    : never]: Module[Name] extends (db: ReadSource, ...rest: infer Rest) => infer Answer
    ? (...rest: Rest) => Answer
    : never
}

export type Reads = Bound<typeof council> & Bound<typeof catalogue> & Bound<typeof units>

/** The reads over one database. */
export function readsOver(db: ReadSource): Reads {
  return {
    ...bound(council, db),
    ...bound(catalogue, db),
    ...bound(units, db),
  }
}

function bound<Module extends object>(module: Module, db: ReadSource): Bound<Module> {
  const functions = Object.entries(module).filter(([, read]) => typeof read === 'function')
  return Object.fromEntries(
    functions.map(([name, read]) => [name, (...rest: unknown[]) => read(db, ...rest)]),
  ) as Bound<Module>
}
