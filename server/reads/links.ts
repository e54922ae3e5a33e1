import { sql } from 'kysely'
import { type ActionPulse, compareRefs } from '#domain/plan.ts'
import { releasedText } from '#domain/released-text.ts'
import type { Rating } from '#domain/words.ts'
import type { ReadSource } from '../db/database.ts'

/** The golden thread seen from a KPI: an action it is evidence for, and when that action was last touched. */
export type LinkedAction = ActionPulse & { kpi: string; summary: string; dimension: string; expected: string }

/** Every link between a KPI and an action in force on a day, with the action's latest rating and update on that day,
 *  ordered by KPI and reference. `asAt` knows only what had been recorded by that moment. */
export async function loadLinkedActions(db: ReadSource, day: string, asAt?: Date): Promise<LinkedAction[]> {
  const rows = await db
    .selectFrom('kpi_action as l')
    .innerJoin('plan_action as a', (j) =>
      j.onRef('a.council_id', '=', 'l.council_id').onRef('a.ref', '=', 'l.action_ref'),
    )
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('action_rating as r')
          .select(['r.rating', 'r.rated_on'])
          .whereRef('r.council_id', '=', 'a.council_id')
          .whereRef('r.action_ref', '=', 'a.ref')
          .where('r.rated_on', '<=', day)
          .$if(asAt !== undefined, (q) => q.where('r.recorded_at', '<=', asAt as Date))
          .orderBy('r.rated_on', 'desc')
          .orderBy('r.id', 'desc')
          .limit(1)
          .as('rating'),
      (j) => j.onTrue(),
    )
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('progress_update as p')
          .select((s) => s.fn.max('p.updated_on').as('updated_on'))
          .whereRef('p.council_id', '=', 'a.council_id')
          .whereRef('p.action_ref', '=', 'a.ref')
          .where('p.updated_on', '<=', day)
          .$if(asAt !== undefined, (q) => q.where('p.recorded_at', '<=', asAt as Date))
          .as('progress'),
      (j) => j.onTrue(),
    )
    .select([
      'l.kpi_code',
      'l.action_ref',
      'l.dimension',
      'l.expected',
      'a.summary',
      'rating.rating',
      'rating.rated_on',
      'progress.updated_on',
    ])
    .$if(asAt === undefined, (q) => q.where('l.superseded_at', 'is', null))
    .$if(asAt !== undefined, (q) =>
      q
        .where('l.recorded_at', '<=', asAt as Date)
        .where((e) => e.or([e('l.superseded_at', 'is', null), e('l.superseded_at', '>', asAt as Date)])),
    )
    .where('l.valid_from', '<=', day.slice(0, 7))
    .where((e) => e.or([e('l.valid_to', 'is', null), e('l.valid_to', '>=', day.slice(0, 7))]))
    .execute()
  return rows
    .map((r) => ({
      kpi: r.kpi_code,
      ref: r.action_ref,
      summary: r.summary,
      dimension: r.dimension,
      expected: r.expected,
      rating: (r.rating ?? 'not_rated') as Rating,
      lastRatedOn: r.rated_on,
      lastUpdatedOn: r.updated_on,
    }))
    .sort((a, b) => (a.kpi < b.kpi ? -1 : a.kpi > b.kpi ? 1 : compareRefs(a.ref, b.ref)))
}

/** What a meeting decided for a unit. Open until done. */
export type Decision = {
  id: number
  unit: string | null
  kpi: string | null
  action: string | null
  decidedOn: string
  decidedBy: string
  body: string
  ownerRole: string
  dueOn: string | null
  doneOn: string | null
}

/** Decisions made on or before a day, latest first; of one unit, or of all. A decision done later is still open then.
 *  `asAt` knows only those recorded by that moment. */
export async function loadDecisions(
  db: ReadSource,
  day: string,
  unit?: string,
  asAt?: Date,
): Promise<Decision[]> {
  const decisions = await db
    .selectFrom('decision')
    .select([
      'id',
      'unit_code as unit',
      'kpi_code as kpi',
      'action_ref as action',
      'decided_on as decidedOn',
      'decided_by as decidedBy',
      'body',
      'owner_role as ownerRole',
      'due_on as dueOn',
      sql<string | null>`case when done_on <= ${day} then done_on end`.as('doneOn'),
    ])
    .where('decided_on', '<=', day)
    .$if(asAt !== undefined, (q) => q.where('recorded_at', '<=', asAt as Date))
    .$if(unit !== undefined, (q) => q.where('unit_code', '=', unit as string))
    .orderBy('decided_on', 'desc')
    .orderBy('id')
    .execute()
  return decisions.map((d) => ({ ...d, body: releasedText(d.body, db.audience) }))
}
