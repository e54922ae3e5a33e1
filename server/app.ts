/** The service as a table of contents: what every request goes through, then the API, then the pages. */
import { fileURLToPath } from 'node:url'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { unbrandedCss } from '#dashboards/layout/unbranded-css.ts'
import type { Page } from '#dashboards/pages/kit/page.ts'
import { monthOf } from '#domain/time/period.ts'
import { currentAudience } from './access/permissions/audience.ts'
import type { SessionSecrets } from './access/sessions/secrets.ts'
import { loadSignInCards } from './access/sign-in/demonstration/demonstration.ts'
import { demonstrationDoorOver } from './access/sign-in/demonstration/door.ts'
import { type HashCost, passwordsOf } from './access/sign-in/local/passwords.ts'
import { accountRoutes } from './access/sign-in/routes.ts'
import { signInOver } from './access/sign-in/sign-in.ts'
import { registerApi } from './api.ts'
import type { Config } from './config.ts'
import { councilClockOver } from './council-clock.ts'
import { cachingSource } from './db/answer-cache.ts'
import type { Db } from './db/database.ts'
import { loadLogins } from './db/service-login.ts'
import { type ChartThreads, ownThreads } from './drawing/chart-threads.ts'
import { downloadRoutes } from './extracts/routes/downloads.ts'
import { receiveUpload, registerUploadForms } from './extracts/routes/page-upload.ts'
import { templateRoutes } from './extracts/routes/templates.ts'
import { extractWritesOver } from './extracts/writes.ts'
import { type Asset, assetRoutes, loadAssets } from './http/assets.ts'
import { councilAssetRoutes } from './http/council-assets.ts'
import { createServer } from './http/fastify.ts'
import { registerPlumbing } from './http/plumbing.ts'
import { pagesOf } from './pages/pages.ts'
import { registerPages } from './pages/register-pages.ts'
import { surroundingsOf } from './pages/surroundings.ts'
import { pageWritesOver } from './pages/writes.ts'
import { peopleKeepingOver } from './people/keeping.ts'
import { readsOver } from './reads/reads.ts'

const DASHBOARDS = fileURLToPath(new URL('../dashboards', import.meta.url))

/** Read once in a process: stylesheets and images are the same for each application of it. */
let assets: Asset[] | undefined

export type AppOptions = {
  db: Db
  /** The pool that pages and API reads use; `db` if not given. */
  readDb?: Db
  config: Pick<Config, 'baseUrl' | 'trustProxy' | 'demo' | 'hasSingleSignOn' | 'provider'> & {
    sessionSecret: string
    previousSessionSecret: string | null
  }
  now: () => Date
  /** Where the service logs; false for no log. */
  log: FastifyBaseLogger | false
  /** Returns false until a migrated database can be queried; always true if not given. */
  isReady?: () => boolean
  /** The threads that draw charts, which several applications of a process may share; the application's own if not given. */
  charts?: ChartThreads
  /** What the hash of a password costs; the usual if not given. */
  hashCost?: HashCost
  /** Extra pages for tests. */
  extraPages?: readonly Page[]
}

/** Builds the whole service, ready to listen or to be injected into. Throws if a route names no permission. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { db, readDb = db, config, now, log, isReady = () => true, extraPages = [] } = options
  // The frame and the scope checks read unsuppressed; everything a page shows is read for its audience.
  const asked = cachingSource(readDb)
  const own = readsOver(asked, () => 'inside')
  const reads = readsOver(asked, currentAudience)
  const { today } = councilClockOver(own.loadCouncil, now)
  const loadTree = async () => own.loadUnits(monthOf(await today()))

  const app = createServer({ log, trustProxy: config.trustProxy })
  const charts = options.charts ?? ownThreads(app)
  const { draw } = charts
  const { frame, writeErrorPage } = surroundingsOf(app, { own, reads, today, loadTree, draw })
  const { sessionSecret, previousSessionSecret } = config
  const sessionSecrets: SessionSecrets =
    previousSessionSecret === null ? [sessionSecret] : [sessionSecret, previousSessionSecret]
  await registerPlumbing(app, { db, config, sessionSecrets, now, isReady, loadTree, writeErrorPage })
  assets ??= loadAssets(DASHBOARDS, unbrandedCss)
  await assetRoutes(app, assets)
  councilAssetRoutes(app, { loadCouncil: own.loadCouncil, loadLogo: own.loadLogo })

  const extractWrites = extractWritesOver({
    db,
    now,
    receive: (request) => receiveUpload(request, { db, now }),
    onFailedCheck: (error, extract) => app.log.error({ err: error, extract }, 'extract not checked'),
  })
  const { baseUrl } = config
  const document = await registerApi(app, { db, readDb, reads, today, now, extractWrites, baseUrl })

  const door = demonstrationDoorOver(config, own.loadCouncil)
  const { demo } = config
  const loadCards = () => loadSignInCards(own.loadCouncil, loadTree)
  const passwords = passwordsOf(options.hashCost)
  const signIn = signInOver({ db, config, secrets: sessionSecrets, passwords, now, log: app.log })
  const loadLoginsOf = () => loadLogins([db, readDb])
  const pages = pagesOf({ demo, door, loadCards, signIn, loadLogins: loadLoginsOf, document })
  const { loadLastPageView } = own
  await registerPages(app, {
    readDb,
    charts,
    pages: [...pages, ...extraPages],
    registerOthers: async (scope) => {
      downloadRoutes(scope, { db: readDb })
      templateRoutes(scope, { db: readDb, today })
      await registerUploadForms(scope)
      const secure = config.baseUrl.startsWith('https:')
      accountRoutes(scope, { db, now, door, secure, loadCouncil: own.loadCouncil, loadTree })
      signIn.routes(scope)
    },
    reads,
    frame,
    today,
    now,
    people: peopleKeepingOver({ db, now, baseUrl }),
    writes: pageWritesOver({ db, now, extractWrites, loadLastPageView }),
  })
  return app
}
