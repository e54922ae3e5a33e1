import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigError, keptSessionSecret, LATER_VARIABLES, readConfig, VARIABLES } from '#server/config.ts'

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
    [{ DEMO: '1', BASE_URL: 'https://localhost:3000' }, /^DEMO must not be 1 unless BASE_URL is http/],
    [{ DEMO: '1', TRUST_PROXY: '10.0.0.1' }, /^DEMO must not be 1 beside TRUST_PROXY/],
    [{ BASE_URL: 'http://council.example' }, /^BASE_URL must begin https:\/\//],
    [{ BASE_URL: 'https://council.example/scorecards' }, 'BASE_URL must have no path'],
    [{ HOST: '0.0.0.0' }, /^BASE_URL must be set, with https:\/\//],
    [{ DATABASE_READ_URL: 'postgres://replica/gt' }, /need DATABASE_URL$/],
  ])('%j', (env, line) => {
    expect(problems(env)).toEqual([expect.stringMatching(line)])
  })

  test.each([
    ...[
      'true',
      '1',
      'proxy.council.example',
      '0.0.0.0',
      '::',
      '999.1.1.1',
      '10.0.0.1,',
      'fe80::1%eth0',
      '10.0.0',
    ],
    ...[
      '0.0.0.0/0',
      '::/0',
      '0.0.0.0/1',
      '128.0.0.0/1',
      '10.0.0.0/8',
      '10.0.0.0/24',
      '10.0.0.1/32',
      'fd00::/8',
    ],
    ...['::ffff:10.0.0.0/8', '10.0.0.1, 0.0.0.0/0', '10.0.0.1/255.0.0.0'],
  ])('TRUST_PROXY is refused anything but exact addresses: %s', (TRUST_PROXY) => {
    expect(problems({ TRUST_PROXY })).toEqual([
      'TRUST_PROXY must list the exact address of each proxy, such as 10.0.0.1: no names and no networks',
    ])
  })

  test.each([
    ...[
      '999.1.1.1',
      '1.2.3',
      '127.1',
      '2130706433',
      '0x7f.1',
      '127.0.0.0x1',
      'localhost.',
      '127.0.0.1.',
      '.',
      '-a.example',
    ],
    ...[
      'a-.example',
      'a..example',
      'my_host',
      '[::1]',
      '::g',
      'fe80::1%eth0',
      'http://localhost',
      'localhost:3000',
    ],
    ...[`${'a'.repeat(64)}.example`, Array(50).fill('label').join('.'), '1:2'],
  ])('HOST is refused where nothing could listen: %s', (HOST) => {
    expect(problems({ HOST, BASE_URL: 'https://a.example' })).toEqual([
      expect.stringMatching(/^HOST must be an address or a host name/),
    ])
  })

  test.each(['127.0.0.1', '127.0.0.2', 'localhost', 'LOCALHOST', '::1'])(
    'HOST may be this machine: %s',
    (HOST) => {
      expect(readConfig({ HOST })).toMatchObject({ host: HOST, demo: true })
    },
  )

  test.each([
    '0.0.0.0',
    '::',
    '10.1.2.3',
    'scorecards',
    '3com.example',
    'xn--bcher-kva.example',
    '127.evil.example',
  ])('HOST may be where others reach it, by its https address: %s', (HOST) => {
    expect(readConfig({ HOST, BASE_URL: 'https://a.example' })).toMatchObject({ host: HOST, demo: false })
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
    expect(readConfig({ BASE_URL: 'https://a.example' }).demo).toBe(false)
    expect(readConfig({ TRUST_PROXY: '10.0.0.1' }).demo).toBe(false)
    expect(readConfig({ BASE_URL: 'http://127.0.0.1:8080' }).demo).toBe(true)
  })

  test('no problem repeats a value, since it may be a secret', () => {
    let refused = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...VARIABLES, ...Object.keys(LATER_VARIABLES)),
        fc.stringMatching(/^[a-z]{12,31}$/),
        (name, value) => {
          for (const problem of problems({ [name]: value })) {
            refused++
            expect(problem).not.toContain(value)
          }
        },
      ),
    )
    expect(refused).toBeGreaterThan(50)
  })
})

