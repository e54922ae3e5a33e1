/** What every reader is told alike and what seldom changes (units, measures, targets, settings, the actions of the plan) is asked of
 * the database when it has changed, not for each request. */
import { type CompiledQuery, type QueryResult, sql } from 'kysely'
import type { Db } from './database.ts'
import type { DB } from './schema.ts'

/** The tables of such things, by what is looked at at once. Nothing in them may be hidden from one reader and shown to another: a
 * table with rows that a policy of the database tells readers apart by must leave this list. */
// biome-ignore format: a table a line would hide the groups
export const sharedTables = {
  settings: [
    'council', 'unit', 'unit_detail', 'unit_successor', 'succession', 'kpi', 'kpi_definition', 'kpi_target', 'data_return',
    'return_absence', 'known_issue', 'measure_rule', 'opening_share', 'false_discovery_limit', 'left_out_limit', 'case_list',
  ],
  plan: ['plan_section', 'plan_action', 'action_lead', 'milestone', 'milestone_due', 'kpi_action'],
  benchmarks: ['benchmark'],
} satisfies Record<string, readonly (keyof DB)[]>

type Group = keyof typeof sharedTables

const groups = Object.keys(sharedTables) as Group[]

/** What the rows of each group are now, as one request finds them when it first asks for any of them. */
export type Marks = Map<Group, Promise<string | null>>

/** What a question may name besides: these give another answer to the same question. */
const changing =
  /^(now|random|nextval|current_\w+|local\w*time\w*|\w+_timestamp|timeofday|txid_\w+|pg_\w+|inet_\w+)$/i

/** The most rows and questions that are kept; the oldest go first. */
const limits = { rows: 20_000, questions: 1_000 }

type Kept = { mark: string; answer: Promise<QueryResult<unknown>>; rows: number }

/** The answers of one database that hold until one of the shared tables they come from changes. */
export class KeptAnswers {
  readonly #db: Db
  readonly #ask: (query: CompiledQuery) => Promise<QueryResult<unknown>>
  readonly #kept = new Map<string, Kept>()
  /** The groups that a statement reads; null if it reads anything else. */
  readonly #groupsOf = new Map<string, readonly Group[] | null>()
  #names: Promise<ReadonlySet<string>> | undefined
  #rows = 0

  constructor(db: Db, ask: (query: CompiledQuery) => Promise<QueryResult<unknown>>) {
    this.#db = db
    this.#ask = ask
  }

  /** The answer to a question: a kept one if it reads shared tables alone and all their rows are what they were. `marks` are those
   * of the request. */
  async answer(question: string, query: CompiledQuery, marks: Marks): Promise<QueryResult<unknown>> {
    const read = await this.#read(query.sql)
    if (read === null) return this.#ask(query)
    const found = await Promise.all(read.map((group) => this.#mark(group, marks)))
    if (found.includes(null)) return this.#ask(query)
    const mark = found.join(' ')
    const known = this.#kept.get(question)
    if (known?.mark === mark) return known.answer
    this.#forget(question)
    const kept: Kept = { mark, answer: this.#ask(query), rows: 0 }
    this.#kept.set(question, kept)
    try {
      const answer = await kept.answer
      for (const row of answer.rows) freeze(row)
      if (this.#kept.get(question) === kept) this.#count(kept, answer.rows.length)
      return answer
    } catch (failure) {
      if (this.#kept.get(question) === kept) this.#forget(question)
      throw failure
    }
  }

  /** A statement names what it reads: if it names one more relation or function of the schema than shared tables, or what is another
   * each time, it is not kept. */
  async #read(text: string): Promise<readonly Group[] | null> {
    const known = this.#groupsOf.get(text)
    if (known !== undefined) return known
    this.#names ??= loadNames(this.#db).catch((failure: unknown) => {
      this.#names = undefined
      throw failure
    })
    const names = await this.#names
    const words = [...new Set(text.match(/\w+/g))]
    const named = words.filter((word) => names.has(word))
    const read = groups.filter((group) => named.some((name) => isOf(group, name)))
    const isShared = named.length > 0 && named.every((name) => read.some((group) => isOf(group, name)))
    const verdict = isShared && !words.some((word) => changing.test(word)) ? read : null
    // A list of values makes another text for each length of it, so there is no end of texts.
    if (this.#groupsOf.size >= limits.questions) this.#groupsOf.clear()
    this.#groupsOf.set(text, verdict)
    return verdict
  }

  #mark(group: Group, marks: Marks): Promise<string | null> {
    const mark = marks.get(group) ?? loadMark(this.#db, group)
    marks.set(group, mark)
    return mark
  }

  #count(kept: Kept, rows: number): void {
    kept.rows = rows
    this.#rows += rows
    for (const question of this.#kept.keys()) {
      if (this.#rows <= limits.rows && this.#kept.size <= limits.questions) return
      this.#forget(question)
    }
  }

  #forget(question: string): void {
    this.#rows -= this.#kept.get(question)?.rows ?? 0
    this.#kept.delete(question)
  }
}

function isOf(group: Group, name: string): boolean {
  return sharedTables[group].some((table) => table === name)
}

/** A text that is the same only while a group's rows are; null on a standby. Its migration says how. */
async function loadMark(db: Db, group: Group): Promise<string | null> {
  const { rows } = await sql<{ mark: string | null }>`select shared_mark(${group}) as mark`.execute(db)
  return rows[0]?.mark ?? null
}

/** The names of all that a statement can read beyond PostgreSQL's own: our tables, views and functions. */
async function loadNames(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind in ('r', 'v', 'm', 'p', 'f') and relnamespace = 'public'::regnamespace
    union all select proname from pg_proc where pronamespace = 'public'::regnamespace`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

/** Keeps a row as it is, with the lists and records in it. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value))
    return
  Object.freeze(value)
  for (const within of Object.values(value)) freeze(within)
}
