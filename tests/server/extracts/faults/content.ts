import { createHash } from 'node:crypto'
import { csvOf } from '../../../support/extract-files.ts'

export const NAME = 'april.csv'

let made = 0

/** An extract unlike any before it: two teams' figures of a month of its own, and one restated. */
export function contentFor(long = false): { content: string; sha256: string } {
  made++
  const month = monthOf(made)
  const rows = [`CIC-N,LC01,${month},${made},1000`, `CIC-C,LC01,${month},${made + 1},1000`]
  const restated = made > 1 ? [`CIC-N,LC01,${monthOf(made - 1)},${made + 500},1000`] : []
  // Lines of nothing but spaces are no rows, and make a second piece of the bytes.
  const content = csvOf([...rows, ...restated]) + (long ? `${' '.repeat(60_000)}\r\n`.repeat(20) : '')
  return { content, sha256: createHash('sha256').update(content).digest('hex') }
}

function monthOf(number: number): string {
  return new Date(Date.UTC(2015, 3 + number)).toISOString().slice(0, 7)
}
