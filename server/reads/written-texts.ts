/** Every text that people wrote and that may be released to readers outside the service. It is internal: an outside audience gets
 * none of it here. */
import { sql } from 'kysely'
import type { TextKind, TextRelease } from '#domain/suppression/released-text.ts'
import { textKinds } from '#domain/suppression/released-text.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadReleaseLines, releaseOf } from '../record/text-releases.ts'

export type ReleasableText = {
  release: TextRelease
  text: string
  /** The unit that it is about; null for the whole council or the plan. */
  unit: string | null
  kpi: string | null
  action: string | null
  by: string
  /** How its author signed; empty if that was not recorded. */
  byRole: string
  at: Date
  /** How often it was released or taken back. */
  version: number
}

const none = sql<string | null>`null::text`
const unsigned = sql<string>`''`

/** All texts, or those of a kind, or one; the latest first. `asAt` limits texts and releases to what had been recorded by that
 * moment. */
export async function loadWrittenTexts(
  db: ReadSource,
  { kind, id, asAt }: { kind?: TextKind; id?: string; asAt?: Date | undefined } = {},
): Promise<ReleasableText[]> {
  if (db.audience === 'outside') return []
  const [rows, lines] = await Promise.all([
    db
      .selectFrom(textsOf(db).as('written'))
      .selectAll()
      .where('council_id', '=', councilId)
      .$if(kind !== undefined, (q) => q.where('kind', '=', kind as TextKind))
      .$if(id !== undefined, (q) => q.where('id', '=', id as string))
      .where(asOf(asAt, 'written.recorded_at'))
      .orderBy('recorded_at', 'desc')
      .orderBy('kind')
      .orderBy('id')
      .execute(),
    loadReleaseLines(db, kind === undefined ? textKinds : [kind], asAt),
  ])
  return rows.map((row) => {
    const line = lines.get(`${row.kind} ${row.id}`)
    return {
      release: releaseOf({ kind: row.kind, id: row.id }, row.text, line),
      text: row.text,
      unit: row.unit,
      kpi: row.kpi,
      action: row.action,
      by: row.by,
      byRole: row.byRole,
      at: row.recorded_at,
      version: line?.version ?? 0,
    }
  })
}

const kindOf = (kind: TextKind) => sql.val<TextKind>(kind).as('kind')

/** One row for each text, whatever its kind. */
function textsOf(db: ReadSource) {
  return conversationTexts(db).unionAll(planTexts(db)).unionAll(recordTexts(db))
}

function conversationTexts(db: ReadSource) {
  return db
    .selectFrom('commentary')
    .select([
      kindOf('commentary'),
      'council_id',
      sql<string>`unit_code || '/' || kpi_code || '/' || period || '/' || version`.as('id'),
      sql<string>`body`.as('text'),
      sql<string | null>`unit_code`.as('unit'),
      sql<string | null>`kpi_code`.as('kpi'),
      none.as('action'),
      sql<string>`by_name`.as('by'),
      sql<string>`by_role`.as('byRole'),
      'recorded_at',
    ])
    .unionAll(
      db
        .selectFrom('decision')
        .select([
          kindOf('decision'),
          'council_id',
          sql<string>`id::text`.as('id'),
          sql<string>`body || E'\n' || owner_role`.as('text'),
          sql<string | null>`unit_code`.as('unit'),
          sql<string | null>`kpi_code`.as('kpi'),
          sql<string | null>`action_ref`.as('action'),
          sql<string>`decided_by`.as('by'),
          sql<string>`coalesce(by_role, '')`.as('byRole'),
          'recorded_at',
        ]),
    )
    .unionAll(
      db
        .selectFrom('decision_outcome as o')
        .innerJoin('decision as d', (j) =>
          j.onRef('d.council_id', '=', 'o.council_id').onRef('d.id', '=', 'o.decision_id'),
        )
        .select([
          kindOf('outcome'),
          'o.council_id',
          sql<string>`o.decision_id || '/' || o.version`.as('id'),
          sql<string>`o.outcome`.as('text'),
          sql<string | null>`d.unit_code`.as('unit'),
          sql<string | null>`d.kpi_code`.as('kpi'),
          sql<string | null>`d.action_ref`.as('action'),
          sql<string>`o.by_name`.as('by'),
          sql<string>`o.by_role`.as('byRole'),
          'o.recorded_at',
        ])
        .where('o.outcome', 'is not', null),
    )
    .unionAll(
      db
        .selectFrom('scorecard_sign_off')
        .select([
          kindOf('sign_off'),
          'council_id',
          sql<string>`unit_code || '/' || period || '/' || position`.as('id'),
          sql<string>`note`.as('text'),
          sql<string | null>`unit_code`.as('unit'),
          none.as('kpi'),
          none.as('action'),
          sql<string>`taken_by`.as('by'),
          // Only a team's manager submits its month.
          sql<string>`case step when 'submitted' then 'Team manager' else '' end`.as('byRole'),
          'taken_at as recorded_at',
        ])
        .where('note', 'is not', null),
    )
}

