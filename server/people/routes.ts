/** The API of people: who they are, the roles they hold, and the link with which a new one signs in. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { recordGrant, recordGrantEnd } from '#server/access/people/grants.ts'
import { invite, renewLink } from '#server/access/people/invitations.ts'
import { loadPeople, recordPersonChange } from '#server/access/people/people.ts'
import { loadProviderRoles } from '#server/access/people/provider-mappings.ts'
import { actorOf } from '#server/access/permissions/guard.ts'
import type { Db } from '#server/db/database.ts'
import { refusals } from '#server/http/parameters.ts'
import {
  datedRoleFields,
  linkAnswer,
  numberParameter,
  personAnswer,
  personOf,
  providerRoleAnswer,
  reasonField,
  versionField,
  writeRefusals,
} from './answers.ts'
import { mappingRoutes } from './mapping-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { tokenRoutes } from './token-routes.ts'

export type PeopleSources = { db: Db; now: () => Date; baseUrl: string }

const writes = { config: { permission: 'people.write' } } as const
const tags = ['People']
const response = { 200: personAnswer, ...refusals, ...writeRefusals }
const person = z.strictObject({ id: numberParameter })
const noQuery = z.strictObject({})

/** Registers the routes of people, their grants, sessions and tokens. */
export function peopleRoutes(app: FastifyInstance, sources: PeopleSources): void {
  listRoute(app, sources)
  addRoute(app, sources)
  changeRoutes(app, sources)
  grantRoutes(app, sources)
  linkRoute(app, sources)
  mappingRoutes(app, sources)
  sessionRoutes(app, sources)
  tokenRoutes(app, sources)
}

function listRoute(app: FastifyInstance, { db, now }: PeopleSources): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/people',
    {
      config: { permission: 'people.read' },
      schema: {
        summary: 'Everybody who may sign in or could once, with their roles',
        tags,
        querystring: noQuery,
        response: {
          200: z.object({ people: z.array(personAnswer), providerRoles: z.array(providerRoleAnswer) }),
          ...refusals,
        },
      },
    },
    async () => ({
      people: (await loadPeople(db)).map(personOf),
      providerRoles: await loadProviderRoles(db, null, now()),
    }),
  )
}

function addRoute(app: FastifyInstance, { db, now, baseUrl }: PeopleSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/people',
    {
      ...writes,
      schema: {
        summary: 'Add a person, with a first role if one is given',
        description: 'Answers with a link that the person signs in with once, within seven days.',
        tags,
        querystring: noQuery,
        body: z.strictObject({
          name: z.string().max(1_000),
          email: z.string().max(1_000),
          ...datedRoleFields,
          role: datedRoleFields.role.optional(),
        }),
        response: {
          200: z.object({ person: personAnswer, link: linkAnswer }),
          ...refusals,
          ...writeRefusals,
        },
      },
    },
    async (request) => {
      const { name, email, role, unit = null, from = null, to = null } = request.body
      const grant = role === undefined ? null : { role, unit, from, to }
      const invited = await invite(db, { name, email, grant, by: actorOf(request), baseUrl, now: now() })
      const { address, expiresAt } = invited.link
      return {
        person: personOf(invited.person),
        link: { address, expiresAt: expiresAt.toISOString() },
      }
    },
  )
}

function changeRoutes(app: FastifyInstance, { db, now }: PeopleSources): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.post(
    '/people/:id/edit',
    {
      ...writes,
      schema: {
        summary: 'Change a person’s name or address of mail',
        ...{ tags, params: person, querystring: noQuery, response },
        body: z.strictObject({
          name: z.string().max(1_000).optional(),
          email: z.string().max(1_000).optional(),
          reason: z.string().trim().max(500).optional(),
          version: versionField,
        }),
      },
    },
    async (request) => {
      const { name, email, reason, version } = request.body
      const changed = await recordPersonChange(db, {
        ...{ person: Number(request.params.id), seen: version, by: actorOf(request), now: now() },
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
        reason: reason === undefined || reason === '' ? null : reason,
      })
      return personOf(changed)
    },
  )
  for (const [verb, isEnabled] of [
    ['disable', false],
    ['enable', true],
  ] as const) {
    typed.post(
      `/people/:id/${verb}`,
      {
        ...writes,
        schema: {
          summary: isEnabled ? 'Let a person sign in again' : 'Stop a person from signing in',
          ...(isEnabled ? {} : { description: 'Every session of theirs ends at once.' }),
          ...{ tags, params: person, querystring: noQuery, response },
          body: z.strictObject({ reason: reasonField, version: versionField }),
        },
      },
      async (request) => {
        const { reason, version } = request.body
        const changed = await recordPersonChange(db, {
          ...{ person: Number(request.params.id), isEnabled, reason, seen: version },
          ...{ by: actorOf(request), now: now() },
        })
        return personOf(changed)
      },
    )
  }
}

function grantRoutes(app: FastifyInstance, { db, now }: PeopleSources): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.post(
    '/people/:id/grants',
    {
      ...writes,
      schema: {
        summary: 'Give a person a role over a unit',
        description: 'The same role given twice is given once. A deputy’s needs a last day.',
        ...{ tags, params: person, querystring: noQuery, response },
        body: z.strictObject({
          ...datedRoleFields,
          deputyOf: z
            .number()
            .int()
            .optional()
            .describe('The number of the person in whose place it is held.'),
        }),
      },
    },
    async (request) => {
      const { role, unit = null, from = null, to = null, deputyOf = null } = request.body
      const order = { person: Number(request.params.id), role, unit, from, to, deputyOf }
      return personOf(await recordGrant(db, { ...order, by: actorOf(request), now: now() }))
    },
  )
  typed.post(
    '/people/:id/grants/:grant/end',
    {
      ...writes,
      schema: {
        summary: 'End a role at once',
        ...{ tags, querystring: noQuery, response },
        params: z.strictObject({ id: numberParameter, grant: numberParameter }),
        body: z.strictObject({ reason: reasonField }),
      },
    },
    async (request) => {
      const { id, grant } = request.params
      const { reason } = request.body
      const order = { person: Number(id), grant: Number(grant), reason }
      return personOf(await recordGrantEnd(db, { ...order, by: actorOf(request), now: now() }))
    },
  )
}

function linkRoute(app: FastifyInstance, { db, now, baseUrl }: PeopleSources): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/people/:id/link',
    {
      ...writes,
      schema: {
        summary: 'Make a new link with which a person signs in once, within seven days',
        description: 'Their earlier links stop working.',
        ...{ tags, params: person, querystring: noQuery },
        body: z.strictObject({}),
        response: { 200: linkAnswer, ...refusals, ...writeRefusals },
      },
    },
    async (request) => {
      const order = { person: Number(request.params.id), by: actorOf(request), baseUrl, now: now() }
      const { address, expiresAt } = await renewLink(db, order)
      return { address, expiresAt: expiresAt.toISOString() }
    },
  )
}
