/** What a scale shows stands on the picture: the unit, the good direction, where it begins, and the usual range. */
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import type { Picture } from '#dashboards/charts/picture.ts'
import { type ChartName, specs } from '#dashboards/charts/specs.ts'
import { some } from '../support/some.ts'
import { textBoxes } from '../support/text-boxes.ts'

/** Charts that say nothing of a scale on the picture, each with the reason. */
const without: Partial<Record<ChartName, string>> = {
  audits: 'Bars are parts of all that were audited, with both counts in words; there is no axis',
  'base-bars': 'Bars from 0, with their most at the axis; the line above them says what is counted',
  freshness: 'A grid of days and words, without a scale of values',
  heatmap: 'A number in every cell, and colours that the page explains; there is no axis',
  milestones: 'Each mark is one milestone and each stack has its count; there is no axis',
  'rating-history':
    'Counts stand in their segments, from 0; there is no better direction of a count of actions',
  'rating-strip': 'A square for each rating, without a scale of values',
  shortfall:
    'Each bar has its number, from 0, and each side its words: short of target, better than it; there is no axis',
  'small-multiples': 'Panels share one scale, whose words stand once above all of them, in the subtitle',
}

const unit = /^(?:%|Number|Working days|Children per full-time worker)(?:,|;|\.|$)/

const folder = new URL('../../dashboards/charts/', import.meta.url)
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'fragments')
  .map(({ name }) => name as ChartName)

async function partsOf(chart: ChartName): Promise<[string, Picture['parts'][number]][]> {
  const { examples } = (await import(new URL(`${chart}/examples.ts`, folder).href)) as {
    examples: () => Record<string, Picture>
  }
  return Object.entries(examples()).flatMap(([name, { parts }]) =>
    parts.filter((part) => part.chart === chart).map((part): [string, typeof part] => [name, part]),
  )
}

type Part = Picture['parts'][number]

/** Where a part's value axis begins; null if it has none. */
function scaleFrom({ input, chart }: Part): number | null {
  if (chart === 'target-bar') return 0
  const { xMin, yMin } = input.params ?? {}
  const from = yMin ?? xMin
  return typeof from === 'number' ? from : null
}

/** True for a part with a value to draw, and for the first of parts that one scale runs through. */
function isShown({ input }: Part): boolean {
  if (input.data.scale?.length === 0 && input.padding.top < 12) return false
  const rows = ['months', 'years', 'teams', 'rows', 'measures', 'changes'].flatMap(
    (name) => input.data[name] ?? [],
  )
  return rows.some((row) => 'value' in row && row.value !== null)
}

test('every chart is one or the other', () => {
  expect(names.toSorted()).toEqual(Object.keys(specs).toSorted())
})

describe.each(some(names.filter((name) => !(name in without))))('%s', (chart) => {
  test('says what its scale shows wherever it has a value, and nothing where it has none', async () => {
    const said = (await partsOf(chart)).map(([name, part]) => {
      const texts = textBoxes(drawPicture({ parts: [part] }).svg).map(({ text }) => text)
      return { name, part, words: texts.filter((text) => unit.test(text)), texts }
    })
    const shown = said.filter(({ part }) => isShown(part))
    expect(shown.length).toBeGreaterThan(2)
    expect(shown.filter(({ words }) => words.length !== 1).map(({ name }) => name)).toEqual([])
    expect(said.filter((s) => !shown.includes(s) && s.words.length > 0).map(({ name }) => name)).toEqual([])
    for (const { part, words, name } of some(shown)) {
      const from = scaleFrom(part)
      expect(from, name).not.toBeNull()
      expect(/; scale from ([\d,]+)/.exec(words[0] ?? '')?.[1]?.replaceAll(',', '') ?? '0', name).toBe(
        String(from),
      )
    }
  })
})

test.each(['trend', 'demand-flow'] as const)('%s: gives the usual range of its last point', async (chart) => {
  const last = (part: Part) => part.input.data.months?.at(-1) as { lower: number | null } | undefined
  const ranged = (await partsOf(chart)).filter(([, part]) => last(part)?.lower != null)
  for (const [name, part] of some(ranged)) {
    const lines = part.input.data.scale as { up: number; text: string }[]
    const words = lines.toSorted((a, b) => b.up - a.up).map(({ text }) => text)
    expect(words.join(' '), name).toMatch(/Usual range [\d,.]+%? to [\d,.]+%?/)
  }
})

test('a percentage of which less is better says so on its scale, or in its row beside others', async () => {
  const bars = some((await partsOf('target-bar')).filter(([name]) => name === 'four short'))
  const texts = bars.flatMap(([, part]) =>
    textBoxes(drawPicture({ parts: [part] }).svg).map(({ text }) => text),
  )
  expect(texts).toContain('%, higher is better unless a row says otherwise')
  expect(texts).toContain('lower is better')
})
