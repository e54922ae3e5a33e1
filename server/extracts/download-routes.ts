/** What a page offers of an extract to take away: the file back with its problems, its rejected rows, a summary. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { errorSummary } from './problem-file/error-summary.ts'
import { problemFile } from './problem-file/problem-file.ts'
import { loadExtract } from './queries.ts'
import { xlsxType } from './workbook-writer/write-workbook.ts'

const params = z.strictObject({ id: z.string().regex(/^[0-9]{1,15}$/, 'is not the number of an extract') })
const csvType = 'text/csv; charset=utf-8'
const READING_TIMEOUT = 60_000

/** Registers the downloads of an extract, at addresses of pages. */
export function downloadRoutes(app: FastifyInstance, { db }: { db: ReadSource }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const options = {
    config: { permission: 'extracts.read' as const },
    handlerTimeout: READING_TIMEOUT,
    schema: { params },
  }
  const give = async (
    reply: FastifyReply,
    id: number,
    which: 'all' | 'rejected',
    container?: 'csv' | 'xlsx',
  ): Promise<FastifyReply> => {
    await checkThere(db, id)
    const file = await problemFile(db, id, which, container)
    if ('code' in file) throw problem('unprocessable', `${file.message}.`)
    const name = `extract-${id}-${which === 'all' ? 'with-problems' : 'rejected-rows'}.${file.container}`
    return file.container === 'csv'
      ? send(reply, name, csvType, Readable.from(file.lines))
      : send(reply, name, xlsxType, Readable.from(file.pieces))
  }

  typed.get('/extracts/:id/file-with-problems', options, (request, reply) =>
    give(reply, Number(request.params.id), 'all'),
  )
  typed.get('/extracts/:id/rejected-rows.csv', options, (request, reply) =>
    give(reply, Number(request.params.id), 'rejected', 'csv'),
  )
  typed.get('/extracts/:id/rejected-rows.xlsx', options, (request, reply) =>
    give(reply, Number(request.params.id), 'rejected', 'xlsx'),
  )
  typed.get('/extracts/:id/error-summary.csv', options, async (request, reply) => {
    const id = Number(request.params.id)
    await checkThere(db, id)
    return send(reply, `extract-${id}-error-summary.csv`, csvType, Readable.from(errorSummary(db, id)))
  })
}

async function checkThere(db: ReadSource, id: number): Promise<void> {
  if ((await loadExtract(db, id)) === null) throw problem('not_found', `There is no extract ${id}.`)
}

function send(reply: FastifyReply, name: string, type: string, body: Readable): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(body)
}
