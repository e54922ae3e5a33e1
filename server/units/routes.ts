/** `GET /units`: the organisation tree, as far as the asker may see it. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Unit } from '#domain/unit.ts'
import { visibleUnits } from '#server/http/access.ts'
import { monthParameter, refusals } from '#server/http/parameters.ts'

const unitAnswer = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['council', 'service', 'team']),
  parent: z.string().nullable(),
  teamType: z.string().nullable(),
  opened: z.string().describe('The first day, YYYY-MM-DD.'),
  closed: z.string().nullable().describe('The last day; null while it is open.'),
  predecessors: z.array(z.string()).describe('Codes of the units it took over from.'),
})

/** Registers the routes of units. */
export function unitRoutes(
  app: FastifyInstance,
  { loadUnits, today }: { loadUnits: (month: string) => Promise<Unit[]>; today: () => Promise<string> },
): void {
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
      const month = request.query.month ?? (await today()).slice(0, 7)
      const tree = await loadUnits(month)
      const mine = visibleUnits(request, tree)
      return { month, units: tree.filter((unit) => mine.some((own) => isAbove(unit, own, tree))) }
    },
  )
}

/** True if a unit is another, or above it. */
function isAbove(unit: Unit, other: Unit, tree: readonly Unit[]): boolean {
  if (unit.code === other.code) return true
  const parent = tree.find(({ code }) => code === other.parent)
  return parent !== undefined && isAbove(unit, parent, tree)
}
