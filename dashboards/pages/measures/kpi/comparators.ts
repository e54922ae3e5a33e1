/** What the measure is compared with: the series of the units above, and what other places published. */
import { comparatorsIn, yearsKnownOn } from '#domain/catalogue/benchmark.ts'
import {
  type ComparatorName,
  comparatorsFor,
  mostComparators,
  usualComparators,
} from '#domain/catalogue/comparators.ts'
import { ancestorsOf, type UnitKind } from '#domain/catalogue/unit.ts'
import type { Series } from '#server/reads/series.ts'
import type { Beside } from '../../../charts/beside/lines.ts'
import type { PageDeps } from '../../kit/page.ts'
import { besideOf } from './comparison.ts'
import type { Comparison } from './model.ts'
import type { Subject } from './subject.ts'
import { lastPoints } from './trend.ts'

export type ComparatorSeries = {
  comparison: Comparison | null
  offered: ComparatorName[]
  beside: Beside | null
}

/** Only what will be shown is read. The units above are shown to every reader who may open the unit: their stored figures, for
 * the reader's audience. */
export async function loadComparatorSeries(
  { reads }: Pick<PageDeps, 'reads'>,
  { asked, reading, day, recastOn, month, kpi, grain, series, load }: Subject,
): Promise<ComparatorSeries> {
  const [council, benchmark, units] = await Promise.all([
    reads.loadCouncil(),
    kpi.benchmark === null || grain !== 'monthly' ? null : reads.loadBenchmark(kpi.benchmark),
    reads.loadUnits(recastOn ?? month, reading.moment),
  ])
  const ancestors = ancestorsOf(series.unit, units)
  const above = new Map(ancestors.map((u): [UnitKind, string] => [u.kind, u.code]))
  const years = benchmark === null ? [] : yearsKnownOn(benchmark.years, day).flatMap(comparatorsIn)
  const offered = comparatorsFor(kpi, new Set(above.keys()), new Set(years.map((y) => y.geography)))
  const chosen = (asked.chosen ?? usualComparators(offered))
    .filter((name) => offered.includes(name))
    .slice(0, mostComparators)
  const top = council?.unitCode ?? null
  const seriesOf = (code: string | null | undefined): Promise<Series | null> =>
    code == null
      ? Promise.resolve(null)
      : code === series.unit.code
        ? Promise.resolve(series)
        : load(grain, code)
  const [service, whole] = await Promise.all([
    chosen.includes('service') ? seriesOf(above.get('service')) : null,
    chosen.includes('council') || benchmark !== null ? seriesOf(above.get('council') ?? top) : null,
  ])
  return {
    comparison:
      benchmark === null ? null : { benchmark, council: whole, borrowed: council?.isDemonstration ?? false },
    offered,
    beside:
      offered.length === 0
        ? null
        : besideOf(lastPoints(series, asked.span), chosen, { service, council: whole }, years),
  }
}
