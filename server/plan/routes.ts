/** `GET /plan`: the improvement plan, what of it was delivered, and what it can be seen to have changed. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Unit } from '#domain/catalogue/unit.ts'
import { addedParts } from '#domain/figures/wholeness.ts'
import { type Milestone, milestoneStateOf } from '#domain/plan/plan.ts'
import type { Check } from '#domain/plan/plan-checks.ts'
import type { TextRelease } from '#domain/suppression/released-text.ts'
import { visibleUnits } from '#server/access/permissions/guard.ts'
import { problem } from '#server/errors.ts'
import { refusals } from '#server/http/parameters.ts'
import { releaseAnswerOf } from '#server/http/release-answer.ts'
import type { PlanAction } from '#server/reads/plan.ts'
import type { PlanActionDetail } from '#server/reads/plan-action.ts'
import type { Reads } from '#server/reads/reads.ts'
import { actionAnswer, checksAnswer, planAnswer } from './answers.ts'

export type PlanSources = {
  reads: Pick<Reads, 'loadPlan' | 'loadPlanAction' | 'loadPlanChecks'>
  loadTree: () => Promise<Unit[]>
  today: () => Promise<string>
}

/** Registers the routes of the plan. A unit's figures, and checks that rest on them, go only to people who may see that unit's
 * figures; the plan itself goes to everyone who may read it. */
export function planRoutes(app: FastifyInstance, sources: PlanSources): void {
  planRoute(app, sources)
  checksRoute(app, sources)
  actionRoute(app, sources)
}

function planRoute(app: FastifyInstance, { reads, loadTree, today }: PlanSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/plan',
    {
      config: { permission: 'plan.read' },
      schema: {
        summary: 'The improvement plan',
        tags: ['Plan'],
        querystring: z.strictObject({}),
        response: { 200: planAnswer, ...refusals },
      },
    },
    async (request) => {
      const [plan, units] = await Promise.all([reads.loadPlan(await today()), figuresFor(request, loadTree)])
      return {
        sections: plan.sections.map(({ ref, kind, title }) => ({ ref, kind, title })),
        actions: plan.sections.flatMap(({ actions }) =>
          actions.map((action) => summaryOf(action, plan.day, units)),
        ),
      }
    },
  )
}

function checksRoute(app: FastifyInstance, { reads, loadTree, today }: PlanSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/plan/checks',
    {
      config: { permission: 'plan.read' },
      schema: {
        summary: 'Actions whose rating and evidence disagree, and what else to ask about',
        tags: ['Plan'],
        querystring: z.strictObject({}),
        response: { 200: checksAnswer, ...refusals },
      },
    },
    async (request) => {
      const day = await today()
      const [checks, plan, units] = await Promise.all([
        reads.loadPlanChecks(day),
        reads.loadPlan(day),
        figuresFor(request, loadTree),
      ])
      const leads = new Map(
        plan.sections.flatMap((section) => section.actions.map((action) => [action.ref, action.leads])),
      )
      return {
        checks: checks.filter(restsOn(units)).map((check) => {
          const owners = leads.get(check.action ?? '') ?? []
          return { ...check, owner: owners[0] ?? null, owners, acceptedUntil: null, acceptedBecause: null }
        }),
      }
    },
  )
}

function actionRoute(app: FastifyInstance, { reads, loadTree, today }: PlanSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/plan/actions/:ref',
    {
      config: { permission: 'plan.read' },
      schema: {
        summary: 'One action with its whole story',
        tags: ['Plan'],
        params: z.strictObject({
          ref: z
            .string()
            .regex(/^[RFrf][0-9]{1,3}\.[0-9]{1,3}$/, 'is not the reference of an action, such as R9.3'),
        }),
        querystring: z.strictObject({}),
        response: { 200: actionAnswer, ...refusals },
      },
    },
    async (request) => {
      const ref = request.params.ref.toUpperCase()
      const day = await today()
      const [action, units] = await Promise.all([
        reads.loadPlanAction(ref, day),
        figuresFor(request, loadTree),
      ])
      if (action === null)
        throw problem('not_found', `There is no action ${ref} in the plan. GET /plan lists every action.`)
      return detailOf(action, day, units)
    },
  )
}

/** The codes of the units whose figures the actor may see. */
async function figuresFor(request: FastifyRequest, loadTree: PlanSources['loadTree']): Promise<string[]> {
  return visibleUnits(request, await loadTree(), 'plan.figures').map(({ code }) => code)
}

function summaryOf(action: PlanAction, day: string, units: readonly string[]) {
  return {
    ref: action.ref,
    section: action.section,
    summary: action.summary,
    leads: action.leads,
    rating: action.rating?.rating ?? ('not_rated' as const),
    milestones: action.milestones.length,
    nextMilestone: action.nextMilestone === null ? null : milestoneOf(action.nextMilestone, day),
    kpis: action.kpis.map(({ kpi }) => kpi.code),
    checks: action.checks.filter(restsOn(units)).map(({ kind }) => kind),
  }
}

function detailOf(action: PlanActionDetail, day: string, units: readonly string[]) {
  return {
    ref: action.ref,
    section: action.section,
    summary: action.summary,
    leads: action.leads,
    cadence: action.cadence,
    note: action.note,
    rating: action.rating?.rating ?? ('not_rated' as const),
    milestones: action.milestones.map((milestone) => milestoneOf(milestone, day)),
    progress: action.progress.map(withRelease),
    ratings: action.ratings.map(withRelease),
    evidence: action.evidence.map(withRelease),
    kpis: action.kpis.map(({ kpi, dimension, expected }) => ({
      kpi: kpi.code,
      dimension,
      expected,
      units: (action.units.find((linked) => linked.kpi === kpi.code)?.units ?? [])
        .filter(({ code }) => units.includes(code))
        .map(({ code, figure: { period, value, status, variation, ...origin } }) => ({
          ...{ unit: code, period, value, parts: addedParts(origin), status, variation },
        })),
    })),
    checks: action.checks.filter(restsOn(units)),
  }
}

function withRelease<Said extends { release: TextRelease }>(said: Said) {
  return { ...said, release: releaseAnswerOf(said.release) }
}

function milestoneOf(milestone: Milestone, day: string) {
  const { id, due, originalDue, stage, meaning, metOn } = milestone
  return { id, due, originalDue, stage, meaning, state: milestoneStateOf(milestone, day), metOn }
}

/** True for a check that says nothing about a unit whose figures the actor may not see. */
function restsOn(units: readonly string[]): (check: Check) => boolean {
  return ({ kpi, unit }) => kpi === null || (unit !== null && units.includes(unit))
}
