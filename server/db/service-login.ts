/** The login of the service: it owns nothing, and may do what the role `golden_thread_app` may and no more. */
import { readFileSync } from 'node:fs'
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import type { Db, ReadSource } from './database.ts'

/** The role that has the service's privileges. The migrations create it, and grant it what it may do. */
const ROLE = 'golden_thread_app'

/** The schema as the migrations leave it, with every grant. */
const SCHEMA = new URL('../../sql/schema.sql', import.meta.url)

/** Lets one process at a time create roles: PostgreSQL refuses the second of two that do so at the same moment. Any number works. */
const ROLES_LOCK = 7_103_905_115

/** Creates a login and the role that it is a member of, where they are missing; the login is a member of nothing else. `admin` may
 * create roles. A login that is there keeps its password. */
export async function createServiceLogin(
  admin: pg.Client,
  { name, password }: { name: string; password: string },
): Promise<void> {
  const login = admin.escapeIdentifier(name)
  await inRolesTransaction(admin, async () => {
    const { rows } = await admin.query<{ rolname: string }>(
      'select rolname from pg_roles where rolname in ($1, $2)',
      [ROLE, name],
    )
    const isThere = (role: string) => rows.some(({ rolname }) => rolname === role)
    if (!isThere(ROLE)) await admin.query(`create role ${ROLE} nologin`)
    if (!isThere(name))
      await admin.query(`create role ${login} login password ${admin.escapeLiteral(password)}`)
    await admin.query(`grant ${ROLE} to ${login}`)
  })
}

/** Gives a login another password, for an installation whose file of it was lost. */
export async function changeServicePassword(
  admin: pg.Client,
  { name, password }: { name: string; password: string },
): Promise<void> {
  await inRolesTransaction(admin, async () => {
    await admin.query(
      `alter role ${admin.escapeIdentifier(name)} login password ${admin.escapeLiteral(password)}`,
    )
  })
}

async function inRolesTransaction(admin: pg.Client, run: () => Promise<void>): Promise<void> {
  await admin.query('begin')
  try {
    // A statement that fails is otherwise written to the server's log, with the password in it.
    await admin.query('set local log_min_error_statement = panic')
    await admin.query('select pg_advisory_xact_lock($1)', [ROLES_LOCK])
    await run()
    await admin.query('commit')
  } catch (error) {
    await admin.query('rollback').catch(() => undefined)
    throw error
  }
}

/** What the owner of the database must type so that the login of a pool can run the service; nothing if it can. */
export async function missingGrants(db: Db): Promise<string[]> {
  const { rows } = await sql<{ login: string; isMember: boolean; inherits: boolean; major: number }>`
    select quote_ident(session_user) as login, pg_has_role(session_user, oid, 'member') as "isMember",
      pg_has_role(session_user, oid, 'usage') as inherits,
      current_setting('server_version_num')::integer / 10000 as major
    from pg_roles where rolname = ${ROLE}`.execute(db)
  const [found] = rows
  // Before the first migration there is no such role, and the owner migrates.
  if (found === undefined) return []
  const { login } = found
  const membership = !found.isMember
    ? [`grant ${ROLE} to ${login}`]
    : found.inherits
      ? []
      : [found.major < 16 ? `alter role ${login} inherit` : `grant ${ROLE} to ${login} with inherit true`]
  return [...membership, ...(await missingPrivileges(db))]
}

/** The grants of the migrations that the role of the service lacks: a database restored without them, or a hand that took one away. */
async function missingPrivileges(db: Db): Promise<string[]> {
  const wanted = privilegesOf(readFileSync(SCHEMA, 'utf8'))
  const { rows } = await sql<{ grant: string }>`
    select format('grant %s%s on %I to %I', privilege, ' (' || quote_ident(column_name) || ')', table_name, ${ROLE}::text) as grant
    from unnest(${wanted.map(({ table }) => table)}::text[], ${wanted.map(({ privilege }) => privilege)}::text[],
      ${wanted.map(({ column }) => column)}::text[]) as w (table_name, privilege, column_name)
    where case
      when to_regclass(quote_ident(table_name)) is null then false
      when column_name is not null then not has_column_privilege(${ROLE}, quote_ident(table_name), column_name, privilege)
      when privilege = 'usage' then not has_sequence_privilege(${ROLE}, quote_ident(table_name), privilege)
      else not has_table_privilege(${ROLE}, quote_ident(table_name), privilege)
    end`.execute(db)
  return rows.map(({ grant }) => grant)
}

type Privilege = { table: string; privilege: string; column: string | null }

/** What the schema of the migrations grants to the role of the service. */
function privilegesOf(schema: string): Privilege[] {
  const lines = schema.matchAll(new RegExp(`^grant (.+) on "?([a-z_0-9]+)"? to ${ROLE};$`, 'gm'))
  return [...lines].flatMap(([, granted = '', table = '']) =>
    [...granted.matchAll(/([a-z]+)(?: \(([^)]*)\))?/g)].flatMap(([, privilege = '', columns]) =>
      (columns?.split(', ') ?? [null]).map((column) => ({ table, privilege, column })),
    ),
  )
}

/** What a login could do beyond what the service needs. */
export type LoginReach = {
  /** The name of the login. */
  name: string
  /** Whether PostgreSQL checks nothing for it, neither privileges nor policies. */
  isSuperuser: boolean
  /** Whether policies on rows do not count for it. */
  bypassesPolicies: boolean
  /** Whether it may create roles and grant them. */
  createsRoles: boolean
  /** Whether it owns a table, or may take the role that does. */
  ownsTables: boolean
  /** Other roles that it is a member of, by name. A superuser is not listed as a member of all. */
  otherRoles: string[]
}

/** What the login of a pool could do. */
async function loadLoginReach(db: ReadSource): Promise<LoginReach> {
  const may: RawBuilder<LoginReach> = sql`(
    select r.rolname as name, r.rolsuper as "isSuperuser", r.rolbypassrls as "bypassesPolicies",
      r.rolcreaterole as "createsRoles",
      exists (select from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_has_role(r.oid, c.relowner, 'member')
      ) as "ownsTables",
      array(select m.rolname::text from pg_roles m
        where not r.rolsuper and m.oid <> r.oid and m.rolname <> ${ROLE} and pg_has_role(r.oid, m.oid, 'member')
        order by m.rolname) as "otherRoles"
    from pg_roles r where r.rolname = session_user)`
  return db.selectFrom(may.as('login')).selectAll().executeTakeFirstOrThrow()
}

/** The same of several pools: each login once. */
export async function loadLogins(pools: readonly ReadSource[]): Promise<LoginReach[]> {
  const logins = await Promise.all(pools.map(loadLoginReach))
  return logins.filter(({ name }, index) => logins.findIndex((other) => other.name === name) === index)
}
