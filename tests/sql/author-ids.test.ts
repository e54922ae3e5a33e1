import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import { connect, type Db } from '#server/db/database.ts'
import { MIGRATIONS, migrate } from '#server/db/migrations.ts'
import { testDatabase } from '../support/database.ts'
import { some } from '../support/some.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Columns that are named like those of who did something, and name nobody. */
const NOT_WHO: Readonly<Record<string, string>> = {
  'council.judged_by': 'the number of the method that judges its figures',
  'kpi.counted_by': 'the KPIs that count the same children',
}
/** The ledger is left as it is: the publication of each line has the id. */
const LEDGER = 'measurement.published_by'

type Named = { table: string; column: string; id: string }

let db: Db
let url: string
let named: Named[]

beforeAll(async () => {
  ;({ owner: db, ownerUrl: url } = await testDatabase('empty'))
  const { rows } = await sql<{ table: string; column: string }>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and (c.column_name like '%\_by' or c.column_name in ('by_name', 'person', 'author_name'))
    order by 1, 2`.execute(db)
  named = rows
    .filter(({ table, column }) => !(`${table}.${column}` in NOT_WHO) && `${table}.${column}` !== LEDGER)
    .map(({ table, column }) => ({ table, column, id: idOf(column) }))
})

/** `received_by` has `received_by_id` beside it, `by_name` has `by_id`. */
function idOf(column: string): string {
  return column.endsWith('_name') ? column.replace(/_name$/, '_id') : `${column}_id`
}

describe('each column that names who did something', () => {
  test('has the author’s id beside it', async () => {
    expect(named.length).toBeGreaterThan(30)
    const { rows } = await sql<{ table: string; column: string }>`
      select t.relname as table, a.attname as column from pg_constraint k
      join pg_class t on t.oid = k.conrelid
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
      where k.contype = 'f' and k.confrelid in ('author'::regclass, 'person'::regclass)`.execute(db)
    const ids = new Set(rows.map(({ table, column }) => `${table}.${column}`))
    expect(
      named
        .filter(({ table, id }) => !ids.has(`${table}.${id}`))
        .map(({ table, column, id }) => `${table}.${column} needs ${id}, which refers to author`),
    ).toEqual([])
  })

  test('is written together with that id', () => {
    const files = ['server', 'seeds', 'jobs'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && path !== 'db/schema.ts')
        .map((path) => `${folder}/${path}`),
    )
    const inserting = files
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
      .filter(({ text }) => /insertInto|insert into|updateTable/.test(text))
    expect(inserting.length).toBeGreaterThan(20)
    const alone = inserting.flatMap(({ path, text }) =>
      [...new Set(named.map(({ column }) => column))]
        .filter((column) => new RegExp(`\\b${column}: (?!string|null\\b)`).test(text))
        .filter((column) => !new RegExp(`\\b${idOf(column)}\\b`).test(text))
        .map((column) => `${path} writes ${column} without ${idOf(column)}`),
    )
    expect(alone).toEqual([])
  })
})

describe('each line of the demonstration', () => {
  let demo: Db

  beforeAll(async () => {
    demo = (await testDatabase('demo')).owner
  })

  test('has the id of whoever is named, or none: an id beside the name of a person or token is theirs', async () => {
    const counts = new Map<string, number>()
    const others: string[] = []
    for (const { table, column, id } of some(named)) {
      const { rows } = await sql<{ kind: string | null; isOwn: boolean; lines: number }>`
        select a.kind, count(*)::int as lines, case a.kind
          when 'token' then exists (select from token t where t.author_id = a.id and t.name = x.${sql.ref(column)})
          when 'person' then exists (select from person_line l where l.person_id = a.id and l.name = x.${sql.ref(column)})
          else true end as "isOwn"
        from ${sql.table(table)} x left join author a on a.council_id = x.council_id and a.id = x.${sql.ref(id)}
        where x.${sql.ref(column)} is not null group by a.kind, a.id, x.${sql.ref(column)}`.execute(demo)
      for (const { kind, lines, isOwn } of rows) {
        counts.set(kind ?? 'nobody known', (counts.get(kind ?? 'nobody known') ?? 0) + lines)
        if (!isOwn) others.push(`${table}.${column}: ${lines} lines`)
      }
    }
    console.log(`who wrote the demonstration: ${JSON.stringify(Object.fromEntries(counts))}`)
    expect(others).toEqual([])
    expect(counts.get('seed')).toBeGreaterThan(20)
  })
})

describe('what was written before people had accounts', () => {
  const bare = `before_ids_${process.pid}`
  const folder = mkdtempSync(join(tmpdir(), 'golden-thread-before-'))
  let old: Db

  beforeAll(async () => {
    for (const file of readdirSync(MIGRATIONS).filter((name) => name < '0033'))
      copyFileSync(new URL(file, MIGRATIONS), join(folder, file))
    await sql`create database ${sql.ref(bare)} template template0`.execute(db)
    const target = new URL(url)
    target.pathname = `/${bare}`
    old = connect(target.href)
    await migrate(old, pathToFileURL(`${folder}/`))
    await sql`insert into council (council_id, name, unit_code, judged_by) values (${councilId}, 'Council', 'C', 1)`.execute(
      old,
    )
    await sql`insert into unit (council_id, code, kind, opened, position) values (${councilId}, 'C', 'council', '2015-04-01', 1)`.execute(
      old,
    )
    await write(['Power BI', 'Twice', 'Twice-2', 'Data team', 'Jo Bell'], [...names, 'Nobody', 'Drop folder'])
    await migrate(old)
  })

  afterAll(async () => {
    await old.destroy()
    await sql`drop database ${sql.ref(bare)} with (force)`.execute(db)
    rmSync(folder, { recursive: true })
  })

  const names = ['Power BI', 'Twice', 'Twice-2', 'Data team', 'Jo Bell']

  async function write(tokens: string[], writers: string[]) {
    for (const token of tokens)
      await sql`with made as (insert into author (council_id, kind) values (${councilId}, 'token') returning id)
        insert into token (council_id, name, secret_sha256, role, unit_code, audience, created_at, author_id)
        select ${councilId}, ${token}, ${token}, 'data_team', 'C', 'inside', now(), id from made`.execute(old)
    await sql`with made as (insert into author (council_id, kind) values (${councilId}, 'person') returning id),
      person as (insert into person (council_id, id, recorded_at) select ${councilId}, id, now() from made returning id)
      select id from person`.execute(old)
    await sql`insert into person_line (council_id, person_id, version, name, email, is_enabled, by_name, recorded_at)
      select ${councilId}, id, 1, 'Jo Bell', 'jo@council.example', true, 'Command line', now() from person`.execute(
      old,
    )
    for (const writer of writers) {
      await sql`insert into setting_change (council_id, setting, value, changed_by, changed_at)
        values (${councilId}, 'publishing_needs_approval', 'yes', ${writer}, now())`.execute(old)
      await sql`insert into look (council_id, person, place, last_at) values (${councilId}, ${writer}, 'home', now())`.execute(
        old,
      )
    }
  }

  test('has the id of the token whose name is nobody else’s, and no other', async () => {
    const { rows } = await sql<{ by: string; token: string | null }>`
      select s.changed_by as by, t.name as token from setting_change s
      left join token t on t.council_id = s.council_id and t.author_id = s.changed_by_id order by s.id`.execute(
      old,
    )
    expect(rows).toEqual([
      { by: 'Power BI', token: 'Power BI' },
      { by: 'Twice', token: null },
      { by: 'Twice-2', token: 'Twice-2' },
      { by: 'Data team', token: null },
      { by: 'Jo Bell', token: null },
      { by: 'Nobody', token: null },
      { by: 'Drop folder', token: null },
    ])
  })

  test('keeps its page views, which are read for nobody by name', async () => {
    const { rows } = await sql<{ person: string; hasId: boolean }>`
      select person, person_id is not null as "hasId" from look order by person`.execute(old)
    expect(rows.filter(({ hasId }) => hasId).map(({ person }) => person)).toEqual(['Power BI', 'Twice-2'])
    expect(some(rows)).toHaveLength(7)
  })
})
