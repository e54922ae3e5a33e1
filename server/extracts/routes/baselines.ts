/** `POST /series/:unit/:kpi/rebase` and `…/rebase/:id/withdraw`: a person sets a new baseline of a series, or withdraws one. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { personalDetailWords } from '#domain/council/personal-details.ts'
import { longest } from '#domain/council/written-text.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { type Problem, problem } from '#server/errors.ts'
import {
  kpiParameter,
  periodParameter,
  problemAnswer,
  refusals,
  unitParameter,
} from '#server/http/parameters.ts'
import {
  type BaselineResult,
  type CauseOrder,
  recordBaseline,
  withdrawBaseline,
} from '../publishing/baseline.ts'

export type BaselineSources = { db: Db; today: () => Promise<string> }

const baselineAnswer = z.object({
  publication: z.number().int(),
  baseline: z.number().int().describe('Its number: withdraw it by this.'),
  unit: z.string(),
  kpi: z.string(),
  from: z.string(),
  reason: z.string(),
  publishedAt: z.string(),
  publishedBy: z.string(),
  figures: z.number().int().describe('How many figures say something else now; none has another value.'),
  version: z.number().int().describe('Of the baselines of this series: send it back to set or withdraw one.'),
  dryRun: z.boolean(),
})

const cause = z
  .union([z.strictObject({ action: z.string().max(10) }), z.strictObject({ note: z.number().int().min(1) })])
  .describe('An action of the plan linked to the measure, or the number of an event noted on it.')

const text = z.string().trim().min(1).max(longest.baseline)
const version = z
  .number()
  .int()
  .min(0)
  .optional()
  .describe(
    'The version that was read: `baselineVersion` of the series. Left out, it is written whatever that is.',
  )
const acceptWarnings = z
  .boolean()
  .optional()
  .describe('Save a reason that looks like it holds details of a person all the same.')
const release = z
  .boolean()
  .optional()
  .describe('Release the reason to readers outside the service as it is saved. POST /release does it later.')
const dryRun = z.strictObject({
  dryRun: z.enum(['true', 'false']).optional().describe('Says what would change, and changes nothing.'),
})

const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemAnswer } },
})

/** Registers the routes. */
export function baselineRoutes(app: FastifyInstance, sources: BaselineSources): void {
  setRoute(app, sources)
  withdrawRoute(app, sources)
}

function setRoute(app: FastifyInstance, sources: BaselineSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/series/:unit/:kpi/rebase',
    {
      config: { permission: 'baselines.write' },
      schema: {
        summary: 'Set a new baseline of a series',
        description:
          'For a known and sustained change in the way of working. Averages, usual ranges and rules begin anew ' +
          'at `from`; what was said of earlier periods stays.',
        tags: ['Scorecards'],
        params: z.strictObject({ unit: unitParameter, kpi: kpiParameter }),
        querystring: dryRun,
        body: z.strictObject({
          from: periodParameter.describe('The first period of the new level.'),
          reason: text,
          cause: cause.optional(),
          version,
          acceptWarnings,
          release,
        }),
        response: {
          200: baselineAnswer,
          409: refused('A baseline begins at that period already, or somebody wrote since you read.'),
          422: refused('No baseline can begin at that period, or something is wrong with reason or cause.'),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { from, reason, release: isReleased } = request.body
      const order = {
        ...(await orderOf(request, sources)),
        ...{ reason, from, cause: causeOf(request.body.cause), release: isReleased === true },
      }
      return answerOf(order, await recordBaseline(sources.db, order))
    },
  )
}

function withdrawRoute(app: FastifyInstance, sources: BaselineSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/series/:unit/:kpi/rebase/:id/withdraw',
    {
      config: { permission: 'baselines.write' },
      schema: {
        summary: 'Withdraw a baseline of a series',
        description:
          'The series is judged anew as if it had never been set. Both the baseline and its withdrawal stay on record.',
        tags: ['Scorecards'],
        params: z.strictObject({
          unit: unitParameter,
          kpi: kpiParameter,
          id: z.string().regex(/^[0-9]{1,15}$/, 'is not the number of a baseline'),
        }),
        querystring: dryRun,
        body: z.strictObject({ reason: text, version, acceptWarnings }),
        response: {
          200: baselineAnswer,
          409: refused('It is withdrawn already, or somebody wrote since you read.'),
          422: refused('Something is wrong with the reason.'),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { reason } = request.body
      const order = { ...(await orderOf(request, sources)), reason, id: Number(request.params.id) }
      return answerOf(order, await withdrawBaseline(sources.db, order))
    },
  )
}

type Asking = FastifyRequest<{
  Params: { unit: string; kpi: string }
  Querystring: { dryRun?: 'true' | 'false' | undefined }
  Body: { version?: number | undefined; acceptWarnings?: boolean | undefined }
}>

async function orderOf(request: Asking, { today }: BaselineSources) {
  return {
    ...{ unit: request.params.unit, kpi: request.params.kpi.toUpperCase(), by: actorOf(request) },
    ...{ seen: request.body.version ?? null, accepted: request.body.acceptWarnings === true },
    ...{ isTrial: request.query.dryRun === 'true', today: await today() },
  }
}

function causeOf(sent: z.infer<typeof cause> | undefined): CauseOrder | null {
  if (sent === undefined) return null
  return 'action' in sent ? { action: sent.action.toUpperCase() } : sent
}

function answerOf(
  { unit, kpi }: { unit: string; kpi: string },
  result: BaselineResult,
): z.infer<typeof baselineAnswer> {
  if (!('receipt' in result)) throw refusalOf(result)
  const { publication, baseline, version, figures } = result.receipt
  const { id, from, byName, at, reason, withdrawal } = baseline
  const written = withdrawal ?? { byName, at, reason }
  return {
    ...{ publication, baseline: id, unit, kpi, from, reason: written.reason },
    ...{ publishedAt: written.at.toISOString(), publishedBy: written.byName, figures, version },
    dryRun: result.is === 'tried',
  }
}

function refusalOf(result: Exclude<BaselineResult, { is: 'saved' | 'tried' }>): Problem {
  switch (result.is) {
    case 'stale':
      return problem('stale', 'Somebody set or withdrew a baseline of this series since you read it.', {
        version: result.version,
      })
    case 'taken':
      return problem('conflict', result.text)
    case 'faulty':
      return problem('unprocessable', `${result.faults.map(({ text: words }) => words).join('. ')}.`, {
        faults: result.faults,
      })
    case 'questioned':
      return problem(
        'unprocessable',
        `${result.details.map((detail) => personalDetailWords[detail]).join(' ')} Send acceptWarnings to save it all the same.`,
        { warnings: result.details },
      )
  }
}
