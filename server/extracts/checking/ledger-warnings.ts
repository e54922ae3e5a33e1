/** What an extract found clean looks odd beside: the ledger as it stands. Judged within the returns it carries. */
import { sql } from 'kysely'
import { type ExtractWarning, placeName } from '#domain/extract-problem.ts'
import { type ExtractRegister, kpiName } from '#domain/extract-register.ts'
import type { CellName } from '#domain/extract-row.ts'
import { addPeriods, firstDay, grainOf, lastDay, lastMonth, periodName } from '#domain/period.ts'
import type { Trx } from '#server/db/database.ts'
import { councilId } from '../council-id.ts'
import { CellsSeen } from '../reading/cells-seen.ts'

/** Below this share of the period before, a file is taken to be cut short. */
const FEWER = 0.6
/** A return with fewer rows than this is too small for its count to say anything. */
const FEWEST = 5

/** The warnings of an extract whose rows are stored and name these cells, in the order of period and unit. */
export async function loadLedgerWarnings(
  trx: Trx,
  extractId: number,
  { register, cells: file }: { register: ExtractRegister; cells: CellsSeen; now: Date },
): Promise<ExtractWarning[]> {
  const periods = judgedPeriods(file.periods, await loadFirstScorecard(trx))
  const sent = await loadSent(trx, file, register, periods)
  return [
    ...missingTeams(sent, periods, register).map((team) => missingWarning(team, register)),
    ...fewerRows(sent, periods, await loadReturnNames(trx)),
    ...(await outsideUsualRange(trx, extractId, register, file.periods)),
  ]
}

/** How many cells a unit has for a return and a period, in the ledger and this file together. */
type Sent = { unit: string; returnCode: string; period: string; cells: number; inFile: boolean }

/** The cells that an extract's stored rows name: of a large one, by the unit's code only. */
export async function loadCells(trx: Trx, extractId: number, register: ExtractRegister): Promise<CellsSeen> {
  const seen = new CellsSeen(register)
  const rows = await trx
    .selectFrom('extract_row')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .select((e) => ['kpi_code as kpi', 'period', e.fn.agg<string[]>('array_agg', ['unit_code']).as('units')])
    .groupBy(['kpi_code', 'period'])
    .execute()
  for (const { units, ...cell } of rows) {
    for (const unit of units) seen.seenAt({ ...cell, unit }, { sheet: null, row: 1 })
  }
  return seen
}

/** For the returns in the file: these periods and the one before each. */
async function loadSent(
  trx: Trx,
  file: CellsSeen,
  { kpis }: ExtractRegister,
  judged: readonly string[],
): Promise<Sent[]> {
  const sent = new Map<string, Sent>()
  const count = ({ unit, kpi, period }: CellName, inFile: boolean) => {
    const returnCode = kpis.get(kpi)?.returnCode
    if (returnCode === undefined) return
    const key = `${period} ${unit} ${returnCode}`
    const known = sent.get(key) ?? { unit, returnCode, period, cells: 0, inFile }
    known.cells++
    known.inFile ||= inFile
    sent.set(key, known)
  }
  const periods = [...new Set(judged.flatMap((period) => [period, addPeriods(period, -1)]))]
  for (const period of periods) for (const cell of file.in(period)) count(cell, true)
  const carried = new Set([...sent.values()].map(({ returnCode }) => returnCode))
  const before = await trx
    .selectFrom('measurement')
    .where('council_id', '=', councilId)
    .where('version', '=', 1)
    .where('period', 'in', ['', ...periods])
    .where('kpi_code', 'in', ['', ...codesCarried(kpis, carried)])
    .select((e) => ['kpi_code as kpi', 'period', e.fn.agg<string[]>('array_agg', ['unit_code']).as('units')])
    .groupBy(['kpi_code', 'period'])
    .execute()
  for (const { units, ...cell } of before)
    for (const unit of units) if (!file.has({ ...cell, unit })) count({ ...cell, unit }, false)
  return [...sent].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
}

