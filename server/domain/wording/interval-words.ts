import type { Interval } from '../catalogue/statutory-intervals.ts'
import { wordFor } from './word-for.ts'

/** "20 working days", "1 week". */
export function intervalWords({ count, of }: Interval): string {
  const words = of.replace('_', ' ')
  return `${count} ${wordFor(count, words.replace(/s$/, ''), words)}`
}
