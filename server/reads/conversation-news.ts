/** What people said and agreed since a moment. It is internal: an outside audience gets none of it. */

import { type RawBuilder, sql } from 'kysely'
import type { DecisionState } from '#domain/meetings/decision.ts'
import type { SignOffStep } from '#domain/scorecard/sign-off.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

export type ConversationNews = {
  /** The latest save of each cell. */
  commentary: { unit: string; kpi: string; period: string; byName: string; at: Date; dated: string }[]
  /** Agreed actions made, and outcomes of earlier ones. */
  decisions: {
    id: number
    unit: string | null
    body: string
    state: DecisionState | 'made'
    byName: string
    at: Date
    dated: string
  }[]
  signOffs: { unit: string; period: string; step: SignOffStep; byName: string; at: Date; dated: string }[]
}

/** Who reads: the author's id, null for nobody, and the name. */
export type Reader = { id: number | null; name: string }

/** True of a line that the reader wrote: one of their own id, or of their name where it was written before people had accounts or
 * with the demonstration. */
function isOf({ id, name }: Reader, idColumn: string, nameColumn: string): RawBuilder<boolean> {
  const by = sql.ref(idColumn)
  return sql<boolean>`(coalesce(${by} = ${id}::bigint, false) or (${sql.ref(nameColumn)} = ${name} and not exists (
    select from author a where a.council_id = ${councilId} and a.id = ${by} and a.kind in ('person', 'token'))))`
}

/** What people said about some units, or all, since a moment, except what the reader said. */
export async function loadConversationNews(
  db: ReadSource,
  { units, since, reader }: { units: readonly string[] | null; since: Date; reader: Reader },
): Promise<ConversationNews> {
  if (db.audience === 'outside') return { commentary: [], decisions: [], signOffs: [] }
  const named = units === null ? null : ['', ...units]
  const [commentary, made, said, signOffs] = await Promise.all([
    db
      .selectFrom('commentary')
      .distinctOn(['unit_code', 'kpi_code', 'period'])
      .select([
        'unit_code as unit',
        'kpi_code as kpi',
        'period',
        'by_name as byName',
        'recorded_at as at',
        'dated',
      ])
      .where('council_id', '=', councilId)
      .$if(named !== null, (q) => q.where('unit_code', 'in', named ?? []))
      .where('recorded_at', '>', since)
      .where(isOf(reader, 'by_id', 'by_name'), '=', false)
      .orderBy('unit_code')
      .orderBy('kpi_code')
      .orderBy('period')
      .orderBy('version', 'desc')
      .execute(),
    db
      .selectFrom('decision')
      .select([
        'id',
        'unit_code as unit',
        'body',
        'decided_by as byName',
        'recorded_at as at',
        'decided_on as dated',
      ])
      .where('council_id', '=', councilId)
      .$if(named !== null, (q) => q.where('unit_code', 'in', named ?? []))
      .where('recorded_at', '>', since)
      .where(isOf(reader, 'decided_by_id', 'decided_by'), '=', false)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('decision_outcome as o')
      .innerJoin('decision as d', (j) =>
        j.onRef('d.council_id', '=', 'o.council_id').onRef('d.id', '=', 'o.decision_id'),
      )
      .distinctOn('d.id')
      .select([
        'd.id',
        'd.unit_code as unit',
        'd.body',
        'o.state',
        'o.by_name as byName',
        'o.recorded_at as at',
        'o.on_day as dated',
      ])
      .where('o.council_id', '=', councilId)
      .$if(named !== null, (q) => q.where('d.unit_code', 'in', named ?? []))
      .where('o.recorded_at', '>', since)
      .where(isOf(reader, 'o.by_id', 'o.by_name'), '=', false)
      .orderBy('d.id')
      .orderBy('o.version', 'desc')
      .execute(),
    loadSignOffNews(db, { units, since, reader }),
  ])
  return {
    commentary,
    decisions: [
      ...made.map((d) => ({ ...d, state: 'made' as const })),
      ...said.map((d) => ({ ...d, state: d.state as DecisionState })),
    ],
    signOffs: signOffs.map((s) => ({ ...s, step: s.step as SignOffStep })),
  }
}

async function loadSignOffNews(
  db: ReadSource,
  { units, since, reader }: { units: readonly string[] | null; since: Date; reader: Reader },
) {
  return db
    .selectFrom('scorecard_sign_off')
    .select(['unit_code as unit', 'period', 'step', 'taken_by as byName', 'taken_at as at', 'dated'])
    .where('council_id', '=', councilId)
    .$if(units !== null, (q) => q.where('unit_code', 'in', ['', ...(units ?? [])]))
    .where('taken_at', '>', since)
    .where(isOf(reader, 'taken_by_id', 'taken_by'), '=', false)
    .orderBy('taken_at')
    .execute()
}
