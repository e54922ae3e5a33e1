import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOfEvidence, listedFrom, rowsByChance } from '#domain/figures/spc/false-discovery.ts'
import { operatingCharacteristics } from '#domain/figures/spc/operating-characteristics.ts'
import { lastingLimit } from '#domain/figures/spc/spoken-analysis.ts'

const most = Math.max(...operatingCharacteristics.falseRows.map((row) => row.worse))

test('rows by chance are those measured, in proportion to the rows that are judged', () => {
  expect(rowsByChance(operatingCharacteristics.rows)).toBe(Math.round(most))
  expect(rowsByChance(10 * operatingCharacteristics.rows)).toBe(Math.round(10 * most))
  expect(rowsByChance(0)).toBe(0)
})

test('the chance of evidence is the measured one at the limit, and falls as the normal distribution does beyond it', () => {
  const atLimit = most / operatingCharacteristics.rows
  expect(chanceOfEvidence(lastingLimit)).toBeCloseTo(atLimit, 12)
  // 0.0122 beyond 2.25 standard deviations and 0.00135 beyond 3.
  expect(chanceOfEvidence(3) / atLimit).toBeCloseTo(0.0013498980316 / 0.012224472655, 5)
})

describe('a list of changes', () => {
  test('of one row at the rule’s limit among hundreds is empty, and holds it if it is strong', () => {
    expect(listedFrom([2.3], 319, 10)).toBeNull()
    expect(listedFrom([4], 319, 10)).toBe(4)
    expect(listedFrom([], 319, 10)).toBeNull()
  })

  test('holds weaker rows beside many strong ones, by the step-up rule', () => {
    const strong = Array.from({ length: 12 }, () => 5)
    expect(listedFrom([...strong, 2.9], 319, 10)).toBe(2.9)
    expect(listedFrom([2.9], 319, 10)).toBeNull()
    expect(listedFrom([...strong, 2.9], 319, 0)).toBeNull()
  })

  test('holds all or none of equal evidence, and more with a larger limit', () => {
    const evidence = fc.array(fc.double({ min: 2.25, max: 6, noNaN: true }), { maxLength: 20 })
    fc.assert(
      fc.property(evidence, fc.integer({ min: 20, max: 400 }), (found, judged) => {
        const of = (percent: number) => {
          const from = listedFrom(found, judged, percent)
          return from === null ? [] : found.filter((each) => each >= from)
        }
        expect(of(5).length).toBeLessThanOrEqual(of(20).length)
        expect(of(100).length).toBeLessThanOrEqual(found.length)
      }),
    )
  })
})
