/** Series that an analyst brings along: the columns of their file, and what each series is judged by. */
import type { Basis, Good, Kpi, KpiKind } from '#domain/catalogue/kpi.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import { addPeriods, type Grain } from '#domain/time/period.ts'

export const seriesColumns = [
  'series',
  'period',
  'numerator',
  'denominator',
  'value',
  'kind',
  'basis',
  'good',
  'target',
  'floor',
  'minimum',
  'each_one_counts',
  'group',
] as const
export type SeriesColumn = (typeof seriesColumns)[number]

/** What a series is judged by: the columns that say the same in each of its rows. */
export type SeriesSettings = {
  kind: KpiKind
  basis: Basis
  good: Good
  target: number | null
  floor: number | null
  minimum: number | null
  /** Whether a single case that fell short is a shortfall, however few there are. */
  eachOneCounts: boolean
  /** The KPI whose series in other teams are pooled with this one; null if it stands alone. */
  group: string | null
}

/** A series with its cells by period, and the row in which it begins. */
export type AnalystSeries = {
  name: string
  row: number
  grain: Grain
  settings: SeriesSettings
  cells: ReadonlyMap<string, Cell>
}

/** Every period from the first of some series to the last. A period without a row is among them. */
export function periodsOf(series: readonly Pick<AnalystSeries, 'cells'>[]): string[] {
  let [first, last] = ['', '']
  for (const { cells } of series)
    for (const period of cells.keys()) {
      if (first === '' || period < first) first = period
      if (period > last) last = period
    }
  const periods: string[] = []
  for (let period = first; period !== '' && period <= last; period = addPeriods(period, 1))
    periods.push(period)
  return periods
}

/** A series' settings as a measure of the catalogue. */
export function kpiOf({ name, grain }: Pick<AnalystSeries, 'name' | 'grain'>, settings: SeriesSettings): Kpi {
  const { kind, basis, good, minimum } = settings
  return {
    code: name,
    name,
    ...{ kind, basis, good, minimum },
    unit: kind === 'ratio' ? 'percent' : 'children_or_items',
    dimension: 'context',
    numerator: '',
    denominator: kind === 'count' || kind === 'stock' ? null : '',
    clock: null,
    mayExceed: false,
    decimals: 1,
    eachOneCounts: settings.eachOneCounts ? shortWords : null,
    grains: [grain],
    teamTypes: [teamType],
    countedBy: [],
    core: true,
    subject: '',
    returnCode: '',
    order: 0,
    benchmark: null,
    source: '',
    note: '',
    sharesBase: null,
    screenLimits: true,
    lastMonth: null,
  }
}

/** Said of those who fell short where each one counts: "1 of 3 fell short". */
const shortWords = 'fell short'

/** The type of the team that a series is judged as. */
export const teamType = 'series'
