import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { computeFigures, type KpiLedger } from '#domain/compute-figures.ts'
import type { Coverage, Figure } from '#domain/figure.ts'
import { type Grain, type Kpi, targetFor } from '#domain/kpi.ts'
import type { Cell, State } from '#domain/measurement.ts'
import { addPeriods, grainOf, lastMonth } from '#domain/period.ts'
import type { Trx } from '../db/database.ts'
import { loadCatalogueHistory, loadTargets } from '../reads/catalogue.ts'
import { loadUnitHistory } from '../reads/units.ts'

type Publication = {
  councilId: number
  id: number
  publishedAt: Date
  /** The cells whose current version this publication changed. */
  cells: readonly { kpi: string; period: string }[]
}

/**
 * Computes and stores the figure of every unit that a publication touches: for each KPI and grain, from the earliest
 * changed period to the last in the ledger, since limits run on. A figure equal to the current one is not stored again.
 * Returns how many were stored.
 */
export async function recordFigures(trx: Trx, publication: Publication): Promise<number> {
  const touched = earliestTouched(publication.cells)
  if (touched.size === 0) return 0
  const codes = [...new Set([...touched.values()].map((t) => t.kpi))]
  // One connection answers one question at a time: these are asked in turn.
  const catalogue = await loadCatalogueHistory(trx)
  const targets = await loadTargets(trx)
  const tree = await loadUnitHistory(trx)
  const ledger = await loadLedger(trx, codes)
  const current = await loadCurrentFigures(
    trx,
    codes,
    [...touched.values()].map((t) => t.from).sort()[0] ?? '',
  )
  const rebases = await loadRebases(trx)
  const stored: Figure[] = []
  for (const { kpi, grain, from } of touched.values()) {
    const cells = ledger.get(`${kpi} ${grain}`)
    if (cells === undefined) continue
    const periods = [...new Set([...cells.values()].flatMap((byPeriod) => [...byPeriod.keys()]))].sort()
    // A definition changes from a month; the series restarts at its first period that ends in or after it.
    const redefined = catalogue
      .changesOf(kpi)
      .flatMap((month) => periods.find((period) => lastMonth(period) >= month) ?? [])
    const rebasesOf = (unit: string) =>
      rebases
        .filter(
          (r) => (r.unit_code ?? unit) === unit && (r.kpi_code ?? kpi) === kpi && grainOf(r.period) === grain,
        )
        .map((r) => r.period)
    const input: KpiLedger = {
      kpiAt: (period) => kpiIn(catalogue.in(lastMonth(period)), kpi),
      targetAt: (period) => targetFor(targets, kpi, lastMonth(period)),
      unitsAt: (period) => tree.in(lastMonth(period)),
      periods: withoutHoles(periods),
      cell: (unit, period) => cells.get(unit)?.get(period),
      restarts: (unit) => [...redefined, ...rebasesOf(unit)],
    }
    stored.push(
      ...computeFigures(input, from).filter((f) => current.get(keyOf(f))?.fingerprint !== fingerprint(f)),
    )
  }
  await insertFigures(
    trx,
    stored.map((figure) => rowOf(figure, publication, isRestated(figure, current.get(keyOf(figure))))),
  )
  return stored.length
}

function loadRebases(trx: Trx) {
  return trx
    .selectFrom('annotation')
    .select(['unit_code', 'kpi_code', 'period'])
    .where('kind', '=', 'rebase')
    .where('superseded_at', 'is', null)
    .execute()
}

