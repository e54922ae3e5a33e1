import { some } from './some.ts'

const sizes = ['part', 'wide', 'whole'] as const

/** How much is tried if there are many of a kind: a part (`npm test`), more of it (CI), or all of it
 *  (`npm run soak -- --only tests`). Set by GOLDEN_THREAD_TESTS. */
const size = sizes.find((each) => each === (process.env.GOLDEN_THREAD_TESTS ?? 'part'))
if (size === undefined) {
  throw new Error(`GOLDEN_THREAD_TESTS is ${sizes.join(', ')}, not ${process.env.GOLDEN_THREAD_TESTS}`)
}

/** Whether to run what takes seconds where `npm test` tries a neighbour: CI and the soak do. `npm test` counts it as skipped. */
export const isWide = size !== 'part'

/** Whether to try everything. */
export const isWhole = size === 'whole'

/** What is meant for the size of this run: a number of rounds, the step between two that are tried, a list of pages. */
export function bySize<T>(each: Record<(typeof sizes)[number], T>): T {
  return each[size ?? 'part']
}

/** The part to try if there are many of a kind: every `n`-th, beginning with `first`; in CI every third part of `n`; or all. */
export function partOf<T>(all: readonly T[], n: number, first = 0): T[] {
  const step = bySize({ part: n, wide: Math.ceil(n / 3), whole: 1 })
  const from = first % Math.min(step, all.length)
  return some(all).filter((_, i) => i % step === from)
}
