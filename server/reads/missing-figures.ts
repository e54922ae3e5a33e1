/** Figures of a month or a week that are missing, team by team, and what was said of them. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import { ancestorsOf, type Unit } from '#domain/catalogue/unit.ts'
import type { NeverComing, ReturnCompleteness } from '#domain/extracts/return-completeness.ts'
import { type DueCell, dueCells, dueWeeks } from '#domain/extracts/template.ts'
import { grainOf, lastMonth } from '#domain/time/period.ts'
import type { ReadSource } from '../db/database.ts'
import { type Absence, lastLines, loadAbsenceLines } from '../record/absences.ts'
import { loadArrivals } from '../record/arrivals.ts'
import { loadKpis } from '../record/catalogue.ts'
import type { DataReturn } from '../record/returns.ts'
import { loadUnits } from '../record/units.ts'
import { loadCompletenessFacts, returnsOf } from './completeness.ts'

/** A cell that is due, as far as it came. */
export type DueState = DueCell & {
  dataReturn: DataReturn
  isIn: boolean
  /** Why it will not come, where it is missing and that is known. */
  never: NeverComing | null
}

/** Every cell that is due for a month or a week, with the tree it stands in and how complete each return is. */
export async function loadDueStates(
  db: ReadSource,
  period: string,
  day: string,
  asAt?: Date,
): Promise<{ cells: DueState[]; tree: Unit[]; returns: (DataReturn & ReturnCompleteness)[] }> {
  const month = lastMonth(period)
  const isWeek = grainOf(period) === 'weekly'
  const [tree, kpis, facts, weekly] = await Promise.all([
    loadUnits(db, month, asAt),
    loadKpis(db, month, asAt),
    loadCompletenessFacts(db, [month], day, asAt),
    isWeek ? loadArrivals(db, [period], asAt) : null,
  ])
  const due = cellsOf(period, kpis, tree)
  const arrivals = weekly ?? facts.arrivals
  const returnOf = new Map(facts.returns.map((r) => [r.code, r]))
  const cells = due.flatMap((cell) => {
    const dataReturn = returnOf.get(cell.kpi.returnCode)
    if (dataReturn === undefined) return []
    const isIn = arrivals.get(`${cell.team.code} ${cell.kpi.code} ${cell.period}`)?.isIn === true
    const never = isIn ? null : facts.neverComing({ ...cell, unit: cell.team }, tree)
    return { ...cell, dataReturn, isIn, never }
  })
  return { cells, tree, returns: returnsOf({ ...facts, arrivals }, period, due, tree) }
}

function cellsOf(period: string, kpis: readonly Kpi[], tree: readonly Unit[]): DueCell[] {
  if (grainOf(period) !== 'weekly') return dueCells(kpis, tree, period)
  return dueWeeks(kpis, tree, lastMonth(period)).filter((cell) => cell.period === period)
}

/** What one team lacks of a return. */
export type MissingGroup = {
  returnCode: string
  returnName: string
  unit: { code: string; name: string }
  kpis: string[]
  /** How often something was said of these figures. */
  version: number
}

/** What was said of a unit's figures, and how many of them it still holds for. */
export type SaidGroup = Absence & { returnName: string; unitName: string; figures: number }

export type MissingFigures = {
  period: string
  returns: (DataReturn & ReturnCompleteness)[]
  missing: MissingGroup[]
  said: SaidGroup[]
}

/** What is missing of a month or a week on a day; `asAt` knows what had been published and said by then. */
export async function loadMissingFigures(
  db: ReadSource,
  period: string,
  day: string,
  asAt?: Date,
): Promise<MissingFigures> {
  const [{ cells, tree, returns }, lines] = await Promise.all([
    loadDueStates(db, period, day, asAt),
    loadAbsenceLines(db, { period, asAt }),
  ])
  const last = lastLines(lines)
  const lacking = cells.filter(({ isIn, never }) => !isIn && never === null)
  const versionOf = (code: string, unit: string) =>
    last.find((line) => line.returnCode === code && line.unit === unit)?.version ?? 0
  return {
    period,
    returns,
    missing: [
      ...Map.groupBy(lacking, ({ dataReturn, team }) => `${dataReturn.code} ${team.code}`).values(),
    ].flatMap((own) => {
      const [first] = own
      if (first === undefined) return []
      const { dataReturn, team } = first
      return {
        returnCode: dataReturn.code,
        returnName: dataReturn.name,
        unit: { code: team.code, name: team.name },
        kpis: own.map(({ kpi }) => kpi.name),
        version: versionOf(dataReturn.code, team.code),
      }
    }),
    said: last
      .filter(({ isAbsent }) => isAbsent)
      .map((line) => ({
        ...line,
        returnName: returns.find(({ code }) => code === line.returnCode)?.name ?? line.returnCode,
        unitName: tree.find(({ code }) => code === line.unit)?.name ?? line.unit,
        figures: cells.filter((cell) => !cell.isIn && isOf(cell, line, tree)).length,
      })),
  }
}

/** True for a cell of a return that belongs to a unit or stands beneath it. */
export function isOf(
  { team, dataReturn }: Pick<DueState, 'team' | 'dataReturn'>,
  { returnCode, unit }: { returnCode: string; unit: string },
  tree: readonly Unit[],
): boolean {
  if (dataReturn.code !== returnCode) return false
  return team.code === unit || ancestorsOf(team, tree).some(({ code }) => code === unit)
}
