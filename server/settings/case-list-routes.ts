/** `POST /settings/case-lists/:kpi`: where the council's case system lists the names behind a measure. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { longestCaseList } from '#domain/council/case-list.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { type Problem, problem } from '#server/errors.ts'
import { dayOfLine, kpiParameter, problemAnswer, refusals } from '#server/http/parameters.ts'
import { type CaseListOutcome, setCaseList } from './set-case-list.ts'

export type CaseListSources = { db: Db }

const reason = z.string().max(longestCaseList.reason).optional()
const version = z.number().int().min(0).describe('The version that was read: `caseListVersion` of the KPI.')
const body = z.union([
  z.strictObject({
    address: z
      .string()
      .describe(`Begins with https:// and has at most ${longestCaseList.address} characters.`),
    label: z.string().describe('Completes “The names are in …”, as in report 14.'),
    reason,
    version,
  }),
  z.strictObject({ remove: z.literal(true).describe('Takes the address away.'), reason, version }),
])

const setAnswer = z.object({
  kpi: z.string(),
  caseList: z.object({ address: z.string(), label: z.string() }).nullable(),
  reason: z.string().nullable(),
  setBy: z.string(),
  role: z.string(),
  setAt: z.string(),
  dated: dayOfLine,
  changed: z.boolean().describe('False where it was so already, and nothing is stored.'),
  version: z.number().int(),
  dryRun: z.boolean(),
})

const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemAnswer } },
})

/** Registers the route. */
export function caseListRoutes(app: FastifyInstance, { db }: CaseListSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/settings/case-lists/:kpi',
    {
      config: { permission: 'settings.write' },
      schema: {
        summary: 'Set where the case system lists the names behind a KPI, or take that away',
        description:
          'A new line; nothing is overwritten. Only readers inside the service are given the address.',
        tags: ['Settings'],
        params: z.strictObject({ kpi: kpiParameter }),
        querystring: z.strictObject({
          dryRun: z
            .enum(['true', 'false'])
            .optional()
            .describe('Says what would change, and stores nothing.'),
        }),
        body,
        response: {
          200: setAnswer,
          409: refused('Somebody has set it or taken it away since it was read.'),
          422: refused('Something is wrong with the address, or there is none to take away.'),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { body: sent } = request
      const { id, name, grants } = actorOf(request)
      const isTrial = request.query.dryRun === 'true'
      const outcome = await setCaseList(db, {
        kpi: request.params.kpi.toUpperCase(),
        typed: {
          address: 'address' in sent ? sent.address : '',
          label: 'label' in sent ? sent.label : '',
          reason: sent.reason ?? '',
        },
        ...{ isRemoved: 'remove' in sent, seen: sent.version, by: { id, name, grants } },
        isTrial,
      })
      if (!('line' in outcome)) throw refusalOf(outcome)
      const { line, changed } = outcome
      return {
        ...{ kpi: line.kpi, caseList: line.list, reason: line.reason, setBy: line.byName, role: line.byRole },
        ...{
          setAt: line.at.toISOString(),
          dated: line.dated,
          changed,
          version: line.version,
          dryRun: isTrial,
        },
      }
    },
  )
}

function refusalOf(outcome: Exclude<CaseListOutcome, { is: 'saved' | 'tried' }>): Problem {
  if (outcome.is === 'stale')
    return problem(
      'stale',
      'Somebody has set this or taken it away since you read it. GET /kpis/:kpi gives it as it is now.',
      {
        version: outcome.current?.version ?? 0,
      },
    )
  const words = Object.entries(outcome.errors).map(([field, text]) => `${field}: ${text}.`)
  return problem('unprocessable', words.join(' '), { faults: outcome.errors })
}
