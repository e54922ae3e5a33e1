import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Meaning, Status, Variation } from '#domain/figures/figure.ts'
import type { State } from '#domain/figures/measurement.ts'
import type { Origin } from '#domain/figures/wholeness.ts'
import { formatValue } from '#domain/wording/format.ts'
import { variationWords } from '#domain/wording/words.ts'
import { dateOf, monthRows, monthsParams } from '../months.ts'
import { type ChartInput, type Picture, pictureOf } from '../picture.ts'
import { type ValueAxis, valueAxis, valueParams } from '../scale.ts'
import { textWidth } from '../text-width.ts'

export type PanelPoint = {
  state: State
  value: number | null
  target: number | null
  meaning: Meaning | null
  /** True if the meaning is history. */
  earlier?: boolean
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
  kpi: Pick<Kpi, 'name' | 'unit' | 'decimals' | 'good'>
  periods: readonly string[]
  panels: readonly Panel[]
  /** What the units are; teams if left out. */
  noun?: 'team' | 'service'
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

export function smallMultiplesInputs(multiples: SmallMultiples): ChartInput[] {
  const { kpi, periods, panels } = multiples
  const y = panelScale(multiples)
  return panels.map((panel, i) => panelInput(kpi, periods, panel, y, i + 1))
}

/** The scale that all panels share. */
export function panelScale({ kpi, panels }: Pick<SmallMultiples, 'kpi' | 'panels'>): ValueAxis {
  const values = panels.flatMap((panel) =>
    panel.points.flatMap((p) => [p.value, p.target].filter((v) => v !== null)),
  )
  return sparse(valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit))
}

/** Every second tick, so that a low panel is not full of grid lines; the lowest always stays. */
function sparse(axis: ValueAxis): ValueAxis {
  return axis.ticks.length <= 4 ? axis : { ...axis, step: axis.step * 2 }
}

/** The value at the end of a line: a percentage in whole points, anything else as its list says it. */
function endWords(kpi: SmallMultiples['kpi'], points: Panel['points']): string {
  const value = points.at(-1)?.value ?? null
  return value === null
    ? ''
    : `(${formatValue({ ...kpi, decimals: kpi.unit === 'percent' ? 0 : kpi.decimals }, value)})`
}

function panelInput(
  kpi: SmallMultiples['kpi'],
  periods: readonly string[],
  { points }: Panel,
  y: ValueAxis,
  column: number,
): ChartInput {
  const padding = {
    left: Math.max(...y.labels.map((label) => label.length)) * 7.5 + 10,
    right: Math.max(50, Math.ceil(textWidth(endWords(kpi, points), 13, true)) + 12),
    top: 8,
    bottom: 26,
  }
  const last = points.length - 1
  const ends = [periods[0], periods[last]].filter((period) => period !== undefined)
  return {
    width: size.width - padding.left - padding.right,
    height: size.height - padding.top - padding.bottom,
    padding,
    params: {
      ...monthsParams(periods, size.width),
      ticks: [...new Set(ends.map(dateOf))],
      ...valueParams(y, kpi.unit),
    },
    data: {
      months: monthRows(
        { ...kpi, decimals: 0 },
        points.map((point, i) => ({ ...point, period: periods[i] ?? '' })),
        column,
      ),
    },
  }
}
