import { expect, test } from 'vitest'
import { stepWords } from '#domain/wording/step-words.ts'
import { aKpi } from '../examples.ts'

const whole = aKpi({ decimals: 0 })
const step = { from: '2018-09', before: 86.6, since: 93.2, points: 8 }

test('a new level is said with its first month and both averages, and without a cause', () => {
  expect(stepWords(whole, step)).toBe(
    'Since September 2018 this runs at a new level: average 87% before, 93% since',
  )
  expect(
    stepWords(aKpi({ unit: 'children_or_items', decimals: 0 }), { ...step, before: 60, since: 30.4 }),
  ).toBe('Since September 2018 this runs at a new level: average 60 before, 30 since')
})

test('two averages that would read the same are given more exactly', () => {
  expect(stepWords(whole, { ...step, before: 92.6, since: 93.4 })).toBe(
    'Since September 2018 this runs at a new level: average 92.6% before, 93.4% since',
  )
})
