import { some } from './some.ts'

/** Whether to try everything, as CI and `npm run soak -- --only tests` do: it takes twice as long. */
export const isWhole = process.env.GOLDEN_THREAD_WHOLE === '1'

/** The part to try if there are many of a kind: every `n`-th, beginning with `first`, or all if everything is to be tried. */
export function partOf<T>(all: readonly T[], n: number, first = 0): T[] {
  const from = first % Math.min(n, all.length)
  return some(all).filter((_, i) => isWhole || i % n === from)
}
