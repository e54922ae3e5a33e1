import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Everything the environment decides, read once. A field is null where its variable was not set. */
export type Config = {
  /** null means the embedded database. */
  readonly databaseUrl: string | null
  /** Migrates, seeds and restores; the database itself where no other was named. */
  readonly databaseOwnerUrl: string | null
  /** Whether an owner's URL was named; `/status` warns where it was not. */
  readonly hasOwnOwner: boolean
  readonly databaseReadUrl: string | null
  readonly port: number
  readonly host: string
  /** Scheme and authority, without a slash at the end. */
  readonly baseUrl: string
  readonly sessionSecret: string | null
  /** Addresses or networks of the proxies whose forwarded headers are believed. */
  readonly trustProxy: readonly string[]
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null
  readonly smtpUrl: string | null
  readonly extractInbox: string | null
  readonly metricsPort: number | null
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Whether anybody may sign in by choosing a role. */
  readonly demo: boolean
}

/** What is wrong with the environment, one line each. A start that meets it prints the lines and ends. */
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

function port(lowest: number) {
  return z
    .string()
    .regex(/^[0-9]{1,5}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= lowest && value <= 65_535, `must be from ${lowest} to 65535`)
}

const baseUrl = url('http', 'https').refine(
  (text) => !URL.canParse(text) || new URL(text).pathname === '/',
  'must have no path',
)

const ADDRESS = /^([0-9a-f.:]+)(\/[0-9]{1,3})?$/i
const proxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => ADDRESS.test(part) && /[.:]/.test(part)),
    'must list the addresses of your proxies',
  )
  // ::ffff:10.0.0.0/8 is read as a network of IPv6 and would believe every IPv4 address there is.
  .refine(
    (parts) => !parts.some((part) => /^::ffff:.*\//i.test(part) || /\/0$/.test(part)),
    'must not name a network that holds everybody',
  )

const variables = z.object({
  DATABASE_URL: database.optional(),
  DATABASE_OWNER_URL: database.optional(),
  DATABASE_READ_URL: database.optional(),
  // 0 lets the system choose a free one.
  PORT: port(0).default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'must be an address or a host name')
    .default('127.0.0.1'),
  BASE_URL: baseUrl.optional(),
  SESSION_SECRET: z
    .string()
    .refine(
      (text) => Buffer.byteLength(text) >= SECRET_BYTES,
      `must be at least ${SECRET_BYTES} bytes: openssl rand -base64 48 makes one`,
    )
    .refine((text) => new Set(text).size >= 10, 'must be random: openssl rand -base64 48 makes one')
    .optional(),
  TRUST_PROXY: proxies.optional(),
  OIDC_ISSUER: url('https').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  SMTP_URL: url('smtp', 'smtps').optional(),
  EXTRACT_INBOX: z.string().optional(),
  METRICS_PORT: port(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DEMO: z.enum(['0', '1']).optional(),
})

type Variables = z.infer<typeof variables>

/** The variables that the service reads; any other is the system's own business. */
export const VARIABLES = Object.keys(variables.shape)

/**
 * Reads and checks the environment. An empty variable counts as one that is not set. Throws a ConfigError that
 * lists every problem, never a value: a variable may hold a secret.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(VARIABLES.map((name) => [name, env[name]?.trim() || undefined]))
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    // One line for each variable: what is short is seldom random either.
    const lines = new Map<string, string>()
    for (const issue of parsed.error.issues) {
      const name = issue.path.join('.')
      if (!lines.has(name)) lines.set(name, `${name} ${wording(issue)}`)
    }
    throw new ConfigError([...lines.values()])
  }
  const problems = contradictions(parsed.data)
  if (problems.length > 0) throw new ConfigError(problems)
  return configOf(parsed.data)
}

function wording(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? `must be one of ${issue.values.join(', ')}` : issue.message
}

/** Whether a host name means this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.[0-9]{1,3}){3}$/.test(host)
}

function contradictions(given: Variables): string[] {
  const problems: string[] = []
  const oidc = [given.OIDC_ISSUER, given.OIDC_CLIENT_ID, given.OIDC_CLIENT_SECRET]
  if (given.DATABASE_URL && !given.SESSION_SECRET) {
    problems.push('SESSION_SECRET must be set when DATABASE_URL is: openssl rand -base64 48 makes one')
  }
  if (!given.DATABASE_URL && (given.DATABASE_OWNER_URL || given.DATABASE_READ_URL)) {
    problems.push('DATABASE_OWNER_URL and DATABASE_READ_URL need DATABASE_URL')
  }
  if (oidc.some(Boolean) && !oidc.every(Boolean)) {
    problems.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together')
  }
  if (given.DEMO === '1' && !isLoopback(given.HOST)) {
    problems.push('DEMO must not be 1 unless HOST is this machine alone: anybody could sign in as anybody')
  }
  if (given.METRICS_PORT !== undefined && given.METRICS_PORT === given.PORT) {
    problems.push('METRICS_PORT must differ from PORT')
  }
  const base = given.BASE_URL ? new URL(given.BASE_URL) : null
  if (base?.protocol === 'http:' && !isLoopback(base.hostname.replace(/^\[|\]$/g, ''))) {
    problems.push(
      'BASE_URL must begin https:// unless it is this machine alone: sessions would cross the network in clear',
    )
  }
  if (!base && !isLoopback(given.HOST)) {
    problems.push('BASE_URL must be set, with https://, when HOST is not this machine alone')
  }
  return problems
}

function configOf(given: Variables): Config {
  const host = given.HOST.includes(':') ? `[${given.HOST}]` : given.HOST
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given
  return Object.freeze({
    databaseUrl: given.DATABASE_URL ?? null,
    databaseOwnerUrl: given.DATABASE_OWNER_URL ?? given.DATABASE_URL ?? null,
    hasOwnOwner: given.DATABASE_OWNER_URL !== undefined,
    databaseReadUrl: given.DATABASE_READ_URL ?? null,
    port: given.PORT,
    host: given.HOST,
    baseUrl: given.BASE_URL
      ? new URL(given.BASE_URL).origin
      : `http://${host === '127.0.0.1' ? 'localhost' : host}:${given.PORT}`,
    sessionSecret: given.SESSION_SECRET ?? null,
    trustProxy: Object.freeze(given.TRUST_PROXY ?? []),
    oidc: issuer && clientId && clientSecret ? Object.freeze({ issuer, clientId, clientSecret }) : null,
    smtpUrl: given.SMTP_URL ?? null,
    extractInbox: given.EXTRACT_INBOX ?? null,
    metricsPort: given.METRICS_PORT ?? null,
    logLevel: given.LOG_LEVEL,
    demo: given.DEMO ? given.DEMO === '1' : !given.DATABASE_URL && isLoopback(given.HOST),
  })
}

/**
 * The secret of the embedded installation: made at the first start and kept beside its database, so that people
 * stay signed in over a restart. Only its owner may read it.
 */
export function keptSessionSecret(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'session-secret')
  if (!existsSync(path)) {
    const own = `${path}-${process.pid}`
    writeFileSync(own, randomBytes(48).toString('base64url'), { mode: 0o600 })
    try {
      // A link appears whole or not at all, and fails where another process was first: then its secret is the one.
      linkSync(own, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(own)
    }
  }
  return readFileSync(path, 'utf8')
}
