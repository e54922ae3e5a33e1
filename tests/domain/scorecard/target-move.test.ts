import { describe, expect, test } from 'vitest'
import type { Target } from '#domain/catalogue/kpi.ts'
import { targetMove, targetMoveWords } from '#domain/scorecard/target-move.ts'
import { aKpi } from '../examples.ts'

const steps: Target[] = [
  { kpi: 'AS01', from: '2015-04', to: '2019-05', target: 85, floor: 75, source: '' },
  { kpi: 'AS01', from: '2019-06', to: '2019-08', target: 90, floor: 80, source: '' },
  { kpi: 'AS01', from: '2019-09', to: '2019-10', target: 90, floor: 82, source: '' },
  { kpi: 'AS01', from: '2019-11', to: '2019-11', target: 90, floor: 82, source: 'The same, confirmed' },
]
const at = (period: string, target: number | null, floor: number | null) =>
  targetMove(steps, { kpi: 'AS01', period, target, floor })

describe('a target that moved', () => {
  test('is news of the month from which it holds, and of no other', () => {
    expect(at('2019-05', 85, 75)).toBeNull()
    expect(at('2019-06', 90, 80)).toEqual({
      from: '2019-06',
      now: { target: 90, floor: 80 },
      before: { target: 85, floor: 75 },
    })
    expect(at('2019-07', 90, 80)).toBeNull()
    expect(at('2019-11', 90, 82)).toBeNull()
  })

  test('is none of a figure that was judged by the target before it', () => {
    expect(at('2019-06', 85, 75)).toBeNull()
    expect(at('2019-06', 90, 75)).toBeNull()
    expect(at('2019-06', 85, 80)).toBeNull()
    expect(at('2019-06', null, null)).toBeNull()
  })

  test('is news where it is the first, and where it is taken away', () => {
    expect(at('2015-04', 85, 75)).toMatchObject({ before: null })
    expect(at('2019-12', null, null)).toEqual({
      from: '2019-12',
      now: null,
      before: { target: 90, floor: 82 },
    })
    expect(at('2020-01', null, null)).toBeNull()
    expect(targetMove([], { kpi: 'AS01', period: '2019-06', target: null, floor: null })).toBeNull()
  })

  test('that another measure lost is no news of this one', () => {
    const other = steps.map((each) => ({ ...each, kpi: 'LC01' }))
    expect(targetMove(other, { kpi: 'AS01', period: '2019-12', target: null, floor: null })).toBeNull()
  })

  test('of a quarter is that of its last month', () => {
    expect(targetMove(steps, { kpi: 'AS01', period: '2019-Q2', target: 90, floor: 80 })).toMatchObject({
      from: '2019-06',
    })
  })
})

describe('in words', () => {
  const kpi = aKpi({ name: 'Visits in time' })
  test.each([
    [
      '2019-06',
      90,
      80,
      'The target for Visits in time is 90% from June 2019, 85% before; its floor is 80%, 75% before',
    ],
    ['2019-09', 90, 82, 'The floor for Visits in time is 82% from September 2019, 80% before'],
    [
      '2015-04',
      85,
      75,
      'The target for Visits in time is 85% from April 2015, none before; its floor is 75%, none before',
    ],
    ['2019-12', null, null, 'Visits in time has no target from December 2019, 90% before'],
  ])('from %s', (period, target, floor, words) => {
    const move = at(period, target, floor)
    expect(move).not.toBeNull()
    expect(move === null ? '' : targetMoveWords(kpi, move)).toBe(words)
  })

  test('say nothing of a floor that stays', () => {
    const thresholds = { floor: null }
    const move = {
      from: '2019-06',
      now: { target: 90, ...thresholds },
      before: { target: 85, ...thresholds },
    }
    expect(targetMoveWords(kpi, move)).toBe('The target for Visits in time is 90% from June 2019, 85% before')
  })
})
