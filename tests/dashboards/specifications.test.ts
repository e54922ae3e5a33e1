/** How specifications are made: shared fragments, colours by name, one theme; and what the JSON says is what is drawn. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as vega from 'vega'
import { describe, expect, test } from 'vitest'
import { colourNamed } from '#dashboards/charts/colours.ts'
import { fragments } from '#dashboards/charts/fragments/fragments.ts'
import type { ChartInput } from '#dashboards/charts/picture.ts'
import { chartRenderer } from '#dashboards/charts/render.ts'
import { resolvedSpec } from '#dashboards/charts/resolved-spec.ts'
import { specs } from '#dashboards/charts/specs.ts'
import example from '#dashboards/charts/trend/example.json' with { type: 'json' }
import { type TrendSeries, trendInput } from '#dashboards/charts/trend/trend.ts'
import { lineColours, palette } from '#dashboards/palette.ts'
import { some } from '../support/some.ts'

const top = fileURLToPath(new URL('../../', import.meta.url))
const dashboards = `${top}dashboards/`
// TypeScript types the words in JSON as any string; the series is one of the gallery's.
const series = example as unknown as TrendSeries

describe('a fragment', () => {
  const known = {
    axis: { type: 'ordinal', axis: { grid: false, ticks: true } },
    'short-axis': { use: 'axis', axis: { ticks: false } },
    both: [{ name: 'one' }, { use: 'two' }],
    two: { name: 'two' },
    round: { layer: [{ use: 'again' }] },
    again: { use: 'round' },
  }
  const read = (spec: object) => resolvedSpec(spec, known)

  test('stands where its name is used, with what is written beside it laid over', () => {
    expect(read({ x: { use: 'axis' } })).toEqual({ x: known.axis })
    expect(read({ x: { use: 'axis', axis: { grid: true }, title: null } })).toEqual({
      x: { type: 'ordinal', axis: { grid: true, ticks: true }, title: null },
    })
  })

  test('may use others', () => {
    expect(read({ x: { use: 'short-axis' } })).toEqual({
      x: { type: 'ordinal', axis: { grid: false, ticks: false } },
    })
  })

  test('that is a list puts its items into the list that uses it, and stands nowhere else', () => {
    expect(read({ layer: [{ use: 'both' }, 3] })).toEqual({ layer: [{ name: 'one' }, { name: 'two' }, 3] })
    expect(() => read({ x: { use: 'both', a: 1 } })).toThrow('The fragment both is a list: use it alone')
    expect(() => read({ x: { use: 'both' } })).toThrow('The fragment both is a list: use it alone')
  })

  test('that does not exist, or uses itself, is refused in a sentence', () => {
    expect(() => read({ x: { use: 'axes' } })).toThrow('There is no fragment axes. The fragments are: axis,')
    expect(() => read({ x: { use: 'constructor' } })).toThrow('There is no fragment constructor.')
    expect(() => read({ x: { use: 'round' } })).toThrow('A fragment uses itself: round uses again uses round')
  })

  test('is listed, and used by a specification or by another fragment', () => {
    const files = globSync('charts/fragments/*.json', { cwd: dashboards })
    expect(files.map((file) => file.replace(/^.*\/(.*)\.json$/, '$1')).sort()).toEqual(
      Object.keys(fragments).sort(),
    )
    const written = JSON.stringify([specs, fragments])
    for (const name of some(Object.keys(fragments)))
      expect(written, `nothing uses ${name}`).toContain(`"use":"${name}"`)
  })
})

describe('a colour', () => {
  test('is named, and a name that the palette does not have is refused in a sentence', () => {
    expect(resolvedSpec({ mark: { color: { colour: 'line.unit' } } })).toEqual({
      mark: { color: lineColours.unit },
    })
    expect(colourNamed('heat.close.fill')).toMatch(/^#/)
    expect(() => colourNamed('line.ours')).toThrow('The palette has no colour line.ours. Its colours are: ')
  })

  test('is written as numbers in the palette alone', () => {
    // A council types its own colour into its settings: the example of that page has one.
    const files = globSync('**/*.{ts,json}', { cwd: dashboards }).filter(
      (file) => file !== 'palette.ts' && file !== 'pages/council/settings/example.ts',
    )
    expect(files.length).toBeGreaterThan(300)
    const written = files.filter((file) =>
      /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b(?![-\w(])/i.test(
        readFileSync(`${dashboards}${file}`, 'utf8'),
      ),
    )
    expect(written).toEqual([])
  })
})

