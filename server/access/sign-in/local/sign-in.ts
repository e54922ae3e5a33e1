/** Signing in with an account of the service's own: a password, then a code where the person's roles need one. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { wordFor } from '#domain/wording/word-for.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { recordActivity, unknownAuthor } from '../../activity/activity.ts'
import { loadLink, useLink } from '../../people/links.ts'
import { endSessionsOf } from '../../people/people.ts'
import { loadPersonActor } from '../../people/person-actor.ts'
import { needsSecondFactor } from '../../permissions/second-factor-rule.ts'
import { keptFor } from '../../sessions/kept-form.ts'
import { beginSession, networkOf } from '../../sessions/new-session.ts'
import { type SessionSecrets, sealed, unsealed } from '../../sessions/secrets.ts'
import { localAddress } from '../local-address.ts'
import {
  type LocalAccount,
  loadLocalAccount,
  loadLocalAccountOf,
  loadSecondFactor,
  recordPassword,
  recordSecondFactor,
  type SecondFactor,
  useSecondFactor,
} from './accounts.ts'
import { type Attempt, clearAttempt, takeAttempt } from './delays.ts'
import { knownBrowser, rememberBrowser } from './known-browser.ts'
import { passwordFault } from './password-rule.ts'
import type { Passwords } from './passwords.ts'
import { type QrCode, qrCode } from './qr-code.ts'
import { base32, newTotpSecret, otpauthAddress } from './totp.ts'

declare module 'fastify' {
  interface Session {
    /** Somebody whose password was right, and who still has to enter a code. */
    awaited?: {
      person: number
      until: string
      next?: string
      /** The sealed secret of a second factor that is being set up. */
      setup?: string
    }
  }
}

/** How long a person has to enter the code. */
const CODE_MINUTES = 10
const MINUTE = 60_000

export type LocalSignInOptions = {
  db: Db
  secrets: SessionSecrets
  secure: boolean
  passwords: Passwords
  now: () => Date
}

/** Where to go on, or why not. */
export type SignInOutcome = { goTo: string } | { fault: string }

/** What a person sets up in their authenticator app. */
export type SecondFactorSetup = { key: string; address: string; picture: QrCode }

const SECOND_FACTOR = '/sign-in/second-factor'
const WRONG = 'The email address or the password is not right. Check both, and try again.'
const UNREADABLE =
  'Your second factor was set up too long ago and cannot be read any more. Ask an administrator for a new link.'
const WRONG_CODE = 'The code is not right, or was used already. Enter the one that your app shows now.'

/** What the pages of local sign-in do. */
export function localSignInOver(options: LocalSignInOptions) {
  return {
    enterPassword: (
      request: FastifyRequest,
      reply: FastifyReply,
      typed: { email: string; password: string; next?: string | undefined },
    ) => enterPassword(request, reply, typed, options),
    loadSetup: (request: FastifyRequest, councilName: string) => loadSetup(request, councilName, options),
    enterCode: (request: FastifyRequest, reply: FastifyReply, code: string) =>
      enterCode(request, reply, code, options),
    acceptInvitation: (
      request: FastifyRequest,
      reply: FastifyReply,
      typed: { secret: string; password: string; councilName: string },
    ) => acceptInvitation(request, reply, typed, options),
  }
}

async function enterPassword(
  request: FastifyRequest,
  reply: FastifyReply,
  { email, password, next }: { email: string; password: string; next?: string | undefined },
  options: LocalSignInOptions,
): Promise<SignInOutcome> {
  const { db, secrets, passwords, now } = options
  const account = await loadLocalAccount(db, email)
  const browser = account === null ? null : knownBrowser(request, account.person, options)
  const attempt: Attempt = { account: email, network: networkOf(request), knownBrowser: browser }
  const wait = await takeAttempt(db, attempt, secrets, now())
  if (wait > 0) {
    reply.header('retry-after', Math.ceil(wait / 1000))
    return { fault: waitWords(wait) }
  }
  const { isRight, isOutdated } = await passwords.compare(password, account?.passwordHash ?? null, {
    isFirst: browser !== null,
  })
  if (account === null || !isRight) {
    // Nobody's typed name is kept: it may be a password.
    const by = account === null ? unknownAuthor : { id: account.person, name: account.name }
    await recordActivity(db, { kind: 'session.failed', by, subject: 'password' })
    return { fault: WRONG }
  }
  await clearAttempt(db, attempt, secrets, now())
  if (isOutdated) {
    const hash = await passwords.hash(password)
    await inTransaction(db, (trx) => recordPassword(trx, { person: account.person, hash, now: now() }))
  }
  return afterPassword(request, reply, { account, next }, options)
}

function waitWords(wait: number): string {
  const minutes = Math.ceil(wait / MINUTE)
  const long = wordFor(minutes, 'a minute', `${minutes} minutes`)
  return `There were too many attempts to sign in. Wait ${long}, and try again.`
}

