/** Warnings about what an extract leaves out, compared with the period before: whole teams, and rows. Only the
 *  measures that the extract contains are compared. No warning before the return is due, since it may come in
 *  parts. Nothing is expected of retired measures and closed teams, or of services and the council, whose figures
 *  are optional. */

import type { ExtractWarning } from '#domain/extracts/problem.ts'
import { type ExtractRegister, isCollectedIn } from '#domain/extracts/register.ts'
import { isExpected } from '#domain/figures/wholeness.ts'
import { dueDay } from '#domain/time/calendar.ts'
import { addPeriods, grainOf, lastMonth, periodInSentence, periodName } from '#domain/time/period.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Trx } from '#server/db/database.ts'
import { loadCatalogueHistory } from '#server/record/catalogue.ts'
import { loadReturns, loadTakenBack } from '#server/record/returns.ts'
import { councilId } from '../../db/council-id.ts'
import { CellIndex } from '../reading/cell-index.ts'

/** A file with less than this share of the rows of the period before may be cut short. */
const FEWER = 0.6
/** A return with fewer rows than this is too small to compare. */
const FEWEST = 5
/** A message names at most this many teams; it counts the others. */
const MOST_NAMED = 12

/** The warnings of an extract whose rows are stored, for the returns that are due on a day, by period. `cells` are
 *  the cells that the extract names. */
export async function loadLedgerWarnings(
  trx: Trx,
  { register, cells, day }: { register: ExtractRegister; cells: CellIndex; day: string },
): Promise<ExtractWarning[]> {
  const returns = new Map((await loadReturns(trx)).map((each) => [each.code, each]))
  const due = (await loadCarried(trx, cells, register)).filter(({ returnCode, period }) => {
    const { dueWorkingDay } = returns.get(returnCode) ?? { dueWorkingDay: 0 }
    return dueDay(period, dueWorkingDay) <= day
  })
  const nameOf = (returnCode: string) => `‘${returns.get(returnCode)?.name ?? returnCode}’`
  const periods = [...Map.groupBy(due, ({ period }) => period).values()]
  return [
    ...periods.flatMap((carried) => missingWarning(carried, register, nameOf)),
    ...due.flatMap((carried) => fewerWarning(carried, nameOf)),
  ]
}

/** The measures of a return that an extract contains for a period. `now` counts each unit's cells of them, in
 *  ledger and file together; `before` counts those of the period before. `again` counts those of `before` that are
 *  expected again: a team that closed before the last day sends no snapshot of that day. */
type Carried = {
  returnCode: string
  period: string
  now: CellCounts
  before: CellCounts
  again: CellCounts
}
type CellCounts = ReadonlyMap<string, number>

