/** Missing figures of a month or a week, team by team, and what people said about them. */

import { ancestorsOf, type Unit } from '#domain/catalogue/unit.ts'
import type { NeverComing, ReturnCompleteness, StoppedFigure } from '#domain/extracts/return-completeness.ts'
import { type DueCell, dueCells } from '#domain/extracts/template.ts'
import { addPeriods, grainOf, lastDay, lastMonth } from '#domain/time/period.ts'
import type { ReadSource } from '../db/database.ts'
import { type Absence, lastLines, loadAbsenceIn, loadAbsenceLines } from '../record/absences.ts'
import { loadArrivals } from '../record/arrivals.ts'
import { loadKpis } from '../record/catalogue.ts'
import type { DataReturn } from '../record/returns.ts'
import { loadUnits } from '../record/units.ts'
import { loadCompletenessFacts, returnsOf } from './completeness.ts'
import { loadStoppedFigures, loadWeeklyFacts, owedCells } from './weekly-figures.ts'

/** A cell that is due, and whether it came. */
export type DueState = DueCell & {
  dataReturn: DataReturn
  isIn: boolean
  /** Why it will not come, if it is missing and the reason is known. */
  never: NeverComing | null
}

/** Every cell due for a month or a week, with its tree and the completeness of each return. */
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
    isWeek ? Promise.all([loadWeeklyFacts(db, day, asAt), loadArrivals(db, [period], asAt)]) : null,
  ])
  const owed = weekly === null ? [] : owedCells(weekly[0], period)
  const due: readonly DueCell[] = weekly === null ? dueCells(kpis, tree, period) : owed
  const arrivals = weekly?.[1] ?? facts.arrivals
  const returnOf = new Map(facts.returns.map((r) => [r.code, r]))
  const cells = due.flatMap((cell) => {
    const dataReturn = returnOf.get(cell.kpi.returnCode)
    if (dataReturn === undefined) return []
    const isIn = arrivals.get(`${cell.team.code} ${cell.kpi.code} ${cell.period}`)?.isIn === true
    const never = isIn ? null : facts.neverComing({ ...cell, unit: cell.team }, tree)
    return { ...cell, dataReturn, isIn, never }
  })
  // A week's return is late once the first of its missing figures is.
  const weekDueOn = ({ code }: DataReturn) =>
    cells
      .filter(({ dataReturn, isIn, never }) => dataReturn.code === code && !isIn && never === null)
      .flatMap(({ team, kpi }) => owed.find((o) => o.team === team && o.kpi === kpi)?.dueOn ?? [])
      .sort()[0] ?? lastDay(addPeriods(period, 1))
  const returns = returnsOf({ ...facts, arrivals }, period, due, tree, isWeek ? weekDueOn : undefined)
  return { cells, tree, returns }
}

/** What one team lacks of a return. */
export type MissingGroup = {
  returnCode: string
  returnName: string
  unit: { code: string; name: string }
  kpis: string[]
  /** How many statements were made about these figures. */
  version: number
}

/** A statement about a unit's figures, and how many missing figures it still covers. */
export type AbsenceGroup = Absence & { returnName: string; unitName: string; figures: number }

export type MissingFigures = {
  period: string
  returns: (DataReturn & ReturnCompleteness)[]
  /** Weekly figures that have stopped and are late, for any week. */
  stopped: StoppedFigure[]
  missing: MissingGroup[]
  said: AbsenceGroup[]
}

/** What a month or a week lacks on a day. `asAt` limits it to what had been published and said by then. */
export async function loadMissingFigures(
  db: ReadSource,
  period: string,
  day: string,
  asAt?: Date,
): Promise<MissingFigures> {
  const isWeek = grainOf(period) === 'weekly'
  const [{ cells, tree, returns }, lines, absenceIn, stopped] = await Promise.all([
    loadDueStates(db, period, day, asAt),
    loadAbsenceLines(db, isWeek ? { asAt } : { period, asAt }),
    loadAbsenceIn(db, asAt),
    loadStoppedFigures(db, day, asAt),
  ])
  const all = lastLines(lines)
  const last = all.filter((line) => line.period === period)
  const holding = new Set(
    cells
      .filter(({ isIn }) => !isIn)
      .map((cell) => statementOf(absenceIn({ ...cell, unit: cell.team }, tree))),
  )
  const earlier = all.filter(
    (line) =>
      isWeek && grainOf(line.period) === 'weekly' && line.period < period && holding.has(statementOf(line)),
  )
  const lacking = cells.filter(({ isIn, never }) => !isIn && never === null)
  const versionOf = (code: string, unit: string) =>
    last.find((line) => line.returnCode === code && line.unit === unit)?.version ?? 0
  return {
    period,
    returns,
    stopped,
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
    said: [...earlier, ...last]
      .filter(({ isAbsent }) => isAbsent)
      .map((line) => ({
        ...line,
        returnName: returns.find(({ code }) => code === line.returnCode)?.name ?? line.returnCode,
        unitName: tree.find(({ code }) => code === line.unit)?.name ?? line.unit,
        figures: cells.filter((cell) => !cell.isIn && isOf(cell, line, tree)).length,
      })),
  }
}

/** The key of a statement, which no other has; null of none. */
function statementOf(line: Absence | null): string | null {
  return line === null ? null : `${line.returnCode} ${line.period} ${line.unit} ${line.version}`
}

/** True for a cell of a return that belongs to a unit or is beneath it. */
export function isOf(
  { team, dataReturn }: Pick<DueState, 'team' | 'dataReturn'>,
  { returnCode, unit }: { returnCode: string; unit: string },
  tree: readonly Unit[],
): boolean {
  if (dataReturn.code !== returnCode) return false
  return team.code === unit || ancestorsOf(team, tree).some(({ code }) => code === unit)
}
