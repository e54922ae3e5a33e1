/** The API of the conversation about a month: commentary on its figures, and agreed actions. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { personalDetailWords } from '#domain/council/personal-details.ts'
import { decisionStates } from '#domain/meetings/decision.ts'
import { dayReadOn } from '#domain/time/moment.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import {
  asAtParameter,
  checkKpi,
  kpiParameter,
  monthParameter,
  refusals,
  unitParameter,
} from '#server/http/parameters.ts'
import type { Reads } from '#server/reads/reads.ts'
import {
  commentaryAnswer,
  commentaryOf,
  decisionAnswer,
  decisionOf,
  staleAnswer,
  unsavedAnswer,
} from './answers.ts'
import { recordCommentary } from './commentary.ts'
import { recordDecision, recordOutcome } from './decisions.ts'
import type { NotSaved } from './write-order.ts'

export type MeetingSources = {
  db: Db
  reads: Pick<Reads, 'loadCommentary' | 'loadDecisions' | 'loadKpis' | 'loadPublishedMonths'>
  today: () => Promise<string>
}

const unitOnly = z.strictObject({ unit: unitParameter })
// The rules of the domain decide what may be written; here it only has to be text of limited length.
const free = z.string().max(10_000)
const acceptWarnings = z
  .boolean()
  .optional()
  .describe('Save a text that looks like it holds details of a person all the same.')
const release = z
  .boolean()
  .optional()
  .describe('Release the text to readers outside the service as it is saved. POST /release does it later.')
const version = z
  .number()
  .int()
  .min(0)
  .default(0)
  .describe('The version that was read; 0 where there was none.')

/** Registers the routes. A unit out of scope answers 404; a writer who is not responsible for the unit is refused. */
export function meetingRoutes(app: FastifyInstance, sources: MeetingSources): void {
  commentaryRoute(app, sources)
  commentaryWriteRoute(app, sources)
  decisionsRoute(app, sources)
  decisionWriteRoute(app, sources)
  outcomeRoute(app, sources)
}

function commentaryRoute(app: FastifyInstance, { reads }: MeetingSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/units/:unit/commentary',
    {
      config: { permission: 'commentary.read' },
      schema: {
        summary: 'Commentary of a unit on its figures of a month',
        description: 'An outside audience reads the texts that a person released.',
        tags: ['Meetings'],
        params: unitOnly,
        querystring: z.strictObject({
          period: monthParameter,
          kpi: kpiParameter.optional(),
          asAt: asAtParameter.optional(),
        }),
        response: { 200: z.object({ commentary: z.array(commentaryAnswer) }), ...refusals },
      },
    },
    async (request) => {
      const { period, kpi, asAt } = request.query
      const moment = asAt === undefined ? undefined : new Date(asAt)
      const [months, kpis] = await Promise.all([reads.loadPublishedMonths(moment), reads.loadKpis(period)])
      if (kpi !== undefined) checkKpi(kpi.toUpperCase(), kpis)
      if (!months.some((m) => m.period === period))
        throw problem('not_found', `${period} is not a published month. GET /periods lists them.`)
      const all = await reads.loadCommentary(request.params.unit, period, moment)
      return {
        commentary: all.filter((c) => kpi === undefined || c.kpi === kpi.toUpperCase()).map(commentaryOf),
      }
    },
  )
}

function commentaryWriteRoute(app: FastifyInstance, { db, today }: MeetingSources): void {
  const writeOf = writesOf(today)
  app.withTypeProvider<ZodTypeProvider>().post(
    '/units/:unit/commentary',
    {
      config: { permission: 'commentary.write' },
      schema: {
        summary: 'Comment on a figure',
        description:
          'A new version; nothing is overwritten. Once the month is signed off it stands as a note beneath what was agreed.',
        tags: ['Meetings'],
        params: unitOnly,
        body: z.strictObject({
          kpi: kpiParameter,
          period: monthParameter,
          body: free,
          version,
          acceptWarnings,
          release,
        }),
        response: { 200: commentaryAnswer, 409: staleAnswer, 422: unsavedAnswer, ...refusals },
      },
    },
    async (request) => {
      const { kpi, period, body, version: seen, acceptWarnings: accepted, release: isReleased } = request.body
      const result = await recordCommentary(db, {
        ...(await writeOf(request)),
        kpi: kpi.toUpperCase(),
        period,
        body,
        seen,
        accepted: accepted === true,
        release: isReleased === true,
      })
      if (result.is === 'stale')
        throw problem('stale', 'Somebody wrote about this figure since you read it.', {
          current: result.current === null ? null : commentaryOf(result.current),
        })
      if (result.is !== 'saved') throw refusalOf(result)
      return commentaryOf(result.commentary)
    },
  )
}

