import { html, raw } from 'hono/html'
import type { Variation } from '#domain/figures/figure.ts'
import type { Html } from '../../html.ts'

const width = 120
const height = 28
const margin = 4
/** The least span of a percentage, so that a point more or less does not look like a cliff. */
const leastPoints = 10
/** The part of the line's own height that the usual range may add above it, and below it. */
const roomForRange = 0.3

/** A month: null where there is no value. A hollow point has a base too small to judge. */
export type SparkPoint = { value: number | null; target?: number | null; isSmall?: boolean }

/** The usual range, from the point at place `from` on. */
export type SparkRange = { from: number; lower: number; upper: number }

/**
 * Thirteen months at a glance, beside words that say the same (so hidden from assistive technology).
 * Gaps stay gaps; a single month between gaps is a dot; nothing is drawn for fewer than three points.
 * @param options.points oldest first; a target is drawn in steps where it changes
 * @param options.usual a pale band behind the line
 * @param options.isPercent never less than ten points from lowest to highest, and within 0 to 100
 */
export function sparkline(options: {
  points: readonly SparkPoint[]
  usual?: SparkRange | null
  isPercent?: boolean
  variation?: Variation
}): Html {
  const { points, isPercent = false } = options
  const values = points.map((p) => p.value)
  const target = points.map((p) => p.target ?? null)
  const known = values.filter((value) => value !== null)
  if (known.length < 3) return html``
  const seen = spread([...known, ...target.filter((value) => value !== null)], isPercent)
  const [low, high] = withRange(seen, options.usual ?? null, isPercent)
  const x = (index: number) => margin + (index * (width - 2 * margin)) / Math.max(1, values.length - 1)
  const y = (value: number) =>
    high === low ? height / 2 : height - margin - ((value - low) / (high - low)) * (height - 2 * margin)
  const last = values.length - 1
  const isLone = (i: number) => (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null
  const dots = points.map(({ value, isSmall }, i) => {
    if (value === null || i === last || !(isSmall || isLone(i))) return ''
    const [radius, name] = isSmall ? [2, 'app-spark__small'] : [1.5, 'app-spark__lone']
    return `<circle cx="${round(x(i))}" cy="${round(y(value))}" r="${radius}" class="${name}"/>`
  })
  const end = points[last]
  const parts = [
    options.usual == null ? '' : band(within(options.usual, low, high), x(options.usual.from), y),
    path(target, x, y, 'app-spark__target', true),
    path(values, x, y, 'app-spark__line', false),
    ...dots,
    end === undefined || end.value === null
      ? ''
      : endMark(round(x(last)), round(y(end.value)), end.isSmall ? 'small' : (options.variation ?? 'none')),
  ]
  const size = html`width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  return html`<svg class="app-spark" ${size} aria-hidden="true" focusable="false">${raw(parts.join(''))}</svg>`
}

/** The picture's lowest and highest value with room for the usual range, but for no more of it than leaves the line most of the
 *  height. */
function withRange(
  [low, high]: readonly [number, number],
  usual: SparkRange | null,
  isPercent: boolean,
): [number, number] {
  if (usual === null) return [low, high]
  const room = (high - low || Math.abs(high) || 1) * roomForRange
  const { lower, upper } = isPercent ? within(usual, 0, 100) : usual
  return [Math.min(low, Math.max(lower, low - room)), Math.max(high, Math.min(upper, high + room))]
}

function within(usual: SparkRange, low: number, high: number): SparkRange {
  const inside = (value: number) => Math.min(high, Math.max(low, value))
  return { ...usual, lower: inside(usual.lower), upper: inside(usual.upper) }
}

/** The lowest and the highest value of the picture. */
function spread(values: readonly number[], isPercent: boolean): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const lacking = leastPoints - (high - low)
  if (!isPercent || lacking <= 0) return [low, high]
  const from = Math.max(0, Math.min(low - lacking / 2, 100 - leastPoints))
  return [Math.min(from, low), Math.max(from + leastPoints, high)]
}

function band({ lower, upper }: SparkRange, left: number, y: (value: number) => number): string {
  const [from, top] = [round(left), round(y(upper))]
  const [across, down] = [round(width - margin - from), round(y(lower) - top)]
  return `<rect x="${from}" y="${top}" width="${across}" height="${down}" class="app-spark__usual"/>`
}

/** One path with a move at the start of each unbroken stretch; `stepped` holds a value until it changes. */
function path(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
  className: string,
  stepped: boolean,
): string {
  let commands = ''
  let drawing = false
  values.forEach((value, i) => {
    if (value === null) drawing = false
    else {
      commands += drawing
        ? stepped
          ? `H${round(x(i))}V${round(y(value))}`
          : `L${round(x(i))} ${round(y(value))}`
        : `M${round(x(i))} ${round(y(value))}`
      drawing = true
    }
  })
  return commands === '' ? '' : `<path d="${commands}" class="${className}"/>`
}

/** The last point: a diamond where it is worse than usual, a square where unusual, a larger dot where better; hollow where its base
 *  is too small to judge. */
function endMark(x: number, y: number, mark: Variation | 'small'): string {
  switch (mark) {
    case 'small':
      return `<circle cx="${x}" cy="${y}" r="3" class="app-spark__small"/>`
    case 'concerning':
      return `<path d="${diamond(x, y)}" class="app-spark__end app-spark__end--concerning"/>`
    case 'unusual':
      return `<path d="M${round(x - 3)} ${round(y - 3)}h6v6h-6Z" class="app-spark__end app-spark__end--unusual"/>`
    case 'improving':
      return `<circle cx="${x}" cy="${y}" r="3.5" class="app-spark__end app-spark__end--improving"/>`
    default:
      return `<circle cx="${x}" cy="${y}" r="2.5" class="app-spark__end"/>`
  }
}

/** The outline of a diamond around a point. */
function diamond(x: number, y: number): string {
  return `M${round(x - 4)} ${y}L${x} ${round(y - 4)}L${round(x + 4)} ${y}L${x} ${round(y + 4)}Z`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
