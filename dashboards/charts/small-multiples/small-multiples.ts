import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Meaning, Status, Variation } from '#domain/figures/figure.ts'
import type { State } from '#domain/figures/measurement.ts'
import { isNotWhole, type Origin } from '#domain/figures/wholeness.ts'
import { formatValue } from '#domain/wording/format.ts'
import { variationWords } from '#domain/wording/words.ts'
import { palette } from '../../palette.ts'
import { type ChartInput, type Picture, pictureOf } from '../picture.ts'
import { lineRuns, pointMarks, stretches } from '../points.ts'
import { type Axis, shortPeriod, valueAxis } from '../scale.ts'

export type PanelPoint = {
  state: State
  value: number | null
  target: number | null
  meaning: Meaning | null
  status?: Status | null
  numerator?: number | null
  denominator?: number | null
} & Partial<Origin>

export type Panel = {
  name: string
  code?: string
  href?: string | null
  variation: Variation
  rising?: boolean | null
  points: readonly PanelPoint[]
}

/** One measure in several units over the same periods, in the organisation's order. */
export type SmallMultiples = {
  kpi: Pick<Kpi, 'name' | 'unit' | 'decimals'>
  periods: readonly string[]
  panels: readonly Panel[]
}

const size = { width: 300, height: 132 }

/** A picture for each panel, all on one scale. */
export function smallMultiplesPictures(input: SmallMultiples): Picture[] {
  return smallMultiplesInputs(input).map((panel) => pictureOf('small-multiples', panel))
}

/** All panels as one picture, each under its name with the words for its change. */
export function smallMultiplesPicture(multiples: SmallMultiples): Picture {
  const inputs = smallMultiplesInputs(multiples)
  return {
    columns: 3,
    parts: multiples.panels.flatMap(({ name, variation }, i) => {
      const input = inputs[i]
      if (input === undefined) return []
      const title = flagged.has(variation) ? `${name}: ${variationWords[variation].toLowerCase()}` : name
      return [{ chart: 'small-multiples' as const, input, title }]
    }),
  }
}

const flagged = new Set<Variation>(['improving', 'concerning', 'unusual'])

export function smallMultiplesInputs({ kpi, periods, panels }: SmallMultiples): ChartInput[] {
  const values = panels.flatMap((panel) =>
    panel.points.flatMap((p) => [p.value, p.target].filter((v) => v !== null)),
  )
  const y = sparse(valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit))
  return panels.map((panel, i) => panelInput(kpi, periods, panel, y, i + 1))
}

/** Every second tick, so that a low panel is not full of grid lines; the lowest always stays. */
function sparse(axis: Axis): Axis {
  if (axis.ticks.length <= 4) return axis
  const kept = <T>(items: T[]) => items.filter((_, i) => i % 2 === 0)
  return { ...axis, ticks: kept(axis.ticks), labels: kept(axis.labels) }
}

function panelInput(
  kpi: SmallMultiples['kpi'],
  periods: readonly string[],
  { points }: Panel,
  y: Axis,
  column: number,
): ChartInput {
  const padding = {
    left: Math.max(...y.labels.map((label) => label.length)) * 7.5 + 10,
    right: 50,
    top: 8,
    bottom: 26,
  }
  const last = points.length - 1
  const end = points[last]?.value ?? null
  const label = { colour: palette.ink as string, weight: 'normal', dx: 0, dy: 0 }
  const labels = [
    { ...label, at: -0.5, value: y.min, dy: 15, align: 'left', text: shortPeriod(periods[0] ?? '') },
    {
      ...label,
      at: last + 0.5,
      value: y.min,
      dy: 15,
      align: 'right',
      text: shortPeriod(periods[last] ?? ''),
    },
  ]
  if (end !== null) {
    labels.push({
      ...label,
      at: last + 0.5,
      value: end,
      dx: 6,
      align: 'left',
      weight: 'bold',
      text: isNotWhole({ status: points[last]?.status ?? null })
        ? `(${formatValue({ ...kpi, decimals: 0 }, end)})`
        : formatValue({ ...kpi, decimals: 0 }, end),
    })
  }
  return {
    width: size.width - padding.left - padding.right,
    height: size.height - padding.top - padding.bottom,
    padding,
    params: { xMin: -0.5, xMax: last + 0.5, yMin: y.min, yMax: y.max, yTicks: y.ticks, yLabels: y.labels },
    data: {
      gaps: stretches(points, (p) => (p.value === null ? p.state : null)).map(({ from, to }) => ({
        from,
        to,
        low: y.min,
        high: y.max,
      })),
      targets: stretches(points, (p) => p.target).map(({ from, to, key }) => ({ from, to, value: key })),
      line: lineRuns(points),
      points: pointMarks(points, 0.55, column),
      labels,
    },
  }
}