function earliestTouched(cells: Publication['cells']) {
  const touched = new Map<string, { kpi: string; grain: Grain; from: string }>()
  for (const { kpi, period } of cells) {
    const grain = grainOf(period)
    if (grain === null) continue
    const known = touched.get(`${kpi} ${grain}`)
    if (known === undefined || period < known.from)
      touched.set(`${kpi} ${grain}`, { kpi, grain, from: period })
  }
  return touched
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

type Ledger = Map<string, Map<string, Map<string, Cell>>>

async function loadLedger(trx: Trx, kpis: readonly string[]): Promise<Ledger> {
  const rows = await trx
    .selectFrom('current_measurement')
    .select([
      'unit_code',
      'kpi_code',
      'period',
      'grain',
      'state',
      'numerator',
      'denominator',
      'value',
      'symbol',
    ])
    .where('kpi_code', 'in', kpis)
    .execute()
  const ledger: Ledger = new Map()
  for (const row of rows) {
    const key = `${row.kpi_code} ${row.grain}`
    const byUnit = ledger.get(key) ?? new Map<string, Map<string, Cell>>()
    const byPeriod = byUnit.get(row.unit_code as string) ?? new Map<string, Cell>()
    const cell = {
      state: row.state as State,
      numerator: toNumber(row.numerator),
      denominator: toNumber(row.denominator),
      value: toNumber(row.value),
      symbol: row.symbol,
    }
    ledger.set(key, byUnit.set(row.unit_code as string, byPeriod.set(row.period as string, cell)))
  }
  return ledger
}

/** What is remembered of a cell's current figure, to tell whether a new one differs and restates it. */
type CurrentFigure = Cell & { fingerprint: string; restated: boolean; coverage: Coverage | null }

/** The current figure of each unit's cells from a period on, by key. */
async function loadCurrentFigures(
  trx: Trx,
  kpis: readonly string[],
  from: string,
): Promise<Map<string, CurrentFigure>> {
  const rows = await trx
    .selectFrom('figure')
    .distinctOn(['unit_code', 'kpi_code', 'period'])
    .select(['unit_code', 'kpi_code', 'period', 'fingerprint', 'restated'])
    .select(['state', 'numerator', 'denominator', 'value', 'symbol', 'coverage'])
    .where('kpi_code', 'in', kpis)
    .where('period', '>=', from)
    .orderBy('unit_code')
    .orderBy('kpi_code')
    .orderBy('period')
    .orderBy('publication_id', 'desc')
    .execute()
  return new Map(
    rows.map(({ unit_code, kpi_code, period, ...row }) => [
      `${unit_code} ${kpi_code} ${period}`,
      { ...row, state: row.state as State, coverage: row.coverage as Coverage | null },
    ]),
  )
}

/** A figure restates an earlier one when it says another number; receiving what was missing is not restating, nor is a
 *  roll-up that grows because of it. Once restated, a cell stays so. */
function isRestated(figure: Figure, before: CurrentFigure | undefined): boolean {
  if (before === undefined) return false
  if (before.restated) return true
  if (before.state === 'not_reported' || before.coverage?.notReported !== figure.coverage?.notReported)
    return false
  return (['state', 'numerator', 'denominator', 'value'] as const).some((key) => before[key] !== figure[key])
}

/** Rows sent to the server at once, as one JSON parameter. */
const batch = 2000

async function insertFigures(trx: Trx, rows: readonly object[]): Promise<void> {
  for (let i = 0; i < rows.length; i += batch) {
    const some = JSON.stringify(rows.slice(i, i + batch))
    await sql`insert into figure select * from jsonb_populate_recordset(null::figure, ${some}::jsonb)`.execute(
      trx,
    )
  }
}

function rowOf(figure: Figure, publication: Publication, restated: boolean) {
  return {
    council_id: publication.councilId,
    unit_code: figure.unit,
    kpi_code: figure.kpi,
    period: figure.period,
    publication_id: publication.id,
    grain: grainOf(figure.period),
    published_at: publication.publishedAt.toISOString(),
    fingerprint: fingerprint(figure),
    restated,
    origin: figure.origin,
    state: figure.state,
    numerator: figure.numerator,
    denominator: figure.denominator,
    value: figure.value,
    symbol: figure.symbol,
    coverage: figure.coverage,
    computed: figure.computed,
    target: figure.target,
    floor: figure.floor,
    status: figure.status,
    gap: figure.gap,
    judged_on: figure.judgedOn,
    judged_numerator: figure.judgedNumerator,
    judged_denominator: figure.judgedDenominator,
    affected: Math.round(figure.affected),
    variation: figure.variation,
    assurance: figure.assurance,
    analysis: figure.analysis,
    team_variation: figure.teamVariation,
  }
}

function keyOf(figure: Figure): string {
  return `${figure.unit} ${figure.kpi} ${figure.period}`
}

/** Equal for equal figures: what tells a figure that changed from one computed again. */
function fingerprint(figure: Figure): string {
  return createHash('sha256').update(JSON.stringify(figure)).digest('base64url')
}

function toNumber(value: number | string | null): number | null {
  return value === null ? null : Number(value)
}
