/** The API of what people decide about an extract. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actorOf, mayAlso } from '#server/access/permissions/guard.ts'
import { problemAnswer, refusals } from '#server/http/parameters.ts'
import type { Decision } from '../publishing/decision.ts'
import type { Receipt } from '../publishing/receipt.ts'
import type { ExtractReport } from '../record/report.ts'
import type { ExtractWrites } from '../writes.ts'
import { movedAnswer, receiptAnswer, reportAnswer } from './answers.ts'

/** A large extract takes its time. */
const PUBLISH_TIMEOUT = 120_000

export const params = z.strictObject({
  id: z.string().regex(/^[0-9]{1,15}$/, 'is not the number of an extract'),
})
export const refused = {
  description: 'This cannot be done in its present state.',
  content: { 'application/problem+json': { schema: problemAnswer } },
}

const moved = {
  description:
    'This cannot be done in its present state; or, as `changes_moved`, figures on record have changed since the comparison that was looked at.',
  content: { 'application/problem+json': { schema: z.union([movedAnswer, problemAnswer]) } },
}

const LONGEST_REASON = 1000
const reason = z.string().trim().min(1).max(LONGEST_REASON)
const sayWhy = 'Say why the extract is taken back, in ‘reason’'
const seen = z
  .string()
  .max(200)
  .describe(
    'The name of the comparison that was looked at, as `/changes` gave it; without it, that of the check.',
  )
const at = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .describe('A later moment to publish at, with its offset: 2019-06-10T17:00:00+01:00.')
const codes = z.record(z.string().max(100), z.string().max(100))

type Deps = { writes: ExtractWrites; loadReport: (id: number) => Promise<ExtractReport> }

/** Registers publish, approve, cancel, recheck, the end of a source's files, and revert. */
export function decisionRoutes(app: FastifyInstance, deps: Deps): void {
  publishRoute(app, deps)
  approveRoute(app, deps)
  cancelRoute(app, deps)
  recheckRoute(app, deps)
  sourceEndRoute(app, deps)
  revertRoute(app, deps)
}

/** The receipt of what was published; of what waits, its report. */
async function answerOf(
  id: number,
  decision: Decision,
  loadReport: Deps['loadReport'],
): Promise<Receipt | ExtractReport> {
  return decision.is === 'published' ? decision.receipt : loadReport(id)
}

const publishAnswers = {
  200: receiptAnswer,
  202: reportAnswer.describe('It waits for a second person, or for its time.'),
  409: moved,
  422: refused,
  ...refusals,
}

function publishRoute(app: FastifyInstance, { writes, loadReport }: Deps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/extracts/:id/publish',
    {
      config: { permission: 'extracts.publish' },
      handlerTimeout: PUBLISH_TIMEOUT,
      schema: {
        summary: 'Make an extract current',
        description:
          'Answers the receipt; or 202 and the report, where the council asks for a second ' +
          'person, or it is to be published later. Where a figure on record that it compares ' +
          'has changed since it was looked at, nothing is published: 409 gives the changes ' +
          'of now.',
        tags: ['Extracts'],
        params,
        body: z
          .strictObject({
            reason: reason.optional(),
            acceptWarnings: z.boolean().optional(),
            at: at.optional(),
            seen: seen.optional(),
          })
          .nullish(),
        response: publishAnswers,
      },
    },
    async (request, reply) => {
      const id = Number(request.params.id)
      const decision = await writes.publish(id, {
        by: actorOf(request),
        reason: request.body?.reason ?? null,
        acceptWarnings: request.body?.acceptWarnings ?? false,
        at: request.body?.at ?? null,
        seen: request.body?.seen ?? null,
      })
      return reply
        .code(decision.is === 'published' ? 200 : 202)
        .send(await answerOf(id, decision, loadReport))
    },
  )
}

