/** Who edits the JSON of a chart changes its picture: no colour, mark or place of an axis is decided in code. */
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Part } from '#dashboards/charts/picture.ts'
import { chartRenderer } from '#dashboards/charts/render.ts'
import { resolvedSpec } from '#dashboards/charts/resolved-spec.ts'
import { type ChartName, specs } from '#dashboards/charts/specs.ts'
import theme from '#dashboards/charts/theme.json' with { type: 'json' }
import { loadChartExamples } from '#server/pages/examples.ts'
import { isWide } from '../support/run-size.ts'
import { some } from '../support/some.ts'

type Json = Record<string, unknown>

const examples = await loadChartExamples(fileURLToPath(new URL('../../dashboards', import.meta.url)))
const charts = examples.map(({ name, examples: pictures }) => ({
  chart: name as ChartName,
  parts: Object.values(pictures).flatMap((picture) => picture.parts.filter((part) => part.chart === name)),
}))

const drawn = (spec: object, { input }: Part, style?: object) => chartRenderer(spec, style).draw(input).svg

/** A part of JSON in which some parts stand for others. */
function edited(part: unknown, edit: (part: Json) => unknown): unknown {
  if (Array.isArray(part)) return part.map((item) => edited(item, edit))
  if (typeof part !== 'object' || part === null) return part
  const inner = Object.entries(part).map(([key, value]) => [key, edited(value, edit)])
  return edit(Object.fromEntries(inner) as Json)
}

const isMarked = (part: Json) => 'mark' in part && typeof part.mark === 'object'

/** The marks of a specification as text, with what they draw. */
function marksOf(spec: object): string[] {
  const marks: string[] = []
  edited(spec, (part) => {
    if (isMarked(part)) marks.push(JSON.stringify([part.mark, part.transform, part.encoding]))
    return part
  })
  return marks
}

function withFaintMark(spec: object, number: number): object {
  let at = 0
  return edited(spec, (part) =>
    isMarked(part) && at++ === number ? { ...part, mark: { ...(part.mark as Json), opacity: 0.123 } } : part,
  ) as object
}

/** Every axis on the other side of the plot. */
function withAxesMoved(spec: object): { spec: object; axes: number } {
  let axes = 0
  const other: Record<string, string> = { x: 'top', y: 'right' }
  const moved = edited(spec, (part) => {
    const channels = Object.entries(part).map(([channel, value]) => {
      const axis = (value as { axis?: Json | null } | null)?.axis
      const orient = other[channel]
      if (orient === undefined || axis == null) return [channel, value]
      axes++
      const isThere = axis.orient === orient
      return [
        channel,
        {
          ...(value as Json),
          axis: { ...axis, orient: isThere ? (channel === 'x' ? 'bottom' : 'left') : orient },
        },
      ]
    })
    return Object.fromEntries(channels) as Json
  })
  return { spec: moved as object, axes }
}

describe.each(some(charts))('$chart', ({ chart, parts }) => {
  const [first] = some(parts)

  test('takes every colour from its specification and the theme', () => {
    const other = '#123456'
    const recoloured = (json: object) =>
      JSON.parse(JSON.stringify(resolvedSpec(json)).replaceAll(/#[0-9a-f]{3,8}\b/gi, other)) as object
    const svg = drawn(recoloured(specs[chart]), first as Part, recoloured(theme))
    const colours = [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour)
    expect(new Set(colours.filter((colour) => colour !== 'none' && colour !== 'transparent'))).toEqual(
      new Set([other]),
    )
  })
})

test.runIf(isWide)('the axes of every chart that has some stand where its specification says', () => {
  const deaf = charts.flatMap(({ chart, parts }) => {
    const resolved = resolvedSpec(specs[chart])
    const { spec, axes } = withAxesMoved(resolved)
    return axes === 0 || parts.some((part) => drawn(spec, part) !== drawn(resolved, part)) ? [] : [chart]
  })
  expect(deaf).toEqual([])
  expect(
    charts.filter(({ chart }) => withAxesMoved(resolvedSpec(specs[chart])).axes > 0).length,
  ).toBeGreaterThan(10)
})

test.runIf(isWide)(
  'every mark of every specification is drawn in an example, and as the specification says',
  () => {
    const tried = new Map<string, boolean>()
    for (const { chart, parts } of charts) {
      const resolved = resolvedSpec(specs[chart])
      const plain = parts.map((part) => drawn(resolved, part))
      for (const [i, mark] of marksOf(resolved).entries()) {
        // What several charts share is drawn by one of them.
        if (tried.get(mark) === true) continue
        const { draw } = chartRenderer(withFaintMark(resolved, i))
        tried.set(
          mark,
          parts.some(({ input }, at) => draw(input).svg !== plain[at]),
        )
      }
    }
    expect(tried.size).toBeGreaterThan(60)
    expect([...tried].filter(([, isDrawn]) => !isDrawn).map(([mark]) => mark)).toEqual([])
  },
)
