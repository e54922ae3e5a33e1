import { type RawBuilder, sql } from 'kysely'
import { isOpenIn } from '#domain/catalogue/unit.ts'
import type { KpiLedger, TeamShares } from '#domain/figures/kpi-ledger.ts'
import type { Cell, State } from '#domain/figures/measurement.ts'
import type { Share } from '#domain/figures/rollup.ts'
import { isLeftOut } from '#domain/figures/wholeness.ts'
import { grainOf, lastMonth } from '#domain/time/period.ts'
import { councilId } from '../db/council-id.ts'
import { groupingByHash, type Trx } from '../db/database.ts'
import { ledgerKey, ledgerOf, loadCells, type Rules } from './ledger.ts'

/** The periods known to have changed, by KPI: they have no figure yet. */
export type ChangedPeriods = readonly { kpi: string; period: string }[]

/** The ledgers of the KPIs of these cells, by `AS01 monthly`, with teams' cells added up by the database, so that roll-ups of a
 * million cells are computed from a few thousand sums. The domain decides how sums are used; here cells are only counted and
 * added, unless that was done before. */
export async function loadSummedLedgers(
  trx: Trx,
  changed: ChangedPeriods,
  rules: Rules,
  known?: readonly TeamShare[],
): Promise<Map<string, KpiLedger>> {
  const kpis = [...new Set(changed.map(({ kpi }) => kpi))]
  const periods = await loadPeriods(trx, kpis, changed)
  const shares = Map.groupBy(known ?? (await loadTeamShares(trx, changed, rules)), (s) => s.key)
  const supplied = await loadSupplied(trx, kpis)
  const missing = await loadMissing(trx, rules, periods, shares)
  const ledgers = new Map<string, KpiLedger>()
  for (const [key, own] of periods) {
    const byPeriod = Map.groupBy(shares.get(key) ?? [], (s) => s.period)
    const cells = supplied.get(key)
    const lacking = missing.get(key)
    const cell: KpiLedger['cell'] = (unit, period) =>
      cells?.get(`${unit} ${period}`) ?? lacking?.cell(unit, period)
    const suppliedIn = new Set([...(cells?.keys() ?? [])].map((place) => place.split(' ')[1]))
    const isReceived = (period: string) => byPeriod.has(period) || suppliedIn.has(period)
    const ledger = ledgerOf(rules, key, own.filter(isReceived), cell)
    ledgers.set(key, {
      ...ledger,
      teamShares: (period) => ({
        shares: byPeriod.get(period) ?? [],
        missing: lacking?.in(period) ?? new Map(),
      }),
      received: isReceived,
    })
  }
  return ledgers
}

/** The sums of the teams of each place, by KPI, period and state. `staged` is an extract without cells in the ledger yet: its
 * rows count as if they were there. */
export async function loadTeamShares(
  trx: Trx,
  changed: ChangedPeriods,
  rules: Rules,
  staged?: number,
): Promise<TeamShare[]> {
  const kpis = [...new Set(changed.map(({ kpi }) => kpi))]
  const places = placesOf(rules, await loadPeriods(trx, kpis, changed))
  const ledger = (await hasVersions(trx, kpis)) ? latest(kpis) : sql`measurement`
  const current = staged === undefined ? ledger : withStaged(ledger, staged)
  return groupingByHash(trx, () => loadShares(trx, current, kpis, places))
}

const summed = sql`kpi_code, unit_code, period, state, numerator, denominator`

function withStaged(ledger: RawBuilder<unknown>, extractId: number): RawBuilder<unknown> {
  return sql`(select ${summed} from ${ledger} l union all
    select ${summed} from extract_row where council_id = ${councilId} and extract_id = ${extractId})`
}

