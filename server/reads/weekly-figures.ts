/** Weekly figures: which units send them, which weeks are missing, and which figures have stopped. */

import { isCarriedBy, type Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { owedWeekDueOn, type StoppedFigure, stoppedWeeks } from '#domain/extracts/return-completeness.ts'
import type { DueCell } from '#domain/extracts/template.ts'
import { isExpected } from '#domain/figures/wholeness.ts'
import { lastDay, lastMonth, weekOf } from '#domain/time/period.ts'
import type { ReadSource } from '../db/database.ts'
import { loadNeverComing, type NeverComingIn } from '../record/absences.ts'
import { loadSentWeeks } from '../record/arrivals.ts'
import { loadCatalogueHistory } from '../record/catalogue.ts'
import { loadCouncil } from '../record/council.ts'
import { loadFirstDay, loadReturns } from '../record/returns.ts'
import { loadUnitHistory } from '../record/units.ts'

/** A service or the council is expected to continue only after this many weeks, because one supplied figure does not mean another. */
const weeksOfSupplied = 2

/** The figures that one unit sends of a measure week by week. */
type WeeklyFigure = {
  unit: string
  kpi: string
  sent: ReadonlySet<string>
  /** The latest week that has begun and came. */
  last: string
}

/** The facts by which weekly figures are judged on a day. */
export type WeeklyFacts = {
  day: string
  began: string | null
  figures: readonly WeeklyFigure[]
  /** The measure and the unit in a week; null if no figure of that week is expected. */
  expected: (figure: WeeklyFigure, week: string) => { kpi: Kpi; unit: Unit; tree: Unit[] } | null
  neverComing: NeverComingIn
}

/** The facts of all weekly figures on a day; `asAt` limits them to what had been published and said by then. */
export async function loadWeeklyFacts(db: ReadSource, day: string, asAt?: Date): Promise<WeeklyFacts> {
  const [sent, catalogue, history, neverComing, council, first] = await Promise.all([
    loadSentWeeks(db, { to: weekOf(day), asAt }),
    loadCatalogueHistory(db, asAt),
    loadUnitHistory(db, asAt),
    loadNeverComing(db, asAt),
    loadCouncil(db),
    loadFirstDay(db),
  ])
  // Figures due before the council's first file, or its first scorecard, are history.
  const scorecards = council === null ? '' : `${council.firstScorecard}-01`
  return {
    day,
    began: first === null || first > scorecards ? first : scorecards,
    neverComing,
    figures: sent.map(({ unit, kpi, weeks }) => ({
      ...{ unit, kpi, sent: new Set(weeks) },
      last: weeks.at(-1) ?? '',
    })),
    expected({ unit: code, kpi: of, sent: weeks }, week) {
      const month = lastMonth(week)
      const tree = history.in(month)
      const unit = tree.find((u) => u.code === code)
      const kpi = catalogue.in(month).find((k) => k.code === of)
      if (unit === undefined || kpi?.grains.includes('weekly') !== true) return null
      const sends = unit.kind === 'team' ? isCarriedBy(kpi, unit) : weeks.size >= weeksOfSupplied
      return sends && isExpected(kpi, unit, week) ? { kpi, unit, tree } : null
    },
  }
}

function isMissed({ expected, neverComing }: WeeklyFacts, figure: WeeklyFigure): (week: string) => boolean {
  return (week) => {
    const found = expected(figure, week)
    return (
      found !== null && neverComing({ unit: found.unit, kpi: found.kpi, period: week }, found.tree) === null
    )
  }
}

/** The weekly figures that have stopped and are late on a day, in the order of the catalogue and the tree. None for an outside
 * audience, which is shown no returns. */
export async function loadStoppedFigures(db: ReadSource, day: string, asAt?: Date): Promise<StoppedFigure[]> {
  if (db.audience === 'outside') return []
  const [facts, returns] = await Promise.all([loadWeeklyFacts(db, day, asAt), loadReturns(db)])
  const found = facts.figures.flatMap((figure) => {
    const stopped = stoppedWeeks(figure.last, isMissed(facts, figure), facts)
    const known = stopped === null ? null : facts.expected(figure, stopped.missed[0] ?? '')
    if (stopped === null || known === null) return []
    const { kpi, unit } = known
    const from = returns.find(({ code }) => code === kpi.returnCode)
    return {
      order: kpi.order,
      position: unit.position,
      stop: {
        ...stopped,
        unit: { code: unit.code, name: unit.name, isTeam: unit.kind === 'team' },
        kpi: { code: kpi.code, name: kpi.name },
        from: {
          code: kpi.returnCode,
          name: from?.name ?? kpi.returnCode,
          ownerRole: from?.ownerRole ?? '',
        },
      },
    }
  })
  return found.sort((a, b) => a.order - b.order || a.position - b.position).map(({ stop }) => stop)
}

/** A cell of a week with the last day on which it is not late. */
export type OwedCell = DueCell & { dueOn: string }

/** The cells of a week that came or are expected, for units that had begun to send the measure by then. A skipped week between
 * two that came is not expected, nor one before the first. */
export function owedCells(facts: WeeklyFacts, week: string): OwedCell[] {
  const cells = facts.figures.flatMap((figure) => {
    const found = facts.expected(figure, week)
    if (found === null) return []
    const { kpi, unit, tree } = found
    const cell = { team: unit, kpi, period: week }
    if (figure.sent.has(week)) return { ...cell, dueOn: lastDay(week) }
    if (week <= figure.last) return []
    const dueOn = owedWeekDueOn(figure.last, week, isMissed(facts, figure))
    const isNever = facts.neverComing({ unit, kpi, period: week }, tree) !== null
    return isNever || dueOn !== null ? { ...cell, dueOn: dueOn ?? lastDay(week) } : []
  })
  return cells.sort((a, b) => a.kpi.order - b.kpi.order || a.team.position - b.team.position)
}
