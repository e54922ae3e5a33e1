/** Warnings for figures of retired measures: periods after a measure's last month. */

import type { ExtractWarning } from '#domain/extracts/problem.ts'
import { type ExtractRegister, isCollectedIn, kpiName, lastMonthOf } from '#domain/extracts/register.ts'
import { lastMonth, periodInSentence, periodName } from '#domain/time/period.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { CellIndex } from '../reading/cell-index.ts'

/** A message names at most this many periods; it counts the others. */
const mostNamed = 3

/** One warning for each retired measure in the file, by code. */
export function retiredWarnings(cells: CellIndex, { kpis }: ExtractRegister): ExtractWarning[] {
  const found = new Map<string, { rows: number; periods: string[] }>()
  for (const period of cells.periods) {
    for (const { kpi } of cells.in(period)) {
      if (isCollectedIn(kpis.get(kpi), period)) continue
      const known = found.get(kpi) ?? { rows: 0, periods: [] }
      if (known.periods.at(-1) !== period) known.periods.push(period)
      found.set(kpi, { rows: known.rows + 1, periods: known.periods })
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { rows, periods }]) => {
      const kpi = kpis.get(code)
      const last = (kpi && lastMonthOf(kpi)) ?? lastMonth(periods[0] ?? '')
      const message =
        `${code} ‘${kpiName(kpi, last)}’ is retired: ${periodName(last)} was its last month, ` +
        `and this file has ${rows} ${wordFor(rows, 'row')} of it for ` +
        `${periodsIn(periods)}. If they are published, they are kept and shown on its own page ` +
        'only: nobody has to send them'
      return {
        code: 'retired_measure',
        sheet: null,
        row: null,
        column: 'kpi_code',
        message,
        needsReason: false,
      }
    })
}

function periodsIn(periods: readonly string[]): string {
  const named = periods.slice(0, mostNamed).map(periodInSentence)
  const others = periods.length - named.length
  return nameList(others === 0 ? named : [...named, `${others} more`])
}
