/** What PostgreSQL lets the login of the service do, asked of a migrated database through the service's own pool. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { connect, inTransaction } from '#server/db/database.ts'
import { loadLogins, missingGrants } from '#server/db/service-login.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { some } from '../support/some.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase('empty')
})

/** The address of the database for another login of the server, which is dropped afterwards. */
async function withLogin(options: string, use: (url: string, name: string) => Promise<void>): Promise<void> {
  const { owner, url } = database
  const name = `gt_login_${process.pid}_${Math.random().toString(36).slice(2)}`
  await sql.raw(`create role ${name} login password 'of a test' ${options}`).execute(owner)
  const address = new URL(url)
  address.username = name
  address.password = 'of a test'
  try {
    await use(address.href, name)
  } finally {
    await sql.raw(`drop role ${name}`).execute(owner)
  }
}

type Identity = { session: string; current: string; isSuperuser: string }
const identity = sql<Identity>`select session_user as session, current_user as current,
  current_setting('is_superuser') as "isSuperuser"`

describe('the login of the service', () => {
  test('is nobody: it owns nothing, skips nothing and is a member of nothing but the role of the service', async () => {
    const [login, ...others] = await loadLogins([database.db, database.db])
    expect(others).toEqual([])
    expect(login).toEqual({
      name: new URL(database.url).username,
      ...{ isSuperuser: false, bypassesPolicies: false, createsRoles: false, ownsTables: false },
      otherRoles: [],
    })
    const { rows } = await sql`
      select c.relname from pg_class c, aclexplode(c.relacl) as acl
      where acl.grantee = ${login?.name}::regrole`.execute(database.owner)
    expect(rows).toEqual([])
  })

  test('stays itself, whatever role it asks for', async () => {
    const { rows: owners } = await sql<{ name: string }>`
      select distinct tableowner as name from pg_tables where schemaname = 'public'`.execute(database.owner)
    const owner = owners[0]?.name ?? ''
    const { username } = new URL(database.url)
    expect([owners.length, owner === username]).toEqual([1, false])
    const pool = connect(database.url, { max: 1 })
    const attempts = [
      'reset role',
      'set role none',
      `set role "${owner}"`,
      `set session authorization "${owner}"`,
      'reset session authorization',
      'reset all',
      'discard all',
      'set role golden_thread_record',
    ]
    for (const attempt of attempts) {
      await sql
        .raw(attempt)
        .execute(pool)
        .catch((error: { code?: string }) => expect(error.code).toBe('42501'))
      const { rows } = await identity.execute(pool)
      expect(rows, attempt).toEqual([{ session: username, current: username, isSuperuser: 'off' }])
    }
    const within = attempts.filter((attempt) => attempt !== 'discard all')
    for (const attempt of some(within)) {
      const found = inTransaction(pool, async (trx) => {
        await sql`savepoint before`.execute(trx)
        await sql
          .raw(attempt)
          .execute(trx)
          .catch(() => sql`rollback to savepoint before`.execute(trx))
        return (await identity.execute(trx)).rows[0]
      })
      const { session, current, isSuperuser } = (await found) ?? {}
      expect([session, isSuperuser], attempt).toEqual([username, 'off'])
      expect([username, 'golden_thread_app'], attempt).toContain(current)
    }
    await pool.destroy()
    expect(within).toHaveLength(attempts.length - 1)
  })

  test('can neither change nor delete what is recorded', async () => {
    const statements = [
      sql`update measurement set note = 'changed'`,
      sql`delete from measurement`,
      sql`update figure set value = 1`,
      sql`truncate figure`,
      sql`update extract_chunk set bytes = ''`,
      sql`update activity set reason = 'changed'`,
      sql`delete from activity`,
      sql`insert into activity (council_id) values (1)`,
      sql`delete from publication`,
      sql`update scorecard_sign_off set note = 'changed'`,
      sql`update role_grant set role = 'administrator'`,
      sql`delete from role_grant_end`,
      sql`insert into migration (name, sha256) values ('a', 'b')`,
      sql`alter table figure disable trigger all`,
      sql`create table mine (id integer)`,
      sql`drop table council`,
      sql`grant golden_thread_app to postgres`,
      sql`create role mine`,
      sql`copy council to program 'cat'`,
    ]
    for (const statement of statements)
      await expect(statement.execute(database.db)).rejects.toMatchObject({ code: '42501' })
    expect(statements.length).toBeGreaterThan(10)
  })

  test('has no policy on any table yet', async () => {
    const { rows } = await sql`select from pg_class where relrowsecurity`.execute(database.db)
    expect(rows).toEqual([])
  })
})

describe('a login that lacks a privilege', () => {
  test('is told which GRANT to type, and can run the service once it is typed', async () => {
    await withLogin('', async (url, name) => {
      const pool = connect(url)
      const grants = await missingGrants(pool)
      expect(grants).toEqual([`grant golden_thread_app to ${name}`])
      await expect(sql`select from council`.execute(pool)).rejects.toMatchObject({ code: '42501' })
      for (const grant of grants) await sql.raw(grant).execute(database.owner)
      expect(await missingGrants(pool)).toEqual([])
      expect((await sql`select from council`.execute(pool)).rows).toEqual([])
      await pool.destroy()
    })
  })

  test('is told so too where it is a member without the privileges', async () => {
    await withLogin('noinherit in role golden_thread_app', async (url) => {
      const pool = connect(url)
      const grants = await missingGrants(pool)
      expect(grants).toHaveLength(1)
      for (const grant of grants) await sql.raw(grant).execute(database.owner)
      expect(await missingGrants(pool)).toEqual([])
      expect((await sql`select from council`.execute(pool)).rows).toEqual([])
      await pool.destroy()
    })
  })

  test('is nothing that an owner is: the owner needs no grant', async () => {
    expect(await missingGrants(database.owner)).toEqual([])
  })

  test('is shown with each thing that it could do beyond the service', async () => {
    await withLogin(
      'bypassrls createrole in role golden_thread_record, golden_thread_app',
      async (url, name) => {
        const pool = connect(url)
        expect(await loadLogins([pool, database.owner])).toMatchObject([
          {
            name,
            ...{ isSuperuser: false, bypassesPolicies: true, createsRoles: true, ownsTables: false },
            otherRoles: ['golden_thread_record'],
          },
          { isSuperuser: true, ownsTables: true, otherRoles: [] },
        ])
        await pool.destroy()
      },
    )
  })
})
