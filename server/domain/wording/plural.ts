import { formatNumber } from './format.ts'
import { wordFor } from './word-for.ts'

/** A count with its word: "0 teams", "1 team", "1,204 teams"; with other words than a noun "3 teams are". */
export function plural(count: number, one: string, many?: string): string {
  return `${formatNumber(count)} ${wordFor(count, one, many)}`
}
