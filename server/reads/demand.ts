import { analyseStage, conversionOf } from '#domain/figures/demand-stage.ts'
import type { Calculation, Meaning } from '#domain/figures/figure.ts'
import type { State } from '#domain/figures/measurement.ts'
import type { SeriesPoint } from '#domain/figures/spc/analyse.ts'
import { earlierSignals } from '#domain/figures/spc/earlier-signals.ts'
import { judgedPoint } from '#domain/figures/spc/judged-point.ts'
import { usualRange } from '#domain/figures/spc/spoken-analysis.ts'
import { addMonths, monthsFrom } from '#domain/time/period.ts'
import { demandFinding, type StageStanding } from '#domain/wording/demand-finding.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import type { ReadSource } from '../db/database.ts'
import { loadCatalogueHistory } from '../record/catalogue.ts'
import { loadFigures, type StoredFigure } from '../record/figures.ts'
import { withLimitsAsShown } from './series.ts'

/** A month's count of a stage beside what is usual for it. */
export type DemandPoint = {
  period: string
  state: State
  symbol: string | null
  /** Also where it lacks a team; `status` says so, and it is drawn hollow and takes part in nothing. */
  value: number | null
  status: 'not_whole' | null
  /** "35 from 4 of 7 teams" for a count that lacks a team. */
  lacking: string | null
  mean: number | null
  lower: number | null
  upper: number | null
  meaning: Meaning | null
  /** True if the meaning is history. */
  earlier: boolean
}

/** How many children came to each stage, month by month, earliest first. */
export type Demand = {
  months: string[]
  finding: string
  stages: {
    name: string
    /** In one word, in the plural: "Referrals". */
    short: string
    points: DemandPoint[]
    /** How many reached it for those that reached the stage before; null for the first stage. */
    conversion: ReturnType<typeof conversionOf> | null
  }[]
}

/** The stages in the order in which a child reaches them, and the figure that counts each: a measure of its own, or the
 * denominator of another measure. */
const stages = [
  { name: 'Contacts', short: 'Contacts', kpi: 'FD03', counted: 'value' },
  { name: 'Referrals', short: 'Referrals', kpi: 'FD05', counted: 'denominator' },
  { name: 'Assessments completed', short: 'Assessments', kpi: 'AS01', counted: 'denominator' },
  {
    name: 'Children at an initial conference',
    short: 'Conferences',
    kpi: 'CP01',
    counted: 'denominator',
  },
] as const

/** How a count is shown. */
const counts = { decimals: 0 } as const

/** A stage's counts have no minimum. */
const countRules = { kind: 'count', denominator: null, minimum: null } as const

type Counted = { period: string; figure: StoredFigure | undefined; value: number | null; isWhole: boolean }

/** Demand on a unit over a number of months up to a period. Null if it takes no contacts or counts fewer than two stages. What is
 * usual comes from all months on record; the stored analysis judges contacts, which are a measure. */
export async function loadDemand(
  db: ReadSource,
  { unit, period, months: count = 13 }: { unit: string; period: string; months?: number },
): Promise<Demand | null> {
  const months = monthsFrom(addMonths(period, 1 - count), period)
  const kpis = stages.map((s) => s.kpi)
  const [history, figures, [latest]] = await Promise.all([
    loadCatalogueHistory(db),
    loadFigures(db, { units: [unit], kpis, to: period, grain: 'monthly', brief: true }),
    loadFigures(db, { units: [unit], kpis: [stages[0].kpi], periods: [period], grain: 'monthly' }),
  ])
  const found = stages.flatMap(({ name, short, kpi, counted }) => {
    const own = figures.filter((f) => f.kpi === kpi)
    const all = countsOf(own, counted, period)
    const points = all.map(({ period: p, value, isWhole }) =>
      judgedPoint(countRules, p, cellOf(value), isWhole),
    )
    const calculation =
      kpi === stages[0].kpi ? latest?.analysis : analyseStage(points, [...history.changesOf(kpi)])
    const shown = all.filter((c) => c.period >= (months[0] ?? ''))
    if (calculation === undefined || shown.every((c) => c.value === null)) return []
    const drawn = shownPoints(months, shown, points, calculation)
    const told = db.audience === 'outside' ? drawn.map((p) => withLimitsAsShown(counts, p)) : drawn
    return [{ name, short, kpi, calculation, points: told }]
  })
  if (found[0]?.kpi !== stages[0].kpi || found.length < 2) return null
  const whole = found.map(({ points }) => points.map((p) => (p.status === 'not_whole' ? null : p.value)))
  return {
    months,
    finding: demandFinding(
      found.map(({ short, calculation, points }) => standingOf(short, calculation, points.at(-1))),
      period,
    ),
    stages: found.map(({ name, short, points }, i) => ({
      ...{ name, short, points },
      conversion: i === 0 ? null : conversionOf(whole[i - 1] ?? [], whole[i] ?? []),
    })),
  }
}

/** Every month from the first figure to the period. A denominator is a count too: it is whole only if no team is missing. */
function countsOf(figures: readonly StoredFigure[], counted: 'value' | 'denominator', to: string): Counted[] {
  const byPeriod = new Map(figures.map((f) => [f.period, f]))
  const first = figures.map((f) => f.period).sort()[0] ?? to
  return monthsFrom(first, to).map((period) => {
    const figure = byPeriod.get(period)
    const isWhole = figure === undefined || partsWords(figure) === null
    return { period, figure, value: figure?.[counted] ?? null, isWhole }
  })
}

function cellOf(value: number | null) {
  const state: State = value === null ? 'not_reported' : 'reported'
  return { state, value, numerator: value, denominator: null }
}

function shownPoints(
  months: readonly string[],
  shown: readonly Counted[],
  judged: readonly SeriesPoint[],
  calculation: Calculation,
): DemandPoint[] {
  const earlier = earlierSignals(judged, calculation)
  const byPeriod = new Map(shown.map((c) => [c.period, c]))
  return months.map((period) => {
    const { figure, value = null, isWhole = true } = byPeriod.get(period) ?? {}
    const phase = calculation.phases.find((p) => p.from <= period && period <= p.to)
    const parts = isWhole || figure === undefined ? null : partsWords(figure)
    const level = phase?.level
    return {
      period,
      state: value !== null ? 'reported' : figure === undefined ? 'not_reported' : figure.state,
      symbol: figure?.symbol ?? null,
      value,
      status: value === null || isWhole ? null : 'not_whole',
      lacking: value === null || parts === null ? null : `${formatNumber(value)} ${parts}`,
      mean: phase?.mean ?? null,
      ...(level === undefined
        ? { lower: phase?.lower ?? null, upper: phase?.upper ?? null }
        : usualRange(level, null, { chance: 'events', scale: 1 })),
      meaning: calculation.flags.find((f) => f.period === period)?.meaning ?? null,
      earlier: earlier.has(period),
    }
  })
}

function standingOf(name: string, calculation: Calculation, last: DemandPoint | undefined): StageStanding {
  const isJudged = last !== undefined && last.value !== null && last.status === null && last.mean !== null
  const lies = !isJudged
    ? null
    : calculation.rising === null
      ? 'usual'
      : calculation.rising
        ? 'higher'
        : 'lower'
  return { name, lies, since: calculation.since }
}
