/** The clock is an argument of the whole service, of receiving a file, of publishing and of each job. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { LATER_VARIABLES, VARIABLES } from '#server/config.ts'
import { clockReadsOf } from './clock-reads.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDERS = ['server', 'jobs', 'dashboards', 'seeds', 'sql/migrations']

/** Who may read the machine's clock, how often, and why: processes pass it to everything they start, and deadlines measure the
 * machine. Nothing else may, because what it records could not be tested on another day. */
const ALLOWED: Readonly<Record<string, readonly [count: number, why: string]>> = {
  'server/main.ts': [1, 'the process that serves gives its clock to all it starts'],
  'server/commands/verb.ts': [1, 'the command line is a process'],
  'jobs/main.ts': [1, 'the jobs may be a process of their own'],
  'jobs/inbox.ts': [1, 'whether a file is still being written is a matter of the machine’s file system'],
  'dashboards/assets/session-end.js': [1, 'a browser warns its reader before a session ends'],
  'server/db/embedded.ts': [5, 'deadlines for the start and the stop of a database'],
  'server/db/migrations.ts': [1, 'when the machine applied a migration, which no page shows'],
  'server/extracts/checking/check.ts': [2, 'how often progress is noted'],
  'server/extracts/reading/read-extract.ts': [3, 'how long a turn of reading may hold the process'],
  'server/activity/digest.ts': [1, 'which day is over is the database’s to say'],
  'server/activity/retention.ts': [1, 'how old a line is is the database’s to say'],
  'sql/migrations/0030_shared_mark.sql': [
    23,
    'the age of a row’s transaction, counted in transactions and not in time',
  ],
  'sql/migrations/0036_two_moments.sql': [1, 'when a line was recorded is the database’s to say'],
  'sql/migrations/0037_activity_digest.sql': [4, 'the same, where lines are deleted'],
  'sql/migrations/0032_activity.sql': [
    1,
    'when somebody did something is the database’s to say, and no clock can be given to it',
  ],
  'server/xlsx/read/read-in-child.ts': [2, 'a deadline for reading a workbook'],
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /[.](ts|js|sql)$|[.]vl[.]json$/.test(path))
    .map((path) => `${folder}/${path}`),
)

describe('the machine’s clock', () => {
  const reads = new Map(
    files
      .map((file) => [file, clockReadsOf(file, readFileSync(join(ROOT, file), 'utf8'))] as const)
      .filter(([, found]) => found.length > 0),
  )

  test('is looked for in every file of the service', () => {
    expect(files.length).toBeGreaterThan(500)
    for (const ending of ['.sql', '.ts', '.js', '.vl.json'])
      expect(
        files.some((file) => file.endsWith(ending)),
        ending,
      ).toBe(true)
  })

  test('is read only by processes and deadlines', () => {
    const others = [...reads].filter(([file]) => !(file in ALLOWED))
    expect(others.map(([file, found]) => `${file}:${found[0]?.line} ${found[0]?.text}`)).toEqual([])
  })

  test('is read by each of them as often as is written here', () => {
    const counts = Object.keys(ALLOWED).map((file) => [file, reads.get(file)?.length ?? 0])
    expect(Object.fromEntries(counts)).toEqual(
      Object.fromEntries(Object.entries(ALLOWED).map(([file, [count]]) => [file, count])),
    )
  })

  test.each([
    ['a moment of its own', 'a.ts', 'export const at = new Date()'],
    ['one without brackets', 'a.ts', 'export const at = new Date'],
    ['one as text', 'a.ts', 'export const at = Date()'],
    ['milliseconds', 'a.ts', 'export const at = Date.now()'],
    ['a clock handed on', 'a.ts', 'start({ clock: Date.now })'],
    ['a clock by another name', 'a.ts', "export const at = Date['now']()"],
    ['a global clock', 'a.ts', 'export const at = new globalThis.Date()'],
    ['a stopwatch', 'a.ts', 'const began = performance.now()'],
    ['a default of an argument', 'a.ts', 'export function f(now = new Date()) { return now }'],
    ['SQL in code', 'a.ts', 'const q = sql`select now()`'],
    ['a piece of SQL', 'a.ts', 'const q = sql<Date>`now()`'],
    ['SQL with a value in it', 'a.ts', `const q = sql\`select \${a} where at < now() - \${b}\``],
    ['the day of the database', 'a.ts', 'const q = sql`select 1 where due < current_date`'],
    ['an age', 'a.ts', 'const q = sql`select age(received_at) from extract`'],
    ['a default of a column', 'a.sql', 'create table a (at timestamptz not null default now());'],
    ['a word that stands for today', 'a.sql', "select 'today'::date;"],
    ['a chart’s own day', 'a.vl.json', '{"transform": [{"filter": "datum.due < now()"}]}'],
  ])('is found as %s', (_what, path, text) => {
    expect(clockReadsOf(path, text)).toHaveLength(1)
  })

  test.each([
    ['a moment that was given', 'a.ts', 'export const at = new Date(text)'],
    ['the argument itself', 'a.ts', 'record(db, { now: now() })'],
    ['a sentence', 'a.ts', "const words = 'due today, and now late'"],
    ['a comment', 'a.ts', '// new Date() would be another day'],
    ['a remark in SQL', 'a.sql', '-- not now()'],
    ['a type', 'a.ts', 'export type At = { at: Date }'],
    ['an age between two days', 'a.ts', 'const q = sql`select age(a, b) from extract`'],
  ])('is not taken for %s', (_what, path, text) => {
    expect(clockReadsOf(path, text)).toEqual([])
  })
})

test('no variable of a served process moves its clock', () => {
  const names = [...VARIABLES, ...Object.keys(LATER_VARIABLES)]
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => /NOW|CLOCK|TODAY|DATE(?!BASE)|TIME|DAY|MOMENT/.test(name))).toEqual([])
})
