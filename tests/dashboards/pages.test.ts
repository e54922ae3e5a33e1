import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { partOf } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { hostile, hostileVariants, markupFaults, shown } from './markup.ts'

const folder = new URL('../../dashboards/pages/', import.meta.url)
const foldersIn = (path: string) =>
  readdirSync(new URL(path, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
/** Pages by their folders: `plan/checks`. The kit of a group is not a page. */
const names = foldersIn('.').flatMap((group) =>
  foldersIn(`${group}/`)
    .filter((page) => page !== 'kit')
    .map((page) => `${group}/${page}`),
)

/** The complete pages; tests/architecture/additions.test.ts reports what an incomplete one lacks. */
const shownNames = names.filter((name) =>
  ['example.ts', 'view.ts'].every((file) => existsSync(new URL(`${name}/${file}`, folder))),
)

test('pages are found to be shown', () => {
  expect(shownNames.length).toBeGreaterThan(30)
})

/** Every example as markup. */
const markups: string[] = []
const tables = /<table\b.*?<\/table>/gs
const headings = /<th\b[^>]*>/g

describe.each(some(shownNames))('%s', async (name) => {
  const { examples = {} } = (await import(new URL(`${name}/example.ts`, folder).href)) as {
    examples?: Record<string, object>
  }
  const views = (await import(new URL(`${name}/view.ts`, folder).href)) as Record<
    string,
    (view: object) => unknown
  >
  const render = (view: object) => String(views[viewName(name)]?.(view))
  const without = `dashboards/pages/${name}/example.ts exports no ‘examples’ with an example`
  const cases = some(Object.entries(examples), without).map(([title, view]) => ({
    ...{ title, view },
    markup: render(view),
  }))
  markups.push(...cases.map(({ markup }) => markup))

  test('exports its view by its name', () => {
    const missing = `dashboards/pages/${name}/view.ts exports no ‘${viewName(name)}’`
    expect(views[viewName(name)], missing).toBeDefined()
  })

  test.each(partOf(cases, 4))('$title: is sound HTML', async ({ markup }) => {
    expect(await markupFaults(markup)).toEqual([])
  })

  test.each(cases)(
    '$title: has one heading of its own, under a title that ends with the council',
    ({ view, markup }) => {
      expect(markup.match(/<h1\b/g)).toHaveLength(1)
      const title = /<title>([^<]*)<\/title>/.exec(markup)?.[1] ?? ''
      const { council } = (view as { frame: { council: { name: string } } }).frame
      expect(title).toMatch(/^.+ – Team scorecards – .+$/)
      expect(title.endsWith(council.name)).toBe(true)
    },
  )

  test.each(cases)('$title: captions its tables, and scopes their headings', ({ markup }) => {
    expect((markup.match(tables) ?? []).filter((table) => !/<caption\b/.test(table))).toEqual([])
    expect((markup.match(headings) ?? []).filter((heading) => !heading.includes('scope="'))).toEqual([])
  })

  test.each(cases)(
    '$title: holds no inline style, script or handler, and nothing undefined',
    ({ markup }) => {
      expect(markup).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i)
      expect(markup.replaceAll(/<script\b[^>]*\ssrc="\/assets\/[^>]*><\/script>/g, '')).not.toContain(
        '<script',
      )
      expect(markup).not.toMatch(/undefined|\[object|NaN/)
    },
  )

  test.each(cases)('$title: text stays text, wherever it is put', ({ view }) => {
    for (const variant of partOf(firstOfEach(hostileVariants(view, hostile)), 36)) {
      const markup = shown(() => render(variant.options))
      expect(markup, variant.path).not.toContain('"><script>')
      expect(markup.replaceAll(/>[^<]*</g, '><'), variant.path).not.toContain('" onclick')
    }
  })
})

test('among the examples are pages with tables', () => {
  expect(markups.filter((markup) => markup.match(tables) && markup.match(headings)).length).toBeGreaterThan(
    10,
  )
})

/** One variant for each place where a text can be; the items of a list are shown by the same code. */
function firstOfEach<T extends { path: string }>(variants: readonly T[]): T[] {
  const places = new Map(variants.toReversed().map((v) => [v.path.replaceAll(/\[\d+\]/g, '[]'), v]))
  return [...places.values()]
}

/** The function of a page's view: `council/sign-in` has `signInView`. */
function viewName(page: string): string {
  return `${page.slice(page.indexOf('/') + 1).replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}View`
}
