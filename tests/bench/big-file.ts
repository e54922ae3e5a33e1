import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { BigRegister } from './big-register.ts'

/** The rows of a tidy file over a whole register without its heading, month by month as a system exports them. The figures are
 * the same in every run. */
export function* bigRows({ teams, kpis, months }: BigRegister): Generator<string> {
  const next = numbers(7)
  for (const month of months)
    for (const team of teams)
      for (const kpi of kpis) {
        const denominator = 20 + (next() % 180)
        yield `${team},${kpi},${month},${next() % denominator},${denominator}\n`
      }
}

export const bigHeading = 'team_code,kpi_code,period,numerator,denominator\n'

/** Writes rows to a file one megabyte at a time, after the heading, and returns the number of rows. */
export async function writeRows(path: string, heading: string, rows: Iterable<string>): Promise<number> {
  const file = createWriteStream(path)
  let text = heading
  let count = 0
  for (const row of rows) {
    text += row
    count++
    if (text.length > 1_000_000) {
      if (!file.write(text)) await once(file, 'drain')
      text = ''
    }
  }
  file.end(text)
  await once(file, 'close')
  return count
}

/** A repeatable pseudo-random sequence of numbers up to 2^31. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state >>> 8
  }
}
