import { html, raw } from 'hono/html'
import type { Variation } from '#domain/figures/figure.ts'
import type { Html } from '../../html.ts'

const width = 120
const height = 28
const margin = 4

/**
 * Thirteen months at a glance, beside words that say the same (so hidden from assistive technology).
 * Gaps stay gaps; a single month between gaps is a dot; nothing is drawn for fewer than three points.
 * @param options.values oldest first, null where there is no value
 * @param options.target the target of each month, or null; steps are drawn where it changes
 * @param options.range the lowest and highest value to fit, so that rows of one KPI share a scale
 */
export function sparkline(options: {
  values: readonly (number | null)[]
  target?: readonly (number | null)[]
  variation?: Variation
  range?: readonly [number, number]
}): Html {
  const { values, target = [] } = options
  const known = values.filter((value) => value !== null)
  if (known.length < 3) return html``
  const [low, high] = options.range ?? spread([...known, ...target.filter((value) => value !== null)])
  const x = (index: number) => margin + (index * (width - 2 * margin)) / Math.max(1, values.length - 1)
  const y = (value: number) =>
    high === low ? height / 2 : height - margin - ((value - low) / (high - low)) * (height - 2 * margin)
  const last = values.length - 1
  const end = values[last] ?? null
  const dots = values.map((value, i) =>
    value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null && i !== last
      ? `<circle cx="${round(x(i))}" cy="${round(y(value))}" r="1.5" class="app-spark__lone"/>`
      : '',
  )
  const parts = [
    path(target, x, y, 'app-spark__target', true),
    path(values, x, y, 'app-spark__line', false),
    ...dots,
    end === null ? '' : endMark(round(x(last)), round(y(end)), options.variation ?? 'none'),
  ]
  const size = html`width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  return html`<svg class="app-spark" ${size} aria-hidden="true" focusable="false">${raw(parts.join(''))}</svg>`
}

function spread(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)]
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

/** The last point: a diamond where it is worse than usual, a square where unusual, a larger dot where better. */
function endMark(x: number, y: number, variation: Variation): string {
  switch (variation) {
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
