/** A small council and ledgers over it, for the tests of figures. */

import type { Kpi, Target } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import type { Figure } from '#domain/figures/figure.ts'
import type { KpiLedger } from '#domain/figures/kpi-ledger.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import { addPeriods } from '#domain/time/period.ts'
import { aKpi, aService, aTeam, council } from './examples.ts'

/** A council of two services: HPC with two teams and a conference chair, FD with one. */
export const tree: Unit[] = [
  council,
  aService('HPC'),
  aService('FD'),
  aTeam('HP-1'),
  aTeam('HP-2'),
  aTeam('CPA', { teamType: 'CPA' }),
  aTeam('AS-1', { parent: 'FD' }),
]

export const target: Target = { kpi: 'AS01', from: '2000-01', to: null, target: 90, floor: 80, source: '' }

export type Cells = Record<string, Record<string, Cell>>

/** A ledger over `cells` (unit, then period) with ordinary values for everything else. */
export function ledgerOf(
  cells: Cells,
  over: Partial<KpiLedger> & { kpi?: Partial<Kpi>; units?: Unit[] } = {},
): KpiLedger {
  const { kpi, units, ...rest } = over
  const named = Object.values(cells)
    .flatMap((byPeriod) => Object.keys(byPeriod))
    .sort()
  const periods: string[] = []
  const last = named.at(-1) ?? ''
  for (let p = named[0] ?? ''; p !== '' && p <= last; p = addPeriods(p, 1)) periods.push(p)
  return {
    kpiAt: () => aKpi(kpi),
    targetAt: () => target,
    unitsAt: () => units ?? tree,
    periods,
    cell: (unit, period) => cells[unit]?.[period],
    restarts: () => [],
    ...rest,
  }
}

export const figuresOf = (ledger: KpiLedger, from = '') =>
  new Map(computeFigures(ledger, from).map((f) => [`${f.unit} ${f.period}`, f]))

export const at = (figures: Map<string, Figure>, unit: string, period = '2019-04') => {
  const figure = figures.get(`${unit} ${period}`)
  if (figure === undefined) throw new Error(`no figure of ${unit} in ${period}`)
  return figure
}

/** The same cell for a unit in each of the months from January 2018. */
export function monthly(cells: readonly (Cell | null)[], start = '2018-01'): Record<string, Cell> {
  return Object.fromEntries(cells.flatMap((c, i) => (c === null ? [] : [[addPeriods(start, i), c]])))
}
