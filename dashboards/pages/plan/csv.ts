import type { Plan, PlanAction } from '#server/reads/plan.ts'
import { csvOf } from '../../exports/csv.ts'

/** The plan as CSV, one row an action, of the actions given. Measures by their codes; no figures. */
export function planCsv(plan: Plan, actions: readonly PlanAction[]): string {
  const titles = new Map(plan.sections.map((s) => [s.ref, s.title]))
  return csvOf(
    actions.map((a) => ({
      ref: a.ref,
      section: a.section,
      sectionTitle: titles.get(a.section),
      summary: a.summary,
      leads: a.leads.join('; '),
      leadSource: a.leadSource,
      rating: a.rating?.rating ?? 'not_rated',
      ratedOn: a.rating?.ratedOn,
      previousRating: a.previousRating?.rating,
      nextMilestone: a.nextMilestone?.stage,
      due: a.nextMilestone?.due,
      originalDue: a.nextMilestone?.originalDue,
      lastUpdatedOn: a.lastUpdatedOn,
      evidence: a.evidenceCount,
      kpis: a.kpis.map((k) => k.kpi.code).join(' '),
      checks: a.checks.map((c) => c.kind).join(' '),
    })),
  )
}
