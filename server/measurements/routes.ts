/** `GET /measurements`, `.csv` and `.arrow`: every figure in bulk, as JSON, CSV or Arrow, streamed. */

import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Unit } from '#domain/catalogue/unit.ts'
import { londonDay } from '#domain/time/moment.ts'
import { firstDay, lastDay, monthOf } from '#domain/time/period.ts'
import { audienceOfRequest, unseenUnit, visibleUnits } from '#server/access/permissions/guard.ts'
import { councilId } from '#server/db/council-id.ts'
import type { ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { bandAnswer } from '#server/http/band-answer.ts'
import {
  asAtParameter,
  checkKpi,
  checkSpan,
  grainParameter,
  kpiParameter,
  periodParameter,
  refusals,
  unitParameter,
} from '#server/http/parameters.ts'
import { loadKpis } from '#server/record/catalogue.ts'
import { readOutside } from '#server/record/suppression.ts'
import { arrowStream } from './arrow.ts'
import { csvLines } from './csv.ts'
import { hasFigures, type MeasurementRow, measurementPages } from './rows.ts'

const ARROW = 'application/vnd.apache.arrow.stream'
const CSV = 'text/csv'
const JSON_TYPE = 'application/json'

const rowAnswer = z.object({
  unit: z.string(),
  kpi: z.string(),
  period: z.string(),
  grain: grainParameter,
  origin: z
    .enum(['team', 'supplied', 'computed'])
    .describe('Given by a team, given for a service or council, or added up.'),
  state: z.enum([
    'reported',
    'no_cases',
    'not_reported',
    'suppressed',
    'not_applicable',
    'without_denominator',
  ]),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable().describe('At full precision; a percentage as 0 to 100.'),
  symbol: z.string().nullable().describe('The symbol received: c, z, x, low or k.'),
  band: bandAnswer.nullable().describe('What is told outside of a suppressed value; else null.'),
  added: z
    .number()
    .int()
    .nullable()
    .describe('Of how many units expected how many were added up; null where nothing was added up.'),
  expected: z.number().int().nullable(),
  dataAsAt: z.string().nullable().describe('The day the source was read, as the extract says.'),
  note: z.string().nullable(),
  version: z.number().int().nullable(),
  publishedAt: z.iso.datetime(),
  extract: z.number().int().nullable(),
  row: z
    .number()
    .int()
    .nullable()
    .describe('The row of the extract, as a spreadsheet shows it; null where added up.'),
  neverComing: z
    .string()
    .nullable()
    .describe(
      'Why the figure, or that of a team that it lacks, will not come, who said so and when; null outside the service.',
    ),
})

const query = z.strictObject({
  unit: unitParameter.optional(),
  kpi: kpiParameter.optional(),
  from: periodParameter.optional(),
  to: periodParameter.optional(),
  grain: grainParameter.optional(),
  asAt: asAtParameter.optional(),
})

export type MeasurementSources = { db: ReadSource; loadTree: () => Promise<Unit[]>; now: () => Date }

const answerOf = {
  [JSON_TYPE]: { schema: z.object({ rows: z.array(rowAnswer) }) },
  [CSV]: { schema: z.string() },
  [ARROW]: { schema: z.unknown().describe('An Apache Arrow IPC stream.') },
}
type Type = keyof typeof answerOf

/** The addresses of figures in bulk: one answers in the type of the Accept header, and one for each type serves programs such as
 * Excel and Power BI, which only send an address. */
const addresses: readonly { url: string; types: readonly Type[]; description: string }[] = [
  {
    url: '/measurements',
    types: [JSON_TYPE, CSV, ARROW],
    description: `Every row you may see, in order of unit, KPI and period, in the type that Accept asks for: ${JSON_TYPE}, ${CSV} or ${ARROW}.`,
  },
  { url: '/measurements.csv', types: [CSV], description: 'The same as CSV, whatever Accept asks for.' },
  {
    url: '/measurements.arrow',
    types: [ARROW],
    description: 'The same as an Apache Arrow IPC stream, whatever Accept asks for.',
  },
]

/** Registers the routes of figures in bulk. Rows of units out of scope are never read. */
export function measurementRoutes(app: FastifyInstance, sources: MeasurementSources): void {
  for (const { url, types, description } of addresses) {
    app.withTypeProvider<ZodTypeProvider>().get(
      url,
      {
        config: { permission: 'measurements.read' },
        handlerTimeout: 120_000,
        schema: {
          summary: 'Figures in bulk',
          description,
          tags: ['Measurements'],
          querystring: query,
          response: {
            200: {
              description: 'The rows.',
              content: Object.fromEntries(types.map((type) => [type, answerOf[type]])),
            },
            ...refusals,
          },
        },
      },
      async (request, reply) => {
        const [only, ...others] = types
        const type = only === undefined || others.length > 0 ? typeAsked(request.headers.accept) : only
        return send(reply, type, await pagesAsked(request, request.query, sources))
      },
    )
  }
}

type Pages = AsyncIterable<MeasurementRow[]>

/** The rows that a query selects, read while they are sent. Throws if the query names something that does not exist. */
async function pagesAsked(
  request: FastifyRequest,
  { unit, kpi, from, to, grain, asAt }: z.infer<typeof query>,
  { db, loadTree, now }: MeasurementSources,
): Promise<Pages> {
  checkSpan(from === undefined ? null : firstDay(from), to === undefined ? null : lastDay(to))
  const code = kpi?.toUpperCase() ?? null
  if (code !== null) checkKpi(code, await loadKpis(db, monthOf(londonDay(now().toISOString()))))
  const source = audienceOfRequest(request) === 'outside' ? readOutside(db) : db
  const filter = {
    units: await unitsAsked(request, unit, await loadTree()),
    kpi: code,
    grain: grain ?? null,
    from: from ?? null,
    to: to ?? null,
    asAt: await oneMoment(db, asAt === undefined ? now() : new Date(asAt)),
    saidUntil: asAt === undefined ? undefined : new Date(asAt),
  }
  if (code !== null && !(await hasFigures(source, filter)))
    throw problem(
      'not_found',
      `Nothing is published of ${code} for ${unit === undefined ? 'the units you may see' : filter.units[0]}.`,
    )
  return measurementPages(source, filter)
}

function send(reply: FastifyReply, type: Type, pages: Pages): FastifyReply {
  switch (type) {
    case ARROW:
      return reply.type(ARROW).send(arrowStream(pages))
    case CSV:
      return reply
        .type(`${CSV}; charset=utf-8`)
        .header('content-disposition', 'attachment; filename="measurements.csv"')
        .send(Readable.from(csvLines(pages)))
    case JSON_TYPE:
      return reply.type(`${JSON_TYPE}; charset=utf-8`).send(Readable.from(jsonPieces(pages)))
  }
}

/** The moment at which a whole export is read. It is never after the last publication, so that a publication that commits
 * between two pages of the export appears in none of them. */
async function oneMoment(db: ReadSource, asked: Date): Promise<Date> {
  const { last } = await db
    .selectFrom('publication')
    .select((e) => e.fn.max<Date | null>('published_at').as('last'))
    .where('council_id', '=', councilId)
    .executeTakeFirstOrThrow()
  return last !== null && last < asked ? last : asked
}

async function unitsAsked(
  request: FastifyRequest,
  unit: string | undefined,
  tree: readonly Unit[],
): Promise<string[]> {
  const codes = visibleUnits(request, tree).map(({ code }) => code)
  if (unit === undefined) return codes
  const code = unit.toUpperCase()
  if (!codes.includes(code)) throw unseenUnit(request, code, tree)
  return [code]
}

/** The type of the answer: the first accepted type that we support. */
function typeAsked(accept: string | undefined): Type {
  if (accept === undefined) return JSON_TYPE
  for (const range of accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase())) {
    if (range === ARROW || range === CSV || range === JSON_TYPE) return range
    if (range === '*/*' || range === 'application/*') return JSON_TYPE
    if (range === 'text/*') return CSV
    if (range === 'text/html') return JSON_TYPE
  }
  throw problem('not_acceptable', `Accept ${JSON_TYPE}, ${CSV} or ${ARROW}.`)
}

async function* jsonPieces(pages: Pages): AsyncGenerator<string> {
  let separator = '{"rows":['
  for await (const rows of pages) {
    yield separator + rows.map((row) => JSON.stringify(row)).join(',')
    separator = ','
  }
  yield separator === ',' ? ']}' : '{"rows":[]}'
}
