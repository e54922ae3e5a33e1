import { isCountedAlike, redefinedWords } from '#domain/figures/definition.ts'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import { wholeValue } from '#domain/figures/wholeness.ts'
import { grainOf } from '#domain/time/period.ts'
import { runOnMedian, runWords } from '#domain/wording/chart-finding.ts'
import { capital, formatValue } from '#domain/wording/format.ts'
import { grainWords } from '#domain/wording/words.ts'
import { dateOf } from '../months.ts'
import type { ChartInput, Picture } from '../picture.ts'
import type { Size } from '../scale.ts'
import { endLabels, pictureWithCounts, spreadOnPlot, type TrendSeries, trendFrame } from '../trend/trend.ts'

/** A series without limits as a picture: its points, median and target, with the counts beneath if it is a share. */
export function runPicture(series: TrendSeries, size: Size = 'wide'): Picture {
  return pictureWithCounts('run', runInput(series, size), series.kpi)
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

/** The layout of a trend, with a median in place of limits. */
export function runInput(series: TrendSeries, size: Size = 'wide'): ChartInput {
  const median = medianOfSeries(series)
  const medianText = median === null ? null : `Median ${formatValue(series.kpi, median)}`
  const counted = new Set(alike(series).map((p) => p.period))
  const { frame, y } = trendFrame(series, size, (months) =>
    months.map((month) => {
      const isCounted = counted.has(month.period)
      return { ...month, median: isCounted ? median : null, medianText: isCounted ? medianText : null }
    }),
  )
  const labels = endLabels(series)
  const last = series.points.at(-1)
  if (median !== null && medianText !== null && last !== undefined)
    labels.push({ date: dateOf(last.period), line: 'median', at: median, text: medianText })
  return { ...frame, data: { ...frame.data, labels: size === 'narrow' ? [] : spreadOnPlot(labels, y) } }
}
