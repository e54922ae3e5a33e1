/** The API of the provider's groups: which gives which role over which unit. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  loadProviderMappings,
  type ProviderMapping,
  recordMapping,
  recordMappingEnd,
} from '#server/access/people/provider-mappings.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { refusals } from '#server/http/parameters.ts'
import { numberParameter, reasonField, roleFields, writeRefusals } from './answers.ts'

const mappingAnswer = z.object({
  id: z.number().int(),
  claim: z.string().describe('The group or application role as the provider sends it.'),
  role: z.string(),
  unit: z.string(),
  made: z.object({ at: z.string(), by: z.string() }),
  ended: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
})
const tags = ['People']

/** Registers the routes. */
export function mappingRoutes(app: FastifyInstance, { db, now }: { db: Db; now: () => Date }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/people/mappings',
    {
      config: { permission: 'people.read' },
      schema: {
        summary: 'Which group or application role of the provider gives which role',
        ...{ tags, querystring: z.strictObject({}) },
        response: { 200: z.object({ mappings: z.array(mappingAnswer) }), ...refusals },
      },
    },
    async () => ({ mappings: (await loadProviderMappings(db)).map(mappingOf) }),
  )
  typed.post(
    '/people/mappings',
    {
      config: { permission: 'people.write' },
      schema: {
        summary: 'Have a group or application role give a role over a unit',
        ...{ tags, querystring: z.strictObject({}) },
        body: z.strictObject({ claim: z.string().max(1_000), ...roleFields }),
        response: { 200: mappingAnswer, ...refusals, ...writeRefusals },
      },
    },
    async (request) => {
      const { claim, role, unit = null } = request.body
      return mappingOf(await recordMapping(db, { claim, role, unit, by: actorOf(request), now: now() }))
    },
  )
  typed.post(
    '/people/mappings/:id/end',
    {
      config: { permission: 'people.write' },
      schema: {
        summary: 'End a mapping: it gives nothing from now on',
        ...{ tags, params: z.strictObject({ id: numberParameter }), querystring: z.strictObject({}) },
        body: z.strictObject({ reason: reasonField }),
        response: { 200: mappingAnswer, ...refusals, ...writeRefusals },
      },
    },
    async (request) => {
      const order = { mapping: Number(request.params.id), reason: request.body.reason }
      return mappingOf(await recordMappingEnd(db, { ...order, by: actorOf(request), now: now() }))
    },
  )
}

function mappingOf({ made, ended, ...mapping }: ProviderMapping): z.infer<typeof mappingAnswer> {
  return {
    ...mapping,
    made: { ...made, at: made.at.toISOString() },
    ended: ended === null ? null : { ...ended, at: ended.at.toISOString() },
  }
}
