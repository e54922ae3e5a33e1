/** `GET /kpis` and `GET /kpis/:kpi`: the catalogue of measures. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Kpi, type Target, targetFor } from '#domain/catalogue/kpi.ts'
import { monthOf } from '#domain/time/period.ts'
import { audienceOfRequest } from '#server/access/permissions/guard.ts'
import { problem } from '#server/errors.ts'
import {
  asAtParameter,
  grainParameter,
  kpiParameter,
  monthParameter,
  refusals,
} from '#server/http/parameters.ts'
import type { CaseListLine } from '#server/record/case-lists.ts'

const kpiAnswer = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['ratio', 'count', 'stock', 'mean', 'median']),
  basis: z.enum(['flow', 'snapshot', 'rolling_3_months', 'rolling_12_months', 'cohort']),
  unit: z.enum(['percent', 'children_or_items', 'working_days', 'children_per_fte']),
  good: z.enum(['higher', 'lower', 'near', 'neither']),
  dimension: z.enum(['delivery', 'quality', 'difference', 'context']),
  numerator: z.string(),
  denominator: z.string().nullable(),
  clock: z.string().nullable(),
  minimum: z.number().nullable().describe('The smallest denominator that is judged.'),
  mayExceed: z.boolean().describe('Whether a numerator may exceed its denominator.'),
  decimals: z.number(),
  eachOneCounts: z
    .string()
    .nullable()
    .describe(
      'Where any single shortfall of a team is missed: what is said of it, as in 1 of 3 without approval.',
    ),
  grains: z.array(grainParameter),
  teamTypes: z.array(z.string()),
  countedBy: z
    .array(z.string())
    .describe('Team types whose rows a roll-up adds, so that no child is counted twice.'),
  core: z.boolean(),
  subject: z.string(),
  returnCode: z.string(),
  benchmark: z.string().nullable(),
  source: z.string(),
  note: z.string(),
  lastMonth: z
    .string()
    .nullable()
    .describe('The last month it is collected for; null while it is not retired.'),
  target: z.number().nullable(),
  floor: z.number().nullable(),
})

const caseListAnswer = z
  .object({ address: z.string(), label: z.string() })
  .nullable()
  .optional()
  .describe('Where the council’s case system lists the names behind it. Only for readers inside the service.')

export type KpiSources = {
  loadKpis: (month: string, asAt?: Date) => Promise<Kpi[]>
  loadTargets: (asAt?: Date) => Promise<Target[]>
  /** None for an outside audience. */
  loadCaseListLines: (asAt?: Date) => Promise<CaseListLine[]>
  today: () => Promise<string>
}

const asked = z.strictObject({ month: monthParameter.optional(), asAt: asAtParameter.optional() })

/** Registers the routes of the catalogue. */
export function kpiRoutes(app: FastifyInstance, sources: KpiSources): void {
  listRoute(app, sources)
  oneRoute(app, sources)
}

function listRoute(app: FastifyInstance, sources: KpiSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/kpis',
    {
      config: { permission: 'catalogue.read' },
      schema: {
        summary: 'The catalogue of KPIs',
        description: 'Definitions and thresholds in force in a month.',
        tags: ['Catalogue'],
        querystring: asked,
        response: { 200: z.object({ month: z.string(), kpis: z.array(kpiAnswer) }), ...refusals },
      },
    },
    async (request) => loadCatalogue(sources, request.query),
  )
}

function oneRoute(app: FastifyInstance, sources: KpiSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/kpis/:kpi',
    {
      config: { permission: 'catalogue.read' },
      schema: {
        summary: 'One KPI',
        description: 'Its definition and thresholds in force in a month, and where its names are listed.',
        tags: ['Catalogue'],
        params: z.strictObject({ kpi: kpiParameter }),
        querystring: asked,
        response: {
          200: kpiAnswer.extend({
            month: z.string(),
            caseList: caseListAnswer,
            caseListVersion: z
              .number()
              .int()
              .optional()
              .describe('How often that was set or taken away: send it back to set it.'),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const code = request.params.kpi.toUpperCase()
      const { month, kpis } = await loadCatalogue(sources, request.query)
      const kpi = kpis.find((each) => each.code === code)
      if (kpi === undefined) throw problem('not_found', `There is no KPI ${code} in ${month}.`)
      if (audienceOfRequest(request) === 'outside') return { ...kpi, month }
      const lines = await sources.loadCaseListLines(momentOf(request.query))
      const current = lines.find((line) => line.kpi === code)
      return { ...kpi, month, caseList: current?.list ?? null, caseListVersion: current?.version ?? 0 }
    },
  )
}

type Asked = z.infer<typeof asked>

/** The definitions and thresholds in force in the month asked for. */
async function loadCatalogue({ loadKpis, loadTargets, today }: KpiSources, query: Asked) {
  const month = query.month ?? monthOf(await today())
  const asAt = momentOf(query)
  const [kpis, targets] = await Promise.all([loadKpis(month, asAt), loadTargets(asAt)])
  return {
    month,
    kpis: kpis.map((kpi) => {
      const inForce = targetFor(targets, kpi.code, month)
      return { ...kpi, target: inForce?.target ?? null, floor: inForce?.floor ?? null }
    }),
  }
}

function momentOf({ asAt }: Asked): Date | undefined {
  return asAt === undefined ? undefined : new Date(asAt)
}
