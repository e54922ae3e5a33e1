/** `GET /units`: the organisation tree that the actor may see, and handing a closed team's business to another team. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Unit } from '#domain/catalogue/unit.ts'
import { monthOf } from '#domain/time/period.ts'
import { actorOf, visibleUnits } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import {
  asAtParameter,
  dayOfLine,
  monthParameter,
  problemAnswer,
  refusals,
  unitParameter,
} from '#server/http/parameters.ts'
import type { Reads } from '#server/reads/reads.ts'
import type { Succession } from '#server/reads/successions.ts'
import { recordSuccession } from './succession.ts'

const unitAnswer = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['council', 'service', 'team']),
  parent: z.string().nullable(),
  teamType: z.string().nullable(),
  opened: z.string().describe('The first day, YYYY-MM-DD.'),
  closed: z.string().nullable().describe('The last day; null while it is open.'),
  predecessors: z.array(z.string()).describe('Codes of the units it took over from.'),
  handedTo: z.string().nullable().describe('The team that the open business of a closed one was handed to.'),
})

export type UnitSources = {
  db: Db
  reads: Pick<Reads, 'loadUnits' | 'loadSuccessions'>
  today: () => Promise<string>
}

/** Registers the routes of units. */
export function unitRoutes(app: FastifyInstance, sources: UnitSources): void {
  treeRoute(app, sources)
  successionRoute(app, sources)
  handoverRoute(app, sources)
}

function treeRoute(app: FastifyInstance, { reads: { loadUnits }, today }: UnitSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/units',
    {
      config: { permission: 'units.read' },
      schema: {
        summary: 'The units you may see, with the units above them',
        description:
          'The tree as it was in a month: names and parents are of that month. Closed units are included.',
        tags: ['Units'],
        querystring: z.strictObject({ month: monthParameter.optional() }),
        response: { 200: z.object({ month: z.string(), units: z.array(unitAnswer) }), ...refusals },
      },
    },
    async (request) => {
      const month = request.query.month ?? monthOf(await today())
      const tree = await loadUnits(month)
      const mine = visibleUnits(request, tree)
      const shown = tree.filter((unit) => mine.some((own) => isAbove(unit, own, tree)))
      return { month, units: shown.map((unit) => ({ ...unit, handedTo: unit.handedTo ?? null })) }
    },
  )
}

/** True if a unit is the other one, or above it. */
function isAbove(unit: Unit, other: Unit, tree: readonly Unit[]): boolean {
  if (unit.code === other.code) return true
  const parent = tree.find(({ code }) => code === other.parent)
  return parent !== undefined && isAbove(unit, parent, tree)
}

const successionAnswer = z.object({
  to: z.string().describe('The code of the team that it was handed to.'),
  from: z.string().describe('The day from which that team answers, YYYY-MM-DD.'),
  reason: z.string(),
  by: z.string(),
  recordedAt: z.iso.datetime(),
  dated: dayOfLine,
  version: z.number().int().describe('Send this back to hand it on.'),
})

const handedAnswer = z.object({
  unit: z.string(),
  to: z.string().nullable(),
  from: z.string().nullable(),
  version: z.number().int(),
  changes: z
    .object({
      decisions: z.array(z.object({ id: z.number().int(), due: z.string().nullable() })),
      months: z.array(z.string()),
    })
    .describe(
      'The agreed actions that are open and the months that are not signed off: who answers for them changes.',
    ),
})

function successionRoute(app: FastifyInstance, { reads }: UnitSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/units/:unit/succession',
    {
      config: { permission: 'units.read' },
      schema: {
        summary: 'To which team the business of a closed one was handed, the latest first',
        tags: ['Units'],
        params: z.strictObject({ unit: unitParameter }),
        querystring: z.strictObject({ asAt: asAtParameter.optional() }),
        response: { 200: z.object({ unit: z.string(), lines: z.array(successionAnswer) }), ...refusals },
      },
    },
    async (request) => {
      const { unit } = request.params
      const { asAt } = request.query
      const lines = await reads.loadSuccessions(unit, asAt === undefined ? undefined : new Date(asAt))
      return { unit, lines: lines.map(lineOf) }
    },
  )
}

const handoverBody = z.strictObject({
  to: z.string().max(40).describe('The code of the team.'),
  from: z
    .string()
    .max(10)
    .nullish()
    .describe('The day from which it answers, YYYY-MM-DD; today unless given.'),
  reason: z.string().max(10_000),
  version: z.number().int().min(0).default(0).describe('The version that was read; 0 where there was none.'),
})

const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemAnswer } },
})

function handoverRoute(app: FastifyInstance, { db, today }: UnitSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/units/:unit/succession',
    {
      config: { permission: 'units.write' },
      schema: {
        summary: 'Hand the open business of a closed team to the team that took over from it',
        description:
          'Its open agreed actions and its months that are not signed off are then on the ' +
          'lists of that team’s manager, who may answer them. They stay the closed team’s: ' +
          'nothing is rewritten.',
        tags: ['Units'],
        params: z.strictObject({ unit: unitParameter }),
        querystring: z.strictObject({
          dryRun: z.enum(['true', 'false']).optional().describe('Says what would change and stores nothing.'),
        }),
        body: handoverBody,
        response: {
          200: handedAnswer,
          409: refused(
            'The team has not closed; or somebody handed it over since you read, and `current` holds.',
          ),
          422: refused('It cannot be handed to that team, from that day or without a reason.'),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { to, from, reason, version: seen } = request.body
      const { unit } = request.params
      const result = await recordSuccession(db, {
        ...{ unit, to, from: from ?? null, reason, seen, by: actorOf(request) },
        ...{ today: await today(), dryRun: request.query.dryRun === 'true' },
      })
      if (result.is === 'faulty')
        throw problem('unprocessable', `${result.faults.map(({ text }) => text).join('. ')}.`, {
          faults: result.faults,
        })
      const { current } = result
      if (result.is === 'stale')
        throw problem('stale', 'Somebody handed it over since you read it.', {
          current: current === null ? null : lineOf(current),
        })
      return {
        unit,
        to: current?.to ?? null,
        from: current?.from ?? null,
        version: current?.version ?? 0,
        changes: {
          decisions: result.changes.decisions.map(({ id, dueOn }) => ({ id, due: dueOn })),
          months: result.changes.months.map(({ period }) => period),
        },
      }
    },
  )
}

function lineOf({ recordedAt, ...line }: Succession): z.infer<typeof successionAnswer> {
  return { ...line, recordedAt: recordedAt.toISOString() }
}
