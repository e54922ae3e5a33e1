import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { LATER_VARIABLES, readConfig, VARIABLES } from '#server/config.ts'
import { mistypedVariables } from '#server/mistyped-variables.ts'
import { some } from '../support/some.ts'

const OURS = [...VARIABLES, ...Object.keys(LATER_VARIABLES)]
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ_'
const LONG = OURS.filter((name) => name.length >= 8)

/** Every name that differs by one letter, as from a typing mistake. */
function typosOf(name: string): string[] {
  const typos = [...name].flatMap((_, at) => {
    const [before, after] = [name.slice(0, at), name.slice(at + 1)]
    return [
      before + after,
      before + (after[0] ?? '') + (name[at] ?? '') + after.slice(1),
      ...[...LETTERS].flatMap((letter) => [
        before + letter + after,
        before + letter + (name[at] ?? '') + after,
      ]),
    ]
  })
  return [...new Set([...typos, ...[...LETTERS].map((letter) => name + letter)])].filter(
    (typo) => !OURS.includes(typo),
  )
}

/** What systems, shells, npm and CI set; none of it is a mistake. */
const SET_BY_OTHERS = [
  ...[
    'PATH',
    'HOME',
    'USER',
    'LOGNAME',
    'SHELL',
    'TERM',
    'LANG',
    'LC_ALL',
    'TZ',
    'PWD',
    'OLDPWD',
    'SHLVL',
    'HOSTNAME',
    'HOSTTYPE',
  ],
  ...[
    'MAIL',
    'EDITOR',
    'DISPLAY',
    'SSH_CLIENT',
    'SSH_CONNECTION',
    'TMPDIR',
    'XDG_RUNTIME_DIR',
    'INVOCATION_ID',
    'JOURNAL_STREAM',
  ],
  ...[
    'OS',
    'ComSpec',
    'SystemRoot',
    'SystemDrive',
    'USERDOMAIN',
    'USERNAME',
    'COMPUTERNAME',
    'ProgramFiles',
    'APPDATA',
    'PATHEXT',
  ],
  ...['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'],
  ...[
    'PGHOST',
    'PGPORT',
    'PGUSER',
    'PGPASSWORD',
    'PGDATABASE',
    'POSTGRES_PASSWORD',
    'POSTGRES_DB',
    'POSTGRES_USER',
  ],
  ...[
    'NODE',
    'NODE_ENV',
    'NODE_OPTIONS',
    'NODE_PATH',
    'NODE_COMPILE_CACHE',
    'NODE_EXTRA_CA_CERTS',
    'INIT_CWD',
    'COLOR',
    'EDITOR',
  ],
  ...[
    'npm_execpath',
    'npm_node_execpath',
    'npm_lifecycle_event',
    'npm_lifecycle_script',
    'npm_command',
    'npm_package_name',
  ],
  ...[
    'npm_config_user_agent',
    'npm_config_cache',
    'npm_config_loglevel',
    'npm_config_port',
    'npm_config_host',
    'npm_config_base_url',
  ],
  ...[
    'CI',
    'CI_JOB_ID',
    'CI_PROJECT_URL',
    'CI_SERVER_URL',
    'CI_SERVER_HOST',
    'CI_SERVER_PORT',
    'GITLAB_CI',
    'CI_PAGES_URL',
  ],
  ...[
    'GITHUB_ACTIONS',
    'GITHUB_BASE_REF',
    'GITHUB_SERVER_URL',
    'GITHUB_API_URL',
    'GITHUB_TOKEN',
    'GITHUB_WORKSPACE',
    'RUNNER_OS',
  ],
  ...['ACTIONS_RUNTIME_URL', 'ACTIONS_CACHE_URL', 'ACTIONS_RESULTS_URL', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
  ...[
    'BUILD_URL',
    'JOB_URL',
    'JENKINS_URL',
    'HUDSON_URL',
    'NODE_NAME',
    'TF_BUILD',
    'SYSTEM_TEAMFOUNDATIONCOLLECTIONURI',
  ],
  ...[
    'CIRCLECI',
    'CIRCLE_BUILD_URL',
    'CIRCLE_REPOSITORY_URL',
    'TRAVIS',
    'BUILDKITE_BUILD_URL',
    'BITBUCKET_GIT_HTTP_ORIGIN',
  ],
  ...[
    'KUBERNETES_PORT',
    'KUBERNETES_SERVICE_HOST',
    'KUBERNETES_SERVICE_PORT',
    'WEBSITE_HOSTNAME',
    'DYNO',
    'FLY_APP_NAME',
  ],
  ...[
    'MALLOC_ARENA_MAX',
    'MALLOC_MMAP_THRESHOLD_',
    'VITEST',
    'VITEST_MODE',
    'TEST_DATABASE_URL',
    'GOLDEN_THREAD_TESTS',
  ],
]

function lines(env: Record<string, string>): string[] {
  return mistypedVariables(env, OURS)
}

describe('a variable that is almost one of ours', () => {
  test.each(some(LONG))('one letter away from %s is named with it, however it was mistyped', (name) => {
    const typos = typosOf(name)
    expect(typos.length).toBeGreaterThan(300)
    const unseen = typos.filter(
      (typo) => !lines({ [typo]: 'x' })[0]?.startsWith(`${typo} is not a setting: write `),
    )
    expect(unseen).toEqual([])
    expect(lines({ [`${name.slice(0, -1)}`]: 'x' })[0]).toContain(name)
  })

  test.each(some(OURS))('in another case than %s stops the start too, short ones too', (name) => {
    const cased = [name.toLowerCase(), `${name[0]}${name.slice(1).toLowerCase()}`]
    for (const given of cased) {
      expect(lines({ [given]: 'x' })).toEqual([
        `${given} is not a setting: write ${name} if that is the one you mean, or take it out`,
      ])
      expect(lines({ [given]: 'x', [name]: 'y' })).toHaveLength(1)
    }
  })

  test('of fewer than eight letters is somebody else’s', () => {
    const short = OURS.filter((name) => name.length < 8)
    expect(short).toEqual(['PORT', 'HOST', 'DEMO'])
    for (const name of short)
      expect(lines(Object.fromEntries(typosOf(name).map((typo) => [typo, 'x'])))).toEqual([])
  })

  test('two letters away is somebody else’s', () => {
    expect(lines({ DATABASE_URLXY: 'x', DTBASE_URL: 'x', BASE: 'x', MY_DATABASE_URL: 'x' })).toEqual([])
  })

  test('blank or not set at all is no mistake', () => {
    expect(lines({ DATABASE_UR: ' ', BASE_ULR: '' })).toEqual([])
  })

  test('in the case in which Windows keeps it is found, and no mistake', () => {
    const windows = new Proxy({ Port: '3000' } as Record<string, string>, {
      get: (env, name) =>
        Object.entries(env).find(([each]) => each.toUpperCase() === String(name).toUpperCase())?.[1],
    })
    expect(mistypedVariables(windows, OURS)).toEqual([])
  })

  test('stops the start without its value', () => {
    expect(() => readConfig({ SESSION_SECRT: 'very private' })).toThrow(
      /^SESSION_SECRT is not a setting: write SESSION_SECRET if that is the one you mean, or take it out$/,
    )
  })
})

describe('a variable that somebody else sets', () => {
  test.each([...new Set(SET_BY_OTHERS)])('is never taken for a mistake: %s', (name) => {
    expect(lines({ [name]: 'x' })).toEqual([])
  })

  test('is none of those in which these tests run', () => {
    const names = Object.keys(process.env).filter((name) => !OURS.includes(name))
    expect(names.length).toBeGreaterThan(3)
    expect(lines(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual([])
  })

  test('is none of those that npm gives a script', () => {
    const printed = execFileSync('npm', ['run', 'env'], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    })
    const names = printed.split('\n').flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? [])
    expect(names.filter((name) => name.startsWith('npm_')).length).toBeGreaterThan(5)
    const others = names.filter((name) => !OURS.includes(name))
    expect(lines(Object.fromEntries(others.map((name) => [name, 'x'])))).toEqual([])
  })
})
