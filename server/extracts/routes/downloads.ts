/** The downloads on an extract's page: the file with its problems, its rejected rows, a summary. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { xlsxType } from '#domain/extracts/spreadsheet-text.ts'
import { attachment, nameGivenBack } from '#domain/wording/file-name.ts'
import type { ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { errorSummary } from '../problem-file/error-summary.ts'
import { problemFile } from '../problem-file/problem-file.ts'
import { noExtract } from '../record/no-extract.ts'
import { type ExtractReport, loadExtract } from '../record/report.ts'

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
    const { filename } = await loadThere(db, id)
    const file = await problemFile(db, id, which, container)
    if ('code' in file) throw problem('unprocessable', `${file.message}.`)
    const name = nameGivenBack(filename, {
      what: which === 'all' ? 'problems' : 'rejected',
      ending: file.container,
      instead: `extract-${id}`,
    })
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
    const { filename } = await loadThere(db, id)
    const name = nameGivenBack(filename, { what: 'summary', ending: 'csv', instead: `extract-${id}` })
    return send(reply, name, csvType, Readable.from(errorSummary(db, id)))
  })
}

async function loadThere(db: ReadSource, id: number): Promise<ExtractReport> {
  const extract = await loadExtract(db, id)
  if (extract === null) throw noExtract(id)
  return extract
}

function send(reply: FastifyReply, name: string, type: string, body: Readable): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', attachment(name))
    .header('cache-control', 'no-store')
    .send(body)
}
