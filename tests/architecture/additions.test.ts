import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { some } from '../support/some.ts'
import { ADDITIONS, type Tree } from './additions.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const texts = new Map<string, string>()
const here: Tree = {
  files: ['server', 'dashboards', 'jobs', 'tests'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath.slice(ROOT.length)}/${entry.name}`),
  ),
  read(path) {
    const text = texts.get(path) ?? readFileSync(join(ROOT, path), 'utf8')
    texts.set(path, text)
    return text
  },
}

describe('whatever is added', () => {
  test.each(some(ADDITIONS))('$sentence', ({ things, missing }) => {
    const found = things(here)
    expect(found.length).toBeGreaterThan(1)
    expect(found.flatMap((thing) => missing(thing, here))).toEqual([])
  })

  test.each(some(ADDITIONS))(
    'would have its missing lines named if it were not so that $sentence',
    (addition) => {
      const { things, missing, broken, says } = addition
      const tree: Tree = { files: Object.keys(broken), read: (path) => broken[path] ?? '' }
      expect(things(tree).flatMap((thing) => missing(thing, tree))).toEqual(says)
    },
  )
})
