import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'

describe('a count with its word', () => {
  test('takes the word for one at one alone', () => {
    expect([0, 1, 2, 21, 101].map((count) => plural(count, 'team'))).toEqual([
      '0 teams',
      '1 team',
      '2 teams',
      '21 teams',
      '101 teams',
    ])
  })

  test('has a comma over 999, as every number of a page', () => {
    expect(plural(1204, 'figure')).toBe('1,204 figures')
  })

  test('may be of a word that takes no s, or of several', () => {
    expect([1, 2].map((count) => plural(count, 'status', 'statuses'))).toEqual(['1 status', '2 statuses'])
    expect([1, 2].map((count) => plural(count, 'measure is', 'measures are'))).toEqual([
      '1 measure is',
      '2 measures are',
    ])
  })

  test('is the number and then the word', () => {
    fc.assert(
      fc.property(fc.nat(5000), (count) => {
        expect(plural(count, 'week').endsWith(` ${wordFor(count, 'week')}`)).toBe(true)
        expect(wordFor(count, 'is', 'are')).toBe(count === 1 ? 'is' : 'are')
      }),
    )
  })
})
