import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigError, keptSessionSecret, readConfig, VARIABLES } from '#server/config.ts'

const SECRET = 'Zk3vQ0p7yW1s9bT4uJ6nM2xR8cL5hD0g'
const OWN = { DATABASE_URL: 'postgres://gt:pw@db.example/gt', SESSION_SECRET: SECRET }

function problems(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('an empty environment', () => {
  test('means the embedded database on this machine alone, with demonstration sign-in', () => {
    expect(readConfig({})).toMatchObject({
      ...{ databaseUrl: null, databaseOwnerUrl: null, host: '127.0.0.1', port: 3000, demo: true },
      ...{ baseUrl: 'http://localhost:3000', sessionSecret: null, trustProxy: [], logLevel: 'info' },
    })
  })

  test('is not told apart from one whose variables are blank', () => {
    expect(readConfig(Object.fromEntries(VARIABLES.map((name) => [name, ' '])))).toEqual(readConfig({}))
  })

  test('gives a configuration that nothing can change', () => {
    const config = readConfig({})
    expect(Object.isFrozen(config) && Object.isFrozen(config.trustProxy)).toBe(true)
  })
})

describe('a database of one’s own', () => {
  test('needs a session secret', () => {
    expect(problems({ DATABASE_URL: OWN.DATABASE_URL })).toEqual([
      'SESSION_SECRET must be set when DATABASE_URL is: openssl rand -base64 48 makes one',
    ])
  })

  test('is migrated as itself until an owner is named', () => {
    expect(readConfig(OWN)).toMatchObject({
      databaseOwnerUrl: OWN.DATABASE_URL,
      hasOwnOwner: false,
      demo: false,
    })
    const owner = 'postgres://owner:pw@db.example/gt'
    expect(readConfig({ ...OWN, DATABASE_OWNER_URL: owner })).toMatchObject({
      databaseOwnerUrl: owner,
      hasOwnOwner: true,
    })
  })

  test('may allow demonstration sign-in only when it is asked for', () => {
    expect(readConfig({ ...OWN, DEMO: '1' }).demo).toBe(true)
  })
})

describe('a value that is unsafe or not understood stops the start with one line', () => {
  test.each([
    [{ PORT: '65536' }, 'PORT must be from 0 to 65535'],
    [{ PORT: '3000x' }, 'PORT must be a whole number'],
    [{ PORT: '1e3' }, 'PORT must be a whole number'],
    [{ DATABASE_URL: 'mysql://db/gt' }, 'DATABASE_URL must be a URL beginning postgres:// or postgresql://'],
    [{ SESSION_SECRET: 'short' }, /^SESSION_SECRET must be at least 32 bytes/],
    [{ SESSION_SECRET: 'a'.repeat(64) }, /^SESSION_SECRET must be random/],
    [{ DEMO: 'yes' }, 'DEMO must be one of 0, 1'],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of fatal, error/],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY must list the addresses of your proxies'],
    [{ TRUST_PROXY: '1' }, 'TRUST_PROXY must list the addresses of your proxies'],
    [{ TRUST_PROXY: '::ffff:10.0.0.0/8' }, 'TRUST_PROXY must not name a network that holds everybody'],
    [{ TRUST_PROXY: '10.0.0.1, 0.0.0.0/0' }, 'TRUST_PROXY must not name a network that holds everybody'],
    [{ OIDC_ISSUER: 'https://id.example' }, /must be set together$/],
    [{ SMTP_URL: 'https://mail.example' }, 'SMTP_URL must be a URL beginning smtp:// or smtps://'],
    [{ METRICS_PORT: '3000' }, 'METRICS_PORT must differ from PORT'],
    [{ BASE_URL: 'http://council.example' }, /^BASE_URL must begin https:\/\//],
    [{ BASE_URL: 'https://council.example/scorecards' }, 'BASE_URL must have no path'],
    [{ HOST: '0.0.0.0' }, /^BASE_URL must be set, with https:\/\//],
    [{ DATABASE_READ_URL: 'postgres://replica/gt' }, /need DATABASE_URL$/],
  ])('%j', (env, line) => {
    expect(problems(env)).toEqual([expect.stringMatching(line)])
  })

  test('every problem of a field is told at once', () => {
    expect(problems({ PORT: 'x', DEMO: 'x', LOG_LEVEL: 'x' })).toHaveLength(3)
  })

  test('demonstration sign-in is refused to a service that others can reach', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.10', 'scorecards.council.example', '127.evil.example']) {
      expect(problems({ HOST, DEMO: '1', BASE_URL: 'https://a.example' })).toEqual([
        expect.stringMatching(/^DEMO must not be 1 unless/),
      ])
    }
  })

  test('a service that others can reach has no demonstration sign-in even when nothing is said', () => {
    expect(readConfig({ HOST: '0.0.0.0', BASE_URL: 'https://a.example' }).demo).toBe(false)
  })

  test('no problem repeats a value, since it may be a secret', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VARIABLES), fc.stringMatching(/^[a-z]{12,31}$/), (name, value) => {
        for (const problem of problems({ [name]: value })) expect(problem).not.toContain(value)
      }),
    )
  })
})

test('proxies are listed by address', () => {
  expect(readConfig({ TRUST_PROXY: '10.0.0.1, 192.168.0.0/24,fd00::1' }).trustProxy).toEqual([
    ...['10.0.0.1', '192.168.0.0/24', 'fd00::1'],
  ])
})

test('an address of IPv6 stands in brackets in the address that people open', () => {
  expect(readConfig({ HOST: '::1', PORT: '3001' }).baseUrl).toBe('http://[::1]:3001')
})

test('the embedded installation keeps one secret over its restarts, for its owner alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'golden-thread-secret-'))
  try {
    const secret = keptSessionSecret(folder)
    expect(secret.length).toBeGreaterThanOrEqual(64)
    expect(keptSessionSecret(folder)).toBe(secret)
    expect(readdirSync(folder)).toEqual(['session-secret'])
    expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
