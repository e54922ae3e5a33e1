import { expect, test } from 'vitest'
import { nameList } from '#domain/wording/name-list.ts'

test('names stand in a sentence with commas and one conjunction', () => {
  const lists = [[], ['A'], ['A', 'B'], ['A', 'B', 'C']]
  expect(lists.map((names) => nameList(names))).toEqual(['', 'A', 'A and B', 'A, B and C'])
  expect(lists.map((names) => nameList(names, 'or'))).toEqual(['', 'A', 'A or B', 'A, B or C'])
})
