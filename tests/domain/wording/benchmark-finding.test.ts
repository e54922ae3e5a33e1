import { describe, expect, test } from 'vitest'
import { yearFinding } from '#domain/wording/benchmark-finding.ts'

const percent = { unit: 'percent', decimals: 1 } as const
const ours = (year: number, value: number, isWhole = true) => ({ year, value, isWhole })
const median = {
  words: 'neighbours’ median',
  years: [
    { year: 2018, value: 84.2 },
    { year: 2017, value: 83 },
  ],
}

describe('a finding of our years beside others', () => {
  test('is of the latest complete year that both have', () => {
    expect(yearFinding(percent, [ours(2017, 80), ours(2018, 81.6), ours(2019, 83)], median)).toBe(
      '81.6% in the year to March 2018; neighbours’ median 84.2%',
    )
  })

  test('gives each its own year where they share none, and never sets a part of a year beside a year', () => {
    expect(yearFinding(percent, [ours(2018, 70, false), ours(2019, 83)], median)).toBe(
      '83% in the year to March 2019; neighbours’ median 84.2% in 2018',
    )
    expect(yearFinding(percent, [ours(2018, 70, false)], median)).toBe(
      'Neighbours’ median 84.2% in 2018; no complete year of our own',
    )
  })

  test('has something to say where one of both is missing', () => {
    expect(yearFinding(percent, [ours(2019, 83)], null)).toBe('83% in the year to March 2019')
    expect(yearFinding(percent, [], null)).toBe('No complete year to compare')
  })
})
