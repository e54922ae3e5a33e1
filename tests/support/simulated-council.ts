/** Councils in which nothing happens, and services that get worse by a known amount: what the rules say of them is known to be
 * wrong, or right. The children of a month are drawn one by one; some stay to the next month with the same answer. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Calculation } from '#domain/figures/figure.ts'
import { type Cell, cellOf } from '#domain/figures/measurement.ts'
import type { SeriesPoint } from '#domain/figures/spc/analyse.ts'
import { chanceKindOf, chanceOf } from '#domain/figures/spc/chance-score.ts'
import { pooledPersistence } from '#domain/figures/spc/persistence.ts'
import { analyseSpoken } from '#domain/figures/spc/spoken-analysis.ts'
import { isBelowMinimum } from '#domain/figures/status.ts'
import { addPeriods } from '#domain/time/period.ts'
import { readCatalogue } from '../../seeds/catalogue.ts'
import { monthRows } from '../../seeds/demo/rows.ts'
import { kpiOf } from '../seeds/demo-figures.ts'

/** Random numbers from a seed, from 0 to 1 (mulberry32). */
export type Dice = () => number

export function diceOf(seed: number): Dice {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function normal(dice: Dice): number {
  return Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice())
}

function poisson(dice: Dice, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + normal(dice) * Math.sqrt(mean)))
  const stop = Math.exp(-mean)
  let count = -1
  for (let product = 1; product > stop; count++) product *= dice()
  return count
}

/** The months of a share of `base` cases whose chance in month `i` is `share(i)`, of which `carried` stay each month. */
export function shareMonths(
  dice: Dice,
  {
    months,
    base,
    carried,
    share,
  }: { months: number; base: () => number; carried: number; share: (i: number) => number },
): Cell[] {
  let cases: boolean[] = []
  return Array.from({ length: months }, (_, i) => {
    const size = base()
    cases = cases.filter(() => dice() < carried).slice(0, size)
    while (cases.length < size) cases.push(dice() < share(i))
    return cellOf('ratio', {
      numerator: cases.filter(Boolean).length,
      denominator: size,
      value: null,
      symbol: null,
    })
  })
}

/** A team's figure of a KPI as the demonstration has it: its usual base and level. */
export type Row = { kpi: Kpi; numerator: number; denominator: number | null; value: number | null }

/** The team rows of the demonstration that are judged for change in one direction: its own bases and levels. */
export function demonstrationRows(): Row[] {
  const catalogue = readCatalogue()
  const rows = new Map<string, Row[]>()
  for (const month of ['2019-01', '2019-02', '2019-03', '2019-04'])
    for (const { team, kpi, figures } of monthRows(catalogue, month, null)) {
      const seed = catalogue.kpis.find((k) => k.code === kpi)
      const unit = catalogue.units.find((u) => u.code === team)
      if (seed === undefined || unit?.kind !== 'team' || seed.basis.startsWith('rolling')) continue
      if (seed.good !== 'higher' && seed.good !== 'lower') continue
      // A symbol is no number: that month tells nothing of the level.
      const [numerator, denominator, value] = [figures.numerator, figures.denominator, figures.value].map(
        numberOf,
      )
      if ((numerator ?? value ?? null) === null) continue
      const own = {
        kpi: kpiOf(seed),
        numerator: numerator ?? 0,
        denominator: denominator ?? null,
        value: value ?? null,
      }
      rows.set(`${team} ${kpi}`, [...(rows.get(`${team} ${kpi}`) ?? []), own])
    }
  return [...rows.values()].map((own) => {
    const mean = (of: (row: Row) => number | null) =>
      own.reduce((sum, row) => sum + (of(row) ?? 0), 0) / own.length
    const [first] = own as [Row]
    const denominator = first.denominator === null ? null : mean((r) => r.denominator)
    return {
      kpi: first.kpi,
      numerator: mean((r) => r.numerator),
      denominator,
      value: first.value === null ? null : mean((r) => r.value),
    }
  })
}

function numberOf(figure: number | string | null): number | null {
  return typeof figure === 'number' ? figure : null
}

/** Months of a row in which nothing happens, of whose cases `carried` stay each month. */
export function stableMonths(
  dice: Dice,
  { kpi, numerator, denominator, value }: Row,
  months: number,
  carried: number,
): Cell[] {
  const kind = chanceKindOf(kpi)
  if (kind === 'share' && denominator !== null) {
    const wobble = denominator < 8 ? 0.48 : 0.12
    const base = () => Math.max(0, Math.round(denominator * (1 + wobble * (dice() - 0.5))))
    const share = Math.min(1, numerator / denominator)
    return shareMonths(dice, { months, base, carried, share: () => share })
  }
  let [score, count] = [normal(dice), poisson(dice, numerator)]
  return Array.from({ length: months }, () => {
    if (kind === 'rank') {
      score = carried * score + Math.sqrt(1 - carried ** 2) * normal(dice)
      return cellOf('median', {
        numerator: null,
        denominator,
        value: (value ?? 0) * (1 + 0.15 * score),
        symbol: null,
      })
    }
    let stay = 0
    for (let i = 0; i < count; i++) if (dice() < carried) stay++
    count = stay + poisson(dice, numerator * (1 - carried))
    return cellOf(kpi.kind, { numerator: count, denominator, value: null, symbol: null })
  })
}

const firstMonth = '2017-03'

export function pointsOf(kpi: Pick<Kpi, 'kind' | 'minimum'>, cells: readonly Cell[]): SeriesPoint[] {
  return cells.map(({ state, value, numerator, denominator }, i) => ({
    ...{ period: addPeriods(firstMonth, i), numerator, denominator },
    value: state === 'reported' ? value : null,
    small: isBelowMinimum(kpi, denominator),
  }))
}

/** What the spoken rule makes of a series. */
export function spokenOf(kpi: Kpi, cells: readonly Cell[], persistence: number): Calculation {
  return analyseSpoken(pointsOf(kpi, cells), { good: kpi.good, persistence, restarts: [], ...chanceOf(kpi) })
}

/** The rows of one council in its last month that are wrongly called worse and better than usual, and how many were judged. The
 *  persistence is estimated as the service does it, from the months before over the teams of each KPI. */
export function falseRows(
  dice: Dice,
  rows: readonly Row[],
  { carried, months }: { carried: number; months: number },
): { worse: number; better: number; judged: number } {
  const found = { worse: 0, better: 0, judged: 0 }
  for (const own of Map.groupBy(rows, (row) => row.kpi.code).values()) {
    const [{ kpi }] = own as [Row]
    const series = own.map((row) => stableMonths(dice, row, months, carried))
    const persistence = pooledPersistence(
      kpi,
      series.map((cells) => cells.slice(0, -1)),
    )
    for (const cells of series) {
      const last = pointsOf(kpi, cells).at(-1)
      if (last === undefined || last.value === null || last.small) continue
      const { meaning } = spokenOf(kpi, cells, persistence)
      found.judged++
      if (meaning === 'concerning') found.worse++
      if (meaning === 'improving') found.better++
    }
  }
  return found
}
