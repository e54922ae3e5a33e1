import type { JudgedMonth } from '#domain/figures/target-record.ts'
import { monthsFollowed } from '#domain/plan/plan-checks.ts'
import { addMonths, monthOf } from '#domain/time/period.ts'
import type { ReadSource } from '../db/database.ts'
import type { StoredFigure } from '../record/figures.ts'
import { loadJudgedMonths } from '../record/judged-months.ts'
import { loadLatestFigures } from '../record/latest-figures.ts'
import { loadUnits } from '../record/units.ts'
import { type Decision, loadDecisions } from './links.ts'
import { loadPlan, type PlanAction } from './plan.ts'
import { type Evidence, loadPlanRecords, type ProgressUpdate, type RatingRecord } from './plan-records.ts'

export type PlanActionDetail = PlanAction & {
  sectionTitle: string
  ratings: RatingRecord[]
  progress: ProgressUpdate[]
  evidence: Evidence[]
  decisions: Decision[]
  /** Each linked KPI with the latest figure of every unit that had one within a year, in the tree's order. */
  units: { kpi: string; units: { code: string; name: string; kind: string; figure: StoredFigure }[] }[]
  period: string | null
  /** The judged months of each linked measure of the unit that the action is read for. */
  judged: ReadonlyMap<string, readonly JudgedMonth[]>
}

/** One action with its whole story; its KPIs and checks are read for a unit, the council if not given. Null for an unknown
 * reference. */
export async function loadPlanAction(
  db: ReadSource,
  ref: string,
  day: string,
  unit?: string,
): Promise<PlanActionDetail | null> {
  const plan = await loadPlan(db, day, unit)
  const section = plan.sections.find((s) => s.actions.some((a) => a.ref === ref))
  const action = section?.actions.find((a) => a.ref === ref)
  if (section === undefined || action === undefined) return null
  const codes = action.kpis.map((k) => k.kpi.code)
  const month = plan.period ?? monthOf(day)
  const readFor = action.kpis.find((k) => k.figure !== null)?.figure?.unit ?? ''
  const [records, decisions, units, figures, judged] = await Promise.all([
    loadPlanRecords(db, day),
    loadDecisions(db, day),
    loadUnits(db, month),
    loadLatestFigures(db, { kpis: codes, from: addMonths(monthOf(day), -monthsFollowed) }),
    loadJudgedMonths(db, { unit: readFor ?? '', kpis: codes, period: month }),
  ])
  return {
    ...action,
    sectionTitle: section.title,
    ratings: records.ratings.get(ref) ?? [],
    progress: records.progress.get(ref) ?? [],
    evidence: records.evidence.get(ref) ?? [],
    decisions: decisions.filter((d) => d.action === ref),
    units: action.kpis.map(({ kpi }) => ({
      kpi: kpi.code,
      units: units.flatMap((u) => {
        const figure = figures.find((f) => f.unit === u.code && f.kpi === kpi.code)
        return figure === undefined ? [] : [{ code: u.code, name: u.name, kind: u.kind, figure }]
      }),
    })),
    period: plan.period,
    judged,
  }
}
