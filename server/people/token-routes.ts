/** The API of tokens for programs. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actorOf } from '#server/access/permissions/guard.ts'
import {
  type IssuedTokenLine,
  loadToken,
  loadTokens,
  recordConfirmation,
  recordRevocation,
  tokenStates,
} from '#server/access/tokens/issued.ts'
import { issueToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'
import { refusals } from '#server/http/parameters.ts'
import { dayField, numberParameter, roleFields, writeRefusals } from './answers.ts'

const tokenAnswer = z.object({
  id: z.number().int(),
  name: z.string(),
  state: z
    .enum(tokenStates)
    .describe(
      'waiting: for another administrator; owner_without_role: its owner lacks its role now; unit_closed: its unit has closed.',
    ),
  owner: z
    .object({ id: z.number().int(), name: z.string() })
    .nullable()
    .describe('null: made on the command line.'),
  role: z.string(),
  unit: z.string(),
  audience: z.enum(['inside', 'outside']),
  expires: z.string().nullable(),
  lastUsed: z.string().nullable().describe('To the hour.'),
  revokedAt: z.string().nullable(),
})
const tags = ['Tokens']
const writes = { config: { permission: 'people.write' } } as const
const params = z.strictObject({ id: numberParameter })
const querystring = z.strictObject({})

export type TokenSources = { db: Db; now: () => Date }

/** Registers the routes. */
export function tokenRoutes(app: FastifyInstance, sources: TokenSources): void {
  readRoute(app, sources)
  issueRoute(app, sources)
  endRoutes(app, sources)
}

function readRoute(app: FastifyInstance, { db, now }: TokenSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/tokens',
    {
      config: { permission: 'people.read' },
      schema: {
        summary: 'Every token that was ever given out',
        ...{ tags, querystring },
        response: { 200: z.object({ tokens: z.array(tokenAnswer) }), ...refusals },
      },
    },
    async () => ({ tokens: (await loadTokens(db, now())).map(tokenOf) }),
  )
}

function issueRoute(app: FastifyInstance, { db, now }: TokenSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/tokens',
    {
      ...writes,
      schema: {
        summary: 'Make a token for a program',
        description:
          'It belongs to you, and opens no more than you do: for another role it waits until another administrator confirms it. ' +
          'The secret is given here and never again.',
        ...{ tags, querystring },
        body: z.strictObject({
          name: z.string().max(1_000).describe('A name is used once, also of a token that was revoked.'),
          ...roleFields,
          audience: z.enum(['inside', 'outside']).default('inside'),
          expires: dayField.describe('The last day on which it works, within 12 months.'),
        }),
        response: { 200: tokenAnswer.extend({ secret: z.string() }), ...refusals, ...writeRefusals },
      },
    },
    async (request) => {
      const { unit = null, ...given } = request.body
      const at = now()
      const { id, secret } = await issueToken(db, { ...given, unit, by: actorOf(request), now: at })
      return { ...tokenOf(await loadToken(db, { id }, at)), secret }
    },
  )
}

function endRoutes(app: FastifyInstance, { db, now }: TokenSources): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const response = { 200: tokenAnswer, ...refusals, ...writeRefusals }
  typed.post(
    '/tokens/:id/revoke',
    {
      ...writes,
      schema: {
        summary: 'Revoke a token for good',
        ...{ tags, params, querystring, response },
        body: z.strictObject({ reason: z.string().trim().max(500).optional() }),
      },
    },
    async (request) => {
      const order = { token: Number(request.params.id), reason: request.body.reason ?? null }
      await recordRevocation(db, { ...order, by: actorOf(request), now: now() })
      return tokenOf(await loadToken(db, { id: order.token }, now()))
    },
  )
  typed.post(
    '/tokens/:id/confirm',
    {
      ...writes,
      schema: {
        summary: 'Confirm, as a second administrator, a token that opens more than its owner does',
        ...{ tags, params, querystring, response },
        body: z.strictObject({}),
      },
    },
    async (request) => {
      const token = Number(request.params.id)
      await recordConfirmation(db, { token, by: actorOf(request), now: now() })
      return tokenOf(await loadToken(db, { id: token }, now()))
    },
  )
}

function tokenOf(token: IssuedTokenLine): z.infer<typeof tokenAnswer> {
  const { id, name, state, owner, role, unit, audience, expires, lastUsed, revoked } = token
  return {
    ...{ id, name, state, owner, role, unit, audience },
    ...{ expires: expires?.toISOString() ?? null, lastUsed: lastUsed?.toISOString() ?? null },
    revokedAt: revoked?.at.toISOString() ?? null,
  }
}
