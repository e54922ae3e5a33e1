/** The service as a table of contents: what surrounds every request, then the API, then the pages. */
import { fileURLToPath } from 'node:url'
import compress from '@fastify/compress'
import etag from '@fastify/etag'
import formbody from '@fastify/formbody'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { unbrandedCss } from '#dashboards/layout/unbranded-css.ts'
import { homePage } from '#dashboards/pages/council/home/route.ts'
import { layoutsPage } from '#dashboards/pages/council/layouts/route.ts'
import { searchPage } from '#dashboards/pages/council/search/route.ts'
import { settingsPage } from '#dashboards/pages/council/settings/route.ts'
import { signInPage } from '#dashboards/pages/council/sign-in/route.ts'
import { statusPage } from '#dashboards/pages/council/status/route.ts'
import { dataQualityPage } from '#dashboards/pages/extracts/data-quality/route.ts'
import { extractPage } from '#dashboards/pages/extracts/extract/route.ts'
import { extractChangesPage } from '#dashboards/pages/extracts/extract-changes/route.ts'
import { extractNewPage } from '#dashboards/pages/extracts/extract-new/route.ts'
import { extractReceiptPage } from '#dashboards/pages/extracts/extract-receipt/route.ts'
import { extractRevertPage } from '#dashboards/pages/extracts/extract-revert/route.ts'
import { extractRulesPage } from '#dashboards/pages/extracts/extract-rules/route.ts'
import { extractsPage } from '#dashboards/pages/extracts/extracts/route.ts'
import { matchPage } from '#dashboards/pages/extracts/match/route.ts'
import { missingFiguresPage } from '#dashboards/pages/extracts/missing-figures/route.ts'
import { accessibilityPage } from '#dashboards/pages/help/accessibility/route.ts'
import { apiDocsPage } from '#dashboards/pages/help/api-docs/route.ts'
import { definitionPage } from '#dashboards/pages/help/definition/route.ts'
import { galleryPage } from '#dashboards/pages/help/gallery/route.ts'
import { glossaryPage } from '#dashboards/pages/help/glossary/route.ts'
import { helpPage } from '#dashboards/pages/help/help/route.ts'
import { methodPage } from '#dashboards/pages/help/method/route.ts'
import { errorView } from '#dashboards/pages/kit/error/view.ts'
import type { Page, PageDeps } from '#dashboards/pages/kit/page.ts'
import { changesPage } from '#dashboards/pages/measures/changes/route.ts'
import { comparePage } from '#dashboards/pages/measures/compare/route.ts'
import { kpiPage } from '#dashboards/pages/measures/kpi/route.ts'
import { overviewPage } from '#dashboards/pages/measures/overview/route.ts'
import { scorecardPage } from '#dashboards/pages/measures/scorecard/route.ts'
import { unitPage } from '#dashboards/pages/measures/unit/route.ts'
import { commentaryPage } from '#dashboards/pages/meetings/commentary/route.ts'
import { decisionPage } from '#dashboards/pages/meetings/decision/route.ts'
import { decisionNewPage } from '#dashboards/pages/meetings/decision-new/route.ts'
import { decisionsPage } from '#dashboards/pages/meetings/decisions/route.ts'
import { actionPage } from '#dashboards/pages/plan/action/route.ts'
import { checksPage } from '#dashboards/pages/plan/checks/route.ts'
import { planPage } from '#dashboards/pages/plan/plan/route.ts'
import { planBoardPage } from '#dashboards/pages/plan/plan-board/route.ts'
import manifest from '../package.json' with { type: 'json' }
import { currentAudience, registerAudience } from './access/audience.ts'
import { registerAuthentication } from './access/authentication.ts'
import { loadSignInCards } from './access/demonstration.ts'
import { demonstrationDoorOver } from './access/demonstration-door.ts'
import { actorOrNull, guardRoutes, mayAlso, visibleUnits } from './access/guard.ts'
import { recordLook } from './access/looks.ts'
import { accountRoutes } from './access/routes.ts'
import { registerSameOrigin } from './access/same-origin.ts'
import { registerSessions, sessionCookieName } from './access/sessions.ts'
import { loadTokenActor } from './access/tokens.ts'
import { registerApi } from './api.ts'
import type { Config } from './config.ts'
import { councilClockOver } from './council-clock.ts'
import { isDatabaseFull } from './db/away.ts'
import type { Db } from './db/database.ts'
import { studioOf } from './drawing/studio.ts'
import { problem } from './errors.ts'
import { decisionsOver } from './extracts/decisions.ts'
import { layoutCommandsOver } from './extracts/layouts/layout-commands.ts'
import { downloadRoutes } from './extracts/routes/downloads.ts'
import { receiveUpload, registerUploadForms } from './extracts/routes/page-upload.ts'
import { templateRoutes } from './extracts/routes/templates.ts'
import { assetRoutes, loadAssets } from './http/assets.ts'
import { councilAssetRoutes } from './http/council-assets.ts'
import { answerUnroutable, registerFailures } from './http/failures.ts'
import { cspReportRoutes, registerHeaders } from './http/headers.ts'
import { healthRoutes, registerAvailability } from './http/health.ts'
import { registerKnownQuery } from './http/known-query.ts'
import { prepareLimits } from './http/limits.ts'
import { registerMethods } from './http/methods.ts'
import { registerSentText } from './http/sent-text.ts'
import { registerLateAnswers } from './http/time-limit.ts'
import { unchangedOver } from './http/unchanged.ts'
import { meetingCommandsOver } from './meetings/meeting-commands.ts'
import { takeTold, tell } from './pages/acknowledgement.ts'
import { loadExamples } from './pages/examples.ts'
import { bareFrame, loadFrame } from './pages/frame.ts'
import { nearestPages } from './pages/nearest-pages.ts'
import { readsOver } from './reads/reads.ts'
import { recordAbsence } from './returns/absence.ts'
import { recordSignOff } from './scorecards/sign-off.ts'
import { receiveCouncilLook } from './settings/look-form.ts'
import { recordSettings } from './settings/record-settings.ts'
import { setShare } from './settings/set-share.ts'
import { recordSuccession } from './units/succession.ts'

