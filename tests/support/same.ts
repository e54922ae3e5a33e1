import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'

/** Expects two long lists to be the same. `toEqual` alone takes seconds over thousands of figures, so it is asked only of those
 * that differ. */
export function expectSame(found: readonly unknown[], right: readonly unknown[]): void {
  expect(right.length).toBeGreaterThan(0)
  expect(found).toHaveLength(right.length)
  const others = found.flatMap((each, i) => (isDeepStrictEqual(each, right[i]) ? [] : [i]))
  expect(others.map((i) => found[i])).toEqual(others.map((i) => right[i]))
}
