/** `POST /series/:unit/:kpi/rebase`: a person restarts the limits of a series and gives a reason. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actorOf } from '#server/access/guard.ts'
import type { Db } from '#server/db/database.ts'
import {
  kpiParameter,
  periodParameter,
  problemAnswer,
  refusals,
  unitParameter,
} from '#server/http/parameters.ts'
import { recordRebase } from '../publishing/rebase.ts'

const rebaseAnswer = z.object({
  publication: z.number().int(),
  unit: z.string(),
  kpi: z.string(),
  from: z.string(),
  reason: z.string(),
  publishedAt: z.string(),
  publishedBy: z.string(),
  figures: z.number().int().describe('How many figures say something else now; none has another value.'),
})

const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemAnswer } },
})

/** Registers the route. */
export function rebaseRoutes(app: FastifyInstance, { db, now }: { db: Db; now: () => Date }): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/series/:unit/:kpi/rebase',
    {
      config: { permission: 'extracts.publish' },
      schema: {
        summary: 'Restart the limits of a series',
        description:
          'For a known and sustained change in the way of working. Limits and rules restart at `from`; what was said of earlier periods stays.',
        tags: ['Scorecards'],
        params: z.strictObject({ unit: unitParameter, kpi: kpiParameter }),
        body: z.strictObject({
          from: periodParameter.describe('The first period of the new way of working.'),
          reason: z.string().trim().min(1).max(1000),
        }),
        response: {
          200: rebaseAnswer,
          409: refused('Limits restart at that period already.'),
          422: refused('There is nothing to restart from at that period.'),
          ...refusals,
        },
      },
    },
    async (request) =>
      recordRebase(db, {
        unit: request.params.unit,
        kpi: request.params.kpi.toUpperCase(),
        ...request.body,
        by: actorOf(request).name,
        now: now(),
      }),
  )
}
