/** The finding of a year beside the years before it: the numbers of the same month and of the same months, without a judgement. */

import type { Kpi } from '../catalogue/kpi.ts'
import { financialYearName, type YearMonth, type YearToDate } from '../figures/financial-year.ts'
import type { Cell } from '../figures/measurement.ts'
import { notAdded } from '../figures/wholeness.ts'
import { addMonths, periodInSentence } from '../time/period.ts'
import { formatFigure, formatValue } from './format.ts'
import { wordFor } from './word-for.ts'

type Shown = Pick<Kpi, 'unit' | 'decimals'>

/** "82% in April 2019, 80.1% in April 2018". `months` are those that may be set beside each other. */
export function yearOnYearFinding(
  kpi: Shown,
  months: readonly Pick<YearMonth, 'period' | 'value'>[],
  period: string,
): string {
  const valueIn = (month: string) => months.find((m) => m.period === month)?.value ?? null
  const [now, before] = [valueIn(period), valueIn(addMonths(period, -12))]
  const said =
    now === null
      ? `No figure for ${periodInSentence(period)}`
      : `${formatValue(kpi, now)} in ${periodInSentence(period)}`
  const then = periodInSentence(addMonths(period, -12))
  return before === null
    ? `${said}; nothing to compare in ${then}`
    : `${said}, ${formatValue(kpi, before)} in ${then}`
}

/** "2019/20 to date, 3 months: 82% (1,107 of 1,350); the same months of 2018/19: 80.1% (1,081 of 1,350)"; null where nothing adds up. */
export function yearToDateWords(
  kpi: Shown & Pick<Kpi, 'kind'> & Partial<Pick<Kpi, 'denominator'>>,
  [now, before]: readonly YearToDate[],
): string | null {
  if (now === undefined) return null
  const figure = ({ value, numerator, denominator }: YearToDate) => {
    const cell: Cell = { state: 'reported', symbol: null, value, numerator, denominator }
    return formatFigure(kpi, { ...cell, ...notAdded })
  }
  const count = now.months.length
  const said = `${financialYearName(now.year)} to date, ${count} ${wordFor(count, 'month')}: ${figure(now)}`
  if (before === undefined) return said
  return `${said}; the same ${wordFor(count, 'month', 'months')} of ${financialYearName(before.year)}: ${figure(before)}`
}
