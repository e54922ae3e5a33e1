import { expect, test } from 'vitest'
import { neighboursMedian } from '#domain/catalogue/benchmark.ts'
import { comparatorBrief, comparatorWords } from '#domain/wording/comparator-words.ts'

const percent = { unit: 'percent', decimals: 1 } as const
const at = (geography: string, year: number, value: number) => ({
  ...{ geography, year, value },
  ...{ published: null, among: null },
})

test.each([
  [
    [at('England', 2018, 80), at('South East', 2018, 81), at(neighboursMedian, 2018, 82.5)],
    'Year to March 2018: neighbours 82.5%, England 80%',
    'neighbours 82.5%, England 80% (2018)',
  ],
  [
    [at('England', 2018, 80), at(neighboursMedian, 2017, 82)],
    'Year to March 2017: neighbours 82%. Year to March 2018: England 80%',
    'neighbours 82% (2017); England 80% (2018)',
  ],
  [[at('England', 2018, 80)], 'Year to March 2018: England 80%', 'England 80% (2018)'],
  [[at('South East', 2018, 81)], null, null],
  [[], null, null],
])('of %j the neighbours and England are named, each with its year', (comparators, words, brief) => {
  expect(comparatorWords(percent, comparators)).toBe(words)
  expect(comparatorBrief(percent, comparators)).toBe(brief)
})