describe('a setting of a later release', () => {
  test.each(['SMTP_URL', 'METRICS_PORT'])('stops the start, since nothing would read it: %s', (name) => {
    expect(problems({ [name]: 'https://id.example' })).toEqual([
      expect.stringMatching(`^${name} is for .*, which is not in this release: take it out$`),
    ])
    expect(problems({ [name]: ' ' })).toEqual([])
  })

  test('is every one that is listed, so that none is read as well', () => {
    expect(Object.keys(LATER_VARIABLES)).toHaveLength(2)
    expect(VARIABLES.filter((name) => name in LATER_VARIABLES)).toEqual([])
  })

  test('is told beside every other problem', () => {
    const env = { SMTP_URL: 'smtp://mail.example', BASE_ULR: 'https://a.example', PORT: 'x' }
    expect(problems(env).map((line) => line.split(' ', 1)[0])).toEqual(['BASE_ULR', 'SMTP_URL', 'PORT'])
  })
})

describe('a provider of accounts', () => {
  const OIDC = {
    OIDC_ISSUER: 'https://login.council.example/tenant/v2.0',
    OIDC_CLIENT_ID: 'scorecards',
    OIDC_CLIENT_SECRET: 'a secret of the provider',
  }

  test('is named by all three variables', () => {
    const { hasSingleSignOn, provider, demo } = readConfig({ ...OWN, ...OIDC })
    expect({ hasSingleSignOn, provider, demo }).toEqual({
      ...{ hasSingleSignOn: true, demo: false },
      provider: {
        ...{ issuer: OIDC.OIDC_ISSUER, clientId: 'scorecards', clientSecret: 'a secret of the provider' },
      },
    })
    expect(readConfig(OWN)).toMatchObject({ hasSingleSignOn: false, provider: null })
  })

  test.each(Object.keys(OIDC))('is refused without %s', (missing) => {
    expect(problems({ ...OWN, ...OIDC, [missing]: undefined })).toEqual([
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together, or none of them',
    ])
  })

  test.each([
    ['http://login.council.example', 'must begin https:// unless it is on this machine'],
    ['https://login.microsoftonline.com/common/v2.0', 'must be your own tenant’s address'],
    ['https://login.microsoftonline.com/organizations/v2.0', 'must be your own tenant’s address'],
    ['https://login.microsoftonline.com/Common', 'must be your own tenant’s address'],
    ['https://a.example/.well-known/openid-configuration', 'must be the provider’s own name'],
    ['https://a.example/?tenant=x', 'must be the provider’s own name'],
    ['login.council.example', 'must be a URL beginning http:// or https://'],
  ])('may not be %s', (issuer, why) => {
    expect(problems({ ...OWN, ...OIDC, OIDC_ISSUER: issuer })).toEqual([
      expect.stringContaining(`OIDC_ISSUER ${why}`),
    ])
  })

  test.each([
    'http://localhost:4000',
    'http://127.0.0.1:4000/realm',
    'https://login.microsoftonline.com/7b1f/v2.0',
  ])('may be %s', (issuer) => {
    expect(readConfig({ ...OWN, ...OIDC, OIDC_ISSUER: issuer }).provider?.issuer).toBe(issuer)
  })

  test('closes demonstration sign-in, and the two are never asked for together', () => {
    expect(readConfig(OIDC).demo).toBe(false)
    expect(problems({ ...OIDC, DEMO: '1' })).toEqual([
      'DEMO must not be 1 beside OIDC_ISSUER: people sign in with the council’s own accounts',
    ])
  })
})

describe('the secret of sessions that is replaced', () => {
  const other = 'q8W2e5R7t0Y4u1I9o3P6a5S8d2F7g0Hj'

  test('is named beside the one that takes its place', () => {
    expect(readConfig({ ...OWN, SESSION_SECRET_PREVIOUS: other }).previousSessionSecret).toBe(other)
    expect(readConfig(OWN).previousSessionSecret).toBeNull()
  })

  test.each([
    [{ SESSION_SECRET_PREVIOUS: SECRET }, 'must not be SESSION_SECRET: put the new one in SESSION_SECRET'],
    [{ SESSION_SECRET_PREVIOUS: 'short' }, 'must be at least 32 bytes'],
    [{ SESSION_SECRET_PREVIOUS: 'changeme-changeme-changeme-changeme' }, 'must be random'],
  ])('is refused: %j', (env, why) => {
    expect(problems({ ...OWN, ...env })).toEqual([expect.stringContaining(`SESSION_SECRET_PREVIOUS ${why}`)])
  })

  test('is refused where there is no other', () => {
    expect(problems({ SESSION_SECRET_PREVIOUS: other })).toEqual([
      'SESSION_SECRET_PREVIOUS needs SESSION_SECRET, the one that takes its place',
    ])
  })
})

test('proxies are listed by address', () => {
  expect(readConfig({ TRUST_PROXY: '10.0.0.1, 192.168.0.7,fd00::1' }).trustProxy).toEqual([
    ...['10.0.0.1', '192.168.0.7', 'fd00::1'],
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
