import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ComponentExamples } from '#dashboards/components/example.ts'
import { partOf } from '../support/part-of.ts'
import { hostile, hostileVariants, markupFaults, shown } from './markup.ts'

const folder = new URL('../../dashboards/components/', import.meta.url)
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
/** Options that are SVG from our own charts, put in as it is. */
const trusted = /\.(?:svg|narrowSvg)$/

/** Those that can be shown: what another lacks is said in tests/architecture/additions.test.ts. */
const shownNames = names.filter((name) => existsSync(new URL(`${name}/examples.ts`, folder)))

test('components are found to be shown', () => {
  expect(shownNames.length).toBeGreaterThan(40)
})

describe.each(shownNames)('%s', async (name) => {
  const { examples } = (await import(new URL(`${name}/examples.ts`, folder).href)) as {
    examples: ComponentExamples<unknown>
  }
  const cases = Object.entries(examples.examples).map(([title, options]) => ({ title, options }))

  test.each(cases)('$title: is sound HTML', async ({ options }) => {
    expect(await markupFaults(String(examples.render(options)))).toEqual([])
  })

  test.each(cases)('$title: holds no inline style, script or handler', ({ options }) => {
    const markup = String(examples.render(options))
    expect(markup).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:/i)
    expect(markup).not.toMatch(/undefined|\[object|NaN/)
  })

  test.each(cases)('$title: text stays text, wherever it is put', ({ options }) => {
    for (const variant of partOf(hostileVariants(options, hostile), 12)) {
      if (trusted.test(variant.path)) continue
      const markup = shown(() => String(examples.render(variant.options)))
      expect(markup, variant.path).not.toContain('<script')
      expect(markup.replaceAll(/>[^<]*</g, '><'), variant.path).not.toContain('" onclick')
    }
  })

  test.each(cases)(
    '$title: a picture is silent, and a region, a link and a button have one name',
    ({ options }) => {
      const markup = String(examples.render(options))
      for (const [tag] of markup.matchAll(/<svg(?=[^>]*class="app-)[^>]*>/g))
        expect(tag).toContain('aria-hidden="true"')
      for (const [tag] of markup.matchAll(/<(?:nav|section|div)[^>]*role="region"[^>]*>|<nav[^>]*>/g)) {
        expect(tag).toMatch(/aria-label(?:ledby)?="[^"]+"/)
      }
      for (const [, body] of markup.matchAll(
        /<(?:a|button|summary)\b[^>]*>(.*?)<\/(?:a|button|summary)>/gs,
      )) {
        expect((body ?? '').replaceAll(/<[^>]*>/g, '').trim()).not.toBe('')
      }
    },
  )
})