function planTexts(db: ReadSource) {
  const action = sql<string | null>`action_ref`.as('action')
  return db
    .selectFrom('progress_update')
    .select([
      kindOf('progress'),
      'council_id',
      sql<string>`id::text`.as('id'),
      sql<string>`body`.as('text'),
      none.as('unit'),
      none.as('kpi'),
      action,
      sql<string>`updated_by`.as('by'),
      unsigned.as('byRole'),
      'recorded_at',
    ])
    .unionAll(
      db
        .selectFrom('evidence')
        .select([
          kindOf('evidence'),
          'council_id',
          sql<string>`id::text`.as('id'),
          sql<string>`statement || E'\n' || source`.as('text'),
          none.as('unit'),
          sql<string | null>`kpi_code`.as('kpi'),
          action,
          sql<string>`source`.as('by'),
          unsigned.as('byRole'),
          'recorded_at',
        ]),
    )
    .unionAll(
      db
        .selectFrom('action_rating')
        .select([
          kindOf('rating'),
          'council_id',
          sql<string>`id::text`.as('id'),
          sql<string>`reason`.as('text'),
          none.as('unit'),
          none.as('kpi'),
          action,
          sql<string>`rated_by`.as('by'),
          unsigned.as('byRole'),
          'recorded_at',
        ]),
    )
    .unionAll(
      db
        .selectFrom('milestone_due as d')
        .innerJoin('milestone as m', (j) =>
          j.onRef('m.council_id', '=', 'd.council_id').onRef('m.id', '=', 'd.milestone_id'),
        )
        .select([
          kindOf('milestone'),
          'd.council_id',
          sql<string>`d.milestone_id || '/' || d.position`.as('id'),
          sql<string>`d.reason`.as('text'),
          none.as('unit'),
          none.as('kpi'),
          sql<string | null>`m.action_ref`.as('action'),
          unsigned.as('by'),
          unsigned.as('byRole'),
          sql<Date>`coalesce(d.recorded_on, date '2015-04-01')::timestamptz`.as('recorded_at'),
        ])
        .where('d.reason', 'is not', null),
    )
}

function recordTexts(db: ReadSource) {
  return db
    .selectFrom('annotation')
    .select([
      kindOf('annotation'),
      'council_id',
      sql<string>`id::text`.as('id'),
      sql<string>`reason`.as('text'),
      sql<string | null>`unit_code`.as('unit'),
      sql<string | null>`kpi_code`.as('kpi'),
      none.as('action'),
      sql<string>`recorded_by`.as('by'),
      sql<string>`coalesce(by_role, '')`.as('byRole'),
      'recorded_at',
    ])
    .unionAll(
      db
        .selectFrom('known_issue')
        .select([
          kindOf('known_issue'),
          'council_id',
          sql<string>`id::text`.as('id'),
          sql<string>`note`.as('text'),
          sql<string | null>`unit_code`.as('unit'),
          sql<string | null>`kpi_code`.as('kpi'),
          none.as('action'),
          unsigned.as('by'),
          unsigned.as('byRole'),
          'recorded_at',
        ]),
    )
    .unionAll(
      db
        .selectFrom('publication')
        .select([
          kindOf('publication'),
          'council_id',
          sql<string>`id::text`.as('id'),
          sql<string>`reason`.as('text'),
          none.as('unit'),
          none.as('kpi'),
          none.as('action'),
          sql<string>`published_by`.as('by'),
          unsigned.as('byRole'),
          'published_at as recorded_at',
        ])
        .where('reason', 'is not', null),
    )
    .unionAll(
      db
        .selectFrom('succession')
        .select([
          kindOf('succession'),
          'council_id',
          sql<string>`unit_code || '/' || version`.as('id'),
          sql<string>`reason`.as('text'),
          sql<string | null>`unit_code`.as('unit'),
          none.as('kpi'),
          none.as('action'),
          sql<string>`by_name`.as('by'),
          unsigned.as('byRole'),
          'recorded_at',
        ]),
    )
}