async function hasVersions(trx: Trx, kpis: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from measurement
      where council_id = ${councilId} and kpi_code = any(${kpis}::text[]) and version > 1) as found`.execute(
    trx,
  )
  return rows[0]?.found ?? true
}

/** The current version of each cell; taken-back cells have none. */
function latest(kpis: readonly string[]): RawBuilder<unknown> {
  return sql`(select * from (select distinct on (kpi_code, unit_code, period) * from measurement
    where council_id = ${councilId} and kpi_code = any(${kpis}::text[])
    order by kpi_code, unit_code, period, version desc) v where not v.taken_back)`
}

/** The periods of each KPI's ledger, in order. Every period in the ledger has figures, except those that have just changed. */
async function loadPeriods(
  trx: Trx,
  kpis: readonly string[],
  changed: ChangedPeriods,
): Promise<Map<string, string[]>> {
  const before = await trx
    .selectFrom('figure')
    .select(['kpi_code as kpi', 'period'])
    .distinct()
    .where('council_id', '=', councilId)
    .where('kpi_code', 'in', [...kpis])
    .execute()
  const byKey = Map.groupBy([...before, ...changed], ({ kpi, period }) =>
    ledgerKey(kpi, grainOf(period) ?? 'monthly'),
  )
  return new Map(
    [...byKey].map(([key, cells]) => [key, [...new Set(cells.map(({ period }) => period))].sort()]),
  )
}

type Place = { parent: string | null; teamType: string | null }

/** The place of each open team in each period: one array per column, and the places that they number. */
function placesOf(rules: Rules, ledgers: ReadonlyMap<string, readonly string[]>) {
  const [teams, periods, numbers]: [string[], string[], number[]] = [[], [], []]
  const places: Place[] = []
  const numberOf = new Map<string, number>()
  for (const period of new Set([...ledgers.values()].flat())) {
    for (const { kind, code, parent, teamType, ...dates } of rules.tree.in(lastMonth(period))) {
      if (kind !== 'team' || !isOpenIn(dates, period)) continue
      const key = `${parent} ${teamType}`
      const number = numberOf.get(key) ?? places.push({ parent, teamType }) - 1
      numberOf.set(key, number)
      teams.push(code)
      periods.push(period)
      numbers.push(number)
    }
  }
  return { teams, periods, numbers, places }
}

/** A share of a KPI's teams in a period, by place; `key` is `AS01 monthly`. */
export type TeamShare = Share & Place & { key: string; period: string }

async function loadShares(
  trx: Trx,
  current: RawBuilder<unknown>,
  kpis: readonly string[],
  { teams, periods, numbers, places }: ReturnType<typeof placesOf>,
): Promise<TeamShare[]> {
  // There is only one council. Filtering by it here would make the planner, before it has statistics, expect a handful of rows.
  const { rows } = await sql<Share & { kpi: string; period: string; place: number }>`
    select m.kpi_code as kpi, m.period, p.place, m.state, count(*)::integer as units,
      coalesce(sum(m.numerator), 0) as numerator, coalesce(sum(m.denominator), 0) as denominator
    from ${current} m
    join unnest(${teams}::text[], ${periods}::text[], ${numbers}::integer[]) as p (team, period, place)
      on p.team = m.unit_code and p.period = m.period
    where m.kpi_code = any(${kpis}::text[])
    group by 1, 2, 3, 4`.execute(trx)
  return rows.flatMap(({ kpi, place, ...share }) => {
    const at = places[place]
    return at === undefined
      ? []
      : { ...share, ...at, key: ledgerKey(kpi, grainOf(share.period) ?? 'monthly') }
  })
}

/** For one ledger: the cells of the teams that some period lacks, and which period lacks which team. */
type Missing = { cell: KpiLedger['cell']; in: (period: string) => TeamShares['missing'] }

/** The teams in places where fewer gave something to add than were open, with all their cells: they show who is missing and what
 * they usually report. If everything came, as in most files of a million rows, nothing is read. */
async function loadMissing(
  trx: Trx,
  { tree, catalogue }: Rules,
  ledgers: ReadonlyMap<string, readonly string[]>,
  shares: ReadonlyMap<string, readonly TeamShare[]>,
): Promise<Map<string, Missing>> {
  const missing = new Map<string, Missing>()
  const placesIn = openPlaces(tree)
  for (const [key, periods] of ledgers) {
    const [code = '', grain] = key.split(' ')
    const heard = new Map<string, number>()
    for (const { period, parent, teamType, state, units } of shares.get(key) ?? []) {
      const place = `${period} ${parent} ${teamType}`
      if (!isLeftOut({ state })) heard.set(place, (heard.get(place) ?? 0) + units)
    }
    const short = new Map(
      periods.map((period) => {
        const counted = catalogue.in(lastMonth(period)).find((k) => k.code === code)?.countedBy ?? []
        const lacking = placesIn(period).filter(
          (p) =>
            counted.includes(p.teamType) &&
            (heard.get(`${period} ${p.parent} ${p.teamType}`) ?? 0) < p.teams.length,
        )
        return [period, lacking.flatMap((p) => p.teams)] as const
      }),
    )
    const teams = [...new Set([...short.values()].flat())]
    if (teams.length === 0) continue
    const cells = (await loadCells(trx, [code], teams, undefined)).get(`${code} ${grain}`)
    const cell: KpiLedger['cell'] = (unit, period) => cells?.get(unit)?.get(period) ?? undefined
    missing.set(key, {
      cell,
      in: (period) => {
        const found = (short.get(period) ?? []).map((team) => [team, cell(team, period)] as const)
        return new Map(found.filter(([, own]) => own === undefined || isLeftOut(own)))
      },
    })
  }
  return missing
}

/** The codes of the teams open in a period, by their service and type. */
function openPlaces(tree: Rules['tree']) {
  type OpenPlace = { parent: string | null; teamType: string; teams: string[] }
  const known = new Map<string, OpenPlace[]>()
  return (period: string): OpenPlace[] => {
    const found = known.get(period)
    if (found !== undefined) return found
    const places = new Map<string, OpenPlace>()
    for (const { kind, code, parent, teamType, ...dates } of tree.in(lastMonth(period))) {
      if (kind !== 'team' || teamType === null || !isOpenIn(dates, period)) continue
      const place = places.get(`${parent} ${teamType}`) ?? { parent, teamType, teams: [] }
      place.teams.push(code)
      places.set(`${parent} ${teamType}`, place)
    }
    known.set(period, [...places.values()])
    return [...places.values()]
  }
}

/** The current cells of services and the council, by ledger and unit and period; taken-back cells are left out. */
async function loadSupplied(trx: Trx, kpis: readonly string[]): Promise<Map<string, Map<string, Cell>>> {
  const above = await trx.selectFrom('unit').select('code').where('kind', '<>', 'team').execute()
  const rows = await trx
    .selectFrom('measurement')
    .distinctOn(['kpi_code', 'unit_code', 'period'])
    .select(['kpi_code', 'unit_code', 'period', 'state', 'numerator', 'denominator', 'value', 'symbol'])
    .select('taken_back as isTakenBack')
    .where('council_id', '=', councilId)
    .where('kpi_code', 'in', [...kpis])
    .where('unit_code', 'in', ['', ...above.map(({ code }) => code)])
    .orderBy('kpi_code')
    .orderBy('unit_code')
    .orderBy('period')
    .orderBy('version', 'desc')
    .execute()
  const supplied = new Map<string, Map<string, Cell>>()
  for (const { kpi_code, unit_code, period, state, isTakenBack, ...numbers } of rows) {
    const key = ledgerKey(kpi_code, grainOf(period) ?? 'monthly')
    const cells = supplied.get(key) ?? new Map<string, Cell>()
    if (!isTakenBack) cells.set(`${unit_code} ${period}`, { ...numbers, state: state as State })
    supplied.set(key, cells)
  }
  return supplied
}
