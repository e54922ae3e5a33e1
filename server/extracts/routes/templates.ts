/** Templates to download: the rows that are due, to be filled in and sent back. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { xlsxType } from '#domain/extracts/spreadsheet-text.ts'
import type { ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { monthParameter } from '#server/http/parameters.ts'
import { loadTemplate, type Template } from '../template/load-template.ts'
import { templateCsv, templateWorkbook } from '../template/template-file.ts'

const querystring = z.strictObject({
  owner: z.string().max(100).optional(),
  month: monthParameter.optional(),
  weeks: z.enum(['true', 'false']).optional(),
})

type Query = z.infer<typeof querystring>

/** Registers the templates, at addresses of pages. `today` is the council's day. */
export function templateRoutes(
  app: FastifyInstance,
  { db, today }: { db: ReadSource; today: () => Promise<string> },
): void {
  const options = { config: { permission: 'extracts.read' as const }, schema: { querystring } }
  const template = async ({ owner, month, weeks }: Query): Promise<Template> => {
    const found = await loadTemplate(db, {
      owner: owner === undefined || owner === '' ? null : owner,
      month: month ?? null,
      weeks: weeks === 'true',
      today: await today(),
    })
    if ('rows' in found) return found
    throw problem(
      'not_found',
      `Nobody called ‘${owner}’ sends a return. Those who do: ${found.owners.join(', ')}.`,
    )
  }
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get('/extracts/template.csv', options, async (request, reply) => {
    const { month, rows } = await template(request.query)
    return send(reply, `template-${month}.csv`, 'text/csv; charset=utf-8', templateCsv(rows))
  })
  typed.get('/extracts/template.xlsx', options, async (request, reply) => {
    const { month, rows } = await template(request.query)
    return send(reply, `template-${month}.xlsx`, xlsxType, Readable.from(templateWorkbook(rows)))
  })
}

function send(reply: FastifyReply, name: string, type: string, body: string | Readable): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(body)
}
