import { describe, expect, test } from 'vitest'
import type { MonthArrival } from '#domain/figures/latest-month.ts'
import { arrivalWords, monthChoice } from '#domain/wording/arrival-words.ts'

describe('a month that has begun to come in', () => {
  const may: MonthArrival = {
    period: '2019-05',
    firstDueOn: '2019-06-08',
    expected: 517,
    received: 1,
    neverComing: 0,
  }

  test('is offered with how much of it is in', () => {
    expect(arrivalWords(may)).toBe('May 2019: 1 of 517 figures in')
    expect(arrivalWords({ ...may, expected: 1, received: 0 })).toBe('May 2019: 0 of 1 figure in')
    expect(arrivalWords({ ...may, neverComing: 3 })).toBe('May 2019: 1 of 517 figures in, 3 will not come')
  })

  test('says so in a list of months, and the others do not', () => {
    expect(monthChoice('2019-05', [may])).toBe('May 2019: 1 of 517 figures in')
    expect(monthChoice('2019-04', [may])).toBe('April 2019')
  })
})
