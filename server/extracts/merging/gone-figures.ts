/** The figures that disappear when a file is taken back. */

import type { Figure } from '#domain/figures/figure.ts'
import type { KpiLedger } from '#domain/figures/kpi-ledger.ts'
import { emptyCell } from '#domain/figures/measurement.ts'
import { noAnalysis } from '#domain/figures/spc/analyse.ts'
import { unjudged } from '#domain/figures/status.ts'
import type { Grain } from '#domain/time/period.ts'
import { grainOf } from '#domain/time/period.ts'

/** The figures that disappear: their cells have nothing on record and no part left to add. Each is stored as taken
 *  back, since nothing is ever deleted, and readers do not get it. */
export function goneFigures(
  ledger: Pick<KpiLedger, 'cell'>,
  computed: ReadonlySet<string>,
  touched: { kpi: string; grain: Grain; from: string },
  current: Iterable<Pick<Figure, 'unit' | 'kpi' | 'period' | 'origin'>>,
): Figure[] {
  const gone: Figure[] = []
  for (const { unit, kpi, period, origin } of current) {
    if (kpi !== touched.kpi || period < touched.from || grainOf(period) !== touched.grain) continue
    if (computed.has(`${unit} ${kpi} ${period}`) || ledger.cell(unit, period) !== undefined) continue
    gone.push({ ...nothing, unit, kpi, period, origin: origin === 'team' ? 'team' : 'computed' })
  }
  return gone
}

/** The content of a figure that was taken back. */
const nothing: Omit<Figure, 'unit' | 'kpi' | 'period' | 'origin'> = {
  ...emptyCell('not_reported'),
  coverage: null,
  leftOut: null,
  computed: null,
  ...unjudged(null),
  status: 'no_data',
  variation: 'none',
  assurance: 'none',
  analysis: { ...noAnalysis, takenBack: true },
  teamVariation: null,
}
