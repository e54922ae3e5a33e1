import { dueCells, dueWeeks, type TemplateRow, templateRows } from '#domain/extracts/template.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import { addMonths, addPeriods, monthOf } from '#domain/time/period.ts'
import type { ReadSource } from '#server/db/database.ts'
import { loadCatalogueHistory } from '#server/record/catalogue.ts'
import { type DataReturn, loadReturns } from '#server/record/returns.ts'
import { loadUnitHistory } from '#server/record/units.ts'
import { councilId } from '../../db/council-id.ts'

export type TemplateOrder = {
  /** The owner of the returns; null for all owners. */
  owner: string | null
  /** The month; null for the next month due. */
  month: string | null
  /** The weeks that end in the month, in place of the month itself. */
  weeks: boolean
  today: string
}

export type Template = { month: string; rows: TemplateRow[] }

/** The rows due. If the owner asked for does not exist, the list of owners. */
export async function loadTemplate(
  db: ReadSource,
  order: TemplateOrder,
): Promise<Template | { owners: string[] }> {
  const [all, catalogue, tree] = await Promise.all([
    loadReturns(db),
    loadCatalogueHistory(db),
    loadUnitHistory(db),
  ])
  const isTheirs = ({ ownerRole }: DataReturn) =>
    order.owner === null || ownerRole.toLowerCase() === order.owner.toLowerCase()
  const returns = all.filter(isTheirs).map(({ code }) => code)
  if (returns.length === 0) return { owners: [...new Set(all.map(({ ownerRole }) => ownerRole))].sort() }

  const dueFor = (month: string) =>
    (order.weeks ? dueWeeks : dueCells)(catalogue.in(month), tree.in(month), month).filter(({ kpi }) =>
      returns.includes(kpi.returnCode),
    )
  const lastEnded = addMonths(monthOf(order.today), -1)
  let month = order.month ?? lastEnded
  let due = dueFor(month)
  if (order.month === null) {
    const came = await loadCells(db, new Set(due.map(({ period }) => period)))
    if (due.every(({ team, kpi, period }) => came.has(keyOf(team.code, kpi.code, period)))) {
      month = addMonths(month, 1)
      due = dueFor(month)
    }
  }
  const earlier = await loadCells(db, new Set(due.map(({ period }) => addPeriods(period, -1))))
  return { month, rows: templateRows(due, returns, (...names) => earlier.get(keyOf(...names))) }
}

function keyOf(team: string, kpi: string, period: string): string {
  return `${team} ${kpi} ${period}`
}

/** The current cells of some periods, without those that were taken back. */
async function loadCells(db: ReadSource, periods: ReadonlySet<string>): Promise<Map<string, Cell>> {
  const cells = await db
    .selectFrom('current_measurement')
    .select(['unit_code', 'kpi_code', 'period', 'state', 'numerator', 'denominator', 'value', 'symbol'])
    .where('council_id', '=', councilId)
    .where('taken_back', '=', false)
    .where('period', 'in', [...periods, ''])
    .execute()
  return new Map(
    cells.map(({ unit_code, kpi_code, period, ...cell }) => [
      keyOf(String(unit_code), String(kpi_code), String(period)),
      cell as Cell,
    ]),
  )
}
