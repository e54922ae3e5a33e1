/** Every expectation of a test is reached: a test that passes by its expectations proves nothing, and nobody would know. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { unreachedIn } from './unreached.ts'

const TESTS = fileURLToPath(new URL('..', import.meta.url))

const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))

describe('an expectation', () => {
  test('is never in a loop or a test for each that may be of nothing, nor under a condition that may never hold', () => {
    const found = files.flatMap((path) =>
      unreachedIn(readFileSync(join(TESTS, path), 'utf8')).map(
        ({ line, why }) => `tests/${path}:${line} ${why}`,
      ),
    )
    expect(found).toEqual([])
    // It parses every test there is: half a minute on a busy machine of two cores.
  }, 240_000)

  test('is looked for in every test there is', () => {
    expect(files.filter((path) => path.endsWith('.test.ts')).length).toBeGreaterThan(250)
    expect(files).toContain('architecture/unreached.test.ts')
  })

  test.each([
    ['in a loop over what a page gave', 'for (const row of rowsOf(body)) expect(row).toBe(1)'],
    [
      'in a loop over a registry of the service',
      "import { all } from 'a'\nfor (const one of all) expect(one).toBe(1)",
    ],
    ['in a loop over what is left of a list', 'for (const one of [1, 2].filter(isOdd)) expect(one).toBe(1)'],
    [
      'in a loop over an empty list',
      'const list: number[] = []\nfor (const one of list) expect(one).toBe(1)',
    ],
    ['in a loop over a list that may change', 'let list = [1]\nfor (const one of list) expect(one).toBe(1)'],
    [
      'in a loop over the names of what was given',
      'for (const key of Object.keys(given)) expect(key).toBe(1)',
    ],
    ['in a loop in a loop', 'for (const one of [1]) for (const part of partsOf(one)) expect(part).toBe(1)'],
    ['for each of a list', 'rows.forEach((row) => expect(row).toBe(1))'],
    [
      'for each of a list, as a promise',
      'await Promise.all(rows.map(async (row) => expect(await row).toBe(1)))',
    ],
    ['in a loop over a length', 'for (let i = 0; i < rows.length; i++) expect(rows[i]).toBe(1)'],
    ['in a loop as long as something holds', 'while (more()) expect(next()).toBe(1)'],
    [
      'in what a loop calls',
      'const check = (one) => expect(one).toBe(1)\nfor (const one of given) check(one)',
    ],
    [
      'after an expectation that a list may be empty',
      'expect(rows).toHaveLength(0)\nfor (const row of rows) expect(row).toBe(1)',
    ],
    [
      'after an expectation of another list',
      'expect(rows.length).toBeGreaterThan(0)\nfor (const one of others) expect(one).toBe(1)',
    ],
    [
      'before the list is known to hold something',
      'for (const row of rows) expect(row).toBe(1)\nexpect(rows.length).toBe(3)',
    ],
    [
      'with a count that nobody looks at',
      'let turns = 0\nfor (const row of rows) {\n  turns++\n  expect(row).toBe(1)\n}',
    ],
    [
      'with a count that may be none',
      'let n = 0\nfor (const a of b()) {\n  n++\n  expect(a).toBe(1)\n}\nexpect(n).toBe(0)',
    ],
    ['in an if', 'if (a) expect(b).toBe(1)'],
    ['in an else', 'if (a) throw a\nelse expect(b).toBe(1)'],
    ['after a way out of a loop', 'for (const a of [1, 2]) {\n  if (a > b) continue\n  expect(a).toBe(1)\n}'],
    ['after a way out of a test', "test('a', () => {\n  if (a === null) return\n  expect(a).toBe(1)\n})"],
    ['in a choice of two', 'a ? expect(b).toBe(1) : null'],
    ['after an and', 'a && expect(b).toBe(1)'],
    ['after an or', 'a || expect(b).toBe(1)'],
    ['after what may be missing', 'a ?? expect(b).toBe(1)'],
    ['in a case', 'switch (a) {\n  case 1:\n    expect(b).toBe(1)\n}'],
    ['where something may be thrown', 'try {\n  run()\n} catch (error) {\n  expect(error).toBe(1)\n}'],
    [
      'in a test for each of a registry',
      "import { all } from 'a'\ntest.each(all)('%s', (one) => expect(one).toBe(1))",
    ],
    ['in tests for each of a folder', "describe.each(readdirSync('a'))('%s', () => {})"],
  ])('that may not be reached is reported %s', (_where, content) => {
    expect(unreachedIn(content)).toHaveLength(1)
  })

  test.each([
    [
      'in a loop over a list that is written out',
      "for (const one of ['a', 'b'] as const) expect(one).toBe(1)",
    ],
    [
      'in a loop over one with a name',
      'const list = [1, 2]\nfor (const [i, one] of list.entries()) expect(one).toBe(i)',
    ],
    [
      'in a loop over the names of an object',
      'const all = { a: 1 }\nfor (const name of Object.keys(all)) expect(name).toBe(1)',
    ],
    ['in a loop over what has to be some', 'for (const row of some(rowsOf(body))) expect(row).toBe(1)'],
    ['in a loop over a part that has to be some', 'for (const row of partOf(rows, 6)) expect(row).toBe(1)'],
    [
      'after an expectation of its length',
      'expect(rows.length).toBeGreaterThan(3)\nfor (const row of rows) expect(row).toBe(1)',
    ],
    [
      'after an expectation of how many',
      "expect(rows, 'why').toHaveLength(3)\nrows.forEach((row) => expect(row).toBe(1))",
    ],
    [
      'after what a property presumes',
      'fc.pre(rows.length > 0)\nfor (const row of rows) expect(row).toBe(1)',
    ],
    [
      'with a count that is expected',
      'let n = 0\nfor (const a of b()) {\n  n++\n  expect(a).toBe(1)\n}\nexpect(n).toBeGreaterThan(0)',
    ],
    ['in a loop that counts', 'for (let i = 0; i < 12 * 60; i += 20) expect(at(i)).toBe(1)'],
    ['in an if that is counted', 'let n = 0\nif (a) {\n  n++\n  expect(a).toBe(1)\n}\nexpect(n).toBe(1)'],
    ['of a choice', 'expect(a ? b : c).toBe(1)'],
    ['after a guard that throws', "if (a === null) throw new Error('there is one')\nexpect(a).toBe(1)"],
    ['in a test for each of a list', "test.each([['a', 1]])('%s', (_, one) => expect(one).toBe(1))"],
    ['in a loop that expects nothing', 'for (const row of rows) count(row)\nexpect(counted).toBe(1)'],
  ])('that is reached is not reported %s', (_where, content) => {
    expect(unreachedIn(content)).toEqual([])
  })
})