/** The cells that the stored rows of an extract name. Their places in the file are not loaded. */
export async function loadCells(trx: Trx, extractId: number, register: ExtractRegister): Promise<CellIndex> {
  const seen = new CellIndex(register)
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

async function loadCarried(trx: Trx, file: CellIndex, register: ExtractRegister): Promise<Carried[]> {
  const judged = judgedPeriods(file.periods, await loadFirstScorecard(trx))
  const periods = [...new Set(judged.flatMap((period) => [period, addPeriods(period, -1)]))]
  const isTeam = (unit: string) => register.units.get(unit)?.kind === 'team'
  const units = new UnitsByCell(isTeam)
  for (const period of periods) for (const cell of file.in(period)) units.add(cell.kpi, period, [cell.unit])
  const carried = judged.flatMap((period) => {
    const measures = units.kpisIn(period).filter((kpi) => isCollectedIn(register.kpis.get(kpi), period))
    const byReturn = Map.groupBy(measures, (kpi) => register.kpis.get(kpi)?.returnCode ?? '')
    return [...byReturn].map(([returnCode, kpis]) => ({ returnCode, period, kpis }))
  })
  const kpis = [...new Set(carried.flatMap((each) => each.kpis))]
  const known = await trx
    .selectFrom('measurement')
    .where('council_id', '=', councilId)
    .where('version', '=', 1)
    .where('period', 'in', ['', ...periods])
    .where('kpi_code', 'in', ['', ...kpis])
    .select((e) => ['kpi_code as kpi', 'period', e.fn.agg<string[]>('array_agg', ['unit_code']).as('units')])
    .groupBy(['kpi_code', 'period'])
    .execute()
  const takenBack = await loadTakenBack(trx, periods)
  for (const { kpi, period, units: codes } of known) {
    const sent = codes.filter((unit) => !takenBack.has(`${unit} ${kpi} ${period}`))
    units.add(kpi, period, sent)
  }
  const catalogue = await loadCatalogueHistory(trx)
  return carried.map(({ returnCode, period, kpis: own }) => {
    const last = addPeriods(period, -1)
    const definitions = new Map(catalogue.in(lastMonth(period)).map((kpi) => [kpi.code, kpi]))
    const isSentAgain = (code: string, kpi: string) => {
      const [unit, definition] = [register.units.get(code), definitions.get(kpi)]
      return unit !== undefined && definition !== undefined && isExpected(definition, unit, period)
    }
    return {
      returnCode,
      period,
      now: units.counted(own, period),
      before: units.counted(own, last),
      again: units.counted(own, last, isSentAgain),
    }
  })
}

/** Which teams have a cell of a measure in a period. */
class UnitsByCell {
  readonly #periods = new Map<string, Map<string, Set<string>>>()
  readonly #isTeam: (unit: string) => boolean

  constructor(isTeam: (unit: string) => boolean) {
    this.#isTeam = isTeam
  }

  add(kpi: string, period: string, codes: readonly string[]): void {
    const units = codes.filter(this.#isTeam)
    if (units.length === 0) return
    const kpis = this.#periods.get(period) ?? new Map<string, Set<string>>()
    this.#periods.set(period, kpis)
    const known = kpis.get(kpi) ?? new Set()
    kpis.set(kpi, known)
    for (const unit of units) known.add(unit)
  }

  kpisIn(period: string): string[] {
    return [...(this.#periods.get(period)?.keys() ?? [])]
  }

  /** The number of these measures that each unit has in a period, counting the cells that pass `counts`. */
  counted(
    kpis: readonly string[],
    period: string,
    counts: (unit: string, kpi: string) => boolean = () => true,
  ): CellCounts {
    const cells = new Map<string, number>()
    for (const kpi of kpis)
      for (const unit of this.#periods.get(period)?.get(kpi) ?? [])
        if (counts(unit, kpi)) cells.set(unit, (cells.get(unit) ?? 0) + 1)
    return cells
  }
}

/**
 * The file's periods to compare: from the first month with a scorecard on. If that month is not set, the latest of
 * each grain.
 */
function judgedPeriods(periods: readonly string[], firstScorecard: string | null): string[] {
  if (firstScorecard !== null) return periods.filter((period) => lastMonth(period) >= firstScorecard)
  return periods.filter(
    (period, i) => !periods.slice(i + 1).some((later) => grainOf(later) === grainOf(period)),
  )
}

/** A team that sent measures for the period before, and has no row of them for this one. */
export type MissingTeam = { unit: string; period: string }

/** The teams that a file, whose rows are stored, leaves out of the measures it carries; due or not. */
export async function loadMissingTeams(
  trx: Trx,
  extractId: number,
  register: ExtractRegister,
): Promise<MissingTeam[]> {
  const cells = await loadCells(trx, extractId, register)
  const periods = Map.groupBy(await loadCarried(trx, cells, register), ({ period }) => period)
  return [...periods].flatMap(([period, carried]) => {
    const units = new Set(carried.flatMap(missingUnits))
    return [...units].sort().map((unit) => ({ unit, period }))
  })
}

/** Units that should have sent their measures again and did not, by code. */
function missingUnits({ now, again }: Carried): string[] {
  return [...again.keys()].filter((code) => !now.has(code)).sort()
}

/** One warning for what a file leaves out in a period, by return: "No April 2019 rows for Children in Care South in ‘Children in
 *  care’. It sent them for March 2019". */
function missingWarning(
  carried: readonly Carried[],
  register: ExtractRegister,
  nameOf: (returnCode: string) => string,
): ExtractWarning[] {
  const missing = carried.map((each) => ({ ...each, units: missingUnits(each) }))
  const named = missing
    .filter(({ units }) => units.length > 0)
    .map(({ returnCode, units }) => `for ${teamNames(units, register)} in ${nameOf(returnCode)}`)
  const [first] = carried
  if (first === undefined || named.length === 0) return []
  const { period } = first
  const rows =
    grainOf(period) === 'weekly' ? `rows of ${periodInSentence(period)}` : `${periodName(period)} rows`
  const who = wordFor(new Set(missing.flatMap(({ units }) => units)).size, 'It', 'They')
  const message = `No ${rows} ${named.join('; none ')}. ${who} sent them for ${periodInSentence(addPeriods(period, -1))}`
  return [{ code: 'team_missing', sheet: null, row: null, column: 'team_code', message, needsReason: false }]
}

function teamNames(units: readonly string[], register: ExtractRegister): string {
  const names = units.slice(0, MOST_NAMED).map((code) => register.units.get(code)?.name ?? code)
  const others = units.length - names.length
  return nameList(others > 0 ? [...names, `${others} more ${wordFor(others, 'team')}`] : names)
}

function fewerWarning(
  { returnCode, period, now, before, again }: Carried,
  nameOf: (returnCode: string) => string,
): ExtractWarning[] {
  const [rows, had, fewest] = [total(now), total(before), total(again)]
  if (fewest < FEWEST || rows >= fewest * FEWER) return []
  const then = periodInSentence(addPeriods(period, -1))
  const closed = had === fewest ? '' : `, ${fewest} of them of teams that are still open`
  const measures = `the measures in this file have ${rows} ${wordFor(rows, 'row')}`
  const message = `${nameOf(returnCode)}: ${measures} for ${periodInSentence(period)} and had ${had} for ${then}${closed}. Is the file whole?`
  return [{ code: 'fewer_rows', sheet: null, row: null, column: null, message, needsReason: false }]
}

function total(counts: CellCounts): number {
  return [...counts.values()].reduce((sum, cells) => sum + cells, 0)
}

async function loadFirstScorecard(trx: Trx): Promise<string | null> {
  const council = await trx
    .selectFrom('council')
    .select('first_scorecard')
    .where('council_id', '=', councilId)
    .executeTakeFirst()
  return council?.first_scorecard ?? null
}