function approveRoute(app: FastifyInstance, { writes, loadReport }: Deps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/extracts/:id/approve',
    {
      config: { permission: 'extracts.approve' },
      handlerTimeout: PUBLISH_TIMEOUT,
      schema: {
        summary: 'Approve what somebody else asked to publish',
        description:
          'Where a figure on record that it compares has changed since it was asked for, it goes back to the person who asked: 409 gives the changes of now.',
        tags: ['Extracts'],
        params,
        body: z.strictObject({ seen: seen.optional() }).nullish(),
        response: publishAnswers,
      },
    },
    async (request, reply) => {
      const id = Number(request.params.id)
      const decision = await writes.approve(id, {
        by: actorOf(request),
        seen: request.body?.seen ?? null,
      })
      return reply
        .code(decision.is === 'published' ? 200 : 202)
        .send(await answerOf(id, decision, loadReport))
    },
  )
}

function cancelRoute(app: FastifyInstance, { writes, loadReport }: Deps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/extracts/:id/cancel',
    {
      config: { permission: 'extracts.approve' },
      schema: {
        summary: 'End an extract that is not to be published',
        description:
          'Of one that is rejected, ready, scheduled or waits for approval; whoever may only approve sends back what waits for that.',
        tags: ['Extracts'],
        params,
        response: { 200: reportAnswer, 409: refused, ...refusals },
      },
    },
    async (request) => {
      const id = Number(request.params.id)
      await writes.cancel(id, {
        by: actorOf(request),
        mayPublish: mayAlso(request, 'extracts.publish'),
      })
      return loadReport(id)
    },
  )
}

function recheckRoute(app: FastifyInstance, { writes, loadReport }: Deps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/extracts/:id/recheck',
    {
      config: { permission: 'extracts.upload' },
      schema: {
        summary: 'Check a rejected extract again',
        description: 'With an encoding or codes that a person confirms, or because the register has grown.',
        tags: ['Extracts'],
        params,
        body: z
          .strictObject({
            encoding: z.literal('windows-1252').optional(),
            codes: z
              .strictObject({ team_code: codes.default({}), kpi_code: codes.default({}) })
              .optional()
              .describe('From the file’s code to ours.'),
          })
          .nullish(),
        response: { 202: reportAnswer, 409: refused, 422: refused, ...refusals },
      },
    },
    async (request, reply) => {
      const id = Number(request.params.id)
      const { encoding, codes: mapped } = request.body ?? {}
      await writes.recheck(id, {
        by: actorOf(request),
        ...(encoding === undefined ? {} : { encoding }),
        ...(mapped === undefined ? {} : { codes: mapped }),
      })
      return reply.code(202).send(await loadReport(id))
    },
  )
}

function sourceEndRoute(app: FastifyInstance, { writes, loadReport }: Deps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/extracts/:id/source-end',
    {
      config: { permission: 'extracts.upload' },
      schema: {
        summary: 'Say that files of this source always end without a line end',
        description:
          'Of an extract with the warning `cut_short`, which this answers for it and for ' +
          'later files of its layout, or of its sender or the drop folder with the same ' +
          'headings. With `always: false` they are asked about again.',
        tags: ['Extracts'],
        params,
        body: z.strictObject({ always: z.boolean() }),
        response: { 200: reportAnswer, 409: refused, ...refusals },
      },
    },
    async (request) => {
      const id = Number(request.params.id)
      await writes.sayHowItEnds(id, { by: actorOf(request), always: request.body.always })
      return loadReport(id)
    },
  )
}

function revertRoute(app: FastifyInstance, { writes }: Deps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/extracts/:id/revert',
    {
      config: { permission: 'extracts.publish' },
      handlerTimeout: PUBLISH_TIMEOUT,
      schema: {
        summary: 'Take a published extract back',
        tags: ['Extracts'],
        params,
        body: z.strictObject(
          { reason: z.string(sayWhy).trim().min(1, sayWhy).max(LONGEST_REASON) },
          { error: ({ code }) => (code === 'invalid_type' ? sayWhy : undefined) },
        ),
        response: { 200: receiptAnswer, 409: refused, ...refusals },
      },
    },
    async (request) =>
      writes.revert(Number(request.params.id), {
        by: actorOf(request),
        reason: request.body.reason,
      }),
  )
}
