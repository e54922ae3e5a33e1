/** The API of returns: what of a month is in, and of what was said that it will not come. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { personalDetailWords } from '#domain/council/personal-details.ts'
import { periodFinding, stoppedFinding } from '#domain/extracts/completeness.ts'
import { dayReadOn } from '#domain/time/moment.ts'
import { addDays, grainOf } from '#domain/time/period.ts'
import { actorOf } from '#server/access/guard.ts'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { asAtParameter, problemAnswer, refusals, unitParameter } from '#server/http/parameters.ts'
import type { Reads } from '#server/reads/reads.ts'
import type { Absence } from '#server/record/absences.ts'
import { recordAbsence } from './absence.ts'

export type ReturnSources = {
  db: Db
  reads: Pick<Reads, 'loadMissingFigures'>
  today: () => Promise<string>
  moment: () => Promise<Date>
}

const periodParameter = z
  .string()
  .refine(
    (text) => ['monthly', 'weekly'].includes(grainOf(text) ?? ''),
    'is not a month 2019-04 or a week 2019-W17',
  )
  .describe('A month 2019-04, or an ISO week 2019-W17. A quarter’s figures belong to its last month.')

const absenceAnswer = z.object({
  return: z.string(),
  period: z.string(),
  unit: z.string(),
  version: z.number().int().describe('Send this back to change it.'),
  absent: z.boolean().describe('False where it was withdrawn.'),
  reason: z.string(),
  by: z.string(),
  role: z.string(),
  recordedAt: z.iso.datetime(),
})

const missingCell = z.object({ unit: z.string(), kpi: z.string() })

const returnAnswer = z.object({
  return: z.string(),
  name: z.string(),
  owner: z.string(),
  dueOn: z.string(),
  state: z
    .enum(['not_due', 'due', 'late', 'part', 'in'])
    .describe('in: nothing is missing that is still to come.'),
  expected: z.number().int(),
  received: z.number().int(),
  firstOn: z.string().nullable().describe('The day on which its first figure came.'),
  lastOn: z.string().nullable(),
  completeOn: z.string().nullable().describe('The day on which nothing of it was missing any more.'),
  daysLate: z.number().int(),
  missing: z.array(missingCell.extend({ came: z.enum(['nothing', 'blank']) })),
  neverComing: z.array(
    missingCell.extend({ why: z.string(), by: z.string().nullable(), on: z.string().nullable() }),
  ),
})

const stoppedAnswer = z.object({
  return: z.string(),
  kpi: z.string(),
  unit: z.string(),
  lastWeek: z.string().describe('The last week that came.'),
  missedWeeks: z.array(z.string()).describe('The weeks since then that are over and missing.'),
  lateSince: z.string().describe('The day after the end of the second of them.'),
  sentence: z.string(),
})

const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemAnswer } },
})

/** Registers the routes. */
export function returnRoutes(app: FastifyInstance, { db, reads, today, moment }: ReturnSources): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/returns',
    {
      config: { permission: 'extracts.read' },
      schema: {
        summary: 'What of a month or a week is in, return by return',
        tags: ['Extracts'],
        querystring: z.strictObject({ period: periodParameter, asAt: asAtParameter.optional() }),
        response: {
          200: z.object({
            period: z.string(),
            finding: z.string(),
            returns: z.array(returnAnswer),
            stopped: z
              .array(stoppedAnswer)
              .describe('Weekly figures that had been coming and are late on the day, whatever the period.'),
            absences: z.array(absenceAnswer),
          }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { period, asAt } = request.query
      const day = dayReadOn(await today(), asAt ?? null)
      const found = await reads.loadMissingFigures(
        period,
        day,
        asAt === undefined ? undefined : new Date(asAt),
      )
      return {
        period,
        finding: periodFinding(found.returns, found.stopped, period),
        returns: found.returns.map(({ code, ownerRole, missing, never, ...standing }) => ({
          ...standing,
          return: code,
          owner: ownerRole,
          missing: [...missing],
          neverComing: [...never],
        })),
        stopped: found.stopped.map((stop) => ({
          ...{ return: stop.from.code, kpi: stop.kpi.code, unit: stop.unit.code, lastWeek: stop.last },
          missedWeeks: [...stop.missed],
          lateSince: addDays(stop.dueOn, 1),
          sentence: stoppedFinding([stop]),
        })),
        absences: found.said.map(absenceOf),
      }
    },
  )

  typed.post(
    '/returns/:return/:period/absent',
    {
      config: { permission: 'returns.write' },
      schema: {
        summary: 'Say that figures of a unit will not come, or take that back',
        description:
          'A new line; nothing is overwritten. It holds for the figures of the unit and the teams beneath it that are missing: one that comes later counts as it comes. What is said of a week holds from that week on, until a figure comes or it is withdrawn.',
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
        body: z.strictObject({
          unit: unitParameter,
          reason: z.string().max(10_000),
          withdraw: z.boolean().optional().describe('The figures are expected again.'),
          version: z
            .number()
            .int()
            .min(0)
            .default(0)
            .describe('The version that was read; 0 where there was none.'),
          acceptWarnings: z
            .boolean()
            .optional()
            .describe('Save a text that looks like it holds details of a person all the same.'),
        }),
        response: {
          200: absenceAnswer.extend({
            figures: z
              .array(z.object({ unit: z.string(), kpi: z.string(), period: z.string() }))
              .describe('The figures that it holds for, or would.'),
            dryRun: z.boolean(),
          }),
          409: refused('Somebody wrote since you read; `current` is what stands.'),
          422: refused('There is nothing to say it of, or something is wrong with the reason.'),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { unit, reason, withdraw, version, acceptWarnings } = request.body
      const { name, roles } = actorOf(request)
      const isTrial = request.query.dryRun === 'true'
      const result = await recordAbsence(db, {
        returnCode: request.params.return,
        period: request.params.period,
        unit: unit.toUpperCase(),
        reason,
        isAbsent: withdraw !== true,
        seen: version,
        accepted: acceptWarnings === true,
        isTrial,
        by: { name, roles },
        today: await today(),
        now: await moment(),
      })
      switch (result.is) {
        case 'stale':
          throw problem('stale', 'Somebody said something of these figures since you read it.', {
            current: result.current === null ? null : absenceOf(result.current),
          })
        case 'faulty':
          throw problem('unprocessable', `${result.text}.`)
        case 'questioned':
          throw problem(
            'unprocessable',
            `${result.details.map((detail) => personalDetailWords[detail]).join(' ')} Send acceptWarnings to save it all the same.`,
            { warnings: result.details },
          )
        default:
          return { ...absenceOf(result.absence), figures: result.figures, dryRun: isTrial }
      }
    },
  )
}

function absenceOf({ returnCode, period, unit, version, isAbsent, reason, by, role, at }: Absence) {
  return {
    ...{ return: returnCode, period, unit, version, absent: isAbsent, reason, by, role },
    recordedAt: at.toISOString(),
  }
}
