/** The API as a table of contents: each feature registers its routes under `/api/v1`, and one document describes them. The zod
 * compilers are set here and not on the whole service, because they would break the plain JSON schema of a plugin. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { OpenAPIV3_1 } from 'openapi-types'
import { monthOf } from '#domain/time/period.ts'
import { activityRoutes } from './activity/routes.ts'
import type { Db, ReadSource } from './db/database.ts'
import { chartRoutes } from './drawing/routes.ts'
import { baselineRoutes } from './extracts/routes/baselines.ts'
import { extractRoutes } from './extracts/routes/extracts.ts'
import { layoutRoutes } from './extracts/routes/layouts.ts'
import type { ExtractWrites } from './extracts/writes.ts'
import { kpiRoutes } from './kpis/routes.ts'
import { measurementRoutes } from './measurements/routes.ts'
import { meetingRoutes } from './meetings/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { planRoutes } from './plan/routes.ts'
import type { Reads } from './reads/reads.ts'
import { releaseRoutes } from './releases/routes.ts'
import { returnRoutes } from './returns/routes.ts'
import { changeRoutes } from './scorecards/changes.ts'
import { scorecardRoutes } from './scorecards/routes.ts'
import { caseListRoutes } from './settings/case-list-routes.ts'
import { settingRoutes } from './settings/routes.ts'
import { unitRoutes } from './units/routes.ts'

export type ApiDeps = {
  db: Db
  readDb: ReadSource
  reads: Reads
  today: () => Promise<string>
  now: () => Date
  extractWrites: ExtractWrites
  /** The service's own address, which links that work once begin with. */
  baseUrl: string
}

/** Registers the API and returns a function that gives its OpenAPI document. `GET /api/openapi.json` returns the same document.
 * */
export async function registerApi(app: FastifyInstance, deps: ApiDeps): Promise<() => OpenAPIV3_1.Document> {
  let described = app
  await app.register(async (api) => {
    described = api
    await describe(api)
    await api.register(async (v1) => registerVersion1(v1, deps), { prefix: '/api/v1' })
  })
  return () => described.swagger() as OpenAPIV3_1.Document
}

function registerVersion1(v1: FastifyInstance, deps: ApiDeps): void {
  const { db, readDb, reads, today, now, extractWrites, baseUrl } = deps
  const loadTree = async () => reads.loadUnits(monthOf(await today()))
  unitRoutes(v1, { db, reads, today })
  kpiRoutes(v1, { ...reads, today })
  scorecardRoutes(v1, { reads, today })
  changeRoutes(v1, { reads, loadTree })
  measurementRoutes(v1, { db: readDb, loadTree, now })
  chartRoutes(v1)
  planRoutes(v1, { reads, loadTree, today })
  meetingRoutes(v1, { db, reads, today })
  settingRoutes(v1, { db, reads, today })
  caseListRoutes(v1, { db })
  extractRoutes(v1, { db, now, writes: extractWrites })
  layoutRoutes(v1, { db, now })
  baselineRoutes(v1, { db, today })
  returnRoutes(v1, { db, reads, today })
  releaseRoutes(v1, { db, today })
  peopleRoutes(v1, { db, now, baseUrl })
  activityRoutes(v1, { db, reads })
}

async function describe(api: FastifyInstance): Promise<void> {
  api.setValidatorCompiler(validatorCompiler)
  api.setSerializerCompiler(serializerCompiler)
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Golden Thread',
        version: '1',
        description:
          'Team scorecards, measurements and the improvement plan. Every call carries ' +
          'Authorization: Bearer <token>, or the token as the password of Basic ' +
          'authentication with any name. Refusals are application/problem+json.',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          tokenAsPassword: { type: 'http', scheme: 'basic', description: 'Any name, the token as password.' },
        },
      },
      security: [{ token: [] }, { tokenAsPassword: [] }],
    },
    transform: jsonSchemaTransform,
  })
  api.get(
    '/api/openapi.json',
    { config: { permission: 'public' }, schema: { hide: true } },
    async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(JSON.stringify(api.swagger())),
  )
}
