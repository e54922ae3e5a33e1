import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { files, ROOT } from './files.ts'

function linesWith(pattern: RegExp, within = (_path: string) => true): string[] {
  return files.filter(within).flatMap((path) =>
    readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
      ),
  )
}

// Written so that this file itself does not contain the names.
const slash = '/'
const MACHINE_PATHS = new RegExp(
  ['work', 'root', 'home', 'Users'].map((name) => `(^|[\\s'"\`(=:])${slash}${name}${slash}`).join('|'),
)
const REGISTRIES = new RegExp(
  ['registry[.]npmjs', 'registry[.]yarnpkg', 'npm[.]pkg', 'verdaccio', 'artifactory'].join('|'),
)

describe('the text of the repository', () => {
  test('is looked at whole', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(files).toContain('package-lock.json')
  })

  test('names no folder of anybody’s machine', () => {
    expect(linesWith(MACHINE_PATHS)).toEqual([])
    expect(linesWith(new RegExp(`[.][.]${slash}shared${slash}`))).toEqual([])
  })

  test('names no registry: the lockfile holds names, versions and hashes', () => {
    const own = (path: string) => path !== 'tests/architecture/text.test.ts'
    expect(linesWith(REGISTRIES, own)).toEqual([])
    expect(linesWith(/"resolved":/, (path) => path === 'package-lock.json')).toEqual([])
  })

  test('leaves nothing to be done later', () => {
    expect(linesWith(new RegExp(`\\b(TO${''}DO|FIX${''}ME|XX${''}X)\\b`))).toEqual([])
  })
})

describe('the domain', () => {
  const inDomain = (path: string) => path.startsWith('server/domain/') && path.endsWith('.ts')

  test('asks no clock and throws no dice: both are arguments', () => {
    expect(files.filter(inDomain).length).toBeGreaterThan(10)
    expect(
      linesWith(/\bnew Date\(\s*\)|\bDate\.now\b|\bMath\.random\b|\bperformance\.now\b|\bcrypto\./, inDomain),
    ).toEqual([])
  })

  test('holds months and days as text, never as a Date', () => {
    expect(linesWith(/\bnew Date\b|\bDate\.parse\b|: Date\b/, inDomain)).toEqual([])
  })
})

describe('tests', () => {
  const isTest = (path: string) => path.endsWith('.test.ts')

  test('are never skipped, left for later or run alone', () => {
    const others = (path: string) => isTest(path) && path !== 'tests/architecture/text.test.ts'
    expect(
      linesWith(/\b(test|it|describe)[.](skip|todo|only|fails)\b|\b(xtest|xit|fit|fdescribe)\(/, others),
    ).toEqual([])
  })

  test('close what they opened: an `afterAll` given within a hook is never called, so a function of theirs gives none', () => {
    const helpers = (path: string) => path.startsWith('tests/') && path.endsWith('.ts') && !isTest(path)
    expect(files.filter(helpers).length).toBeGreaterThan(50)
    const closing = linesWith(/\bafter(All|Each)\(/, helpers)
    expect(closing.map((line) => line.split(':')[0])).toEqual(['tests/support/close-opened.ts'])
  })

  test('replace none of our own code', () => {
    const others = (path: string) => isTest(path) && path !== 'tests/architecture/text.test.ts'
    expect(linesWith(/\bvi[.](mock|doMock|hoisted)\b/, others)).toEqual([])
  })
})

test('SQL text from a variable is run by the migrations alone', () => {
  const production = (path: string) =>
    /^(server|jobs|seeds|dashboards)\/.*[.]ts$/.test(path) && path !== 'server/db/migrations.ts'
  // SET takes no parameter: the two settings of a load are written into it as literals.
  const settings = (line: string) => line.includes('sql`set local golden_thread.recorded_')
  const found = linesWith(/\bsql[.](raw|lit)\b/, production)
  expect(found.filter((line) => !settings(line))).toEqual([])
  expect(found.filter(settings)).toHaveLength(2)
})

describe('the council', () => {
  /** The number written where the constant belongs: in a comparison, a row, a default, a constant or an insert. */
  const bareNumbers = [
    /council_?id\b['"`]?\s*(,\s*'='\s*,|={1,3}|:|integer default)\s*1\b/gi,
    /\b(const|let)\s+council(_?id)?\b[^=\n]*=\s*1\b/gi,
    /\(council_id,[^)]*\)\s*(values\s*\(|select\s+)1\b/gi,
  ]
  const numbersIn = (content: string) =>
    bareNumbers.flatMap((pattern) =>
      [...content.matchAll(pattern)].map(({ index, 0: text }) => ({
        line: content.slice(0, index).split('\n').length,
        text: text.replaceAll(/\s+/g, ' '),
      })),
    )
  const home = 'server/db/council-id.ts'
  const isOurs = (path: string) =>
    /^(server|jobs|seeds|dashboards|tests)\/.*[.]ts$/.test(path) && path !== 'tests/architecture/text.test.ts'

  test('has its number in one place', () => {
    const found = files
      .filter(isOurs)
      .flatMap((path) =>
        numbersIn(readFileSync(join(ROOT, path), 'utf8')).map(({ line, text }) => ({ path, line, text })),
      )
    expect(found.map(({ path }) => path)).toContain(home)
    const elsewhere = found.filter(({ path }) => path !== home)
    expect(
      elsewhere.map(({ path, line, text }) => `${path}:${line} writes “${text}”: use councilId of ${home}`),
    ).toEqual([])
  })

  test.each([
    ['a comparison', ".where('f.council_id', '=', 1)"],
    ['a row', '{ council_id: 1, unit_code }'],
    ['SQL', 'where council_id = 1 and kpi_code = $1'],
    ['a constant under another name', 'const COUNCIL = 1'],
    ['the first value of an insert', "insert into unit (council_id, code)\n  values (1, 'HP-S3')"],
    ['the first column of an insert', 'insert into extract_row (council_id, extract_id)\n  select 1, n'],
  ])('would have its number noticed in %s', (_, content) => {
    expect(numbersIn(content)).toHaveLength(1)
  })

  test.each([
    'council_id: councilId',
    'council_id = x.council_id',
    'where council_id = $1',
    'const councils = 1',
  ])('has nothing noticed in %s', (content) => {
    expect(numbersIn(content)).toEqual([])
  })
})
