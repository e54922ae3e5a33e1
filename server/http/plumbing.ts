/** The hooks that every request passes before its route: authentication, limits, origin and content. Their order matters,
 * because each hook relies on those before it. */
import compress from '@fastify/compress'
import etag from '@fastify/etag'
import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import type { Unit } from '#domain/catalogue/unit.ts'
import { registerExportRecord } from '#server/access/activity/exports.ts'
import { registerRefusalRecord } from '#server/access/activity/refusals.ts'
import { registerRequestOrigin } from '#server/access/activity/request-origin.ts'
import { registerAudience } from '#server/access/permissions/audience.ts'
import { registerAuthentication } from '#server/access/permissions/authentication.ts'
import { guardRoutes } from '#server/access/permissions/guard.ts'
import { loadSessionActor } from '#server/access/sessions/actor.ts'
import { registerKeptForms } from '#server/access/sessions/kept-form.ts'
import { registerSameOrigin } from '#server/access/sessions/same-origin.ts'
import type { SessionSecrets } from '#server/access/sessions/secrets.ts'
import { loadEndedSession, registerSessions, sessionCookieName } from '#server/access/sessions/sessions.ts'
import { loadTokenActor } from '#server/access/tokens/actor.ts'
import { withAnswerCache } from '#server/db/answer-cache.ts'
import type { Db } from '#server/db/database.ts'
import { registerFailures, type WriteErrorPage } from './failures.ts'
import { cspReportRoutes, registerHeaders } from './headers.ts'
import { healthRoutes, registerAvailability } from './health.ts'
import { registerKnownQuery } from './known-query.ts'
import { prepareLimits } from './limits.ts'
import { registerMethods } from './methods.ts'
import { registerSentText } from './sent-text.ts'
import { registerLateAnswers } from './time-limit.ts'

export type PlumbingOptions = {
  db: Db
  config: { baseUrl: string }
  sessionSecrets: SessionSecrets
  now: () => Date
  isReady: () => boolean
  /** The tree of units that scope is checked against. */
  loadTree: () => Promise<Unit[]>
  /** Writes the page that says why a request failed. */
  writeErrorPage: WriteErrorPage
}

/** Registers the hooks of every route, and the addresses for health and for reported policy violations. */
export async function registerPlumbing(
  app: FastifyInstance,
  { db, config, sessionSecrets, now, isReady, loadTree, writeErrorPage }: PlumbingOptions,
): Promise<void> {
  const secure = config.baseUrl.startsWith('https:')
  const cookieName = sessionCookieName(secure)
  // A form is answered after it wrote, so what was read before may have changed.
  app.addHook('onRequest', (request, _reply, done) =>
    request.method === 'GET' || request.method === 'HEAD' ? withAnswerCache(done) : done(),
  )
  const count = await prepareLimits(app)
  registerFailures(app, { count, writePage: writeErrorPage })
  await registerHeaders(app, { secure })
  registerAvailability(app, isReady)
  await registerSessions(app, { db, secrets: sessionSecrets, secure, now })
  registerAuthentication(app, {
    findToken: (secret) => loadTokenActor(db, secret, now()),
    findPerson: (id, session) => loadSessionActor(db, id, session, now()),
    cookieName,
  })
  registerRequestOrigin(app)
  app.addHook('onRequest', count)
  const holdForm = registerKeptForms(app, {
    loadEnded: (request) =>
      loadEndedSession(request, { db, secrets: sessionSecrets, cookieName, now: now() }),
    now,
  })
  registerSameOrigin(app, { origin: new URL(config.baseUrl).origin, cookieName })
  guardRoutes(app, { loadTree, holdForm })
  registerAudience(app)
  registerMethods(app)
  registerSentText(app)
  registerKnownQuery(app)
  await app.register(formbody)
  await app.register(etag, { weak: true })
  await app.register(compress, { threshold: 1_024, encodings: ['br', 'gzip', 'identity'] })
  registerExportRecord(app, db)
  registerRefusalRecord(app, db)
  registerLateAnswers(app)
  healthRoutes(app, db, isReady)
  await cspReportRoutes(app)
}
