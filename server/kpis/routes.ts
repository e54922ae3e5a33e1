/** `GET /kpis`: the catalogue of measures. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Kpi, type Target, targetFor } from '#domain/catalogue/kpi.ts'
import { monthOf } from '#domain/time/period.ts'
import { asAtParameter, grainParameter, monthParameter, refusals } from '#server/http/parameters.ts'

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

/** Registers the routes of the catalogue. */
export function kpiRoutes(
  app: FastifyInstance,
  {
    loadKpis,
    loadTargets,
    today,
  }: {
    loadKpis: (month: string, asAt?: Date) => Promise<Kpi[]>
    loadTargets: (asAt?: Date) => Promise<Target[]>
    today: () => Promise<string>
  },
): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/kpis',
    {
      config: { permission: 'catalogue.read' },
      schema: {
        summary: 'The catalogue of KPIs',
        description: 'Definitions and thresholds in force in a month.',
        tags: ['Catalogue'],
        querystring: z.strictObject({ month: monthParameter.optional(), asAt: asAtParameter.optional() }),
        response: { 200: z.object({ month: z.string(), kpis: z.array(kpiAnswer) }), ...refusals },
      },
    },
    async (request) => {
      const month = request.query.month ?? monthOf(await today())
      const asAt = request.query.asAt === undefined ? undefined : new Date(request.query.asAt)
      const [kpis, targets] = await Promise.all([loadKpis(month, asAt), loadTargets(asAt)])
      return {
        month,
        kpis: kpis.map((kpi) => {
          const inForce = targetFor(targets, kpi.code, month)
          return { ...kpi, target: inForce?.target ?? null, floor: inForce?.floor ?? null }
        }),
      }
    },
  )
}
