import type { Dimension, Kpi } from '#domain/kpi.ts'
import { grainOf, lastQuarter } from '#domain/period.ts'
import { type Cadence, compareRefs, type Milestone, nextMilestoneOf } from '#domain/plan.ts'
import { type Check, checksOf, worseningWithoutAction } from '#domain/plan-checks.ts'
import { releasedText } from '#domain/released-text.ts'
import { isSmall } from '#domain/suppression/amounts.ts'
import type { Rating, Stage } from '#domain/words.ts'
import type { ReadSource } from '../db/database.ts'
import { loadKpis } from './catalogue.ts'
import { loadFigures, type StoredFigure } from './figures.ts'
import { type Decision, type LinkedAction, loadDecisions, loadLinkedActions } from './links.ts'
import { loadPublishedMonths } from './periods.ts'
import { loadUnits } from './units.ts'

export type RatingRecord = {
  rating: Rating
  reason: string
  ratedOn: string
  ratedBy: string
  demonstration: boolean
}
export type ProgressUpdate = { updatedOn: string; updatedBy: string; body: string; demonstration: boolean }
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
}

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
  const [sections, actions, facts, links, kpis, figures, unitCode] = await Promise.all([
    db.selectFrom('plan_section').select(['ref', 'kind', 'title']).orderBy('position').execute(),
    db.selectFrom('plan_action').selectAll().execute(),
    loadFacts(db, day),
    loadLinkedActions(db, day),
    loadKpis(db, period ?? day.slice(0, 7)),
    loadUnitFigures(db, period, unit),
    loadUnitCode(db, unit),
  ])
  const linksOf = Map.groupBy(links, (l) => l.ref)
  const planActions = actions.map((row) => {
    const linked = linksOf.get(row.ref) ?? []
    const planKpis = linked.flatMap((l) => planKpiOf(l, kpis, figures))
    const ratings = facts.ratings.get(row.ref) ?? []
    const milestones = facts.milestones.get(row.ref) ?? []
    const evidence = facts.evidence.get(row.ref) ?? []
    const lastUpdatedOn = facts.progress.get(row.ref)?.[0]?.updatedOn ?? null
    return {
      ref: row.ref,
      section: row.section_ref,
      summary: row.summary,
      leads: facts.leads.get(row.ref) ?? [],
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
          rating: ratings[0]?.rating ?? 'not_rated',
          lastRatedOn: ratings[0]?.ratedOn ?? null,
          lastUpdatedOn,
          cadence: row.cadence as Cadence | null,
          milestones,
          evidenceDimensions: evidence.map((e) => e.dimension),
          kpis: planKpis.flatMap((k) => linkedKpiOf(k, unitCode ?? '')),
        },
        day,
      ),
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

export type PlanActionDetail = PlanAction & {
  sectionTitle: string
  ratings: RatingRecord[]
  progress: ProgressUpdate[]
  evidence: Evidence[]
  decisions: Decision[]
  /** Each linked KPI with the figure of every unit that carries it this month, in the tree's order. */
  units: { kpi: string; units: { code: string; name: string; kind: string; figure: StoredFigure }[] }[]
  period: string | null
}

/** One action with its whole story, its KPIs and checks read for a unit, the council unless given; null for a
 *  reference the plan does not hold. */
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
  const [facts, decisions, units, figures] = await Promise.all([
    loadFacts(db, day),
    loadDecisions(db, day),
    loadUnits(db, plan.period ?? day.slice(0, 7)),
    plan.period === null
      ? Promise.resolve([])
      : loadFigures(db, { kpis: codes, periods: monthAndQuarter(plan.period) }),
  ])
  return {
    ...action,
    sectionTitle: section.title,
    ratings: facts.ratings.get(ref) ?? [],
    progress: facts.progress.get(ref) ?? [],
    evidence: facts.evidence.get(ref) ?? [],
    decisions: decisions.filter((d) => d.action === ref),
    units: action.kpis.map(({ kpi }) => ({
      kpi: kpi.code,
      units: units.flatMap((u) => {
        const figure = figureOf(
          kpi,
          figures.filter((f) => f.unit === u.code),
        )
        return figure === null ? [] : [{ code: u.code, name: u.name, kind: u.kind, figure }]
      }),
    })),
    period: plan.period,
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
          (f) => f.variation === 'concerning',
        )
  const kpis = await loadKpis(db, plan.period ?? day.slice(0, 7))
  const unanswered = concerning.flatMap((figure) => {
    const kpi = kpis.find((k) => k.code === figure.kpi)
    if (kpi === undefined) return []
    const open = decisions.some((d) => d.unit === figure.unit && d.kpi === figure.kpi && d.doneOn === null)
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
function monthAndQuarter(month: string): string[] {
  return [month, lastQuarter(month)]
}

/** A KPI's figure among those of one unit: of the month, or of the quarter where it has no months. */
function figureOf(kpi: Kpi, figures: readonly StoredFigure[]): StoredFigure | null {
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
  return [
    {
      kpi: kpi.code,
      name: kpi.name,
      dimension: dimension as Dimension,
      unit,
      status: figure.status,
      variation: figure.variation,
      since: figure.analysis.since,
    },
  ]
}

/** A stated count that an outside audience is not told. Percentages are stated as their source published them. */
function isSmallCount({ value, unit }: { value: number | null; unit: string | null }): boolean {
  return value !== null && unit !== 'percent' && isSmall(value)
}

/** What has been recorded about every action by a day, by reference; lists latest first, milestones in order. */
async function loadFacts(db: ReadSource, day: string) {
  const [leads, milestones, dues, ratings, progress, evidence] = await Promise.all([
    db
      .selectFrom('action_lead')
      .select(['action_ref', 'role'])
      .orderBy('action_ref')
      .orderBy('position')
      .execute(),
    db.selectFrom('milestone').selectAll().orderBy('action_ref').orderBy('position').execute(),
    db.selectFrom('milestone_due').selectAll().orderBy('milestone_id').orderBy('position').execute(),
    db
      .selectFrom('action_rating')
      .selectAll()
      .where('rated_on', '<=', day)
      .orderBy('rated_on', 'desc')
      .orderBy('id', 'desc')
      .execute(),
    db
      .selectFrom('progress_update')
      .selectAll()
      .where('updated_on', '<=', day)
      .orderBy('updated_on', 'desc')
      .orderBy('id', 'desc')
      .execute(),
    db.selectFrom('evidence').selectAll().orderBy('dated_on', 'desc').orderBy('id', 'desc').execute(),
  ])
  const duesOf = Map.groupBy(dues, (d) => d.milestone_id)
  const grouped = <Row extends { action_ref: string }, T>(rows: readonly Row[], of: (row: Row) => T) =>
    new Map([...Map.groupBy(rows, (r) => r.action_ref)].map(([ref, group]) => [ref, group.map(of)]))
  return {
    leads: grouped(leads, (l) => l.role),
    milestones: grouped(milestones, (m): Milestone => {
      const history = duesOf.get(m.id) ?? []
      const [original, current] = [history[0], history.at(-1)]
      return {
        id: m.id,
        stage: m.stage as Stage,
        meaning: m.meaning,
        due: current?.due ?? '',
        originalDue: original?.due ?? '',
        movedBecause: history.length > 1 ? (current?.reason ?? null) : null,
        metOn: m.met_on !== null && m.met_on <= day ? m.met_on : null,
      }
    }),
    ratings: grouped(
      ratings,
      (r): RatingRecord => ({
        rating: r.rating as Rating,
        reason: releasedText(r.reason, db.audience),
        ratedOn: r.rated_on,
        ratedBy: r.rated_by,
        demonstration: r.is_demonstration,
      }),
    ),
    progress: grouped(
      progress,
      (p): ProgressUpdate => ({
        updatedOn: p.updated_on,
        updatedBy: p.updated_by,
        body: releasedText(p.body, db.audience),
        demonstration: p.is_demonstration,
      }),
    ),
    evidence: grouped(
      evidence,
      (e): Evidence => ({
        dimension: e.dimension,
        statement: releasedText(e.statement, db.audience),
        value: db.audience === 'outside' && isSmallCount(e) ? null : e.value,
        unit: e.unit,
        period: e.period,
        asAt: e.as_at,
        kpi: e.kpi_code,
        source: e.source,
        datedOn: e.dated_on,
        checkedBy: e.checked_by,
        demonstration: e.is_demonstration,
      }),
    ),
  }
}
