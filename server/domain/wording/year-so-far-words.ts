/** The financial year so far, in words: "2019 to 2020 so far: 84%, 1,234 of 1,470". */

import type { Kpi } from '../catalogue/kpi.ts'
import type { YearSoFar } from '../figures/financial-year.ts'
import { firstDay, grainOf, lastMonth, monthOf, periodName } from '../time/period.ts'
import { formatBase, formatValue } from './format.ts'
import { nameList } from './name-list.ts'
import { wordFor } from './word-for.ts'

/** At most this many months are named one by one. */
const mostNamed = 3

/** "2019 to 2020 so far". */
export function yearSoFarName({ year }: Pick<YearSoFar, 'year'>): string {
  return `${year - 1} to ${year} so far`
}

/** "84%, 1,234 of 1,470, April to September", with what it lacks: "5 of 6 months: June 2019 is missing". */
export function yearSoFarWords(
  kpi: Pick<Kpi, 'unit' | 'decimals' | 'kind'> & Partial<Pick<Kpi, 'denominator'>>,
  year: YearSoFar,
): string {
  const base = formatBase(kpi, { ...year, state: 'reported' })
  const figure = [formatValue(kpi, year.value), base].filter((part) => part !== '').join(', ')
  const lacks = year.missing.length > 0
  const months = lacks ? yearSoFarSpan(year) : monthsSoFar(year)
  return [
    `${figure} (${months})`,
    lacks ? lackingWords(year.missing, 'is missing', 'are missing') : '',
    partWords(year),
  ]
    .filter((part) => part !== '')
    .join('; ')
}

/** "5 of 6 months", "3 of 4 quarters". */
export function yearSoFarSpan({ months, expected, to }: YearSoFar): string {
  return `${months} of ${expected} ${grainOf(to) === 'quarterly' ? 'quarters' : 'months'}`
}

/** "April 2019 alone", "April to June 2019". */
function monthsSoFar(year: YearSoFar): string {
  const [from, to] = [monthOf(firstDay(year.from)), lastMonth(year.to)]
  if (from === to) return `${periodName(to)} alone`
  const [first = ''] = periodName(from).split(' ')
  return from.slice(0, 4) === to.slice(0, 4)
    ? `${first} to ${periodName(to)}`
    : `${periodName(from)} to ${periodName(to)}`
}

function partWords({ inPart }: YearSoFar): string {
  return inPart.length === 0 ? '' : lackingWords(inPart, 'lacks a team', 'lack a team')
}

function lackingWords(months: readonly string[], one: string, many: string): string {
  const named =
    months.length > mostNamed ? `${months.length} months` : nameList(months.map((month) => periodName(month)))
  return `${named} ${wordFor(months.length, one, many)}`
}
