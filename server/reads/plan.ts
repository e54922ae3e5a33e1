import type { Dimension, Kpi } from '#domain/catalogue/kpi.ts'
import { isOpenIn } from '#domain/catalogue/unit.ts'
import { judgedFigure } from '#domain/figures/wholeness.ts'
import { type Cadence, compareRefs, type Milestone, nextMilestoneOf } from '#domain/plan/plan.ts'
import {
  type Check,
  checksOf,
  mayDisagreeUnseen,
  monthsFollowed,
  worseningWithoutAction,
} from '#domain/plan/plan-checks.ts'
import { addMonths, monthOf } from '#domain/time/period.ts'
import type { ReadSource } from '../db/database.ts'
import { loadKpis } from '../record/catalogue.ts'
import type { StoredFigure } from '../record/figures.ts'
import { loadLatestFigures } from '../record/latest-figures.ts'
import { loadMonthsOf } from '../record/latest-month.ts'
import { loadUnits } from '../record/units.ts'
import { type LinkedAction, loadDecisions, loadLinkedActions } from './links.ts'
import { loadPlanRecords, type RatingRecord } from './plan-records.ts'

/** A KPI linked to an action, with the unit's figure at the measure's own latest period, or null if nothing was published. */
export type PlanKpi = { kpi: Kpi; dimension: string; expected: string; figure: StoredFigure | null }

export type PlanAction = {
  ref: string
  section: string
  summary: string
  leads: string[]
  cadence: Cadence | null
  cadenceSource: string | null
  /** "stated", or the source it was inherited from if the document left it blank. */
  leadSource: string
  timescaleSource: string
  note: string | null
  rating: RatingRecord | null
  /** The previous rating if it was different; null if the last one repeated it. */
  previousRating: RatingRecord | null
  milestones: Milestone[]
  nextMilestone: Milestone | null
  lastUpdatedOn: string | null
  evidenceCount: number
  kpis: PlanKpi[]
  checks: Check[]
  /** True if a linked measure that is hidden from this reader may contradict it. */
  mayDisagreeUnseen: boolean
}

export type Plan = {
  day: string
  /** The month that the unit's pages open on; null before the first. A figure of another period names its own. */
  period: string | null
  sections: { ref: string; kind: 'recommendation' | 'finding'; title: string; actions: PlanAction[] }[]
}

/** The whole plan on a day: the delivery of each action beside what its KPIs show for a unit, the council if not given. Actions
 * are in the order of their references. */
export async function loadPlan(db: ReadSource, day: string, unit?: string): Promise<Plan> {
  const unitCode = await loadUnitCode(db, unit)
  const period = unitCode === null ? null : (await loadMonthsOf(db, unitCode, day)).latest
  const [sections, actions, records, links, kpis, figures] = await Promise.all([
    db.selectFrom('plan_section').select(['ref', 'kind', 'title']).orderBy('position').execute(),
    db.selectFrom('plan_action').selectAll().execute(),
    loadPlanRecords(db, day),
    loadLinkedActions(db, day),
    loadKpis(db, period ?? monthOf(day)),
    unitCode === null ? [] : loadLatestFigures(db, { units: [unitCode] }),
  ])
  const linksOf = Map.groupBy(links, (l) => l.ref)
  const planActions = actions.map((row) => {
    const linked = linksOf.get(row.ref) ?? []
    const planKpis = linked.flatMap((l) => planKpiOf(l, kpis, figures))
    const ratings = records.ratings.get(row.ref) ?? []
    const milestones = records.milestones.get(row.ref) ?? []
    const evidence = records.evidence.get(row.ref) ?? []
    const lastUpdatedOn = records.progress.get(row.ref)?.[0]?.updatedOn ?? null
    const rating = ratings[0]?.rating ?? 'not_rated'
    const linkedKpis = planKpis.flatMap((k) => linkedKpiOf(k, unitCode ?? ''))
    return {
      ref: row.ref,
      section: row.section_ref,
      summary: row.summary,
      leads: records.leads.get(row.ref) ?? [],
      cadence: row.cadence as Cadence | null,
      cadenceSource: row.cadence_source,
      leadSource: row.lead_source,
      timescaleSource: row.timescale_source,
      note: row.note,
      rating: ratings[0] ?? null,
      previousRating:
        ratings[1] !== undefined && ratings[1].rating !== ratings[0]?.rating ? ratings[1] : null,
      milestones,
      nextMilestone: nextMilestoneOf(milestones),
      lastUpdatedOn,
      evidenceCount: evidence.length,
      kpis: planKpis,
      checks: checksOf(
        {
          ref: row.ref,
          rating,
          lastRatedOn: ratings[0]?.ratedOn ?? null,
          lastUpdatedOn,
          cadence: row.cadence as Cadence | null,
          milestones,
          evidenceDimensions: evidence.map((e) => e.dimension),
          kpis: linkedKpis,
        },
        day,
      ),
      mayDisagreeUnseen: mayDisagreeUnseen({ rating, kpis: linkedKpis }),
    }
  })
  return {
    day,
    period,
    sections: sections.map((s) => ({
      ref: s.ref,
      kind: s.kind as 'recommendation' | 'finding',
      title: s.title,
      actions: planActions.filter((a) => a.section === s.ref).sort((a, b) => compareRefs(a.ref, b.ref)),
    })),
  }
}