describe('an edit of the specification changes the chart', () => {
  const input = trendInput(series)
  const drawn = (spec: object, given: ChartInput = input) => chartRenderer(spec).draw(given).svg
  const plain = resolvedSpec(specs.trend) as Record<string, unknown> & {
    encoding: { x: { axis: object; scale: object }; y: { axis: object } }
    layer: object[]
  }

  test('the format of its months', () => {
    expect(drawn(plain)).toContain('>Apr 2019</text>')
    const { x, y } = plain.encoding
    const axis = { ...x.axis, labelExpr: "utcFormat(toDate(datum.value), '%m/%y')" }
    const svg = drawn({ ...plain, encoding: { x: { ...x, axis }, y } })
    expect(svg).toContain('>04/19</text>')
    expect(svg).not.toContain('>Apr 2019</text>')
  })

  test('the steps and the words of its value axis', () => {
    const { x, y } = plain.encoding
    const axis = { ...y.axis, values: [50, 75], labelExpr: "datum.value + ' per cent'" }
    const svg = drawn({ ...plain, encoding: { x, y: { ...y, axis } } })
    expect(svg.match(/>\d+ per cent<\/text>/g)).toEqual(['>50 per cent</text>', '>75 per cent</text>'])
  })

  test('the style of a mark', () => {
    const dashes = (svg: string) => svg.match(/stroke="#801650" stroke-width="2" stroke-dasharray="[^"]*"/g)
    expect(palette.target).toBe('#801650')
    expect(dashes(drawn(specs.trend))?.[0]).toContain('stroke-dasharray="8,4"')
    const layer = specs.trend.layer.map((part) =>
      part.use === 'target-line' ? { ...part, mark: { strokeDash: [1, 9] } } : part,
    )
    expect(dashes(drawn({ ...specs.trend, layer }))?.[0]).toContain('stroke-dasharray="1,9"')
  })

  test('the order of its months', () => {
    const { x, y } = plain.encoding
    const points = (svg: string) => [...svg.matchAll(/ data-point="(\d+)"/g)].length
    const reversed = { ...x, scale: { ...x.scale, reverse: true } }
    const svg = drawn({ ...plain, encoding: { x: reversed, y } })
    expect(points(svg)).toBe(points(drawn(plain)))
    expect(svg).not.toBe(drawn(plain))
    expect(svg.indexOf('>Apr 2019</text>')).toBeGreaterThan(0)
  })

  test('what is left out of it is not drawn', () => {
    const layer = specs.trend.layer.filter((part) => part.use !== 'gap-words')
    expect(drawn(specs.trend)).toContain('>not reported</text>')
    expect(drawn({ ...specs.trend, layer })).not.toContain('not reported')
  })
})

test('what a chart needs of Vega and is not declared is of one exact version', () => {
  const { dependencies } = JSON.parse(readFileSync(`${top}package.json`, 'utf8')) as {
    dependencies: Record<string, string>
  }
  // `SVGStringRenderer` and the root of the scene are not in Vega’s types. Before a version is changed here, look at the charts.
  expect([dependencies.vega, dependencies['vega-lite'], dependencies['vega-interpreter']]).toEqual([
    '6.4.0',
    '6.5.0',
    '2.3.2',
  ])
  expect(vega.version).toBe(dependencies.vega)
  expect(vega).toHaveProperty('SVGStringRenderer')
  const { SVGStringRenderer } = vega as unknown as { SVGStringRenderer: { prototype: object } }
  for (const method of ['initialize', 'render', 'svg'])
    expect(SVGStringRenderer.prototype).toHaveProperty(method)
  expect(new vega.View(vega.parse({})).run().scenegraph()).toHaveProperty('root')
})

test('a picture keeps two decimals in its coordinates and every digit of its words', () => {
  const spec = {
    data: { name: 'rows' },
    autosize: 'none',
    layer: [
      {
        mark: { type: 'text' },
        encoding: {
          x: { field: 'x', type: 'quantitative', axis: null },
          y: { datum: 0.123456, type: 'quantitative', axis: null },
          text: { field: 'text' },
        },
      },
    ],
  }
  const { svg } = chartRenderer(spec).draw({
    ...{ width: 100, height: 100, padding: { left: 0, right: 0, top: 0, bottom: 0 } },
    data: {
      rows: [
        { x: 1 / 3, text: '0.123456 of 1' },
        { x: 1e-7, text: 'x="0.123456"' },
      ],
    },
  })
  expect(svg).toContain('>0.123456 of 1<')
  expect(svg).toContain('>x="0.123456"<')
  const attributes = [...svg.matchAll(/<[^>]+>/g)].flatMap(([tag]) => [...tag.matchAll(/="([^"]*)"/g)])
  expect(attributes.length).toBeGreaterThan(10)
  expect(attributes.filter(([, value = '']) => /\d\.\d{3,}|\de-\d/.test(value))).toEqual([])
})
