import { isCountedAlike, redefinedWords } from '#domain/figures/definition.ts'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import { wholeValue } from '#domain/figures/whole.ts'
import { grainOf } from '#domain/time/period.ts'
import { runOnMedian, runWords } from '#domain/wording/chart-finding.ts'
import { capital, formatValue } from '#domain/wording/format.ts'
import { grainWords } from '#domain/wording/words.ts'
import { palette } from '../../palette.ts'
import { baseBarsInput } from '../base-bars/base-bars.ts'
import type { ChartInput, Picture } from '../picture.ts'
import { type Size, spreadLabels } from '../scale.ts'
import { drawnPoints, type TrendSeries, trendInput } from '../trend/trend.ts'

const lineHeight = 17

/** A series without limits as a picture: its points, median and target, with the counts beneath where it is a share. */
export function runPicture(series: TrendSeries, size: Size = 'wide'): Picture {
  const input = runInput(series, size)
  const main = { chart: 'run', input } as const
  if (series.kpi.kind !== 'ratio') return { parts: [main] }
  return { parts: [main, { chart: 'base-bars', input: baseBarsInput(drawnPoints(series), input) }] }
}

/** The median of a series that may show one: not of overlapping windows, nor where it would tell a hidden number. */
function medianOfSeries(series: TrendSeries): number | null {
  const { kpi, withheld } = series
  if (withheld === true || (kpi.basis !== undefined && isRolling(kpi.basis))) return null
  return runOnMedian(alike(series).map(wholeValue))?.median ?? null
}

/** The points that are counted by the definition of the last one. */
function alike({ points, definedSince = null }: TrendSeries): TrendSeries['points'] {
  return points.filter((p) => isCountedAlike(p.period, definedSince))
}

/** Where the last points lie against the median, in a sentence; null where there is none. */
export function medianWords(series: TrendSeries): string | null {
  if (medianOfSeries(series) === null) return null
  const grain = grainWords[grainOf(series.points[0]?.period ?? '') ?? 'monthly']
  const shown = alike(series)
  const words = runWords(series.kpi, shown.map(wholeValue), grain)
  const { definedSince } = series
  if (words === null || definedSince == null || shown.length === series.points.length) return words
  return `${words} ${capital(redefinedWords(definedSince))}: the median is of what came since.`
}

/** A trend's own layout, with a median in place of limits. */
export function runInput(series: TrendSeries, size: Size = 'wide'): ChartInput {
  const input = trendInput(series, size)
  const {
    gaps,
    supports,
    targets,
    annotations,
    before,
    beforeLabels,
    line,
    points,
    targetLabels,
    endLabels,
  } = input.data as Record<string, { [key: string]: unknown }[]>
  const { xMax, yMin, yMax } = input.params as { xMax: number; yMin: number; yMax: number }
  const median = medianOfSeries(series)
  const first = drawnPoints(series).length - alike(series).length - 0.5
  const perPixel = (yMax - yMin) / input.height
  const plain = { colour: palette.ink, weight: 'normal', dx: 0, dy: 0 }
  const medianLabel = {
    ...plain,
    at: xMax,
    value: median ?? 0,
    text: `Median ${formatValue(series.kpi, median ?? 0)}`,
    colour: palette.inkSecondary,
    align: 'left',
    dx: 8,
  }
  const ends = (endLabels ?? []) as (typeof medianLabel)[]
  return {
    ...input,
    data: {
      gaps: gaps ?? [],
      supports: supports ?? [],
      medians: median === null ? [] : [{ from: first, to: xMax, value: median }],
      targets: targets ?? [],
      annotations: annotations ?? [],
      before: before ?? [],
      line: line ?? [],
      points: points ?? [],
      gapLabels: (gaps ?? []).map((gap) => ({
        ...plain,
        at: gap.labelAt,
        value: gap.low,
        text: gap.text,
        align: gap.align,
        dx: gap.align === 'left' ? 4 : gap.align === 'right' ? -4 : 0,
        dy: -12,
      })),
      annotationLabels: (annotations ?? []).map((a) => ({
        ...plain,
        at: a.at,
        value: a.high,
        text: a.text,
        align: a.align,
        dx: a.align === 'left' ? 4 : -4,
        dy: 5,
      })),
      medianLabels: median === null || size === 'wide' ? [] : [{ ...medianLabel, at: first, dx: 2, dy: -10 }],
      beforeLabels: (beforeLabels ?? []).map((label) => ({
        ...plain,
        ...label,
        colour: palette.inkSecondary,
        align: 'left',
        dx: 2,
        dy: -12,
      })),
      targetLabels: (targetLabels ?? []).map((label) => ({
        ...plain,
        ...label,
        align: 'left',
        dx: 2,
        dy: -10,
      })),
      endLabels:
        median === null || size === 'narrow'
          ? ends
          : spreadLabels([...ends, medianLabel], lineHeight * perPixel, [yMin, yMax]),
    },
  }
}
