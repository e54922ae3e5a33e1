import type { DecisionState } from '#domain/meetings/decision.ts'
import { type ActionPulse, compareRefs } from '#domain/plan/plan.ts'
import type { Rating } from '#domain/plan/rating.ts'
import type { TextRelease } from '#domain/suppression/released-text.ts'
import { monthOf } from '#domain/time/period.ts'
import { asOf, holdsIn, inForce } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadOwnerReader, loadTextReader, wholeText } from '../record/text-releases.ts'

/** A link from a KPI to an action that it is evidence for, and when that action was last updated. */
export type LinkedAction = ActionPulse & { kpi: string; summary: string; dimension: string; expected: string }

/** Every link between a KPI and an action on a day, with the action's latest rating and update, ordered by KPI and reference.
 * `asAt` limits it to what had been recorded by that moment. */
export async function loadLinkedActions(db: ReadSource, day: string, asAt?: Date): Promise<LinkedAction[]> {
  const rows = await db
    .selectFrom('kpi_action as l')
    .innerJoin('plan_action as a', (j) =>
      j.onRef('a.council_id', '=', 'l.council_id').onRef('a.ref', '=', 'l.action_ref'),
    )
    // The last of each action, once: an action has several measures.
    .leftJoin(
      (e) =>
        e
          .selectFrom('action_rating as r')
          .distinctOn(['r.council_id', 'r.action_ref'])
          .select(['r.council_id', 'r.action_ref', 'r.rating', 'r.rated_on'])
          .where(asOf(day, 'r.rated_on'))
          .where(asOf(asAt, 'r.recorded_at'))
          .orderBy('r.council_id')
          .orderBy('r.action_ref')
          .orderBy('r.rated_on', 'desc')
          .orderBy('r.id', 'desc')
          .as('rating'),
      (j) => j.onRef('rating.council_id', '=', 'a.council_id').onRef('rating.action_ref', '=', 'a.ref'),
    )
    .leftJoin(
      (e) =>
        e
          .selectFrom('progress_update as p')
          .select((s) => ['p.council_id', 'p.action_ref', s.fn.max('p.updated_on').as('updated_on')])
          .where(asOf(day, 'p.updated_on'))
          .where(asOf(asAt, 'p.recorded_at'))
          .groupBy(['p.council_id', 'p.action_ref'])
          .as('progress'),
      (j) => j.onRef('progress.council_id', '=', 'a.council_id').onRef('progress.action_ref', '=', 'a.ref'),
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
    .where(inForce(asAt, 'l'))
    .where(holdsIn(monthOf(day), 'l'))
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

/** A decision of a meeting about a unit, and its latest outcome. */
export type Decision = {
  id: number
  unit: string | null
  kpi: string | null
  action: string | null
  /** The month of the scorecard it was made at; null if it was made without one. */
  period: string | null
  decidedOn: string
  decidedBy: string
  /** In which role, as signed; null if that was not recorded. */
  byRole: string | null
  body: string
  ownerRole: string
  dueOn: string | null
  state: DecisionState
  /** The outcome in the words of its author; null if there is none. */
  outcome: string | null
  /** The day and author of the latest outcome; null before the first. */
  saidOn: string | null
  saidBy: string | null
  /** That author's id; null if it is not known. */
  saidById: number | null
  /** The day on which it was done; null if it is not. */
  doneOn: string | null
  /** The number of outcomes recorded. */
  version: number
  /** Whether the words and the owner are released to readers outside the service. */
  release: TextRelease
  /** The same of the words of the outcome; null if it has none. */
  outcomeRelease: TextRelease | null
}

/** Decisions made on or before a day, latest first; of one unit, of several or of all. Outcomes recorded after that day are
 * ignored, so such a decision is still open. `asAt` limits it to what had been recorded by that moment. */
export async function loadDecisions(
  db: ReadSource,
  day: string,
  unit?: string | readonly string[],
  asAt?: Date,
): Promise<Decision[]> {
  const units = typeof unit === 'string' ? [unit] : unit
  const decisions = await db
    .selectFrom('decision as d')
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('decision_outcome as o')
          .select(['o.version', 'o.state', 'o.on_day', 'o.outcome', 'o.by_name', 'o.by_id'])
          .whereRef('o.council_id', '=', 'd.council_id')
          .whereRef('o.decision_id', '=', 'd.id')
          .where(asOf(day, 'o.on_day'))
          .where(asOf(asAt, 'o.recorded_at'))
          .orderBy('o.version', 'desc')
          .limit(1)
          .as('said'),
      (j) => j.onTrue(),
    )
    .select([
      'd.id',
      'd.unit_code as unit',
      'd.kpi_code as kpi',
      'd.action_ref as action',
      'd.period',
      'd.decided_on as decidedOn',
      'd.decided_by as decidedBy',
      'd.by_role as byRole',
      'd.body',
      'd.owner_role as ownerRole',
      'd.due_on as dueOn',
      'said.state',
      'said.outcome',
      'said.on_day as saidOn',
      'said.by_name as saidBy',
      'said.by_id as saidById',
      'said.version',
    ])
    .where('d.council_id', '=', councilId)
    .where(asOf(day, 'd.decided_on'))
    .where(asOf(asAt, 'd.recorded_at'))
    .$if(units !== undefined, (q) => q.where('d.unit_code', 'in', ['', ...(units ?? [])]))
    .orderBy('d.decided_on', 'desc')
    .orderBy('d.id')
    .execute()
  const [read, ownerOf] = await Promise.all([
    loadTextReader(db, ['decision', 'outcome'], asAt),
    loadOwnerReader(db),
  ])
  return decisions.map((d) => {
    const state = (d.state ?? 'open') as DecisionState
    const came = d.outcome === null ? null : read('outcome', `${d.id}/${d.version}`, d.outcome)
    const whole = read('decision', d.id, wholeText(d.body, d.ownerRole))
    return {
      ...d,
      body: whole.partOf(d.body),
      ownerRole: ownerOf(d.ownerRole, whole.release),
      release: whole.release,
      state,
      outcome: came?.words ?? null,
      outcomeRelease: came?.release ?? null,
      doneOn: state === 'done' ? d.saidOn : null,
      version: d.version ?? 0,
    }
  })
}

/** One outcome of a decision. */
export type DecisionOutcome = {
  version: number
  state: DecisionState
  onDay: string
  outcome: string | null
  /** Whether its words are released to readers outside the service; null if it has none. */
  release: TextRelease | null
  byName: string
  byRole: string
  recordedAt: Date
}

/** All outcomes of a decision, latest first. */
export async function loadDecisionOutcomes(db: ReadSource, id: number): Promise<DecisionOutcome[]> {
  const rows = await db
    .selectFrom('decision_outcome')
    .select([
      'version',
      'state',
      'on_day as onDay',
      'outcome',
      'by_name as byName',
      'by_role as byRole',
      'recorded_at as recordedAt',
    ])
    .where('council_id', '=', councilId)
    .where('decision_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const read = await loadTextReader(db, ['outcome'])
  return rows.map((r) => {
    const words = r.outcome === null ? null : read('outcome', `${id}/${r.version}`, r.outcome)
    return {
      ...r,
      state: r.state as DecisionState,
      outcome: words?.words ?? null,
      release: words?.release ?? null,
    }
  })
}
