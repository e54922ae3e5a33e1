/** Whether a month's data has arrived, for a reader's teams. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { NotInYet } from '#domain/extracts/completeness.ts'
import {
  completenessOf,
  type DueFigure,
  type MissingCell,
  type ReturnCompleteness,
} from '#domain/extracts/return-completeness.ts'
import { type DueCell, dueCells } from '#domain/extracts/template.ts'
import { dueDay } from '#domain/time/calendar.ts'
import { lastMonth, quarterOf } from '#domain/time/period.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadNeverComing, type NeverComingIn } from '../record/absences.ts'
import { type Arrival, loadArrivals } from '../record/arrivals.ts'
import { loadKpis } from '../record/catalogue.ts'
import { type DataReturn, loadFirstDay, loadReturns } from '../record/returns.ts'
import { loadUnits } from '../record/units.ts'

/** The facts by which the completeness of any month is judged. */
export type CompletenessFacts = {
  returns: readonly DataReturn[]
  arrivals: ReadonlyMap<string, Arrival>
  neverComing: NeverComingIn
  day: string
  /** The day on which the council sent its first file; null before that. */
  began: string | null
}

/** The facts of some months on a day. `asAt` limits them to what had been published and said by then. */
export async function loadCompletenessFacts(
  db: ReadSource,
  months: readonly string[],
  day: string,
  asAt?: Date,
): Promise<CompletenessFacts> {
  const [returns, began, arrivals, neverComing] = await Promise.all([
    loadReturns(db),
    loadFirstDay(db),
    loadArrivals(db, [...months, ...new Set(months.map(quarterOf))], asAt),
    loadNeverComing(db, asAt),
  ])
  return { returns, arrivals, neverComing, day, began }
}

/** How complete each return is that these cells belong to, in the order in which they fall due. `tree` is the month's tree;
 * `dueOnOf` returns the day on which a return's cells are due, if that differs from its day for the month. */
export function returnsOf(
  { returns, arrivals, neverComing, day, began }: CompletenessFacts,
  month: string,
  due: readonly DueCell[],
  tree: readonly Unit[],
  dueOnOf: (given: DataReturn) => string = (given) => dueDay(month, given.dueWorkingDay),
): (DataReturn & ReturnCompleteness)[] {
  const byReturn = Map.groupBy(due, ({ kpi }) => kpi.returnCode)
  return returns.flatMap((given) => {
    const cells = byReturn.get(given.code) ?? []
    if (cells.length === 0) return []
    const figures = cells.map(({ team, kpi, period }): DueFigure => {
      const arrival = arrivals.get(`${team.code} ${kpi.code} ${period}`)
      const came = arrival === undefined ? 'nothing' : arrival.isIn ? 'in' : 'blank'
      const never = came === 'in' ? null : neverComing({ unit: team, kpi, period }, tree)
      return { unit: team.name, kpi: kpi.name, came, on: arrival?.on ?? null, never }
    })
    return { ...given, ...completenessOf({ ...given, dueOn: dueOnOf(given) }, figures, { day, began }) }
  })
}

/** The returns that these teams send for a month, as they are on a day, in the order in which they fall due. A blank row is as
 * missing as an absent one. `kpis` are the month's KPIs. */
export async function loadCompleteness(
  db: ReadSource,
  { teams, kpis, period, day }: { teams: readonly Unit[]; kpis: readonly Kpi[]; period: string; day: string },
): Promise<ReturnCompleteness[]> {
  const [facts, tree] = await Promise.all([loadCompletenessFacts(db, [period], day), loadUnits(db, period)])
  return returnsOf(facts, period, dueCells(kpis, teams, period), tree)
}

/** What the returns in an extract still lack on a day, for each month of its rows that is not due yet, in the order in which
 * they fall due. Rows of the extract itself count as arrived, published or not. Weekly figures belong to no return. */
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
      .where('council_id', '=', councilId)
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
        loadArrivals(db, [period, quarterOf(period)]),
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
