/** Judges series as the service judges its teams' figures, by the same code. */
import type { Kpi, Target } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import type { Assurance, Figure, Signal, Status, Variation } from '#domain/figures/figure.ts'
import type { KpiLedger } from '#domain/figures/kpi-ledger.ts'
import type { State } from '#domain/figures/measurement.ts'
import { persistencesOf } from '#domain/figures/spc/persistence.ts'
import { byNhsPackage } from '#domain/figures/spc/verdict.ts'
import { firstDay } from '#domain/time/period.ts'
import { phraseOfRow } from '#domain/wording/each-one-words.ts'
import { type AnalystSeries, kpiOf, periodsOf, teamType } from './series.ts'

/** What is said of a series in a period, from its figures up to it. */
export type SeriesVerdict = {
  series: string
  period: string
  state: State
  value: number | null
  status: Status | null
  mean: number | null
  lower: number | null
  upper: number | null
  signal: Signal | null
  variation: Variation
  assurance: Assurance
  phrase: string
}

export type JudgeOptions = {
  /** The rule whose limits and words are given: the service's own if null. */
  method: 'nhs' | null
  /** Whether every period of a series is judged, each with the figures up to it, or its last alone. */
  all: boolean
}

/** The verdicts of series in their order. How much a series repeats itself is estimated over all of its group. */
export function* judgeSeries(
  series: readonly AnalystSeries[],
  { method, all }: JudgeOptions,
): Generator<SeriesVerdict> {
  const grouped = Map.groupBy(
    series.filter(({ settings }) => settings.group !== null),
    ({ settings }) => settings.group,
  )
  const pooled = new Map([...grouped].map(([group, members]) => [group, persistencesOf(ledgerOf(members))]))
  for (const one of series) {
    const { settings } = one
    const kpi = kpiOf(one, settings)
    const persistence = pooled.get(settings.group)
    const own = ledgerOf([one])
    const ledger =
      persistence === undefined ? own : { ...own, persistenceAt: (period: string) => persistence.get(period) }
    const from = (all ? own.periods[0] : own.periods.at(-1)) ?? ''
    for (const figure of computeFigures(ledger, from)) {
      yield verdictOf(kpi, method === 'nhs' ? byNhsPackage(kpi, figure) : figure)
    }
  }
}

function verdictOf(kpi: Kpi, figure: Figure): SeriesVerdict {
  const { period, state, value, status, variation, assurance, analysis } = figure
  const { mean, lower, upper, signal } = analysis
  return {
    series: figure.unit,
    ...{ period, state, value, status },
    ...{ mean, lower, upper, signal, variation, assurance },
    phrase: phraseOfRow(kpi, figure),
  }
}

/** Series of one measure as a ledger in which each is a team. A period without a row was not reported. */
function ledgerOf(series: readonly AnalystSeries[]): KpiLedger {
  const [first] = series
  if (first === undefined) throw new RangeError('A ledger of series needs one.')
  const kpi = kpiOf(first, first.settings)
  const target = targetOf(kpi, first)
  const periods = periodsOf(series)
  const units = series.map(teamOf)
  const cells = new Map(series.map(({ name, cells }) => [name, cells]))
  return {
    periods,
    kpiAt: () => kpi,
    targetAt: () => target,
    unitsAt: () => units,
    cell: (unit, period) => cells.get(unit)?.get(period),
    restarts: () => [],
    received: () => true,
  }
}

function targetOf(kpi: Kpi, { settings: { target, floor } }: AnalystSeries): Target | null {
  return target === null ? null : { kpi: kpi.code, from: '0000-01', to: null, target, floor, source: '' }
}

function teamOf(series: AnalystSeries): Unit {
  return {
    code: series.name,
    name: series.name,
    kind: 'team',
    parent: null,
    teamType,
    opened: firstDay(periodsOf([series])[0] ?? ''),
    closed: null,
    predecessors: [],
    position: 0,
  }
}
