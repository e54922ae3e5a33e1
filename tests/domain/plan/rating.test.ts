import { expect, test } from 'vitest'
import { ratings, ratingWords, stages, stageWords } from '#domain/plan/rating.ts'
import { statusWords } from '#domain/wording/words.ts'

test('each rating and each stage has words of its own', () => {
  expect(Object.keys(ratingWords)).toEqual([...ratings])
  expect(Object.keys(stageWords)).toEqual([...stages])
  for (const table of [ratingWords, stageWords]) {
    const texts = Object.values(table)
    expect(texts.filter((text) => text.trim() === '')).toEqual([])
    expect(new Set(texts).size).toBe(texts.length)
  }
})

test('a delivery rating and a KPI’s status never share a word', () => {
  const words = new Set(Object.values(ratingWords))
  expect(words.size).toBeGreaterThan(0)
  expect(Object.values(statusWords).filter((word) => words.has(word))).toEqual([])
})
