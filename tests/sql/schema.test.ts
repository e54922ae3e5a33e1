import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { testDatabase } from '../support/database.ts'
import { schemaTypes } from '../support/schema.ts'
import { schemaText } from '../support/schema-text.ts'
import { some } from '../support/some.ts'

let db: Db
let login: string
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

beforeAll(async () => {
  const made = await testDatabase('empty')
  db = made.owner
  login = new URL(made.url).username
})

test('the types are those of the migrated database; npm run schema writes them', async () => {
  expect(await schemaTypes(db)).toBe(read('server/db/schema.ts'))
})

test('the schema kept for review is that of the migrated database; npm run schema writes it', async () => {
  await sql`revoke execute on function may_load_earlier_lines() from ${sql.id(login)}`.execute(db)
  expect(await schemaText(db)).toBe(read('sql/schema.sql'))
})

test('every table of the council has it first in its primary key', async () => {
  const tables = await db.introspection.getTables()
  const text = await schemaText(db)
  for (const { name } of some(tables.filter(({ name, isView }) => !isView && name !== 'migration'))) {
    const body = text.split(`create table ${name} (`)[1]?.split('\n);')[0]
    expect(body, name).toMatch(/PRIMARY KEY \(council_id[,)]/)
  }
  expect(tables.length).toBeGreaterThan(30)
})

test('no table lets the service change or delete a figure, a publication or a rating', async () => {
  const text = await schemaText(db)
  for (const name of [
    'measurement',
    'figure',
    'publication',
    'action_rating',
    'progress_update',
    'evidence',
    'decision',
    'decision_outcome',
    'commentary',
    'scorecard_sign_off',
  ]) {
    expect(text).toContain(`grant insert, select on ${name} to golden_thread_app;`)
  }
})
