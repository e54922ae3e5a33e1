/** The page's own address, and those of its files and charts. Each repeats everything that was asked for, so that a download
 * matches what is shown. */
import type { ComparatorName } from '#domain/catalogue/comparators.ts'
import type { Grain } from '#domain/time/period.ts'
import type { Series } from '#server/reads/series.ts'
import { measureAddress } from '../../../addresses.ts'
import { chartDownloads } from '../../../components/chart-figure/chart-figure.ts'
import { type Reading, sameReading } from '../kit/reading.ts'
import { type Method, type Span, spanInAddress } from './question.ts'

export type ShownSeries = {
  series: Pick<Series, 'unit' | 'kpi' | 'grain' | 'last' | 'method'>
  reading: Reading
  /** Undefined for a file or chart that has no span. */
  span: Span | undefined
  /** As chosen in the address; null if nobody chose. */
  chosen: readonly ComparatorName[] | null
}

/** `/units/HP-S1/kpis/CP04`, with or without a file's extension. */
export function seriesAddress({ unit, kpi }: Pick<Series, 'unit' | 'kpi'>, extension = ''): string {
  return `${measureAddress(unit.code, kpi.code)}${extension}`
}

/** The page with another span. */
export function spanAddress(shown: ShownSeries, span: Span): string {
  return sameReading(`${seriesAddress(shown.series)}${queryOf({ ...shown, span })}#doing`, shown.reading)
}

/** The page with the limits and words of another method, at its chart. */
export function methodAddress(shown: ShownSeries, method: Method): string {
  const series = { ...shown.series, method }
  return sameReading(`${seriesAddress(series)}${queryOf({ ...shown, series })}#doing`, shown.reading)
}

/** An address of a measure's page with a method added to its query. */
export function withMethod(address: string, method: Method): string {
  return method === null ? address : `${address}${address.includes('?') ? '&' : '?'}method=${method}`
}

/** A file of the series: `.csv`, `.xlsx`, `.json`. */
export function fileAddress(shown: ShownSeries, extension: string): string {
  return sameReading(
    `${seriesAddress(shown.series, extension)}${queryOf({ ...shown, chosen: null })}`,
    shown.reading,
  )
}

/** The files of one of its charts. Only the trend shows limits, so only its address names a method. */
export function chartFiles(shown: ShownSeries, chart: string): { text: string; href: string }[] {
  const { reading } = shown
  const series = chart === 'trend' ? shown.series : { ...shown.series, method: null }
  const asked = queryOf({ ...shown, series }).slice(1)
  const query = `?unit=${encodeURIComponent(series.unit.code)}&kpi=${series.kpi.code}&${asked}`
  return chartDownloads(chart, query).map(({ text, href }) => ({ text, href: sameReading(href, reading) }))
}

/** The same measure in another grain. */
export function grainAddress(series: ShownSeries['series'], grain: Grain, to: string | null): string {
  return withMethod(`${seriesAddress(series)}?grain=${grain}${to === null ? '' : `&to=${to}`}`, series.method)
}

function queryOf({ series, span, chosen }: ShownSeries): string {
  const asked = [
    series.grain === 'weekly' ? 'grain=weekly' : null,
    `to=${series.last.period}`,
    span === undefined ? null : `span=${spanInAddress(span)}`,
    series.method === null ? null : `method=${series.method}`,
    ...(chosen === null ? [] : chosen.length === 0 ? ['chosen=1'] : chosen.map((name) => `with=${name}`)),
  ].filter((part) => part !== null)
  return `?${asked.join('&')}`
}
