import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ComponentExamples } from '#dashboards/components/example.ts'
import { partOf } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { hostile, hostileVariants, markupFaults, shown } from './markup.ts'

const folder = new URL('../../dashboards/components/', import.meta.url)
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
/** Options that are SVG from our own charts, inserted unescaped. */
const trusted = /\.(?:svg|narrowSvg)$/

/** The complete components; tests/architecture/additions.test.ts reports what an incomplete one lacks. */
const gallery = await Promise.all(
  names
    .filter((name) => existsSync(new URL(`${name}/examples.ts`, folder)))
    .map(async (name) => {
      const { examples } = (await import(new URL(`${name}/examples.ts`, folder).href)) as {
        examples: ComponentExamples<unknown>
      }
      const cases = Object.entries(examples.examples).map(([title, options]) => ({ title, options }))
      return { name, cases: some(cases), render: (options: unknown) => String(examples.render(options)) }
    }),
)

test('components are found to be shown', () => {
  expect(gallery.length).toBeGreaterThan(40)
})

/** What is looked at in the markup of every example. */
const pictures = /<svg(?=[^>]*class="app-)[^>]*>/g
const regions = /<(?:nav|section|div)[^>]*role="region"[^>]*>|<nav[^>]*>/g
const controls = /<(?:a|button|summary)\b[^>]*>(.*?)<\/(?:a|button|summary)>/gs

describe.each(some(gallery))('$name', ({ cases, render }) => {
  test.each(some(cases))('$title: is sound HTML', async ({ options }) => {
    expect(await markupFaults(render(options))).toEqual([])
  })

  test.each(some(cases))('$title: holds no inline style, script or handler', ({ options }) => {
    const markup = render(options)
    expect(markup).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:/i)
    expect(markup).not.toMatch(/undefined|\[object|NaN/)
  })

  test.each(some(cases))(
    '$title: a picture is silent, and a region, a link and a button have one name',
    ({ options }) => {
      const markup = render(options)
      const loud = (markup.match(pictures) ?? []).filter((tag) => !tag.includes('aria-hidden="true"'))
      expect(loud).toEqual([])
      const nameless = (tag: string) => !/aria-label(?:ledby)?="[^"]+"/.test(tag)
      expect((markup.match(regions) ?? []).filter(nameless)).toEqual([])
      const textsOf = [...markup.matchAll(controls)].map(([, body = '']) => body.replaceAll(/<[^>]*>/g, ''))
      expect(textsOf.map((text) => text.trim())).not.toContain('')
    },
  )
})

describe('text stays text, wherever it is put', () => {
  // A component that shows no text of its caller's has nothing to try.
  const written = gallery.flatMap(({ name, cases, render }) =>
    cases
      .map(({ title, options }) => {
        const variants = hostileVariants(options, hostile).filter(({ path }) => !trusted.test(path))
        return { name, title, render, variants }
      })
      .filter(({ variants }) => variants.length > 0),
  )

  test('in nearly every component', () => {
    expect(new Set(written.map(({ name }) => name)).size).toBeGreaterThanOrEqual(gallery.length - 2)
  })

  test.each(some(written))('$name: $title', ({ render, variants }) => {
    for (const variant of partOf(variants, 36)) {
      const markup = shown(() => render(variant.options))
      expect(markup, variant.path).not.toContain('<script')
      expect(markup.replaceAll(/>[^<]*</g, '><'), variant.path).not.toContain('" onclick')
    }
  })
})

test('among the examples are pictures, regions, links and buttons', () => {
  const markups = gallery.flatMap(({ cases, render }) => cases.map(({ options }) => render(options)))
  for (const looked of [pictures, regions, controls])
    expect(markups.filter((markup) => markup.match(looked)).length).toBeGreaterThan(2)
})
