import { isCountedAlike, redefinedWords } from '#domain/figures/definition.ts'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import { wholeValue } from '#domain/figures/wholeness.ts'
import { grainOf } from '#domain/time/period.ts'
import { runOnMedian, runWords } from '#domain/wording/chart-finding.ts'
import { capital, formatValue } from '#domain/wording/format.ts'
import { grainWords } from '#domain/wording/words.ts'
import { palette } from '../../palette.ts'
import type { ChartInput, Picture } from '../picture.ts'
import { type Size, spreadLabels } from '../scale.ts'
import { drawnPoints, pictureWithCounts, type TrendSeries, trendInput } from '../trend/trend.ts'

const lineHeight = 17

/** A series without limits as a picture: its points, median and target, with the counts beneath if it is a share. */
export function runPicture(series: TrendSeries, size: Size = 'wide'): Picture {
  return pictureWithCounts('run', runInput(series, size), series)
}

/** The median of a series that may show one. Overlapping windows have none, and neither has a series where it would reveal a
 * hidden number. */
function medianOfSeries(series: TrendSeries): number | null {
  const { kpi, withheld } = series
  if (withheld === true || (kpi.basis !== undefined && isRolling(kpi.basis))) return null
  return runOnMedian(alike(series).map(wholeValue))?.median ?? null
}

/** The points that are counted by the definition of the last one. */
function alike({ points, definedSince = null }: TrendSeries): TrendSeries['points'] {
  return points.filter((p) => isCountedAlike(p.period, definedSince))
}

/** How the last points compare with the median, in a sentence; null without a median. */
export function medianWords(series: TrendSeries): string | null {
  if (medianOfSeries(series) === null) return null
  const grain = grainWords[grainOf(series.points[0]?.period ?? '') ?? 'monthly']
  const shown = alike(series)
  const words = runWords(series.kpi, shown.map(wholeValue), grain)
  const { definedSince } = series
  if (words === null || definedSince == null || shown.length === series.points.length) return words
  return `${words} ${capital(redefinedWords(definedSince))}: the median is of what came since.`
}

type Row = Record<string, unknown>

/** The layout of a trend, with a median in place of limits. */
export function runInput(series: TrendSeries, size: Size = 'wide'): ChartInput {
  const input = trendInput(series, size)
  // What a trend passes to its specification: rows of finished marks and words.
  const of = (name: string) => (input.data[name] ?? []) as Row[]
  const { xMax, yMin, yMax } = input.params as { xMax: number; yMin: number; yMax: number }
  const median = medianOfSeries(series)
  const from = drawnPoints(series).length - alike(series).length - 0.5
  const gap = lineHeight * ((yMax - yMin) / input.height)
  const medianLabel = {
    ...{ ...plain, colour: palette.inkSecondary, align: 'left' },
    ...{ at: xMax, value: median ?? 0, dx: 8 },
    text: `Median ${formatValue(series.kpi, median ?? 0)}`,
  }
  // The labels at a trend's right end have a value.
  const ends = of('endLabels') as (typeof medianLabel)[]
  return {
    ...input,
    data: {
      gaps: of('gaps'),
      supports: of('supports'),
      medians: median === null ? [] : [{ from, to: xMax, value: median }],
      targets: of('targets'),
      annotations: of('annotations'),
      before: of('before'),
      line: of('line'),
      points: of('points'),
      gapLabels: of('gaps').map(gapLabel),
      annotationLabels: of('annotations').map(annotationLabel),
      medianLabels: median === null || size === 'wide' ? [] : [{ ...medianLabel, at: from, dx: 2, dy: -10 }],
      beforeLabels: of('beforeLabels').map((label) => ({
        ...{ ...plain, ...label, colour: palette.inkSecondary },
        ...{ align: 'left', dx: 2, dy: -12 },
      })),
      targetLabels: of('targetLabels').map((label) => ({
        ...plain,
        ...label,
        align: 'left',
        dx: 2,
        dy: -10,
      })),
      endLabels:
        median === null || size === 'narrow' ? ends : spreadLabels([...ends, medianLabel], gap, [yMin, yMax]),
    },
  }
}

const plain = { colour: palette.ink as string, weight: 'normal', dx: 0, dy: 0 }

/** Why periods have no value, above the foot of their gap. */
function gapLabel({ labelAt, low, text, align }: Row): Row {
  const dx = align === 'left' ? 4 : align === 'right' ? -4 : 0
  return { ...plain, at: labelAt, value: low, text, align, dx, dy: -12 }
}

/** The event, beside its rule above the plot. */
function annotationLabel({ at, high, text, align }: Row): Row {
  return { ...plain, at, value: high, text, align, dx: align === 'left' ? 4 : -4, dy: 5 }
}
