/** Whether a month's data is in, for the teams somebody looks at. */
import { dueDay } from '#domain/calendar.ts'
import type { ReturnCompleteness } from '#domain/completeness.ts'
import { returnStateOf } from '#domain/extract-status.ts'
import { dueCells } from '#domain/extract-template.ts'
import type { Kpi } from '#domain/kpi.ts'
import { dayNumber, quarterOf } from '#domain/period.ts'
import type { Unit } from '#domain/unit.ts'
import type { ReadSource } from '../db/database.ts'
import { loadFirstDay, loadReceivedCells, loadReturns } from './returns.ts'

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
