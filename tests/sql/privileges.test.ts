/** What the role of the service may do with each table, view and function, and why it may change or delete anything at all. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import { inTransaction } from '#server/db/database.ts'
import { missingGrants } from '#server/db/service-login.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase('empty')
})

type Change = { update?: readonly string[] | 'any column'; delete?: true; because: string }

/** Every table that the service may change or delete from; it can only read the others and add to them. */
const changes: Record<string, Change> = {
  council: {
    update: [
      ...[
        'name',
        'short_name',
        'brand_colour',
        'term_in_care',
        'contact_name',
        'contact_email',
        'logo_sha256',
      ],
      ...['fixed_day', 'first_scorecard', 'is_demonstration', 'judged_by'],
      ...['inbox_publishes_clean_files', 'publishing_needs_approval'],
    ],
    because: 'settings in force; each change is a line of setting_change',
  },
  extract: {
    update: [
      ...[
        'sha256',
        'byte_count',
        'same_bytes_as',
        'status',
        'format',
        'encoding',
        'layout_asked',
        'layout_id',
      ],
      ...['code_map', 'code_map_by', 'code_map_by_id', 'checked_at', 'row_count', 'accepted_count'],
      ...[
        'problem_count',
        'warning_count',
        'informing_count',
        'rows_read',
        'record_stood',
        'checked_publication',
      ],
      ...[
        'unended_headings',
        'publish_when_clean',
        'accept_warnings',
        'reason',
        'decision_note',
        'requested_by',
      ],
      ...['requested_by_id', 'requested_at', 'requested_publication', 'publish_at', 'approved_by'],
      ...['approved_by_id', 'approved_at', 'published_at', 'published_by', 'published_by_id', 'cancelled_by'],
      ...['cancelled_by_id', 'cancelled_at'],
    ],
    because:
      'the step that a file is at, with who took it; the checksum is known once the last byte is stored',
  },
  extract_problem: { delete: true, because: 'a check that is done again finds its own problems' },
  extract_row: { delete: true, because: 'a check that finds a problem publishes no row of the file' },
  extract_trial: {
    update: 'any column',
    because: 'what a publication would change, computed anew when the record has moved',
  },
  false_discovery_limit: { update: ['superseded_at'], because: 'a later line takes its place' },
  figure: {
    update: ['team_variation', 'fingerprint'],
    because: 'the count of a large publication’s teams by variation comes after its figures',
  },
  job_slot: { update: 'any column', delete: true, because: 'whether a job ran, kept for some weeks' },
  left_out_limit: { update: ['superseded_at'], because: 'a later line takes its place' },
  look: {
    update: ['before_at', 'before_dated', 'last_at', 'last_dated', 'person_id'],
    because: 'when somebody last looked at a place; the demonstration’s people are added after their looks',
  },
  measure_rule: { update: ['judged_at', 'superseded_at'], because: 'a later line takes its place' },
  milestone: { update: ['met_on'], because: 'the demonstration says when a milestone was met' },
  opening_share: { update: ['superseded_at'], because: 'a later line takes its place' },
  pending_figures: { delete: true, because: 'what is still to be computed, until it is' },
  person_seen: { update: ['seen_at'], because: 'when somebody was last here' },
  second_factor_use: { delete: true, because: 'a code is kept until its time is over' },
  session: { update: 'any column', delete: true, because: 'a session is moved on, and ends' },
  sign_in_failure: {
    update: 'any column',
    delete: true,
    because: 'failures are counted, and forgotten after a success',
  },
  token: {
    update: ['last_used_at', 'revoked_at', 'revoked_by_id', 'revoked_by_name', 'revoked_reason'],
    because: 'when it was last used, and its end',
  },
}

/** Tables that the service does not add to in the ordinary way. */
const additions: Record<string, { insert: readonly string[] | null; because: string }> = {
  activity: { insert: null, because: 'lines are added by record_activity, which sets their moment' },
  activity_retention: {
    insert: ['by_id', 'by_name', 'council_id', 'months', 'reason', 'version'],
    because: 'the moment is the database’s',
  },
  migration: { insert: null, because: 'the owner says what was applied' },
}

type Held = { name: string; privilege: string; columns: string[] | null }

