import { describe, expect, test } from 'vitest'
import { nation, neighboursMedian, region } from '#domain/catalogue/benchmark.ts'
import {
  comparators,
  comparatorsFor,
  usualComparators,
  yearEndingMarch,
} from '#domain/catalogue/comparators.ts'

const everywhere = new Set([nation, region, neighboursMedian])
const above = new Set(['service', 'council'] as const)

describe('whom a measure is set beside', () => {
  test('is its service, its council and the places that published it', () => {
    expect(comparatorsFor({ kind: 'ratio' }, above, everywhere)).toEqual([...comparators])
    expect(comparatorsFor({ kind: 'mean' }, new Set(['council']), new Set())).toEqual(['council'])
    expect(comparatorsFor({ kind: 'ratio' }, new Set(), new Set([nation]))).toEqual(['england'])
  })

  test.each(['count', 'stock', 'median'] as const)('is no larger unit for a %s', (kind) => {
    expect(comparatorsFor({ kind }, above, everywhere)).toEqual(['neighbours', 'region', 'england'])
    expect(comparatorsFor({ kind }, above, new Set())).toEqual([])
  })

  test('is, unless somebody chooses, what stands above it, else the neighbours and England', () => {
    expect(usualComparators(comparators)).toEqual(['service', 'council'])
    expect(usualComparators(['neighbours', 'region', 'england'])).toEqual(['neighbours', 'england'])
    expect(usualComparators([])).toEqual([])
  })
})

test('a month lies in the year that ends in the next March, and March in its own', () => {
  expect(yearEndingMarch('2019-03')).toBe(2019)
  expect(yearEndingMarch('2019-04')).toBe(2020)
  expect(yearEndingMarch('2018-12')).toBe(2019)
  expect(yearEndingMarch('2019-Q1')).toBe(2019)
})
