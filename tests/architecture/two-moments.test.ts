/** Every line that a person writes has two moments: when it was recorded, by the database's clock, and the day that it is of. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The names that the day of a line has: `dated`, or in tables older than it a name of its own. */
const DAYS = ['dated', 'last_dated', 'decided_on', 'on_day', 'rated_on', 'updated_on', 'dated_on']

/** Tables with the name of a person and not both moments, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  activity: 'the record of what was done, whose moment no caller gives and which is of no other day',
  activity_retention: 'its moment is the database’s, and it counts from it',
  measurement: 'a copy of the moment and the name of its publication, which has the day',
  person_line: 'accounts go by the real clock in a demonstration too',
  provider_mapping: 'the same',
  provider_mapping_end: 'the same',
  role_grant: 'the same: its days are those that it holds from and to',
  role_grant_end: 'the same',
  see_as: 'the same',
  sign_in_link: 'the same',
  token: 'the same',
  token_confirmation: 'the same',
}

type Table = { name: string; columns: Map<string, string> }

/** The tables of a schema as PostgreSQL describes them, with the text of each column. */
function tablesOf(schema: string): Table[] {
  return [...schema.matchAll(/^create table (\w+) \(\n([\s\S]*?)^\);/gm)].map(([, name = '', body = '']) => {
    const lines = body.split('\n').map((line) => line.trim())
    const columns = lines.flatMap((line) => {
      const [, column = '', text = ''] = /^(\w+) (.*?),?$/.exec(line) ?? []
      return column === '' || column === 'constraint' ? [] : [[column, text] as const]
    })
    return { name, columns: new Map(columns) }
  })
}

/** What a table breaks the law with; null for one that nobody writes a line of or that has both moments. */
function lacks({ name, columns }: Table): string | null {
  const isWritten = [...columns].some(
    ([column, text]) =>
      /^by_name$|^author_name$|_by$|^person$/.test(column) && /^text( not null)?\b(?!\[)/.test(text),
  )
  if (!isWritten) return null
  const hasMoment = [...columns.values()].some((text) => text.includes('default recorded_moment()'))
  const hasDay = DAYS.some((day) => columns.has(day))
  if (hasMoment && hasDay) return null
  return `${name} has no ${hasMoment ? 'day that a line is of' : 'moment that the database records'}`
}

const schema = readFileSync(join(ROOT, 'sql/schema.sql'), 'utf8')
const tables = tablesOf(schema)

describe('a table of what people write', () => {
  test('has the moment at which a line was recorded and the day that it is of, or a reason here', () => {
    expect(tables.filter((table) => lacks(table) === null).length).toBeGreaterThan(30)
    const found = tables.filter(({ name }) => !(name in WITHOUT)).flatMap((table) => lacks(table) ?? [])
    expect(found).toEqual([])
  })

  test('is excused only while it exists and lacks one', () => {
    const excused = Object.keys(WITHOUT)
    expect(excused.filter((name) => !tables.some((table) => table.name === name && lacks(table)))).toEqual([])
  })

  test('is named if it has neither, or only a moment', () => {
    const [neither, half, both] = tablesOf(
      `create table note (
  body text not null,
  by_name text not null,
  constraint note_pkey PRIMARY KEY (body)
);
create table half (
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment()
);
create table both (
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  dated date not null default recorded_day()
);
`,
    )
    expect([neither, half, both].map((table) => table && lacks(table))).toEqual([
      'note has no moment that the database records',
      'half has no day that a line is of',
      null,
    ])
  })
})

/** Who gives a moment to a line, and why. A folder stands for all in it. */
const GIVEN: Readonly<Record<string, string>> = {
  'server/access/': 'accounts, whose links and grants are counted from the clock of the service',
  'server/extracts/merging/judge-anew.ts': 'a publication has the moment that the lock of the record gives',
  'server/extracts/merging/merge.ts': 'the same',
  'server/extracts/publishing/baseline.ts':
    'the same, and the baseline has it in common with its publication',
  'server/extracts/publishing/publish.ts': 'the extract has the moment of its publication',
  'server/scorecards/sign-off.ts': 'a step has the moment that the lock of the record gives',
  'server/settings/set-share.ts':
    'what takes the place of another is later than it, which the database computes',
}

const MOMENTS = 'recorded_at|taken_at|published_at|confirmed_at|said_at|changed_at|received_at|last_at'

/** The lines of a file that give a moment to a line of the record. */
function given(text: string): string[] {
  return text.split('\n').filter((line) => new RegExp(`\\b(${MOMENTS}): (?!z\\.)`).test(line))
}

const files = ['server', 'jobs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== 'db/schema.ts')
    .map((path) => ({
      path: `${folder}/${path}`,
      text: readFileSync(join(ROOT, folder, path), 'utf8'),
    })),
)

describe('the service', () => {
  test('gives no line its moment', () => {
    expect(files.length).toBeGreaterThan(400)
    const found = files
      .filter(({ path }) => !Object.keys(GIVEN).some((place) => path.startsWith(place)))
      .flatMap(({ path, text }) => given(text).map((line) => `${path}: ${line.trim()}`))
    expect(found).toEqual([])
  })

  test('would be named if it did', () => {
    expect(given("    .values({ body, recorded_at: order.now })\n    .select('recorded_at')")).toEqual([
      '    .values({ body, recorded_at: order.now })',
    ])
  })

  test('loads lines of before nowhere: only seeds do', () => {
    const loading = files.filter(({ text }) => text.includes('loadingInto('))
    expect(loading.map(({ path }) => path)).toEqual(['server/db/database.ts'])
  })
})
