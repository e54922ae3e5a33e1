import { expect, test } from 'vitest'
import {
  ownDirection,
  scalePhrases,
  scaleWords,
  sharedScaleWords,
  usualRangeWords,
} from '#domain/wording/scale-words.ts'

const percent = { unit: 'percent', decimals: 1, good: 'higher' } as const

test('a scale says its unit, the good direction, and where it begins', () => {
  expect(scaleWords(percent, 70)).toBe('%, higher is better; scale from 70%')
  expect(scaleWords({ unit: 'working_days', decimals: 0, good: 'lower' }, 10)).toBe(
    'Working days, lower is better; scale from 10',
  )
  const caseload = { unit: 'children_per_fte', decimals: 0, good: 'lower' } as const
  expect(scaleWords(caseload, 14.5)).toBe('Children per full-time worker, lower is better; scale from 14.5')
})

test('a scale from 0 is not mentioned, and neither is a direction that is no better than the other', () => {
  expect(scaleWords(percent, 0)).toBe('%, higher is better')
  expect(scaleWords({ unit: 'children_or_items', decimals: 0, good: 'neither' }, 0)).toBe('Number')
  expect(scaleWords({ unit: 'children_per_fte', decimals: 1, good: 'near' }, 0)).toBe(
    'Children per full-time worker, close to target is better',
  )
})

test('a usual range is said with the decimals of its measure, and a percentage within 0 to 100', () => {
  expect(usualRangeWords(percent, { lower: 76.46, upper: 92.11 })).toBe('Usual range 76.5% to 92.1%')
  expect(usualRangeWords(percent, { lower: -3, upper: 104 })).toBe('Usual range 0% to 100%')
  const days = { unit: 'working_days', decimals: 0 } as const
  expect(usualRangeWords(days, { lower: -3, upper: 104 })).toBe('Usual range −3 to 104')
})

test('a series without limits has no usual range', () => {
  expect(usualRangeWords(percent, { lower: null, upper: null })).toBeNull()
})

test('measures that agree on what is good share its words, and their rows need none', () => {
  const both = [{ good: 'lower' }, { good: 'lower' }] as const
  expect(sharedScaleWords(both, 20)).toBe('%, lower is better; scale from 20%')
  expect(ownDirection(both[0], both)).toBeNull()
})

test('measures that do not agree share the words of most, and the others say theirs', () => {
  const mixed = [{ good: 'lower' }, { good: 'higher' }, { good: 'neither' }] as const
  expect(sharedScaleWords(mixed, 0)).toBe('%, higher is better unless a row says otherwise')
  expect(mixed.map((kpi) => ownDirection(kpi, mixed))).toEqual([
    'lower is better',
    null,
    'neither direction is better',
  ])
})

test('the usual range of a last point stands after the words of its scale', () => {
  expect(scalePhrases(percent, 70, { lower: 76.46, upper: 92.11 })).toEqual([
    '%, higher is better; scale from 70%',
    'Usual range 76.5% to 92.1%',
  ])
  expect(scalePhrases(percent, 70, { lower: null, upper: null })).toHaveLength(1)
  expect(scalePhrases(percent, 0)).toEqual(['%, higher is better'])
})