function codesCarried(kpis: ExtractRegister['kpis'], returns: ReadonlySet<string>): string[] {
  return [...kpis.values()].filter(({ returnCode }) => returns.has(returnCode)).map(({ code }) => code)
}

/** The file's periods from the first month with a scorecard on; where none is set, only its latest of each grain. */
function judgedPeriods(periods: readonly string[], firstScorecard: string | null): string[] {
  if (firstScorecard !== null) return periods.filter((period) => lastMonth(period) >= firstScorecard)
  return periods.filter(
    (period, i) => !periods.slice(i + 1).some((later) => grainOf(later) === grainOf(period)),
  )
}

/** A team that sent a return for the period before, and has no row of it for this one. */
export type MissingTeam = { unit: string; period: string }

/** The teams that a file, whose rows are stored, leaves out of the returns it carries. */
export async function loadMissingTeams(
  trx: Trx,
  extractId: number,
  register: ExtractRegister,
): Promise<MissingTeam[]> {
  const file = await loadCells(trx, extractId, register)
  const periods = judgedPeriods(file.periods, await loadFirstScorecard(trx))
  return missingTeams(await loadSent(trx, file, register, periods), periods, register)
}

function missingTeams(
  sent: readonly Sent[],
  periods: readonly string[],
  register: ExtractRegister,
): MissingTeam[] {
  return periods.flatMap((period) => {
    const before = addPeriods(period, -1)
    const has = new Set(sent.filter((s) => s.period === period).map((s) => `${s.returnCode} ${s.unit}`))
    const carried = new Set(sent.filter((s) => s.period === period && s.inFile).map((s) => s.returnCode))
    const missing = sent.filter(
      (s) => s.period === before && carried.has(s.returnCode) && !has.has(`${s.returnCode} ${s.unit}`),
    )
    return [...new Set(missing.map(({ unit }) => unit))].flatMap((code) => {
      const unit = register.units.get(code)
      const isOpen =
        unit && unit.opened <= lastDay(period) && (unit.closed === null || unit.closed >= firstDay(period))
      return isOpen ? [{ unit: code, period }] : []
    })
  })
}

function missingWarning({ unit, period }: MissingTeam, register: ExtractRegister): ExtractWarning {
  const name = register.units.get(unit)?.name ?? unit
  const message = `No ${periodName(period)} rows for ${name}. It sent data for ${periodName(addPeriods(period, -1))}`
  return { code: 'team_missing', sheet: null, row: null, column: 'team_code', message, needsReason: false }
}

function fewerRows(
  sent: readonly Sent[],
  periods: readonly string[],
  names: ReadonlyMap<string, string>,
): ExtractWarning[] {
  return periods.flatMap((period) => {
    const before = addPeriods(period, -1)
    const carried = new Set(sent.filter((s) => s.period === period && s.inFile).map((s) => s.returnCode))
    return [...carried].flatMap((code) => {
      const now = cellCount(sent, code, period)
      const then = cellCount(sent, code, before)
      if (then < FEWEST || now >= then * FEWER) return []
      const name = names.get(code) ?? code
      const message = `‘${name}’ has ${now} ${now === 1 ? 'row' : 'rows'} for ${periodName(period)} and had ${then} for ${periodName(before)}. Is the file whole?`
      return [
        { code: 'fewer_rows', sheet: null, row: null, column: null, message, needsReason: false } as const,
      ]
    })
  })
}

function cellCount(sent: readonly Sent[], returnCode: string, period: string): number {
  const cells = sent.filter((s) => s.returnCode === returnCode && s.period === period)
  return cells.reduce((total, s) => total + s.cells, 0)
}

type Outside = {
  sheet: string | null
  row: number
  unit: string
  kpi: string
  period: string
  value: number
  last: number
  lower: number
  upper: number
  /** Whether it is a percentage whose numerator is part of its denominator. */
  ofWhole: boolean
}

