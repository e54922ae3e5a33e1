import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { files, ROOT } from './files.ts'
import { LONGEST, longFunctions, longLines } from './lengths.ts'

/** Generated from the migrated database. */
const GENERATED = new Set(['server/db/schema.ts', 'sql/schema.sql'])

const source = files.filter((path) => /[.](ts|js|css|sql|yml|sh|html)$/.test(path) && !GENERATED.has(path))
/** Specifications of charts, what they share, and examples. */
const specifications = files.filter((path) => path.startsWith('dashboards/') && path.endsWith('.json'))
const production = source.filter((path) => path.endsWith('.ts') && !path.startsWith('tests/'))

const found = (paths: readonly string[], of: (path: string, text: string) => string[]) =>
  paths.flatMap((path) => of(path, readFileSync(join(ROOT, path), 'utf8')))

describe('the source', () => {
  test('is looked at whole', () => {
    expect(source.length).toBeGreaterThan(1000)
    expect(production.length).toBeGreaterThan(700)
    for (const folder of ['dashboards', 'server', 'jobs', 'seeds', 'sql', 'tests'])
      expect(source.some((path) => path.startsWith(`${folder}/`))).toBe(true)
  })

  test('has no line longer than 160 characters', () => {
    expect(found(source, longLines)).toEqual([])
  })

  test('has no line longer than 160 characters in the JSON of charts: an expression is split into steps', () => {
    expect(specifications.length).toBeGreaterThan(60)
    expect(found(specifications, longLines)).toEqual([])
  })

  test('has no function longer than 80 lines, and no handler of a route longer than 60', () => {
    expect(found(production, longFunctions)).toEqual([])
  })
})

describe('the law of lengths', () => {
  test('counts characters, not bytes', () => {
    expect(longLines('a.css', `${'’'.repeat(LONGEST.line)}\n${'é'.repeat(LONGEST.line + 1)}\n`)).toEqual([
      'a.css:2: 161 characters',
    ])
  })

  test('would notice a function, a method and an arrow that are too long', () => {
    const lines = (count: number) => '  f()\n'.repeat(count - 2)
    const text =
      `function fits() {\n${lines(80)}}\nexport function longer() {\n${lines(81)}}\n` +
      `const arrow = () => {\n${lines(81)}}\nclass A {\nmethod() {\n${lines(81)}}\n}\n`
    expect(longFunctions('server/a.ts', text)).toEqual([
      'server/a.ts:81 longer: 81 lines, at most 80',
      'server/a.ts:162 arrow: 81 lines, at most 80',
      'server/a.ts:244 method: 81 lines, at most 80',
    ])
  })

  test('would notice a long handler, whether it is in the route or has a name', () => {
    const lines = (count: number) => '  f()\n'.repeat(count - 2)
    const text =
      `app.get('/a', (request) => {\n${lines(61)}})\napp.post('/b', named)\n` +
      `app.put('/c', (request, reply) => handed(request, reply))\n` +
      `app.withTypeProvider<Zod>().get('/d', {}, async (request) => {\n${lines(61)}})\n` +
      `function named() {\n${lines(61)}}\nfunction handed() {\n${lines(61)}}\nfunction other() {\n${lines(61)}}\n`
    expect(longFunctions('server/b.ts', text)).toEqual([
      'server/b.ts:1 function: 61 lines, at most 60',
      'server/b.ts:64 function: 61 lines, at most 60',
      'server/b.ts:125 named: 61 lines, at most 60',
      'server/b.ts:186 handed: 61 lines, at most 60',
    ])
  })
})
