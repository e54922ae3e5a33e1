import { mkdirSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { keptSecret } from './db/kept-secret.ts'
import { mistypedVariables } from './mistyped-variables.ts'
import { isListenable, isLoopback, isLoopbackHttp } from './network-addresses.ts'
import { isWeakSecret } from './weak-secret.ts'

/** Everything the environment decides, read once. A field is null if its variable is not set. */
export type Config = {
  /** null means the embedded database. */
  readonly databaseUrl: string | null
  /** The URL that migrates, seeds and restores; the database's own URL if no other is set. */
  readonly databaseOwnerUrl: string | null
  /** Whether an owner's URL was named. Without it the service migrates with the account it runs as, if that one may. */
  readonly hasOwnOwner: boolean
  readonly databaseReadUrl: string | null
  readonly port: number
  readonly host: string
  /** Scheme and authority, without a slash at the end. */
  readonly baseUrl: string
  readonly sessionSecret: string | null
  /** The secret before it, while people change over: what it signed is still accepted, and nothing new is signed with it. */
  readonly previousSessionSecret: string | null
  /** The exact addresses of the proxies whose forwarded headers are trusted. */
  readonly trustProxy: readonly string[]
  /** Whether people sign in with the council's own accounts. */
  readonly hasSingleSignOn: boolean
  /** The council's provider of those accounts; null if people have passwords here. */
  readonly provider: {
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret: string
  } | null
  readonly extractInbox: string | null
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Whether the configuration allows signing in by choosing a role. `demonstrationRefusal` makes the final decision. */
  readonly demo: boolean
  /** Whether `DEMO=1` asked for it, rather than the default. */
  readonly isDemoAsked: boolean
}

/** What is wrong with the environment, one line each. The start prints the lines and ends. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const SECRET_BYTES = 32

function url(...schemes: string[]) {
  return z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)),
      `must be a URL beginning ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    )
}

const database = url('postgres', 'postgresql')

// Port 0 lets the system choose a free one.
const port = z
  .string()
  .regex(/^[0-9]{1,5}$/, 'must be a whole number')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be from 0 to 65535')

const baseUrl = url('http', 'https').refine(
  (text) => !URL.canParse(text) || new URL(text).pathname === '/',
  'must have no path',
)

const secret = z
  .string()
  .refine(
    (text) => Buffer.byteLength(text) >= SECRET_BYTES,
    `must be at least ${SECRET_BYTES} bytes: openssl rand -base64 48 makes one`,
  )
  .refine((text) => !isWeakSecret(text), 'must be random: openssl rand -base64 48 makes one')

// An address for every tenant lets accounts of any organisation in.
const issuer = url('http', 'https')
  .refine(
    (text) => !URL.canParse(text) || new URL(text).protocol === 'https:' || isLoopbackHttp(text),
    'must begin https:// unless it is on this machine',
  )
  .refine(
    (text) => !URL.canParse(text) || !/[?#]|\/\.well-known\//.test(text),
    'must be the provider’s own name, without a query and without /.well-known/',
  )
  .refine(
    (text) =>
      !/^https:\/\/login\.microsoftonline\.[a-z]+\/(common|organizations|consumers)(\/|$)/i.test(text),
    'must be your own tenant’s address, https://login.microsoftonline.com/<tenant id>/v2.0: this one lets in accounts of anybody',
  )

// A network would trust every machine in it, and ::ffff:10.0.0.0/8 contains every IPv4 address of that network.
const proxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => isIP(part) !== 0 && !part.includes('%') && !/^[0.:]+$/.test(part)),
    'must list the exact address of each proxy, such as 10.0.0.1: no names and no networks',
  )

const variables = z.object({
  DATABASE_URL: database.optional(),
  DATABASE_OWNER_URL: database.optional(),
  DATABASE_READ_URL: database.optional(),
  PORT: port.default(3000),
  HOST: z
    .string()
    .refine(
      isListenable,
      'must be an address or a host name, such as 127.0.0.1, ::1 or scorecards.example.gov.uk',
    )
    .default('127.0.0.1'),
  BASE_URL: baseUrl.optional(),
  SESSION_SECRET: secret.optional(),
  SESSION_SECRET_PREVIOUS: secret.optional(),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  TRUST_PROXY: proxies.optional(),
  EXTRACT_INBOX: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DEMO: z.enum(['0', '1']).optional(),
})

type Variables = z.infer<typeof variables>

/** The variables that the service reads. */
export const VARIABLES = Object.keys(variables.shape)

/** Variables of later releases. The start refuses them, because a person who set one would believe that it works. */
export const LATER_VARIABLES: Readonly<Record<string, string>> = {
  SMTP_URL: 'mail',
  METRICS_PORT: 'metrics',
}

/** Reads and checks the environment. An empty variable counts as not set. Throws a ConfigError that lists every problem but
 * never a value, because a variable may hold a secret. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(VARIABLES.map((name) => [name, env[name]?.trim() || undefined]))
  const parsed = variables.safeParse(given)
  // Reports one problem for each variable: a short secret is seldom random either.
  const lines = new Map<string, string>()
  for (const issue of parsed.error?.issues ?? []) {
    const name = issue.path.join('.')
    if (!lines.has(name)) lines.set(name, `${name} ${wording(issue)}`)
  }
  const problems = [
    ...mistypedVariables(env, [...VARIABLES, ...Object.keys(LATER_VARIABLES)]),
    ...Object.entries(LATER_VARIABLES)
      .filter(([name]) => env[name]?.trim())
      .map(([name, what]) => `${name} is for ${what}, which is not in this release: take it out`),
    ...lines.values(),
    ...(parsed.success ? contradictions(parsed.data) : []),
  ]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  return configOf(parsed.data)
}

function wording(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? `must be one of ${issue.values.join(', ')}` : issue.message
}

function contradictions(given: Variables): string[] {
  const problems: string[] = []
  if (given.DATABASE_URL && !given.SESSION_SECRET) {
    problems.push('SESSION_SECRET must be set when DATABASE_URL is: openssl rand -base64 48 makes one')
  }
  if (!given.DATABASE_URL && (given.DATABASE_OWNER_URL || given.DATABASE_READ_URL)) {
    problems.push('DATABASE_OWNER_URL and DATABASE_READ_URL need DATABASE_URL')
  }
  if (given.SESSION_SECRET_PREVIOUS && !given.SESSION_SECRET)
    problems.push('SESSION_SECRET_PREVIOUS needs SESSION_SECRET, the one that takes its place')
  if (given.SESSION_SECRET_PREVIOUS && given.SESSION_SECRET_PREVIOUS === given.SESSION_SECRET)
    problems.push('SESSION_SECRET_PREVIOUS must not be SESSION_SECRET: put the new one in SESSION_SECRET')
  const provider = [given.OIDC_ISSUER, given.OIDC_CLIENT_ID, given.OIDC_CLIENT_SECRET]
  if (provider.some(Boolean) && !provider.every(Boolean))
    problems.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together, or none of them')
  if (given.DEMO === '1') problems.push(...demoContradiction(given))
  const base = given.BASE_URL
  if (base && new URL(base).protocol === 'http:' && !isLoopbackHttp(base)) {
    problems.push(
      'BASE_URL must begin https:// unless it is this machine alone: sessions would cross the network in clear',
    )
  }
  if (!base && !isLoopback(given.HOST)) {
    problems.push('BASE_URL must be set, with https://, when HOST is not this machine alone')
  }
  return problems
}

/** The first reason against demonstration sign-in in the configuration. The council is checked later, once the database can be
 * read. */
function demoContradiction(given: Variables): string[] {
  if (!isLoopback(given.HOST)) {
    return ['DEMO must not be 1 unless HOST is this machine alone: anybody could sign in as anybody']
  }
  if (given.BASE_URL && !isLoopbackHttp(given.BASE_URL)) {
    return ['DEMO must not be 1 unless BASE_URL is http:// at this machine: anybody could sign in as anybody']
  }
  if (given.OIDC_ISSUER) {
    return ['DEMO must not be 1 beside OIDC_ISSUER: people sign in with the council’s own accounts']
  }
  if (given.TRUST_PROXY) {
    return ['DEMO must not be 1 beside TRUST_PROXY: anybody who reaches the proxy could sign in as anybody']
  }
  return []
}

function configOf(given: Variables): Config {
  const host = given.HOST.includes(':') ? `[${given.HOST}]` : given.HOST
  const baseUrl = given.BASE_URL
    ? new URL(given.BASE_URL).origin
    : `http://${host === '127.0.0.1' ? 'localhost' : host}:${given.PORT}`
  const mayBeDemo =
    isLoopback(given.HOST) && isLoopbackHttp(baseUrl) && !given.TRUST_PROXY && !given.OIDC_ISSUER
  return Object.freeze({
    databaseUrl: given.DATABASE_URL ?? null,
    databaseOwnerUrl: given.DATABASE_OWNER_URL ?? given.DATABASE_URL ?? null,
    hasOwnOwner: given.DATABASE_OWNER_URL !== undefined,
    databaseReadUrl: given.DATABASE_READ_URL ?? null,
    port: given.PORT,
    host: given.HOST,
    baseUrl,
    sessionSecret: given.SESSION_SECRET ?? null,
    trustProxy: Object.freeze(given.TRUST_PROXY ?? []),
    previousSessionSecret: given.SESSION_SECRET_PREVIOUS ?? null,
    hasSingleSignOn: given.OIDC_ISSUER !== undefined,
    provider: providerOf(given),
    extractInbox: given.EXTRACT_INBOX ?? null,
    logLevel: given.LOG_LEVEL,
    demo: given.DEMO ? given.DEMO === '1' : !given.DATABASE_URL && mayBeDemo,
    isDemoAsked: given.DEMO === '1',
  })
}

function providerOf(given: Variables): Config['provider'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null
  return Object.freeze({ issuer, clientId, clientSecret })
}

/** The secret of the embedded installation. The first start creates it and keeps it beside the database, so that people stay
 * signed in over a restart. Only its owner may read it. */
export function keptSessionSecret(folder: string): string {
  mkdirSync(folder, { recursive: true })
  return keptSecret(join(folder, 'session-secret'), 48)
}