/** What the role of the service holds, by table and privilege; columns where it holds it for these alone. */
async function held(kinds: string): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select c.relname as name, lower(acl.privilege_type) as privilege, null::text[] as columns
    from pg_class c cross join lateral aclexplode(c.relacl) as acl
    where c.relnamespace = 'public'::regnamespace and c.relkind = any (string_to_array(${kinds}, ' ')::"char"[])
      and acl.grantee = 'golden_thread_app'::regrole
    union all
    select c.relname, lower(acl.privilege_type), array_agg(a.attname::text order by a.attname)
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    cross join lateral aclexplode(a.attacl) as acl
    where c.relnamespace = 'public'::regnamespace and c.relkind = any (string_to_array(${kinds}, ' ')::"char"[])
      and acl.grantee = 'golden_thread_app'::regrole
    group by c.relname, acl.privilege_type
    order by 1, 2`.execute(database.owner)
  return rows
}

const sorted = (columns: readonly string[]) => [...columns].sort()

describe('the role of the service', () => {
  test('may read every table and add to it, and change or delete only what has a reason', async () => {
    const { rows: tables } = await sql<{ name: string }>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`.execute(
      database.owner,
    )
    expect(tables.length).toBeGreaterThan(60)
    const wanted = tables.flatMap(({ name }): Held[] => {
      const { update, delete: deletes } = changes[name] ?? {}
      const { insert } = additions[name] ?? { insert: 'any column' as const }
      return [
        ...(deletes ? [{ name, privilege: 'delete', columns: null }] : []),
        ...(insert === null
          ? []
          : [{ name, privilege: 'insert', columns: insert === 'any column' ? null : sorted(insert) }]),
        { name, privilege: 'select', columns: null },
        ...(update === undefined
          ? []
          : [{ name, privilege: 'update', columns: update === 'any column' ? null : sorted(update) }]),
      ]
    })
    expect(await held('r p')).toEqual(wanted)
    const names = new Set(tables.map(({ name }) => name))
    expect([...Object.keys(changes), ...Object.keys(additions)].filter((name) => !names.has(name))).toEqual(
      [],
    )
  })

  test('reads views with its own rights, and no view with those of the owner', async () => {
    const { rows: views } = await sql<{ name: string; options: string[] | null }>`
      select relname as name, reloptions as options from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') order by relname`.execute(
      database.owner,
    )
    expect(views).toEqual(
      ['current_measurement', 'visible_figure'].map((name) => ({ name, options: ['security_invoker=true'] })),
    )
    expect(await held('v m')).toEqual(views.map(({ name }) => ({ name, privilege: 'select', columns: null })))
  })

  test('runs few functions, and those with rights of another role have a fixed search path', async () => {
    const { rows } = await sql`
      select proname as name, prosecdef as definer, pg_get_userbyid(proowner) = tableowner as "isOwners",
        proconfig as settings, has_function_privilege('public', p.oid, 'execute') as public,
        has_function_privilege('golden_thread_app', p.oid, 'execute') as service
      from pg_proc p, pg_tables t
      where pronamespace = 'public'::regnamespace and t.tablename = 'council' and t.schemaname = 'public'
      order by proname`.execute(database.owner)
    const settings = ['search_path=pg_catalog, public, pg_temp']
    const ownSettings = ['search_path=pg_catalog, pg_temp']
    const ours = { settings, public: false, service: true }
    expect(rows).toEqual([
      { name: 'activity_months_kept', definer: false, isOwners: true, ...ours },
      { name: 'delete_activity', definer: true, isOwners: true, ...ours },
      { name: 'erase_extract_bytes', definer: true, isOwners: true, ...ours },
      // Nobody but the owner of the tables gives a line another moment than the clock's; tests are given it.
      {
        name: 'may_load_earlier_lines',
        definer: false,
        isOwners: true,
        settings: ownSettings,
        public: false,
        service: false,
      },
      { name: 'record_activity', definer: true, isOwners: false, ...ours },
      {
        name: 'recorded_day',
        definer: false,
        isOwners: true,
        settings: ownSettings,
        public: true,
        service: true,
      },
      {
        name: 'recorded_moment',
        definer: false,
        isOwners: true,
        settings: ownSettings,
        public: true,
        service: true,
      },
      // It reads with the rights of whoever asks, as a query would.
      { name: 'shared_mark', definer: false, isOwners: true, settings: null, public: true, service: true },
    ])
  })

  test('cannot erase the bytes of a file that is not being checked', async () => {
    const { db, owner } = await testDatabase('catalogue')
    const received = { filename: 'a.csv', media_type: 'text/csv', sha256: 'a', byte_count: 1, channel: 'api' }
    const { id } = await owner
      .insertInto('extract')
      .values({
        council_id: councilId,
        ...received,
        status: 'ready',
        received_at: new Date(),
        received_by: 'Data team',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const bytes = Buffer.from('a')
    await owner
      .insertInto('extract_chunk')
      .values({ council_id: councilId, extract_id: id, position: 0, bytes })
      .execute()
    const erase = () => inTransaction(db, (trx) => sql`select erase_extract_bytes(1, ${id})`.execute(trx))
    await expect(erase()).rejects.toMatchObject({ code: '42501' })
    await expect(db.deleteFrom('extract_chunk').execute()).rejects.toMatchObject({ code: '42501' })
    expect(await db.selectFrom('extract_chunk').select('bytes').execute()).toEqual([{ bytes }])
    await owner.updateTable('extract').set({ status: 'checking' }).execute()
    await erase()
    expect(await db.selectFrom('extract_chunk').select('bytes').execute()).toEqual([])
  })

  test('is missed at the start by table and column where somebody took a privilege away', async () => {
    const { db, owner } = await testDatabase('empty')
    await sql`revoke insert on figure from golden_thread_app`.execute(owner)
    await sql`revoke update (status) on extract from golden_thread_app`.execute(owner)
    await sql`revoke usage on sequence publication_id_seq from golden_thread_app`.execute(owner)
    const grants = await missingGrants(db)
    expect(grants.sort()).toEqual([
      'grant insert on figure to golden_thread_app',
      'grant update (status) on "extract" to golden_thread_app',
      'grant usage on publication_id_seq to golden_thread_app',
    ])
    for (const grant of grants) await sql.raw(grant).execute(owner)
    expect(await missingGrants(db)).toEqual([])
  })
})
