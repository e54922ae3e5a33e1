/** `GET /changes`: which of a unit's figures differ between two moments, with the reason and the file. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Unit } from '#domain/catalogue/unit.ts'
import { unseenUnit, visibleUnits } from '#server/access/permissions/guard.ts'
import { problem } from '#server/errors.ts'
import { checkSpan, fromParameter, refusals, toParameter, unitParameter } from '#server/http/parameters.ts'
import type { ShownFigure } from '#server/reads/changes.ts'
import type { Reads } from '#server/reads/reads.ts'
import { assuranceAnswer, stateAnswer, statusAnswer, variationAnswer } from './answers.ts'

const number = z.number().nullable()

const saidAnswer = z.object({
  state: stateAnswer,
  symbol: z.string().nullable(),
  value: number,
  numerator: number,
  denominator: number,
  target: number,
  status: statusAnswer.nullable(),
  variation: variationAnswer,
  assurance: assuranceAnswer,
})

const changesAnswer = z.object({
  unit: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime().nullable().describe('Null for now.'),
  changes: z.array(
    z.object({
      kpi: z.string(),
      period: z.string(),
      before: saidAnswer.nullable().describe('Null where nothing had been published of it.'),
      after: saidAnswer,
      changed: z
        .array(z.enum(['figure', 'status', 'variation', 'assurance']))
        .describe('What is not as it was; figure is the number itself or its state.'),
      publishedAt: z.iso.datetime(),
      publishedBy: z.string(),
      reason: z.string().nullable(),
      extract: z.number().int().nullable().describe('Null where limits were restarted.'),
    }),
  ),
})

export type ChangeSources = { reads: Pick<Reads, 'loadUnitChanges'>; loadTree: () => Promise<Unit[]> }

/** Registers the route. A unit out of scope answers 404, like one that does not exist. */
export function changeRoutes(app: FastifyInstance, { reads, loadTree }: ChangeSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/changes',
    {
      config: { permission: 'lineage.read' },
      schema: {
        summary: 'What changed in a unit’s figures between two moments',
        description:
          'From the unit’s publication before its last to now, unless said otherwise. Not for an outside audience.',
        tags: ['Scorecards'],
        querystring: z.strictObject({
          unit: unitParameter,
          from: fromParameter.optional(),
          to: toParameter.optional(),
        }),
        response: { 200: changesAnswer, ...refusals },
      },
    },
    async (request) => {
      const unit = request.query.unit.toUpperCase()
      checkSpan(request.query.from ?? null, request.query.to ?? null)
      const [from, to] = [request.query.from, request.query.to].map((text) =>
        text === undefined ? undefined : new Date(text),
      )
      const tree = await loadTree()
      if (!visibleUnits(request, tree).some(({ code }) => code === unit))
        throw unseenUnit(request, unit, tree)
      const found = await reads.loadUnitChanges(unit, { from, to })
      if (found === null) throw problem('not_found', `No changes of ${unit} can be given.`)
      return {
        unit,
        from: found.from.toISOString(),
        to: found.to?.toISOString() ?? null,
        changes: found.changes.map((change) => ({
          kpi: change.kpi.code,
          period: change.period,
          before: change.before === null ? null : saidOf(change.before),
          after: saidOf(change.after),
          changed: change.parts,
          publishedAt: change.publishedAt.toISOString(),
          publishedBy: change.publishedBy,
          reason: change.reason,
          extract: change.extract?.id ?? null,
        })),
      }
    },
  )
}

function saidOf(figure: ShownFigure): z.infer<typeof saidAnswer> {
  const { state, symbol, value, numerator, denominator, target, status, variation, assurance } = figure
  return { state, symbol, value, numerator, denominator, target, status, variation, assurance }
}