/** Rows that leave the usual range: beyond the full limits stored with the last figure before theirs, which lay within
 *  them. A figure that has stayed outside since an earlier month was asked about then, and one
 *  on a base too small to be judged says nothing. */
async function outsideUsualRange(
  trx: Trx,
  extractId: number,
  register: ExtractRegister,
  periods: readonly string[],
): Promise<ExtractWarning[]> {
  if (!(await hasFiguresBefore(trx, periods.at(-1) ?? ''))) return []
  const { rows } = await sql<Outside>`
    select r.sheet, r.row_number as row, r.unit_code as unit, r.kpi_code as kpi, r.period, r.value, f.value as last, f.lower, f.upper,
      k.kind = 'ratio' and not d.may_exceed as "ofWhole"
    from extract_row r
    join lateral (
      select f.value, f.analysis ->> 'limits' as limits, (f.analysis ->> 'lower')::double precision as lower,
        (f.analysis ->> 'upper')::double precision as upper
      from figure f
      where f.council_id = r.council_id and f.unit_code = r.unit_code and f.kpi_code = r.kpi_code
        and f.period < r.period and length(f.period) = length(r.period)
        and (f.period like '%Q%') = (r.period like '%Q%')
      order by f.period desc, f.publication_id desc limit 1
    ) f on f.limits = 'full' and f.value between f.lower and f.upper
    join kpi_definition d on d.council_id = r.council_id and d.kpi_code = r.kpi_code and d.superseded_at is null
      and d.valid_from <= left(r.period, 7) and (d.valid_to is null or d.valid_to >= left(r.period, 7))
    join kpi k on k.council_id = r.council_id and k.code = r.kpi_code
    left join lateral (
      select m.value from measurement m
      where m.council_id = r.council_id and m.unit_code = r.unit_code and m.kpi_code = r.kpi_code
        and m.period = r.period
      order by m.version desc limit 1
    ) m on true
    where r.council_id = ${councilId} and r.extract_id = ${extractId} and r.state = 'reported'
      and (r.value < f.lower or r.value > f.upper) and r.value is distinct from m.value
      and (d.minimum is null or r.denominator >= d.minimum)
    order by r.position`.execute(trx)
  return rows.map((found) => {
    const unit = register.units.get(found.unit)?.name ?? found.unit
    const kpi = kpiName(register.kpis.get(found.kpi), found.period)
    // No percentage of a part and its whole is over 100, whatever the limits reckon.
    const most = found.ofWhole ? 100 : Number.POSITIVE_INFINITY
    const [value, last, lower, upper] = [
      found.value,
      found.last,
      Math.max(0, found.lower),
      Math.min(most, found.upper),
    ].map((each) => `${rounded(each)}${found.ofWhole ? '%' : ''}`)
    const moved = found.value < found.last ? 'fell' : 'rose'
    const message = `${placeName(found.sheet, found.row)}: ‘${kpi}’ for ${unit} ${moved} from ${last} to ${value}, outside its usual range (${lower} to ${upper}). Is this right?`
    return {
      code: 'outside_usual_range',
      sheet: found.sheet,
      row: found.row,
      column: 'numerator',
      message,
      needsReason: false,
    }
  })
}

/** Whether any limits could be left: the first file of a council is looked at no further. */
async function hasFiguresBefore(trx: Trx, period: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from figure where council_id = ${councilId} and period < ${period}) as found`.execute(
    trx,
  )
  return rows[0]?.found ?? false
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}

async function loadFirstScorecard(trx: Trx): Promise<string | null> {
  const council = await trx
    .selectFrom('council')
    .select('first_scorecard')
    .where('council_id', '=', councilId)
    .executeTakeFirst()
  return council?.first_scorecard ?? null
}

async function loadReturnNames(trx: Trx): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('data_return')
    .where('council_id', '=', councilId)
    .select(['code', 'name'])
    .execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}
