import { type Kpi, type Target, targetFor } from '#domain/catalogue/kpi.ts'
import { ancestorsOf, type Unit } from '#domain/catalogue/unit.ts'
import { type DatedShare, shareIn } from '#domain/council/share.ts'
import type { KpiLedger } from '#domain/figures/kpi-ledger.ts'
import type { Cell, State } from '#domain/figures/measurement.ts'
import type { Grain } from '#domain/time/period.ts'
import { addPeriods, grainOf, lastMonth } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { noteInForce } from './annotations.ts'
import { type CatalogueHistory, loadCatalogueHistory, loadTargets } from './catalogue.ts'
import { loadPersistences } from './persistence.ts'
import { loadShares } from './shares.ts'
import { loadUnitHistory } from './units.ts'

export type LedgerQuery = {
  kpis: readonly string[]
  /** Only these units' rows. */
  units?: readonly string[]
  /** Reads what was known at that moment. */
  asAt?: Date | undefined
  /** One tree for every period instead of each period's own, and only its units' rows. */
  recast?: { unit: string; month: string }
}

/** What figures are computed from besides cells: every definition, target, tree and restart on record. */
export type Rules = {
  catalogue: CatalogueHistory
  targets: Target[]
  tree: { in: (month: string) => Unit[] }
  rebases: Awaited<ReturnType<typeof loadRebases>>
  leftOutLimits: DatedShare[]
  /** By `AS01 2019-04`. */
  persistences: ReadonlyMap<string, number>
}

/** The rules on record, now or at a moment. */
export async function loadRules(db: ReadSource, asAt?: Date): Promise<Rules> {
  // A transaction has one connection, which runs one query at a time, so these run in turn.
  const catalogue = await loadCatalogueHistory(db, asAt)
  const targets = await loadTargets(db, asAt)
  const tree = await loadUnitHistory(db, asAt)
  const rebases = await loadRebases(db, asAt)
  const leftOutLimits = await loadShares(db, 'left_out_limit', asAt)
  const persistences = await loadPersistences(db)
  return { catalogue, targets, tree, rebases, leftOutLimits, persistences }
}

/** The ledger of each KPI and grain with its rules, ready to compute figures from, by `AS01 monthly`. */
export async function loadKpiLedgers(
  db: ReadSource,
  query: LedgerQuery,
  known?: Rules,
): Promise<Map<string, KpiLedger>> {
  const { kpis, asAt, recast } = query
  const rules = known ?? (await loadRules(db, asAt))
  const only = recast === undefined ? null : withAllBeneath(recast.unit, rules.tree.in(recast.month))
  const cells = await loadCells(db, kpis, query.units ?? only?.map((u) => u.code) ?? null, asAt)
  const ledgers = new Map<string, KpiLedger>()
  for (const [key, byUnit] of cells) {
    const periods = [...new Set([...byUnit.values()].flatMap((byPeriod) => [...byPeriod.keys()]))].sort()
    const cell: KpiLedger['cell'] = (unit, period) => byUnit.get(unit)?.get(period)
    const ledger = ledgerOf(rules, key, periods, cell)
    ledgers.set(key, only === null ? ledger : { ...ledger, unitsAt: () => only })
  }
  return ledgers
}

/** One KPI's ledger of one grain: its periods with data, and its cells. */
export function ledgerOf(
  { catalogue, targets, tree, rebases, leftOutLimits, persistences }: Rules,
  key: string,
  periods: readonly string[],
  cell: KpiLedger['cell'],
): KpiLedger {
  const [kpi = '', grain = ''] = key.split(' ')
  // A definition changes from a month; the series restarts at its first period that ends in or after that month.
  const redefined = catalogue
    .changesOf(kpi)
    .flatMap((month) => periods.find((period) => lastMonth(period) >= month) ?? [])
  const rebasesOf = (unit: string) =>
    rebases
      .filter(
        (r) => (r.unit_code ?? unit) === unit && (r.kpi_code ?? kpi) === kpi && grainOf(r.period) === grain,
      )
      .map((r) => r.period)
  return {
    kpiAt: (period) => kpiIn(catalogue.in(lastMonth(period)), kpi),
    targetAt: (period) => targetFor(targets, kpi, lastMonth(period)),
    unitsAt: (period) => tree.in(lastMonth(period)),
    periods: withoutHoles(periods),
    cell,
    restarts: (unit) => [...redefined, ...rebasesOf(unit)],
    persistenceAt: (period) => persistences.get(`${kpi} ${period}`),
    leftOutLimitAt: (period) => shareIn('left_out_limit', leftOutLimits, lastMonth(period)).percent,
  }
}

/** The key of a KPI's ledger of one grain. */
export function ledgerKey(kpi: string, grain: Grain): string {
  return `${kpi} ${grain}`
}

function withAllBeneath(code: string, units: readonly Unit[]): Unit[] {
  return units.filter((u) => u.code === code || ancestorsOf(u, units).some((above) => above.code === code))
}

function loadRebases(db: ReadSource, asAt: Date | undefined) {
  return db
    .selectFrom('annotation')
    .select(['unit_code', 'kpi_code', 'period'])
    .where('kind', '=', 'rebase')
    .where(noteInForce(asAt))
    .execute()
}

function kpiIn(kpis: readonly Kpi[], code: string): Kpi {
  const kpi = kpis.find((k) => k.code === code)
  if (kpi === undefined) throw new Error(`The ledger holds ${code}, which the catalogue does not`)
  return kpi
}

function withoutHoles(periods: readonly string[]): string[] {
  const [first, last] = [periods[0], periods.at(-1)]
  if (first === undefined || last === undefined) return []
  const whole = [first]
  for (let p = first; p < last; ) {
    p = addPeriods(p, 1)
    whole.push(p)
  }
  return whole
}

/** Cells by KPI and grain, then unit, then period. */
type Cells = Map<string, Map<string, Map<string, Cell>>>

/** The current cells of some KPIs, of all units or some. A taken-back cell is left out, but its KPI is still named. */
export async function loadCells(
  db: ReadSource,
  kpis: readonly string[],
  units: readonly string[] | null,
  asAt: Date | undefined,
): Promise<Cells> {
  const rows = await db
    .selectFrom('measurement')
    .distinctOn(['unit_code', 'kpi_code', 'period'])
    .select(['unit_code', 'kpi_code', 'period', 'grain'])
    .select(['state', 'numerator', 'denominator', 'value', 'symbol', 'taken_back as isTakenBack'])
    .where('council_id', '=', councilId)
    .where('kpi_code', 'in', [...kpis, ''])
    .$if(units !== null, (q) => q.where('unit_code', 'in', [...(units ?? []), '']))
    .where(asOf(asAt, 'published_at'))
    .orderBy('unit_code')
    .orderBy('kpi_code')
    .orderBy('period')
    .orderBy('version', 'desc')
    .execute()
  const cells: Cells = new Map()
  for (const { unit_code, kpi_code, period, grain, state, isTakenBack, ...figures } of rows) {
    const key = ledgerKey(kpi_code, grain as Grain)
    const byUnit = cells.get(key) ?? new Map<string, Map<string, Cell>>()
    cells.set(key, byUnit)
    if (isTakenBack) continue
    const byPeriod = byUnit.get(unit_code) ?? new Map<string, Cell>()
    byUnit.set(unit_code, byPeriod.set(period, { ...figures, state: state as State }))
  }
  return cells
}
