/** Signing in as the service's pages and routes need it: with a password here, or at the council's own provider of accounts. */
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '#server/config.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { recordActivity } from '../activity/activity.ts'
import { loadLink, useLink } from '../people/links.ts'
import { keptFormIn } from '../sessions/kept-form.ts'
import { beginSession } from '../sessions/new-session.ts'
import type { SessionSecrets } from '../sessions/secrets.ts'
import type { Passwords } from './local/passwords.ts'
import { localSignInOver, type SignInOutcome } from './local/sign-in.ts'
import { providerOver } from './provider/provider.ts'
import { providerRoutes } from './provider/routes.ts'

export type SignInDeps = {
  db: Db
  config: Pick<Config, 'baseUrl' | 'provider'>
  secrets: SessionSecrets
  passwords: Passwords
  now: () => Date
  log: FastifyBaseLogger
}

export type SignIn = ReturnType<typeof signInOver>

/** The ways to sign in that the configuration opens. Where there is a provider, nothing takes a password. */
export function signInOver({ db, config, secrets, passwords, now, log }: SignInDeps) {
  const { baseUrl } = config
  const provider = config.provider === null ? null : providerOver(config.provider, { baseUrl, log, now })
  const secure = baseUrl.startsWith('https:')
  const local = provider === null ? localSignInOver({ db, secrets, secure, passwords, now }) : null
  return {
    page: {
      enterPassword: local?.enterPassword ?? null,
      loadProviderSignOut: async () => provider?.loadSignOutAddress() ?? null,
    },
    link: {
      loadLink: (secret: string) => loadLink(db, secret, now()),
      acceptInvitation: local?.acceptInvitation ?? null,
      signInOnce: (request: FastifyRequest, secret: string) => signInOnce(request, secret, { db, now }),
    },
    loadKeptForm: (request: FastifyRequest) => keptFormIn(request, now()),
    secondFactor: local === null ? null : { loadSetup: local.loadSetup, enterCode: local.enterCode },
    routes: (app: FastifyInstance) => {
      if (provider !== null) providerRoutes(app, { db, provider, baseUrl, now })
    },
  }
}

/** Signs in the person of a link that the command line made, for when they cannot sign in otherwise. */
async function signInOnce(
  request: FastifyRequest,
  secret: string,
  { db, now }: Pick<SignInDeps, 'db' | 'now'>,
): Promise<SignInOutcome | null> {
  const used = await inTransaction(db, async (trx) => {
    const link = await loadLink(trx, secret, now())
    if (link?.kind !== 'sign_in' || (await useLink(trx, secret, now())) === null) return null
    const by = { id: link.person, name: link.name }
    await recordActivity(trx, { kind: 'link.used', by, subject: `sign-in link ${link.id}` })
    return link
  })
  if (used === null) return null
  request.log.warn(
    { person: used.person },
    'SIGNED IN BY A LINK: neither a password nor the provider was asked',
  )
  await beginSession(request, db, { person: used.person, name: used.name, by: 'link' })
  return { goTo: '/' }
}
