/** What happened to a unit's months since somebody last looked: figures that say something else, words, promises, steps. */
import type { DecisionState } from '#domain/decision.ts'
import type { SignOffStep } from '#domain/sign-off.ts'
import type { ReadSource } from '../db/database.ts'
import { type FigureChange, loadUnitChanges } from './changes.ts'

export type UnitNews = {
  since: Date
  /** Latest period first, then in catalogue order. */
  figures: FigureChange[]
  commentary: { kpi: string; period: string; byName: string; at: Date }[]
  /** Promises made, and what was said of earlier ones. */
  decisions: { id: number; body: string; state: DecisionState | 'made'; byName: string; at: Date }[]
  signOffs: { period: string; step: SignOffStep; byName: string; at: Date }[]
}

/** The news of a unit since a moment, but for what the reader did. Null for an outside audience, to which two moments set
 *  side by side would tell what is suppressed in either. */
export async function loadUnitNews(
  db: ReadSource,
  unit: string,
  since: Date,
  reader: string,
): Promise<UnitNews | null> {
  if (db.audience === 'outside') return null
  const [changes, commentary, made, said, signOffs] = await Promise.all([
    loadUnitChanges(db, unit, { from: since }),
    db
      .selectFrom('commentary')
      .distinctOn(['kpi_code', 'period'])
      .select(['kpi_code as kpi', 'period', 'by_name as byName', 'recorded_at as at'])
      .where('council_id', '=', 1)
      .where('unit_code', '=', unit)
      .where('recorded_at', '>', since)
      .where('by_name', '<>', reader)
      .orderBy('kpi_code')
      .orderBy('period')
      .orderBy('version', 'desc')
      .execute(),
    db
      .selectFrom('decision')
      .select(['id', 'body', 'decided_by as byName', 'recorded_at as at'])
      .where('council_id', '=', 1)
      .where('unit_code', '=', unit)
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
      .select(['d.id', 'd.body', 'o.state', 'o.by_name as byName', 'o.recorded_at as at'])
      .where('o.council_id', '=', 1)
      .where('d.unit_code', '=', unit)
      .where('o.recorded_at', '>', since)
      .where('o.by_name', '<>', reader)
      .orderBy('d.id')
      .orderBy('o.version', 'desc')
      .execute(),
    db
      .selectFrom('scorecard_sign_off')
      .select(['period', 'step', 'taken_by as byName', 'taken_at as at'])
      .where('council_id', '=', 1)
      .where('unit_code', '=', unit)
      .where('taken_at', '>', since)
      .where('taken_by', '<>', reader)
      .orderBy('taken_at')
      .execute(),
  ])
  return {
    since,
    figures: changes?.changes ?? [],
    commentary,
    decisions: [
      ...made.map((d) => ({ ...d, state: 'made' as const })),
      ...said.map((d) => ({ ...d, state: d.state as DecisionState })),
    ],
    signOffs: signOffs.map((s) => ({ ...s, step: s.step as SignOffStep })),
  }
}
