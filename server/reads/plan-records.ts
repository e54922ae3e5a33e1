/** What people have recorded about each action of the plan. */
import type { Milestone } from '#domain/plan/plan.ts'
import type { Rating, Stage } from '#domain/plan/rating.ts'
import { isSmall } from '#domain/suppression/amounts.ts'
import type { TextRelease } from '#domain/suppression/released-text.ts'
import { asOf } from '../db/as-of.ts'
import type { ReadSource } from '../db/database.ts'
import { loadTextReader, wholeText } from '../record/text-releases.ts'

export type RatingRecord = {
  rating: Rating
  reason: string
  ratedOn: string
  ratedBy: string
  demonstration: boolean
  /** Whether the reason is released to readers outside the service. */
  release: TextRelease
}
export type ProgressUpdate = {
  updatedOn: string
  updatedBy: string
  body: string
  demonstration: boolean
  release: TextRelease
}
export type Evidence = {
  dimension: string
  statement: string
  value: number | null
  unit: string | null
  period: string | null
  asAt: string | null
  kpi: string | null
  source: string
  datedOn: string | null
  checkedBy: string | null
  demonstration: boolean
  release: TextRelease
}

/** A stated count that is hidden from an outside audience. Percentages are shown as their source published them. */
function isSmallCount({ value, unit }: { value: number | null; unit: string | null }): boolean {
  return value !== null && unit !== 'percent' && isSmall(value)
}

/** Everything recorded about each action by a day, by reference; lists latest first, milestones in order. */
export async function loadPlanRecords(db: ReadSource, day: string) {
  const [leads, milestones, ratings, progress, evidence, read] = await Promise.all([
    db
      .selectFrom('action_lead')
      .select(['action_ref', 'role'])
      .orderBy('action_ref')
      .orderBy('position')
      .execute(),
    loadMilestones(db, day),
    db
      .selectFrom('action_rating')
      .selectAll()
      .where(asOf(day, 'rated_on'))
      .orderBy('rated_on', 'desc')
      .orderBy('id', 'desc')
      .execute(),
    db
      .selectFrom('progress_update')
      .selectAll()
      .where(asOf(day, 'updated_on'))
      .orderBy('updated_on', 'desc')
      .orderBy('id', 'desc')
      .execute(),
    db.selectFrom('evidence').selectAll().orderBy('dated_on', 'desc').orderBy('id', 'desc').execute(),
    loadTextReader(db, ['rating', 'progress', 'evidence']),
  ])
  const grouped = <Row extends { action_ref: string }, T>(rows: readonly Row[], of: (row: Row) => T) =>
    new Map([...Map.groupBy(rows, (r) => r.action_ref)].map(([ref, group]) => [ref, group.map(of)]))
  return {
    leads: grouped(leads, (l) => l.role),
    milestones,
    ratings: grouped(ratings, (r): RatingRecord => {
      const { words, release } = read('rating', r.id, r.reason)
      return {
        ...{ rating: r.rating as Rating, reason: words, ratedOn: r.rated_on, ratedBy: r.rated_by },
        ...{ demonstration: r.is_demonstration, release },
      }
    }),
    progress: grouped(progress, (p): ProgressUpdate => {
      const { words, release } = read('progress', p.id, p.body)
      return {
        ...{ updatedOn: p.updated_on, updatedBy: p.updated_by, body: words },
        ...{ demonstration: p.is_demonstration, release },
      }
    }),
    evidence: grouped(evidence, (e): Evidence => {
      const whole = read('evidence', e.id, wholeText(e.statement, e.source))
      // The figure is part of what is stated: outside it is given with the statement or not at all, and never a small count.
      const isOutside = db.audience === 'outside'
      const isGiven = !isOutside || whole.release.released !== null
      return {
        dimension: e.dimension,
        statement: whole.partOf(e.statement),
        value: isGiven && !(isOutside && isSmallCount(e)) ? e.value : null,
        unit: isGiven ? e.unit : null,
        period: isGiven ? e.period : null,
        asAt: isGiven ? e.as_at : null,
        kpi: e.kpi_code,
        source: whole.otherPartOf(e.source),
        datedOn: e.dated_on,
        checkedBy: e.checked_by,
        demonstration: e.is_demonstration,
        release: whole.release,
      }
    }),
  }
}

/** The milestones of every action, or of these, by reference, in the plan's order; met only if they were met by the day. */
export async function loadMilestones(
  db: ReadSource,
  day: string,
  refs?: readonly string[],
): Promise<Map<string, Milestone[]>> {
  const [milestones, dues, read] = await Promise.all([
    db
      .selectFrom('milestone')
      .selectAll()
      .$if(refs !== undefined, (q) => q.where('action_ref', 'in', ['', ...(refs ?? [])]))
      .orderBy('action_ref')
      .orderBy('position')
      .execute(),
    db.selectFrom('milestone_due').selectAll().orderBy('milestone_id').orderBy('position').execute(),
    loadTextReader(db, ['milestone']),
  ])
  const duesOf = Map.groupBy(dues, (d) => d.milestone_id)
  const milestoneOf = (m: (typeof milestones)[number]): Milestone => {
    const history = duesOf.get(m.id) ?? []
    const [original, current] = [history[0], history.at(-1)]
    const why = history.length > 1 ? (current?.reason ?? null) : null
    const moved = why === null ? null : read('milestone', `${m.id}/${current?.position}`, why)
    return {
      id: m.id,
      stage: m.stage as Stage,
      meaning: m.meaning,
      due: current?.due ?? '',
      originalDue: original?.due ?? '',
      movedBecause: moved?.words ?? null,
      ...(moved === null ? {} : { movedRelease: moved.release }),
      metOn: m.met_on !== null && m.met_on <= day ? m.met_on : null,
    }
  }
  return new Map(
    [...Map.groupBy(milestones, (m) => m.action_ref)].map(([ref, own]) => [ref, own.map(milestoneOf)]),
  )
}
