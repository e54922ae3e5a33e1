/** Whether a month's data is in, for the teams somebody looks at. */
import { dueDay } from '#domain/calendar.ts'
import type { MissingCell, NotInYet, ReturnCompleteness } from '#domain/completeness.ts'
import { returnStateOf } from '#domain/extract-status.ts'
import { dueCells } from '#domain/extract-template.ts'
import type { Kpi } from '#domain/kpi.ts'
import { dayNumber, lastMonth, quarterOf } from '#domain/period.ts'
import type { Unit } from '#domain/unit.ts'
import type { ReadSource } from '../db/database.ts'
import { loadKpis } from './catalogue.ts'
import { loadFirstDay, loadReceivedCells, loadReturns } from './returns.ts'
import { loadUnits } from './units.ts'

/** Each return that some of these teams send for a month, as it stands on a day, in the order they fall due. A row that
 *  came blank is missing as much as one that did not come. `kpis` are those of the month. */
export async function loadCompleteness(
  db: ReadSource,
  { teams, kpis, period, day }: { teams: readonly Unit[]; kpis: readonly Kpi[]; period: string; day: string },
): Promise<ReturnCompleteness[]> {
  const due = dueCells(kpis, teams, period)
  const periods = [period, quarterOf(period)]
  const [returns, began, received, blank] = await Promise.all([
    loadReturns(db),
    loadFirstDay(db),
    loadReceivedCells(db, periods),
    loadBlankCells(db, periods),
  ])
  return returns.flatMap((given) => {
    const cells = due.filter(({ kpi }) => kpi.returnCode === given.code)
    if (cells.length === 0) return []
    const keyOf = ({ team, kpi, period: of }: (typeof cells)[number]) => `${team.code} ${kpi.code} ${of}`
    const days = cells.flatMap((cell) => received.get(keyOf(cell)) ?? []).sort()
    const dueOn = dueDay(period, given.dueWorkingDay)
    const isHistory = dueOn < (began ?? day)
    const late = dayNumber(days[0] ?? day) - dayNumber(dueOn)
    return [
      {
        code: given.code,
        name: given.name,
        dueOn,
        expected: cells.length,
        state: returnStateOf({ dueOn, expected: cells.length, received: days.length }, day),
        daysLate: isHistory ? 0 : Math.max(0, late),
        missing: cells.flatMap((cell) => {
          const came = !received.has(keyOf(cell)) ? 'nothing' : blank.has(keyOf(cell)) ? 'blank' : null
          return came === null ? [] : [{ unit: cell.team.name, kpi: cell.kpi.name, came }]
        }),
      },
    ]
  })
}

/**
 * What the returns that an extract carries still lack on a day, for each month of its rows of which they are not due yet: in
 * the order in which they fall due. What the extract itself holds is in, published or not. Weeks have no return of their own.
 */
export async function loadNotInYet(db: ReadSource, extractId: number, day: string): Promise<NotInYet[]> {
  const [returns, rows] = await Promise.all([
    loadReturns(db),
    db
      .selectFrom('extract_row')
      .select((e) => [
        'kpi_code as kpi',
        'period',
        e.fn.agg<string[]>('array_agg', ['unit_code']).as('units'),
      ])
      .where('council_id', '=', 1)
      .where('extract_id', '=', extractId)
      .where('period', 'not like', '%W%')
      .groupBy(['kpi_code', 'period'])
      .execute(),
  ])
  const inFile = new Set(rows.flatMap(({ kpi, period, units }) => units.map((u) => `${u} ${kpi} ${period}`)))
  const months = [...new Set(rows.map(({ period }) => lastMonth(period)))].sort()
  const open = months.filter((month) => returns.some((each) => dueDay(month, each.dueWorkingDay) > day))
  const all = await Promise.all(
    open.map(async (period) => {
      const [kpis, units, received] = await Promise.all([
        loadKpis(db, period),
        loadUnits(db, period),
        loadReceivedCells(db, [period, quarterOf(period)]),
      ])
      const own = rows.filter((row) => lastMonth(row.period) === period).map(({ kpi }) => kpi)
      const carried = new Set(kpis.filter(({ code }) => own.includes(code)).map((kpi) => kpi.returnCode))
      const due = dueCells(kpis, units, period).map((cell) => {
        const key = `${cell.team.code} ${cell.kpi.code} ${cell.period}`
        return { ...cell, isIn: inFile.has(key) || received.has(key) }
      })
      return returns
        .map((each) => ({ ...each, dueOn: dueDay(period, each.dueWorkingDay) }))
        .filter(({ code, dueOn }) => carried.has(code) && dueOn > day)
        .map(({ code, name, dueOn }) => {
          const cells = due.filter(({ kpi }) => kpi.returnCode === code)
          const begun = new Set(cells.filter(({ isIn }) => isIn).map(({ team }) => team.code))
          const lacking = cells.filter(({ isIn }) => !isIn)
          const absent = lacking.filter(({ team }) => !begun.has(team.code)).map(({ team }) => team.name)
          const missing = lacking
            .filter(({ team }) => begun.has(team.code))
            .map(({ team, kpi }): MissingCell => ({ unit: team.name, kpi: kpi.name, came: 'nothing' }))
          return { name, period, dueOn, teams: [...new Set(absent)], missing }
        })
    }),
  )
  return all.flat().filter(({ teams, missing }) => teams.length + missing.length > 0)
}

/** The cells of these periods whose latest row says nothing. */
async function loadBlankCells(db: ReadSource, periods: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom(
      db
        .selectFrom('measurement')
        .distinctOn(['unit_code', 'kpi_code', 'period'])
        .select(['unit_code', 'kpi_code', 'period', 'state'])
        .where('council_id', '=', 1)
        .where('period', 'in', [...periods])
        .orderBy('unit_code')
        .orderBy('kpi_code')
        .orderBy('period')
        .orderBy('version', 'desc')
        .as('latest'),
    )
    .select(['unit_code', 'kpi_code', 'period'])
    .where('state', '=', 'not_reported')
    .execute()
  return new Set(rows.map((r) => `${r.unit_code} ${r.kpi_code} ${r.period}`))
}
