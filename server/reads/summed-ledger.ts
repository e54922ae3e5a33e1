import { type RawBuilder, sql } from 'kysely'
import type { KpiLedger, TeamShare } from '#domain/compute-figures.ts'
import type { Grain } from '#domain/kpi.ts'
import type { Cell, State } from '#domain/measurement.ts'
import { lastMonth } from '#domain/period.ts'
import { isOpenIn } from '#domain/unit.ts'
import type { Trx } from '../db/database.ts'
import { ledgerKey, ledgerOf, type Rules } from './ledger.ts'

/**
 * The ledgers of KPIs, by `AS01 monthly`, with the cells of teams added up by the database: roll-ups of a million cells
 * are computed from a few thousand sums. How sums are used is the domain's; here cells are only counted and added.
 */
export async function loadSummedLedgers(
  trx: Trx,
  kpis: readonly string[],
  rules: Rules,
): Promise<Map<string, KpiLedger>> {
  const current = (await hasVersions(trx, kpis))
    ? latest(kpis)
    : sql`(select * from measurement
    where council_id = 1 and kpi_code = any(${kpis}::text[]))`
  const periods = await loadPeriods(trx, kpis)
  const all = [...new Set([...periods.values()].flat())]
  const shares = Map.groupBy(await loadShares(trx, current, placesOf(rules, all)), (s) => s.key)
  const supplied = await loadSupplied(trx, current)
  const ledgers = new Map<string, KpiLedger>()
  for (const [key, own] of periods) {
    const byPeriod = Map.groupBy(shares.get(key) ?? [], (s) => s.period)
    const cells = supplied.get(key)
    const cell: KpiLedger['cell'] = (unit, period) => cells?.get(`${unit} ${period}`)
    const ledger = ledgerOf(rules, key, own, cell)
    const isSupplied = (period: string) =>
      ledger.unitsAt(period).some((u) => u.kind !== 'team' && isOpenIn(u, period) && cell(u.code, period))
    ledgers.set(key, {
      ...ledger,
      teamShares: (period) => byPeriod.get(period) ?? [],
      received: (period) => byPeriod.has(period) || isSupplied(period),
    })
  }
  return ledgers
}

async function hasVersions(trx: Trx, kpis: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from measurement
      where council_id = 1 and kpi_code = any(${kpis}::text[]) and version > 1) as found`.execute(trx)
  return rows[0]?.found ?? true
}

function latest(kpis: readonly string[]): RawBuilder<unknown> {
  return sql`(select distinct on (kpi_code, unit_code, period) * from measurement
    where council_id = 1 and kpi_code = any(${kpis}::text[])
    order by kpi_code, unit_code, period, version desc)`
}

/** The periods in which each KPI's ledger holds anything, in order. */
async function loadPeriods(trx: Trx, kpis: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ kpi: string; grain: Grain; period: string }>`
    select kpi_code as kpi, grain, period from measurement
    where council_id = 1 and kpi_code = any(${kpis}::text[]) group by 1, 2, 3 order by 3`.execute(trx)
  const periods = new Map<string, string[]>()
  for (const { kpi, grain, period } of rows) {
    const key = ledgerKey(kpi, grain)
    const known = periods.get(key)
    if (known === undefined) periods.set(key, [period])
    else known.push(period)
  }
  return periods
}

/** Where each team that was open stood in each period, an array to a column. */
function placesOf(rules: Rules, periods: readonly string[]) {
  const places = { teams: [] as string[], periods: [] as string[], parents: [] as (string | null)[] }
  for (const period of periods) {
    for (const unit of rules.tree.in(lastMonth(period))) {
      if (unit.kind !== 'team' || !isOpenIn(unit, period)) continue
      places.teams.push(unit.code)
      places.periods.push(period)
      places.parents.push(unit.parent)
    }
  }
  return places
}

async function loadShares(
  trx: Trx,
  current: RawBuilder<unknown>,
  places: ReturnType<typeof placesOf>,
): Promise<(TeamShare & { key: string; period: string })[]> {
  const { rows } = await sql<TeamShare & { kpi: string; grain: Grain; period: string }>`
    select m.kpi_code as kpi, m.grain, m.period, p.parent, u.team_type as "teamType", m.state,
      count(*)::integer as units, coalesce(sum(m.numerator), 0) as numerator,
      coalesce(sum(m.denominator), 0) as denominator
    from ${current} m
    join unnest(${places.teams}::text[], ${places.periods}::text[], ${places.parents}::text[])
      as p (unit, period, parent) on p.unit = m.unit_code and p.period = m.period
    join unit u on u.council_id = m.council_id and u.code = m.unit_code
    group by 1, 2, 3, 4, 5, 6`.execute(trx)
  return rows.map(({ kpi, grain, ...share }) => ({ ...share, key: ledgerKey(kpi, grain) }))
}

/** The cells of services and the council, by ledger, then by unit and period. */
async function loadSupplied(trx: Trx, current: RawBuilder<unknown>): Promise<Map<string, Map<string, Cell>>> {
  const { rows } = await sql<Cell & { kpi: string; grain: Grain; unit: string; period: string }>`
    select m.kpi_code as kpi, m.grain, m.unit_code as unit, m.period, m.state, m.numerator, m.denominator,
      m.value::double precision as value, m.symbol
    from ${current} m join unit u on u.council_id = m.council_id and u.code = m.unit_code
    where u.kind <> 'team'`.execute(trx)
  const supplied = new Map<string, Map<string, Cell>>()
  for (const { kpi, grain, unit, period, state, numerator, denominator, value, symbol } of rows) {
    const key = ledgerKey(kpi, grain)
    const cells = supplied.get(key) ?? new Map<string, Cell>()
    supplied.set(
      key,
      cells.set(`${unit} ${period}`, { state: state as State, numerator, denominator, value, symbol }),
    )
  }
  return supplied
}