function decisionsRoute(app: FastifyInstance, { reads, today }: MeetingSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/units/:unit/decisions',
    {
      config: { permission: 'scorecards.read' },
      schema: {
        summary: 'What was agreed about a unit, and what came of it',
        tags: ['Meetings'],
        params: unitOnly,
        querystring: z.strictObject({ asAt: asAtParameter.optional() }),
        response: { 200: z.object({ decisions: z.array(decisionAnswer) }), ...refusals },
      },
    },
    async (request) => {
      const { asAt } = request.query
      const day = dayReadOn(await today(), asAt ?? null)
      const moment = asAt === undefined ? undefined : new Date(asAt)
      return { decisions: (await reads.loadDecisions(day, request.params.unit, moment)).map(decisionOf) }
    },
  )
}

function decisionWriteRoute(app: FastifyInstance, { db, today }: MeetingSources): void {
  const writeOf = writesOf(today)
  app.withTypeProvider<ZodTypeProvider>().post(
    '/units/:unit/decisions',
    {
      config: { permission: 'decisions.write' },
      schema: {
        summary: 'Record an action that a meeting agreed',
        tags: ['Meetings'],
        params: unitOnly,
        body: z.strictObject({
          period: monthParameter,
          body: free,
          owner: free.describe('Who keeps it: a role, never a name.'),
          due: z.string().max(10).nullish().describe('The day by which, YYYY-MM-DD.'),
          kpi: kpiParameter.nullish(),
          action: z.string().max(10).nullish().describe('The reference of an action of the plan.'),
          acceptWarnings,
          release,
        }),
        response: { 200: decisionAnswer, 422: unsavedAnswer, ...refusals },
      },
    },
    async (request) => {
      const {
        period,
        body,
        owner,
        due,
        kpi,
        action,
        acceptWarnings: accepted,
        release: isReleased,
      } = request.body
      const result = await recordDecision(db, {
        ...(await writeOf(request)),
        period,
        body,
        owner,
        due: due ?? null,
        kpi: kpi?.toUpperCase() ?? null,
        action: action?.toUpperCase() ?? null,
        accepted: accepted === true,
        release: isReleased === true,
      })
      if (result.is !== 'saved') throw refusalOf(result)
      return decisionOf(result.decision)
    },
  )
}

function outcomeRoute(app: FastifyInstance, { db, today }: MeetingSources): void {
  const writeOf = writesOf(today)
  app.withTypeProvider<ZodTypeProvider>().post(
    '/units/:unit/decisions/:id/outcome',
    {
      config: { permission: 'decisions.write' },
      schema: {
        summary: 'Say whether an agreed action was done',
        description: 'What was said of it before is kept.',
        tags: ['Meetings'],
        params: z.strictObject({
          unit: unitParameter,
          id: z.string().regex(/^[0-9]{1,15}$/, 'is not the number of a decision'),
        }),
        body: z.strictObject({
          state: z.enum(decisionStates),
          outcome: free.optional().describe('What came of it; needed unless it was done.'),
          version,
          acceptWarnings,
          release,
        }),
        response: { 200: decisionAnswer, 409: staleAnswer, 422: unsavedAnswer, ...refusals },
      },
    },
    async (request) => {
      const { state, outcome, version: seen, acceptWarnings: accepted, release: isReleased } = request.body
      const result = await recordOutcome(db, {
        ...(await writeOf(request)),
        id: Number(request.params.id),
        state,
        words: outcome ?? '',
        seen,
        accepted: accepted === true,
        release: isReleased === true,
      })
      if (result.is === 'stale')
        throw problem('stale', 'Somebody said what came of this since you read it.', {
          current: decisionOf(result.current),
        })
      if (result.is !== 'saved') throw refusalOf(result)
      return decisionOf(result.decision)
    },
  )
}

function writesOf(today: () => Promise<string>) {
  return async (request: FastifyRequest<{ Params: { unit: string } }>) => {
    return { unit: request.params.unit, by: actorOf(request), today: await today() }
  }
}

function refusalOf(result: NotSaved) {
  if (result.is === 'faulty')
    return problem('unprocessable', `${result.faults.map(({ text }) => text).join('. ')}.`, {
      faults: result.faults,
    })
  const words = result.details.map((detail) => personalDetailWords[detail]).join(' ')
  return problem('unprocessable', `${words} Send acceptWarnings to save it all the same.`, {
    warnings: result.details,
  })
}
