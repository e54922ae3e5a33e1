/** What is said of a month that is coming in. */
import type { MonthArrival } from '../figures/latest-month.ts'
import { periodName } from '../time/period.ts'
import { wordFor } from './word-for.ts'

/** "May 2019: 1 of 517 figures in" */
export function arrivalWords(month: MonthArrival): string {
  return `${periodName(month.period)}: ${arrivedWords(month)}`
}

/** "1 of 517 figures in", and how many of the others never will be. */
function arrivedWords({ expected, received, neverComing }: MonthArrival): string {
  const never = neverComing === 0 ? '' : `, ${neverComing} will not come`
  return `${received} of ${expected} ${wordFor(expected, 'figure')} in${never}`
}

/** A month in a list of choices, with how much of it has come if it has only begun to. */
export function monthChoice(month: string, newer: readonly MonthArrival[]): string {
  const begun = newer.find(({ period }) => period === month)
  return begun === undefined ? periodName(month) : arrivalWords(begun)
}