/** Asks for a code if the roles of the person need one or they have set one up; otherwise begins the session. */
async function afterPassword(
  request: FastifyRequest,
  reply: FastifyReply,
  { account, next }: { account: LocalAccount; next?: string | undefined },
  options: LocalSignInOptions,
): Promise<SignInOutcome> {
  const { db, secrets, now } = options
  const { person } = account
  const goTo = localAddress(next) ?? '/'
  const [actor, factor] = await Promise.all([
    loadPersonActor(db, person, now()),
    loadSecondFactor(db, person, secrets),
  ])
  if (factor === null && !needsSecondFactor(actor?.grants ?? [])) {
    await beginSession(request, db, { person, name: account.name, by: 'password' })
    rememberBrowser(request, reply, person, options)
    request.log.info({ person }, 'signed in with a password')
    return { goTo }
  }
  await request.session.regenerate(keptFor(request, person))
  request.session.awaited = {
    ...{ person, until: new Date(now().getTime() + CODE_MINUTES * MINUTE).toISOString(), next: goTo },
    ...(factor === null
      ? { setup: sealed(secrets, 'second factor', newTotpSecret()).toString('base64') }
      : {}),
  }
  return { goTo: SECOND_FACTOR }
}

/** The person who still has to enter a code; null if there is none, or their time is over. */
function awaitedIn(request: FastifyRequest, now: Date) {
  const awaited = request.session.awaited
  return awaited === undefined || awaited.until <= now.toISOString() ? null : awaited
}

/** What is to be set up; `set up` if the person's app knows it already, null if nobody has to enter a code. */
async function loadSetup(
  request: FastifyRequest,
  councilName: string,
  { db, secrets, now }: LocalSignInOptions,
): Promise<SecondFactorSetup | 'set up' | null> {
  const awaited = awaitedIn(request, now())
  if (awaited === null) return null
  if (awaited.setup === undefined) return 'set up'
  const secret = unsealed(secrets, 'second factor', Buffer.from(awaited.setup, 'base64'))
  const account = await loadLocalAccountOf(db, awaited.person)
  if (secret === null || account === null) return null
  const address = otpauthAddress(secret, { issuer: councilName, account: account.email })
  const key = (base32(secret).match(/.{1,4}/g) ?? []).join(' ')
  return { key, address, picture: qrCode(address) }
}

/** The second factor that a person is setting up; null if no secret of the session opens it. */
function begunFactor(setup: string, secrets: SessionSecrets): SecondFactor | null {
  const secret = unsealed(secrets, 'second factor', Buffer.from(setup, 'base64'))
  return secret === null ? null : { secret, isOutdated: false }
}

async function enterCode(
  request: FastifyRequest,
  reply: FastifyReply,
  typed: string,
  options: LocalSignInOptions,
): Promise<SignInOutcome> {
  const { db, secrets, now } = options
  const awaited = awaitedIn(request, now())
  if (awaited === null) return { goTo: '/sign-in' }
  const { person, setup, next = '/' } = awaited
  const account = await loadLocalAccountOf(db, person)
  if (account === null) return { goTo: '/sign-in' }
  // Only somebody with the password comes this far, so the count is the account's alone.
  const attempt: Attempt = { account: account.email, network: '', knownBrowser: `code ${person}` }
  const wait = await takeAttempt(db, attempt, secrets, now())
  if (wait > 0) return { fault: waitWords(wait) }
  const factor =
    setup === undefined ? await loadSecondFactor(db, person, secrets) : begunFactor(setup, secrets)
  if (factor === null || factor === 'unreadable') return { fault: UNREADABLE }
  const { secret, isOutdated } = factor
  const code = typed.replaceAll(/\s/g, '')
  const by = { id: person, name: account.name }
  const isRight = await inTransaction(db, async (trx) => {
    const used = await useSecondFactor(trx, { person, secret, code, now: now() })
    // One that the secret before sealed is sealed anew, so that it opens when that secret is gone.
    if (used && (setup !== undefined || isOutdated))
      await recordSecondFactor(trx, { person, secret, secrets, now: now() })
    if (used && setup !== undefined) await recordActivity(trx, { kind: 'second_factor.set', by })
    if (!used) await recordActivity(trx, { kind: 'session.failed', by, subject: 'code' })
    return used
  })
  if (!isRight) return { fault: WRONG_CODE }
  await clearAttempt(db, attempt, secrets, now())
  await beginSession(request, db, { person, name: account.name, by: 'second_factor' })
  rememberBrowser(request, reply, person, options)
  request.log.info({ person }, 'signed in with a password and a code')
  return { goTo: next }
}

/** Sets the password of the invited person, ends what they had before, and goes on as after entering it. */
async function acceptInvitation(
  request: FastifyRequest,
  reply: FastifyReply,
  { secret, password, councilName }: { secret: string; password: string; councilName: string },
  options: LocalSignInOptions,
): Promise<SignInOutcome | null> {
  const { db, secrets, passwords, now } = options
  const link = await loadLink(db, secret, now())
  const account = link === null ? null : await loadLocalAccountOf(db, link.person)
  if (link?.kind !== 'invitation' || account === null) return null
  const fault = passwordFault(password, [account.name, account.email, councilName])
  if (fault !== null) return { fault }
  const hash = await passwords.hash(password)
  const used = await inTransaction(db, async (trx) => {
    const held = await useLink(trx, secret, now())
    if (held === null) return null
    await recordPassword(trx, { person: held.person, hash, now: now() })
    // A new link is also for a lost phone: the second factor is set up anew.
    await recordSecondFactor(trx, { person: held.person, secret: null, secrets, now: now() })
    await endSessionsOf(trx, held.person)
    const by = { id: held.person, name: account.name }
    await recordActivity(trx, { kind: 'link.used', by, subject: `invitation ${link.id}` })
    await recordActivity(trx, { kind: 'password.set', by })
    return held
  })
  if (used === null) return null
  return afterPassword(request, reply, { account }, options)
}
