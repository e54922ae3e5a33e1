/** What people said and agreed since a moment. It is internal: an outside audience gets none of it. */

import type { DecisionState } from '#domain/meetings/decision.ts'
import type { SignOffStep } from '#domain/scorecard/sign-off.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

export type ConversationNews = {
  /** The latest save of each cell. */
  commentary: { unit: string; kpi: string; period: string; byName: string; at: Date }[]
  /** Promises made, and outcomes of earlier ones. */
  decisions: {
    id: number
    unit: string | null
    body: string
    state: DecisionState | 'made'
    byName: string
    at: Date
  }[]
  signOffs: { unit: string; period: string; step: SignOffStep; byName: string; at: Date }[]
}

/** What people said about some units, or all, since a moment, except what the reader said. */
export async function loadConversationNews(
  db: ReadSource,
  { units, since, reader }: { units: readonly string[] | null; since: Date; reader: string },
): Promise<ConversationNews> {
  if (db.audience === 'outside') return { commentary: [], decisions: [], signOffs: [] }
  const named = units === null ? null : ['', ...units]
  const [commentary, made, said, signOffs] = await Promise.all([
    db
      .selectFrom('commentary')
      .distinctOn(['unit_code', 'kpi_code', 'period'])
      .select(['unit_code as unit', 'kpi_code as kpi', 'period', 'by_name as byName', 'recorded_at as at'])
      .where('council_id', '=', councilId)
      .$if(named !== null, (q) => q.where('unit_code', 'in', named ?? []))
      .where('recorded_at', '>', since)
      .where('by_name', '<>', reader)
      .orderBy('unit_code')
      .orderBy('kpi_code')
      .orderBy('period')
      .orderBy('version', 'desc')
      .execute(),
    db
      .selectFrom('decision')
      .select(['id', 'unit_code as unit', 'body', 'decided_by as byName', 'recorded_at as at'])
      .where('council_id', '=', councilId)
      .$if(named !== null, (q) => q.where('unit_code', 'in', named ?? []))
      .where('recorded_at', '>', since)
      .where('decided_by', '<>', reader)
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
      ])
      .where('o.council_id', '=', councilId)
      .$if(named !== null, (q) => q.where('d.unit_code', 'in', named ?? []))
      .where('o.recorded_at', '>', since)
      .where('o.by_name', '<>', reader)
      .orderBy('d.id')
      .orderBy('o.version', 'desc')
      .execute(),
    db
      .selectFrom('scorecard_sign_off')
      .select(['unit_code as unit', 'period', 'step', 'taken_by as byName', 'taken_at as at'])
      .where('council_id', '=', councilId)
      .$if(named !== null, (q) => q.where('unit_code', 'in', named ?? []))
      .where('taken_at', '>', since)
      .where('taken_by', '<>', reader)
      .orderBy('taken_at')
      .execute(),
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
