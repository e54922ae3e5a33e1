/** The golden thread from a KPI to its actions: the next milestone of each, and the evidence stated about the KPI. */

import { type Milestone, nextMilestoneOf } from '#domain/plan/plan.ts'
import type { Stage } from '#domain/plan/rating.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadTextReader, loadWords, wholeText } from '../record/text-releases.ts'

/** The next milestone of each of these actions on a day, by reference; null if none is left. */
export async function loadNextMilestones(
  db: ReadSource,
  refs: readonly string[],
  day: string,
): Promise<Map<string, Milestone | null>> {
  if (refs.length === 0) return new Map()
  const rows = await db
    .selectFrom('milestone as m')
    .innerJoin('milestone_due as d', (j) =>
      j.onRef('d.council_id', '=', 'm.council_id').onRef('d.milestone_id', '=', 'm.id'),
    )
    .select(['m.id', 'm.action_ref', 'm.stage', 'm.meaning', 'm.met_on', 'd.position', 'd.due', 'd.reason'])
    .where('m.council_id', '=', councilId)
    .where('m.action_ref', 'in', [...refs])
    .orderBy('m.position')
    .orderBy('d.position')
    .execute()
  const words = await loadWords(db, 'milestone')
  const milestones = [...Map.groupBy(rows, (r) => r.id).values()].flatMap((steps) => {
    const [first, last] = [steps[0], steps.at(-1)]
    if (first === undefined || last === undefined) return []
    const milestone: Milestone = {
      id: first.id,
      stage: first.stage as Stage,
      meaning: first.meaning,
      due: last.due,
      originalDue: first.due,
      movedBecause:
        steps.length > 1 && last.reason !== null ? words(`${last.id}/${last.position}`, last.reason) : null,
      metOn: first.met_on !== null && first.met_on <= day ? first.met_on : null,
    }
    return [{ ref: first.action_ref, milestone }]
  })
  return new Map(
    refs.map((ref) => [
      ref,
      nextMilestoneOf(milestones.filter((m) => m.ref === ref).map((m) => m.milestone)),
    ]),
  )
}

/** What the plan states about a KPI. It covers the whole council unless the statement says otherwise. */
export type StatedEvidence = {
  statement: string
  source: string
  /** The action that it is evidence for. */
  action: string
  datedOn: string | null
}

/** Evidence stated about a KPI by a day, latest first, in words that the audience may read. */
export async function loadStatedEvidence(
  db: ReadSource,
  kpi: string,
  day: string,
): Promise<StatedEvidence[]> {
  const rows = await db
    .selectFrom('evidence')
    .select(['id', 'statement', 'source', 'action_ref as action', 'dated_on', 'as_at'])
    .where('council_id', '=', councilId)
    .where('kpi_code', '=', kpi)
    .orderBy('id', 'desc')
    .execute()
  const read = await loadTextReader(db, ['evidence'])
  return rows
    .map(({ dated_on, as_at, ...row }) => ({ ...row, datedOn: dated_on ?? as_at }))
    .filter((e) => e.datedOn === null || e.datedOn <= day)
    .sort((a, b) => ((a.datedOn ?? '') < (b.datedOn ?? '') ? 1 : -1))
    .map(({ id, statement, source, action, datedOn }) => {
      const whole = read('evidence', id, wholeText(statement, source))
      return { statement: whole.partOf(statement), source: whole.otherPartOf(source), action, datedOn }
    })
}
