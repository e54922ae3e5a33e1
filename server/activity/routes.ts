/** `GET /activity`: the activity record, newest first, by pages. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isDay } from '#domain/time/period.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { problemAnswer, refusals } from '#server/http/parameters.ts'
import type { Reads } from '#server/reads/reads.ts'
import { setRetention } from './retention.ts'

const line = z.object({
  id: z.number().int(),
  at: z.iso.datetime().describe('When, by the clock of the database.'),
  who: z.object({
    kind: z.string().describe('person, token, inbox, command_line, job, seed or unknown'),
    id: z.number().int().nullable(),
    name: z.string(),
  }),
  what: z.string(),
  deed: z.string().describe('The same in words, after the name.'),
  unit: z.string().nullable(),
  on: z.string().nullable().describe('What it is about, by its code or number.'),
  times: z.number().int().describe('How often, where one line stands for several of one minute.'),
  from: z.object({ channel: z.string().nullable(), network: z.string().nullable() }),
  why: z.string().nullable().describe('The reason that was given.'),
})

const day = z.string().refine(isDay, 'is not a day: give it as 2019-06-10')
const number = z.string().regex(/^[0-9]{1,15}$/, 'is not a number')

type Sources = { db: Db; reads: Pick<Reads, 'loadActivity' | 'loadRetention'> }

/** Registers the routes. */
export function activityRoutes(app: FastifyInstance, sources: Sources): void {
  linesRoute(app, sources)
  retentionRoutes(app, sources)
}

const kept = z.object({
  months: z.number().int().describe('For how many months lines are to be kept.'),
  version: z.number().int(),
  keptFor: z
    .number()
    .int()
    .describe('For how many months they are kept now: a shorter time counts 30 days after it was set.'),
  shorterFrom: z.iso
    .datetime()
    .nullable()
    .describe('From when on a shorter time that was set counts; null if none waits.'),
})

async function answerOf(reads: Sources['reads']): Promise<z.infer<typeof kept>> {
  const { shorterFrom, ...retention } = await reads.loadRetention()
  return { ...retention, shorterFrom: shorterFrom?.toISOString() ?? null }
}

function retentionRoutes(app: FastifyInstance, { db, reads }: Sources): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/activity/retention',
    {
      config: { permission: 'activity.read' },
      schema: {
        summary: 'For how long lines of the activity record are kept',
        tags: ['Activity'],
        querystring: z.strictObject({}),
        response: { 200: kept, ...refusals },
      },
    },
    async () => answerOf(reads),
  )
  typed.post(
    '/activity/retention',
    {
      config: { permission: 'settings.write' },
      schema: {
        summary: 'Set for how long lines of the activity record are kept',
        description:
          'A longer time counts at once, a shorter one after 30 days. Lines of the last 12 months are never deleted.',
        tags: ['Activity'],
        body: z.strictObject({
          months: z.number().int().min(12).max(1200),
          reason: z.string().trim().min(1, 'say why').max(500),
          version: z.number().int().min(0).describe('The version that was read.'),
        }),
        response: {
          200: kept,
          409: {
            description: 'Somebody has set it since it was read.',
            content: { 'application/problem+json': { schema: problemAnswer } },
          },
          ...refusals,
        },
      },
    },
    async (request) => {
      const { months, reason, version } = request.body
      await setRetention(db, { months, reason, seen: version, by: actorOf(request) })
      return answerOf(reads)
    },
  )
}

function linesRoute(app: FastifyInstance, { reads }: Sources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/activity',
    {
      config: { permission: 'activity.read' },
      schema: {
        summary: 'Who did what',
        description: 'Newest first. `next` is the `before` of the next page; null at the end.',
        tags: ['Activity'],
        querystring: z.strictObject({
          from: day.optional().describe('The first day, in London.'),
          to: day.optional().describe('The last day, in London.'),
          who: z
            .union([number, z.literal('unknown')])
            .optional()
            .describe('The id of an author, or unknown.'),
          what: z.string().max(100).optional(),
          unit: z.string().max(40).optional(),
          before: number.optional(),
          limit: z
            .string()
            .regex(/^(1000|[1-9][0-9]{0,2})$/, 'is a number from 1 to 1000')
            .optional(),
        }),
        response: {
          200: z.object({ lines: z.array(line), next: z.number().int().nullable() }),
          ...refusals,
        },
      },
    },
    async ({ query }) => {
      const { lines, next } = await reads.loadActivity({
        who: query.who === undefined ? null : query.who === 'unknown' ? 'unknown' : Number(query.who),
        what: query.what ?? null,
        unit: query.unit?.toUpperCase() ?? null,
        ...{ from: query.from ?? null, to: query.to ?? null },
        before: query.before === undefined ? null : Number(query.before),
        limit: Number(query.limit ?? 100),
      })
      return {
        lines: lines.map(({ at, channel, network, about: _, origin: __, ...of }) => ({
          ...of,
          at: at.toISOString(),
          from: { channel, network },
        })),
        next,
      }
    },
  )
}
