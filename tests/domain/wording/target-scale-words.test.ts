import { describe, expect, test } from 'vitest'
import { statusOf } from '#domain/figures/status.ts'
import { targetScaleWords } from '#domain/wording/target-scale-words.ts'

const percent = { unit: 'percent', decimals: 1 } as const
const count = { unit: 'children_or_items', decimals: 0 } as const

describe('what Met, Close and Missed mean for one measure', () => {
  test.each([
    [{ ...percent, good: 'higher' }, 90, 80, 'Target 90% or more; close from 80%; missed below that'],
    [{ ...percent, good: 'lower' }, 10, 15, 'Target 10% or less; close up to 15%; missed above that'],
    [{ ...percent, good: 'higher' }, 90, null, 'Target 90% or more; missed below that'],
    [{ ...percent, good: 'higher' }, 90, 90, 'Target 90% or more; missed below that'],
    [{ ...count, good: 'lower' }, 0, null, 'Target 0; missed above that'],
    [{ ...count, good: 'near' }, 18, 14, 'Target 18; met within 2 of it, close within 4, missed beyond that'],
    [{ ...count, good: 'near' }, 18, null, 'Target 18'],
    [{ ...percent, good: 'neither' }, 50, 40, 'Target 50%'],
  ] as const)('of %o with target %d and floor %o', (kpi, target, floor, words) => {
    expect(targetScaleWords(kpi, target, floor)).toBe(words)
  })

  test('the values named are judged as the words say', () => {
    const higher = { good: 'higher' } as const
    expect([90, 80, 79.9].map((value) => statusOf(higher, value, 90, 80))).toEqual(['met', 'close', 'missed'])
    const lower = { good: 'lower' } as const
    expect([10, 15, 15.1].map((value) => statusOf(lower, value, 10, 15))).toEqual(['met', 'close', 'missed'])
    const near = { good: 'near' } as const
    expect([16, 14, 13].map((value) => statusOf(near, value, 18, 14))).toEqual(['met', 'close', 'missed'])
  })
})
