/** The API of returns: what of a month has come, and which missing figures will not come. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { personalDetailWords } from '#domain/council/personal-details.ts'
import { dayReadOn } from '#domain/time/moment.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { type Problem, problem } from '#server/errors.ts'
import { asAtParameter, problemAnswer, refusals } from '#server/http/parameters.ts'
import type { Reads } from '#server/reads/reads.ts'
import { type AbsenceResult, recordAbsence } from './absence.ts'
import {
  absenceBody,
  absenceOf,
  periodParameter,
  recordedAbsenceAnswer,
  returnsAnswer,
  returnsOf,
} from './answers.ts'

export type ReturnSources = {
  db: Db
  reads: Pick<Reads, 'loadMissingFigures'>
  today: () => Promise<string>
}

const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemAnswer } },
})

/** Registers the routes. */
export function returnRoutes(app: FastifyInstance, sources: ReturnSources): void {
  missingRoute(app, sources)
  absentRoute(app, sources)
}

function missingRoute(app: FastifyInstance, { reads, today }: ReturnSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/returns',
    {
      config: { permission: 'extracts.read' },
      schema: {
        summary: 'What of a month or a week is in, return by return',
        tags: ['Extracts'],
        querystring: z.strictObject({ period: periodParameter, asAt: asAtParameter.optional() }),
        response: { 200: returnsAnswer, ...refusals },
      },
    },
    async (request) => {
      const { period, asAt } = request.query
      const day = dayReadOn(await today(), asAt ?? null)
      const moment = asAt === undefined ? undefined : new Date(asAt)
      return returnsOf(period, await reads.loadMissingFigures(period, day, moment))
    },
  )
}

function absentRoute(app: FastifyInstance, { db, today }: ReturnSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/returns/:return/:period/absent',
    {
      config: { permission: 'returns.write' },
      schema: {
        summary: 'Say that figures of a unit will not come, or take that back',
        description:
          'A new line; nothing is overwritten. It holds for the figures of the unit and the ' +
          'teams beneath it that are missing: one that comes later counts as it comes. What is ' +
          'said of a week holds from that week on, until a figure comes or it is withdrawn.',
        tags: ['Extracts'],
        params: z.strictObject({
          return: z.string().regex(/^[a-z0-9_]{1,60}$/, 'is not the code of a return'),
          period: periodParameter,
        }),
        querystring: z.strictObject({
          dryRun: z
            .enum(['true', 'false'])
            .optional()
            .describe('Says what would change, and changes nothing.'),
        }),
        body: absenceBody,
        response: {
          200: recordedAbsenceAnswer,
          409: refused('Somebody wrote since you read; `current` is what stands.'),
          422: refused('There is nothing to say it of, or something is wrong with the reason.'),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { unit, reason, withdraw, version, acceptWarnings } = request.body
      const isTrial = request.query.dryRun === 'true'
      const result = await recordAbsence(db, {
        ...{ returnCode: request.params.return, period: request.params.period, unit: unit.toUpperCase() },
        ...{ reason, isAbsent: withdraw !== true, seen: version, accepted: acceptWarnings === true },
        ...{ isTrial, by: actorOf(request), today: await today() },
      })
      if (!('absence' in result)) throw refusalOf(result)
      return { ...absenceOf(result.absence), figures: result.figures, dryRun: isTrial }
    },
  )
}

function refusalOf(result: Exclude<AbsenceResult, { is: 'saved' | 'tried' }>): Problem {
  switch (result.is) {
    case 'stale':
      return problem('stale', 'Somebody said something of these figures since you read it.', {
        current: result.current === null ? null : absenceOf(result.current),
      })
    case 'faulty':
      return problem('unprocessable', `${result.text}.`)
    case 'questioned':
      return problem(
        'unprocessable',
        `${result.details.map((detail) => personalDetailWords[detail]).join(' ')} Send acceptWarnings to save it all the same.`,
        { warnings: result.details },
      )
  }
}
