import type { ExtractRegister } from '#domain/extracts/register.ts'
import type { CellName } from '#domain/extracts/row.ts'

/** Larger than the number of any period. */
const PERIODS = 1_000_000

/**
 * The place of a cell in the order of the ledger's key (KPI, unit, period), as a number to sort by. Rows inserted in
 * key order are added at one end of the index, which is faster. The order is approximate: cells of a week and a month
 * may have the same number.
 */
export function ledgerOrder({ units, kpis }: ExtractRegister): (cell: CellName) => number {
  const unitRanks = ranks(units)
  const kpiRanks = ranks(kpis)
  const numbers = new Map<string, number>()
  const numberOf = (period: string): number => {
    const known = numbers.get(period)
    if (known !== undefined) return known
    const number = periodNumber(period)
    numbers.set(period, number)
    return number
  }
  return ({ unit, kpi, period }) =>
    ((kpiRanks.get(kpi) ?? 0) * unitRanks.size + (unitRanks.get(unit) ?? 0)) * PERIODS + numberOf(period)
}

function ranks(known: ReadonlyMap<string, { code: string }>): Map<string, number> {
  const codes = new Set([...known.values()].map(({ code }) => code))
  return new Map([...codes].sort().map((code, rank) => [code, rank]))
}

/** 2019-04 is 201904, 2019-W21 is 201921, 2019-Q1 is 201901. */
function periodNumber(period: string): number {
  return Number(period.slice(0, 4)) * 100 + Number(period.slice(/[QW]/.test(period) ? 6 : 5))
}
