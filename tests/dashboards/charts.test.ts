import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { drawPicture } from '#dashboards/charts/draw.ts'
import { compiledChart } from '#dashboards/charts/render.ts'
import { specs } from '#dashboards/charts/specs.ts'
import { standalone } from '#dashboards/charts/svg.ts'
import { loadChartExamples } from '#server/pages/examples.ts'
import { isWide } from '../support/run-size.ts'
import { some } from '../support/some.ts'
import { textFaults } from '../support/text-boxes.ts'

const dashboards = fileURLToPath(new URL('../../dashboards', import.meta.url))
const charts = await loadChartExamples(dashboards)

/** What the renderer prints in another process with the given flags and time zone. */
function drawnElsewhere(timeZone: string): string {
  const script = fileURLToPath(new URL('render-every-chart.ts', import.meta.url))
  return execFileSync(process.execPath, ['--disallow-code-generation-from-strings', script], {
    env: { ...process.env, TZ: timeZone },
    encoding: 'utf8',
    maxBuffer: 64e6,
  })
}

/** The tags left open at the end, and any that are closed out of order. */
function unclosed(svg: string): string[] {
  const open: string[] = []
  for (const [, slash, tag = '', self] of svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (slash === '/' && open.at(-1) === tag) open.pop()
    else if (self !== '/') open.push(`${slash}${tag}`)
  }
  return open
}

test('charts are found to be drawn', () => {
  expect(charts.length).toBeGreaterThan(15)
})

test.runIf(isWide)(
  'every chart draws with code generation from strings disallowed, and the same bytes in New York and in London',
  () => {
    const newYork = drawnElsewhere('America/New_York')
    expect(Object.keys(JSON.parse(newYork) as object).sort()).toEqual(charts.map(({ name }) => name).sort())
    expect(drawnElsewhere('Europe/London')).toBe(newYork)
  },
)

describe.each(some(charts))('$name', ({ name, examples }) => {
  const spec = JSON.parse(readFileSync(`${dashboards}/charts/${name}/spec.vl.json`, 'utf8')) as {
    description: string
  }
  const drawn = some(Object.entries(examples)).map(([title, picture]) => ({
    title,
    ...drawPicture(picture),
  }))

  test('is valid Vega-Lite and compiles without a warning', () => {
    expect(compiledChart(spec).marks?.length).toBeGreaterThan(0)
  })

  test('its description is a sentence', () => {
    expect(spec.description).toMatch(/^[A-Z].{20,}\.$/)
  })

  test.each(drawn)('$title: is one well-formed picture of the size it says', ({ svg, width, height }) => {
    expect(svg).toMatch(
      new RegExp(`^<svg [^>]*width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`),
    )
    expect(unclosed(svg)).toEqual([])
  })

  test.each(drawn)('$title: says nothing itself to assistive technology', ({ svg }) => {
    expect(svg).not.toMatch(/aria-|role=|<title|tabindex/)
  })

  test.each(drawn)('$title: holds no style, script, address or id', ({ svg }) => {
    expect(svg).not.toMatch(/\sstyle=|<style|<script|href=|\sid=|url\(|\son\w+=/)
  })

  test.each(drawn)('$title: is no wider than a page', ({ width }) => {
    expect(width).toBeLessThanOrEqual(980)
  })

  test.each(drawn)('$title: has at most two decimals in its coordinates', ({ svg }) => {
    const tags = (svg.match(/<[^>]+>/g) ?? []).join('')
    expect(tags).toContain('="')
    expect(tags.match(/\d\.\d{3,}|\de-\d/)).toBeNull()
  })

  test.each(drawn)('$title: cuts no text and shows no broken number', ({ svg }) => {
    expect(svg).not.toContain('…')
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null/)
  })

  test.each(drawn)('$title: no words overlap, leave the picture or are too small', ({ svg }) => {
    expect(textFaults(svg)).toEqual([])
  })

  test('is the same each time it is drawn, and can be sent to another thread', () => {
    for (const picture of some(Object.values(examples))) {
      expect(drawPicture(structuredClone(picture))).toEqual(drawPicture(picture))
    }
  })

  test('is listed with its specification, and draws itself in every example', () => {
    expect(specs[name as keyof typeof specs]).toEqual(spec)
    for (const { parts } of some(Object.values(examples))) {
      expect(parts.map((part) => part.chart)).toContain(name)
    }
  })
})

test('a chart kept apart from its page carries its title, description and source, escaped', () => {
  const svg = standalone(
    {
      svg: '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"></svg>',
      width: 300,
      height: 100,
    },
    {
      title: 'Visits & <checks> have been improving since November 2018, by a long way',
      subtitle: 'Visits, %',
      description: 'Line chart.\u0000',
      source: 'case system, published 10 May 2019',
    },
  )
  expect(svg).toContain(
    '<title>Visits &amp; &lt;checks&gt; have been improving since November 2018, by a long way</title>',
  )
  expect(svg).toContain('<desc>Line chart.</desc>')
  expect(svg).toContain('Source: case system, published 10 May 2019')
  expect(svg.match(/font-weight="bold"/g)?.length).toBeGreaterThan(1)
})
