/** The API of extracts: send one, read what was found in it, publish it, take it back. */
import { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { extractStatuses } from '#domain/extracts/status.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { refusals } from '#server/http/parameters.ts'
import { checkExtract } from '../checking/check.ts'
import { dryRun, HTTP_LIMIT } from '../ingest.ts'
import { problemsCsv } from '../problem-file/problems-csv.ts'
import { receiveExtract } from '../receiving/receive.ts'
import { noExtract } from '../record/no-extract.ts'
import { type ExtractReport, loadExtract, loadExtracts } from '../record/report.ts'
import type { ExtractWrites } from '../writes.ts'
import { changesAnswer, receiptAnswer, reportAnswer, summaryAnswer } from './answers.ts'
import { decisionRoutes, params, refused } from './decisions.ts'
import { fileTypes, uploadOf } from './upload.ts'

const UPLOAD_TIMEOUT = 120_000
const LONGEST_WAIT = 30

type ExtractSources = { db: Db; now: () => Date; writes: ExtractWrites }

/** Registers the routes of extracts, within a scope of their own: only here a body may be a file. */
export function extractRoutes(app: FastifyInstance, sources: ExtractSources): void {
  const { db, writes } = sources
  app.register(async (scope) => {
    await scope.register(multipart, {
      limits: {
        files: 1,
        fileSize: HTTP_LIMIT + 1,
        fields: 10,
        fieldSize: 10_000,
        parts: 12,
        headerPairs: 100,
      },
      throwFileSizeLimit: false,
    })
    scope.addContentTypeParser(fileTypes, (_request, body, done) => done(null, body))
    uploadRoute(scope, sources)
    listRoute(scope, sources)
    reportRoute(scope, sources)
    problemsRoute(scope, sources)
    changesRoute(scope, sources)
    receiptsRoute(scope, sources)
    decisionRoutes(scope, { writes, loadReport: (id) => loadReport(db, id) })
  })
}

const uploadQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).optional().describe('Checks and stores nothing.'),
  layout: z.string().trim().min(1).max(100).optional().describe('The name of the layout it is read by.'),
  encoding: z
    .literal('windows-1252')
    .optional()
    .describe('Said only where it is known; otherwise the bytes decide.'),
})

function uploadRoute(app: FastifyInstance, { db, now }: ExtractSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/extracts',
    {
      config: { permission: 'extracts.upload' },
      bodyLimit: HTTP_LIMIT,
      handlerTimeout: UPLOAD_TIMEOUT,
      schema: {
        summary: 'Send an extract',
        description:
          'A form with the part `file`, or the file as the body. Answered once its bytes are stored; with `Prefer: wait=30` once it is checked.',
        tags: ['Extracts'],
        consumes: ['multipart/form-data', 'text/csv'],
        querystring: uploadQuery,
        response: { 200: reportAnswer, 202: reportAnswer, 413: refused, 422: refused, ...refusals },
      },
    },
    async (request, reply) => {
      const upload = await uploadOf(request)
      const file = {
        ...upload,
        channel: 'api' as const,
        receivedBy: actorOf(request),
        now: now(),
        publish: null,
        layout: request.query.layout ?? null,
        encoding: request.query.encoding ?? null,
      }
      if (request.query.dryRun === 'true') return reply.send(await dryRun(db, file))
      const received = await receiveExtract(db, { ...file, limit: HTTP_LIMIT })
      if (received.is === 'refused') {
        const code = received.problem.code === 'too_large' ? 'too_large' : 'unprocessable'
        throw problem(code, received.problem.message, { problems: [received.problem] })
      }
      const { id } = received
      reply.header('location', `/api/v1/extracts/${id}`)
      const asReceived = await loadReport(db, id)
      const checked = checkExtract(db, id, now()).catch((error: unknown) => {
        // The sweep checks it again. The request was answered correctly: the file is stored.
        request.log.error({ err: error, extract: id }, 'extract not checked')
      })
      const seconds = waitOf(request)
      const report =
        seconds === 0 ? asReceived : await within(checked, seconds).then(() => loadReport(db, id))
      const isDone = received.is === 'already' || !['received', 'checking'].includes(report.status)
      return reply.code(isDone ? 200 : 202).send({ ...report, alreadyReceived: received.is === 'already' })
    },
  )
}

function listRoute(app: FastifyInstance, { db }: ExtractSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/extracts',
    {
      config: { permission: 'extracts.read' },
      schema: {
        summary: 'The latest extracts',
        tags: ['Extracts'],
        querystring: z.strictObject({ status: z.enum(extractStatuses).optional() }),
        response: { 200: z.object({ extracts: z.array(summaryAnswer) }), ...refusals },
      },
    },
    async (request) => ({ extracts: await loadExtracts(db, { status: request.query.status ?? null }) }),
  )
}

function reportRoute(app: FastifyInstance, { db }: ExtractSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/extracts/:id',
    {
      config: { permission: 'extracts.read' },
      schema: {
        summary: 'What was found in an extract',
        tags: ['Extracts'],
        params,
        response: { 200: reportAnswer, ...refusals },
      },
    },
    async (request) => loadReport(db, Number(request.params.id)),
  )
}

function problemsRoute(app: FastifyInstance, { db }: ExtractSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/extracts/:id/problems.csv',
    {
      config: { permission: 'extracts.read' },
      schema: { summary: 'Every problem, with the original columns', tags: ['Extracts'], params },
    },
    async (request, reply) => {
      const { id } = await loadReport(db, Number(request.params.id))
      return sendCsv(reply, `extract-${id}-problems.csv`, problemsCsv(db, Number(id)))
    },
  )
}

function changesRoute(app: FastifyInstance, { writes }: ExtractSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/extracts/:id/changes',
    {
      config: { permission: 'extracts.read' },
      handlerTimeout: UPLOAD_TIMEOUT,
      schema: {
        summary: 'What publishing changes, or changed',
        description:
          'What is still to come is tried out and taken back; more than 20,000 changed cells are only counted.',
        tags: ['Extracts'],
        params,
        response: { 200: changesAnswer, ...refusals },
      },
    },
    async (request) => writes.loadChanges(Number(request.params.id)),
  )
}

function receiptsRoute(app: FastifyInstance, { db, writes }: ExtractSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/extracts/:id/receipts',
    {
      config: { permission: 'extracts.read' },
      schema: {
        summary: 'The receipts of its publication and of its being taken back',
        tags: ['Extracts'],
        params,
        response: { 200: z.object({ receipts: z.array(receiptAnswer) }), ...refusals },
      },
    },
    async (request) => {
      const { id } = await loadReport(db, Number(request.params.id))
      return { receipts: await writes.loadReceipts(Number(id)) }
    },
  )
}

async function loadReport(db: Db, id: number): Promise<ExtractReport> {
  const report = await loadExtract(db, id)
  if (report === null) throw noExtract(id)
  return report
}

/** The seconds a client asks to wait for (RFC 7240), 0 to 30. */
function waitOf(request: FastifyRequest): number {
  const preference = [request.headers.prefer].flat().join(',')
  return Math.min(LONGEST_WAIT, Number(/(?:^|[,\s])wait=([0-9]{1,4})/i.exec(preference)?.[1] ?? 0))
}

/** Waits for the work, but no longer than so many seconds; it goes on if it is not done. */
async function within(work: Promise<void>, seconds: number): Promise<void> {
  if (seconds === 0) return
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}

function sendCsv(reply: FastifyReply, name: string, lines: AsyncIterable<string>): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(lines))
}
