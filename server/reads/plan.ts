import { type Dimension, isCollected, type Kpi } from '#domain/kpi.ts'
import { grainOf, lastQuarter } from '#domain/period.ts'
import { type Cadence, compareRefs, type Milestone, nextMilestoneOf } from '#domain/plan.ts'
import { type Check, checksOf, mayDisagreeUnseen, worseningWithoutAction } from '#domain/plan-checks.ts'
import { judgedFigure } from '#domain/whole.ts'
import type { ReadSource } from '../db/database.ts'
import { loadKpis } from './catalogue.ts'
import { loadFigures, type StoredFigure } from './figures.ts'
import { type LinkedAction, loadDecisions, loadLinkedActions } from './links.ts'
import { loadPublishedMonths } from './periods.ts'
import { loadPlanRecords, type RatingRecord } from './plan-records.ts'

/** A KPI linked to an action, with the figure of the unit read for this month (of its last quarter, for a quarterly
 *  KPI), or null where nothing was published. */
export type PlanKpi = { kpi: Kpi; dimension: string; expected: string; figure: StoredFigure | null }

export type PlanAction = {
  ref: string
  section: string
  summary: string
  leads: string[]
  cadence: Cadence | null
  cadenceSource: string | null
  /** "stated", or where the document left it blank, where it was inherited from. */
  leadSource: string
  timescaleSource: string
  note: string | null
  rating: RatingRecord | null
  /** The rating just before, where it was another; null where the last one repeated it. */
  previousRating: RatingRecord | null
  milestones: Milestone[]
  nextMilestone: Milestone | null
  lastUpdatedOn: string | null
  evidenceCount: number
  kpis: PlanKpi[]
  checks: Check[]
  /** True where a linked measure that is withheld from this reader may contradict it. */
  mayDisagreeUnseen: boolean
}

export type Plan = {
  day: string
  /** The latest published month, whose figures stand beside delivery; null before the first. */
  period: string | null
  sections: { ref: string; kind: 'recommendation' | 'finding'; title: string; actions: PlanAction[] }[]
}

/** The whole plan on a day: delivery of each action beside what its KPIs show for a unit, the council unless given.
 *  Actions in the order of their references. */
export async function loadPlan(db: ReadSource, day: string, unit?: string): Promise<Plan> {
  const months = await loadPublishedMonths(db)
  const period = months.at(-1)?.period ?? null
  const [sections, actions, records, links, kpis, figures, unitCode] = await Promise.all([
    db.selectFrom('plan_section').select(['ref', 'kind', 'title']).orderBy('position').execute(),
    db.selectFrom('plan_action').selectAll().execute(),
    loadPlanRecords(db, day),
    loadLinkedActions(db, day),
    loadKpis(db, period ?? day.slice(0, 7)),
    loadUnitFigures(db, period, unit),
    loadUnitCode(db, unit),
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

/** Every standing check of the plan on a day: each action's own, then KPIs worsening with no live action. */
export async function loadPlanChecks(db: ReadSource, day: string): Promise<Check[]> {
  const [plan, links, decisions] = await Promise.all([
    loadPlan(db, day),
    loadLinkedActions(db, day),
    loadDecisions(db, day),
  ])
  const actions = plan.sections.flatMap((s) => s.actions)
  const concerning =
    plan.period === null
      ? []
      : (await loadFigures(db, { periods: [plan.period], grain: 'monthly' })).filter(
          (f) => judgedFigure(f)?.variation === 'concerning',
        )
  const month = plan.period ?? day.slice(0, 7)
  const kpis = (await loadKpis(db, month)).filter((k) => isCollected(k, month))
  const unanswered = concerning.flatMap((figure) => {
    const kpi = kpis.find((k) => k.code === figure.kpi)
    if (kpi === undefined) return []
    const open = decisions.some((d) => d.unit === figure.unit && d.kpi === figure.kpi && d.state === 'open')
    const linked = linkedKpiOf({ kpi, dimension: kpi.dimension, expected: kpi.good, figure }, figure.unit)
    return linked.flatMap((l) =>
      worseningWithoutAction(
        l,
        links.filter((a) => a.kpi === figure.kpi),
        day,
        open,
      ),
    )
  })
  return [...actions.flatMap((a) => a.checks), ...unanswered]
}

async function loadUnitCode(db: ReadSource, unit: string | undefined): Promise<string | null> {
  if (unit !== undefined) return unit
  return (await db.selectFrom('council').select('unit_code').executeTakeFirst())?.unit_code ?? null
}

async function loadUnitFigures(
  db: ReadSource,
  period: string | null,
  unit: string | undefined,
): Promise<StoredFigure[]> {
  const code = await loadUnitCode(db, unit)
  if (code === null || period === null) return []
  return loadFigures(db, { units: [code], periods: monthAndQuarter(period) })
}

/** A month, and the last quarter that ended in or before it. */
export function monthAndQuarter(month: string): string[] {
  return [month, lastQuarter(month)]
}

/** A KPI's figure among those of one unit: of the month, or of the quarter where it has no months. */
export function figureOf(kpi: Kpi, figures: readonly StoredFigure[]): StoredFigure | null {
  const grain = kpi.grains.includes('monthly') ? 'monthly' : 'quarterly'
  return figures.find((f) => f.kpi === kpi.code && grainOf(f.period) === grain) ?? null
}

function planKpiOf(link: LinkedAction, kpis: readonly Kpi[], figures: readonly StoredFigure[]): PlanKpi[] {
  const kpi = kpis.find((k) => k.code === link.kpi)
  if (kpi === undefined) return []
  return [
    {
      kpi,
      dimension: link.dimension,
      expected: link.expected,
      figure: figureOf(kpi, figures),
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
      status: figure.status,
      variation: judged?.variation ?? 'none',
      since: judged?.analysis.since ?? null,
      lastWhole: judged === figure ? null : (judged?.period ?? null),
      withheld: (judged ?? figure).analysis.withheld === true,
    },
  ]
}
