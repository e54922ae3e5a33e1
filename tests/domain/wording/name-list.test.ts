import { expect, test } from 'vitest'
import { nameList, shortNameList } from '#domain/wording/name-list.ts'

test('names stand in a sentence with commas and one conjunction', () => {
  const lists = [[], ['A'], ['A', 'B'], ['A', 'B', 'C']]
  expect(lists.map((names) => nameList(names))).toEqual(['', 'A', 'A and B', 'A, B and C'])
  expect(lists.map((names) => nameList(names, 'or'))).toEqual(['', 'A', 'A or B', 'A, B or C'])
})

test('a long list names the first and counts the rest, so that the names and the count add up', () => {
  const names = ['A', 'B', 'C', 'D', 'E']
  expect([1, 3, 4, 5].map((most) => shortNameList(names, most))).toEqual([
    '5 more',
    'A, B and 3 more',
    'A, B, C and 2 more',
    'A, B, C, D and E',
  ])
  expect(shortNameList([], 0)).toBe('')
})