const DASHBOARDS = fileURLToPath(new URL('../dashboards', import.meta.url))

export type AppOptions = {
  db: Db
  /** For pages and reads of the API; `db` unless given. */
  readDb?: Db
  config: Pick<Config, 'baseUrl' | 'trustProxy' | 'demo' | 'hasSingleSignOn' | 'hasOwnOwner'> & {
    sessionSecret: string
  }
  now: () => Date
  /** Where the service writes what it did; false for silence. */
  log: FastifyBaseLogger | false
  /** False until there is a migrated database to ask; true unless given. */
  isReady?: () => boolean
  /** Pages beside those of the service, for tests. */
  extraPages?: readonly Page[]
}

/** The whole service, ready to listen or to be injected into. Throws if a route names no permission. */
export async function buildApp({
  db,
  readDb = db,
  config,
  now,
  log,
  isReady = () => true,
  extraPages = [],
}: AppOptions): Promise<FastifyInstance> {
  const secure = config.baseUrl.startsWith('https:')
  const cookieName = sessionCookieName(secure)
  // What surrounds a page and decides on scope is nobody's figure; all that a page shows is read for its audience.
  const own = readsOver(readDb, () => 'inside')
  const reads = readsOver(readDb, currentAudience)
  const { today, moment } = councilClockOver(own.loadCouncil, now)
  const loadTree = async () => own.loadUnits((await today()).slice(0, 7))

  const app: FastifyInstance = fastify({
    ...(log === false ? { logger: false } : { loggerInstance: log }),
    trustProxy: [...config.trustProxy],
    genReqId: () => crypto.randomUUID(),
    bodyLimit: 262_144,
    requestTimeout: 120_000,
    handlerTimeout: 15_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 72_000,
    // We answer so ourselves, as every refusal is answered.
    return503OnClosing: false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    frameworkErrors: answerUnroutable,
  })
  const frame: PageDeps['frame'] = async (request) => {
    const surround = await loadFrame(app, request, {
      loadCouncil: own.loadCouncil,
      loadTree,
      today,
      loadPendingMeasures: own.loadPendingMeasures,
      loadRecordStanding: reads.loadRecordStanding,
    })
    return { ...surround, told: takeTold(request) }
  }

  const nearest = (request: FastifyRequest) =>
    nearestPages(request, {
      loadTree,
      loadMeasures: async () => own.loadKpis((await today()).slice(0, 7)),
      loadActions: own.loadSearchedActions,
    })
  const count = await prepareLimits(app)
  registerFailures(app, {
    count,
    writePage: async (request, { isLate, ...failure }) => {
      const [surround, meant] = await Promise.all([
        isLate ? bareFrame : frame(request).catch(() => bareFrame),
        failure.status === 404 ? nearest(request).catch(() => []) : [],
      ])
      const next = failure.status === 401 && request.method === 'GET' ? { next: request.url } : {}
      return String(await errorView({ frame: surround, ...failure, ...next, nearest: meant }))
    },
  })
  await registerHeaders(app, { secure })
  registerAvailability(app, isReady)
  await registerSessions(app, { db, secret: config.sessionSecret, secure, now })
  registerAuthentication(app, { findToken: (secret) => loadTokenActor(db, secret), cookieName })
  app.addHook('onRequest', count)
  registerSameOrigin(app, { origin: new URL(config.baseUrl).origin, cookieName })
  guardRoutes(app, loadTree)
  registerAudience(app)
  registerMethods(app)
  registerSentText(app)
  registerKnownQuery(app)
  await app.register(formbody)
  await app.register(etag, { weak: true })
  await app.register(compress, { threshold: 1_024, encodings: ['br', 'gzip', 'identity'] })
  registerLateAnswers(app)

  healthRoutes(app, db, isReady)
  await cspReportRoutes(app)
  await assetRoutes(app, loadAssets(DASHBOARDS, unbrandedCss))
  councilAssetRoutes(app, { loadCouncil: own.loadCouncil, loadLogo: own.loadLogo })
  const decisions = decisionsOver({
    db,
    now,
    receive: (request) => receiveUpload(request, { db, now }),
    onFailedCheck: (error, extract) => app.log.error({ err: error, extract }, 'extract not checked'),
  })
  const document = await registerApi(app, { db, readDb, reads, today, moment, now, decisions })

  const door = demonstrationDoorOver(config, own.loadCouncil)
  const pages: readonly Page[] = [
    signInPage({ door, isTrial: config.demo, loadCards: () => loadSignInCards(own.loadCouncil, loadTree) }),
    homePage,
    apiDocsPage(document),
    scorecardPage,
    kpiPage,
    planPage,
    planBoardPage,
    actionPage,
    checksPage,
    overviewPage,
    comparePage,
    unitPage,
    changesPage,
    commentaryPage,
    decisionsPage,
    decisionNewPage,
    decisionPage,
    extractsPage,
    extractPage,
    extractChangesPage,
    extractReceiptPage,
    extractRevertPage,
    extractNewPage,
    extractRulesPage,
    matchPage,
    layoutsPage,
    dataQualityPage,
    missingFiguresPage,
    helpPage,
    glossaryPage,
    definitionPage,
    methodPage,
    accessibilityPage,
    searchPage,
    settingsPage,
    statusPage({ version: manifest.version, hasOwnOwner: config.hasOwnOwner }),
    ...(config.demo ? [galleryPage({ door, loadExamples: () => loadExamples(DASHBOARDS) })] : []),
    ...extraPages,
  ]
  const commands: PageDeps['commands'] = {
    recordSignOff: async (order) => recordSignOff(db, { ...order, now: await moment() }),
    extracts: decisions,
    layouts: layoutCommandsOver({ db, now, recheck: decisions.recheck }),
    receiveCouncilLook: async (request) => {
      const at = await moment()
      return receiveCouncilLook(request, { db, now: () => at })
    },
    recordSuccession: async (order) => recordSuccession(db, { ...order, dryRun: false, now: await moment() }),
    recordSettings: async (order) => recordSettings(db, { ...order, now: await moment() }),
    setShare: async (order) => setShare(db, { ...order, now: await moment() }),
    meetings: meetingCommandsOver({ db, moment }),
    recordAbsence: async (order) => recordAbsence(db, { ...order, isTrial: false, now: await moment() }),
    recordLook: async (order) => {
      const look = { ...order, at: order.at ?? (await moment()) }
      // Where there is no room to note a look, what is there already can still be read.
      return recordLook(db, look).catch((error: unknown) => {
        if (!isDatabaseFull(error)) throw error
        return own.loadLastLook(order.person, order.place)
      })
    },
  }
  const unchanged = unchangedOver(readDb, today)
  const studio = studioOf({ onFailure: (why) => app.log.error({ why }, 'chart not drawn') })
  app.addHook('onListen', studio.warm)
  app.addHook('onClose', studio.close)
  await app.register(async (scope) => {
    scope.setValidatorCompiler(validatorCompiler)
    scope.addHook('onRequest', async (_request, reply) => {
      reply.type('text/html; charset=utf-8').serializer(String)
    })
    downloadRoutes(scope, { db: readDb })
    templateRoutes(scope, { db: readDb, today })
    await registerUploadForms(scope)
    accountRoutes(scope, { door, secure, loadCouncil: own.loadCouncil, loadTree })
    for (const page of pages) {
      page.register(scope, {
        reads,
        frame,
        today,
        now,
        visible: visibleUnits,
        personOf: actorOrNull,
        may: mayAlso,
        refuse: problem,
        unchanged,
        tell,
        charts: studio,
        commands,
      })
    }
  })
  return app
}
