/** The files `.vl.json`: each opens in Vega-Lite as it comes from npm. Nothing of ours compiles or draws here. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as vega from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { describe, expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import type { Picture } from '#dashboards/charts/picture.ts'
import { specs } from '#dashboards/charts/specs.ts'
import { stockSpec } from '#dashboards/charts/stock-spec.ts'
import { loadChartExamples } from '#server/pages/examples.ts'
import { partOf } from '../support/run-size.ts'
import { some } from '../support/some.ts'

const folder = new URL('../../dashboards/charts/', import.meta.url)
const words = {
  title: 'Visits & checks: improving',
  subtitle: 'Visits on time, %. South, April 2018 to April 2019',
  description: 'Line chart of visits on time for South.',
  key: 'Grey band: usual range.',
  source: 'Ridgeshire, published 10 May 2019',
}

/** What the packages make of the text of a file, with everything that they complain of. */
async function opened(text: string): Promise<{ svg: string; complaints: string[] }> {
  const complaints: string[] = []
  const complain = (...told: readonly unknown[]) => {
    complaints.push(told.join(' '))
    return logger
  }
  const logger: vega.LoggerInterface = {
    ...{ level: () => vega.Warn, error: complain, warn: complain },
    ...{ info: () => logger, debug: () => logger },
  }
  const { spec } = compile(JSON.parse(text) as TopLevelSpec, { logger })
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger })
  const svg = await view.toSVG()
  // Vega says this of every table without rows, and draws it as nothing.
  return { svg, complaints: complaints.filter((told) => !told.startsWith('Infinite extent')) }
}

/** The words of a drawing, in order of their letters. */
function wordsIn(svg: string): string[] {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, text = '']) => text).sort()
}

const charts = await loadChartExamples(fileURLToPath(new URL('../../dashboards', import.meta.url)))

describe.each(some(charts))('$name', ({ examples }) => {
  test.each(partOf(Object.entries(examples), 3))(
    '%s: opens in stock Vega-Lite and says the same',
    async (_, picture) => {
      const text = JSON.stringify(stockSpec(picture, words))
      const { svg, complaints } = await opened(text)
      expect(complaints).toEqual([])
      const ours = wordsIn(drawPicture(picture).svg)
      const said = wordsIn(svg)
      expect(said.join(' ')).not.toMatch(/undefined|NaN|null|…/)
      expect(ours.filter((word) => !said.includes(word))).toEqual([])
      for (const word of ['Visits &amp; checks: improving', 'Source: Ridgeshire, published 10 May 2019'])
        expect(said).toContain(word)
    },
  )
})

test('every chart that is drawn is among them', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory())
  expect(Object.keys(specs).sort()).toEqual(
    folders
      .map((e) => e.name)
      .filter((name) => name !== 'fragments')
      .sort(),
  )
})

test('a specification of several parts keeps their parameters and tables apart', () => {
  const part = (target: number) => ({
    chart: 'small-multiples' as const,
    title: `Team ${target}`,
    input: {
      ...{ width: 200, height: 80, padding: { left: 40, right: 40, top: 8, bottom: 26 } },
      params: { yMin: 0, yMax: target, yStep: target, ticks: [], grain: 'monthly', unit: 'percent' },
      data: { months: [] },
    },
  })
  const spec = stockSpec({ parts: [part(50), part(80)], columns: 2 }, words)
  expect(Object.keys(spec.datasets as object)).toEqual(['months_1', 'months_2'])
  const params = spec.params as { name: string; value: unknown }[]
  expect(params.filter(({ name }) => name.startsWith('yMax'))).toEqual([
    { name: 'yMax_1', value: 50 },
    { name: 'yMax_2', value: 80 },
  ])
  expect(JSON.stringify(spec)).toContain("pluck(data('months_2'), 'date')")
  expect(JSON.stringify(spec)).toContain('[yMin_1, yMax_1]')
})

test('a specification names no row of the page’s table', async () => {
  const { examples } = (await import(new URL('trend/examples.ts', folder).href)) as {
    examples: () => Record<string, Picture>
  }
  const [picture] = some(Object.values(examples()))
  const spec = stockSpec(picture as Picture, words)
  expect((spec.datasets as { months_1: object[] }).months_1.length).toBeGreaterThan(20)
  expect(JSON.stringify(spec)).not.toContain('"point":"')
  expect(spec.description).toBe(words.description)
  expect(spec.usermeta).toMatchObject({ source: words.source, key: words.key })
})