/** Every standing check of the plan on a day: each action's own, then worsening KPIs without a live action. Each measure of each
 * unit is judged at its own latest period with a figure. Units that were closed in the month the council's pages open on are
 * left out. */
export async function loadPlanChecks(db: ReadSource, day: string): Promise<Check[]> {
  const month = monthOf(day)
  const [plan, links, decisions, kpis, figures] = await Promise.all([
    loadPlan(db, day),
    loadLinkedActions(db, day),
    loadDecisions(db, day),
    loadKpis(db, month),
    loadLatestFigures(db, { from: addMonths(month, -monthsFollowed) }),
  ])
  const actions = plan.sections.flatMap((s) => s.actions)
  const units = await loadUnits(db, plan.period ?? month)
  const open = new Set(units.filter((u) => isOpenIn(u, plan.period ?? month)).map((u) => u.code))
  const concerning = figures.filter((f) => open.has(f.unit) && judgedFigure(f)?.variation === 'concerning')
  const unanswered = concerning.flatMap((figure) => {
    const kpi = kpis.find((k) => k.code === figure.kpi)
    if (kpi === undefined) return []
    const isPromised = decisions.some(
      (d) => d.unit === figure.unit && d.kpi === figure.kpi && d.state === 'open',
    )
    const linked = linkedKpiOf({ kpi, dimension: kpi.dimension, expected: kpi.good, figure }, figure.unit)
    return linked.flatMap((l) =>
      worseningWithoutAction(
        l,
        links.filter((a) => a.kpi === figure.kpi),
        day,
        isPromised,
      ),
    )
  })
  return [...actions.flatMap((a) => a.checks), ...unanswered]
}

async function loadUnitCode(db: ReadSource, unit: string | undefined): Promise<string | null> {
  if (unit !== undefined) return unit
  return (await db.selectFrom('council').select('unit_code').executeTakeFirst())?.unit_code ?? null
}

function planKpiOf(link: LinkedAction, kpis: readonly Kpi[], figures: readonly StoredFigure[]): PlanKpi[] {
  const kpi = kpis.find((k) => k.code === link.kpi)
  if (kpi === undefined) return []
  return [
    {
      kpi,
      dimension: link.dimension,
      expected: link.expected,
      figure: figures.find((f) => f.kpi === kpi.code) ?? null,
    },
  ]
}

function linkedKpiOf({ kpi, dimension, figure }: PlanKpi, unit: string) {
  if (figure === null) return []
  const judged = judgedFigure(figure)
  return [
    {
      kpi: kpi.code,
      name: kpi.name,
      dimension: dimension as Dimension,
      unit,
      period: figure.period,
      status: figure.status,
      variation: judged?.variation ?? 'none',
      since: judged?.analysis.since ?? null,
      lastWhole: judged === figure ? null : (judged?.period ?? null),
      withheld: (judged ?? figure).analysis.withheld === true,
    },
  ]
}
