/** What needs a conversation in a unit now. Each measure is taken at its own latest period with a figure, whichever month the
 * unit's pages open on. */

import { monthsFollowed } from '#domain/plan/plan-checks.ts'
import { needsConversation } from '#domain/scorecard/scorecard.ts'
import { addMonths, grainOf, lastMonth, lastQuarter, monthOf } from '#domain/time/period.ts'
import type { ReadSource } from '../db/database.ts'
import { type LatestCell, loadLatestCells } from '../record/latest-figures.ts'
import { loadScorecards, type Scorecard, type ScorecardLine, withoutSilence } from './scorecard.ts'

/** A unit's lines, each at its own latest period, and those that need a conversation. */
export type CurrentMatters = Pick<Scorecard, 'unit' | 'period' | 'lines' | 'needsConversation' | 'silent'>

/** The matters of each of these scorecards, with every measure as last known. A measure whose month has not come keeps its last
 * verdict, and one that came early uses what came. A measure that needs no conversation by its last figure, but whose month is
 * due, is asked for that month. */
export async function loadCurrentMatters(
  db: ReadSource,
  scorecards: readonly Scorecard[],
  today: string,
  asAt?: Date,
): Promise<CurrentMatters[]> {
  const cells = await loadLatestCells(db, {
    units: scorecards.map((s) => s.unit.code),
    asAt,
    from: addMonths(monthOf(today), -monthsFollowed),
  })
  const cellsOf = Map.groupBy(cells, (c) => c.unit)
  const asked = scorecards.flatMap((scorecard) => {
    const own = cellsOf.get(scorecard.unit.code) ?? []
    const months = own.flatMap((cell) => otherMonthOf(cell, scorecard) ?? [])
    return [...new Set(months)].map((month) => ({ month, unit: scorecard.unit.code }))
  })
  const others = await Promise.all(
    [...Map.groupBy(asked, ({ month }) => month)].map(([month, of]) =>
      loadScorecards(
        db,
        of.map(({ unit }) => unit),
        month,
        today,
        asAt,
      ),
    ),
  )
  const linesOf = Map.groupBy(others.flat(), (s) => s.unit.code)
  return scorecards.map((scorecard) => {
    const { unit, period, silent } = scorecard
    const known = (linesOf.get(unit.code) ?? []).flatMap((s) => s.lines)
    const lines = currentLines(scorecard, cellsOf.get(unit.code) ?? [], known)
    return {
      unit,
      period,
      silent,
      lines,
      needsConversation: needsConversation(withoutSilence(lines, silent)),
    }
  })
}

/** The month whose scorecard shows a measure's latest figure; null if it is this one. */
function otherMonthOf({ period }: LatestCell, scorecard: Scorecard): string | null {
  if (grainOf(period) === 'monthly') return period === scorecard.period ? null : period
  return period === lastQuarter(scorecard.period) ? null : lastMonth(period)
}

function currentLines(
  { lines }: Scorecard,
  cells: readonly LatestCell[],
  known: readonly ScorecardLine[],
): ScorecardLine[] {
  const lastOf = new Map(cells.map((c) => [c.kpi, c.period]))
  const current = (line: ScorecardLine | undefined, kpi: string): ScorecardLine[] => {
    const last = known.find((l) => l.kpi.code === kpi && l.period === lastOf.get(kpi))
    if (last === undefined) return line === undefined ? [] : [line]
    return line === undefined || line.period < last.period || needsConversation([last]).length > 0
      ? [last]
      : [line]
  }
  const here = new Set(lines.map((l) => l.kpi.code))
  const elsewhere = [...lastOf.keys()].filter((kpi) => !here.has(kpi))
  return [
    ...lines.flatMap((line) => current(line, line.kpi.code)),
    ...elsewhere.flatMap((kpi) => current(undefined, kpi)),
  ]
}
