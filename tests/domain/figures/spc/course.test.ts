import { describe, expect, test } from 'vitest'
import type { Calculation, Course } from '#domain/figures/figure.ts'
import { analyse, type SeriesPoint } from '#domain/figures/spc/analyse.ts'
import { courseOf, type EarlierVerdict } from '#domain/figures/spc/course.ts'
import { addPeriods } from '#domain/time/period.ts'
import { anAnalysis } from '../../examples.ts'

const phases: Calculation['phases'] = [
  { from: '2018-06', to: '2019-04', mean: 20, lower: 5, upper: 30, limits: 'full' },
]
const calculation = (over: Partial<Calculation> = {}) =>
  anAnalysis({ phases, mean: 20, lower: 5, upper: 30, ...over })
const worse: EarlierVerdict = { period: '2018-12', meaning: 'concerning', since: '2018-10' }
const better: EarlierVerdict = { ...worse, meaning: 'improving' }

/** The course of monthly values ending in April 2019, of which less is better. */
function courseIn(
  values: readonly (number | null)[],
  earlier: EarlierVerdict | null,
  over: Partial<Calculation> = {},
  last: Partial<SeriesPoint> = {},
): Course | null {
  const points = values.map(
    (value, i): SeriesPoint => ({ period: addPeriods('2019-04', i - values.length + 1), value }),
  )
  const end = { ...(points.at(-1) as SeriesPoint), ...last }
  return courseOf([...points.slice(0, -1), end], calculation(over), 'lower', () => earlier)
}

describe('a line is recovering', () => {
  test('when it has fallen for three steps or more, into its usual range, from worse than usual', () => {
    expect(courseIn([41, 41, 27, 22, 15], worse)).toEqual({ is: 'recovering', from: '2019-01', value: 41 })
    expect(courseIn([35, 31, 20, 10, 7], worse)).toEqual({ is: 'recovering', from: '2018-12', value: 35 })
  })

  test.each([
    ['after two steps only', [41, 41, 41, 22, 15], worse, {}],
    ['where a step is level', [41, 30, 30, 22, 15], worse, {}],
    ['where a month did not come', [41, null, 27, 22, 15], worse, {}],
    ['outside its usual range', [61, 51, 47, 42, 35], worse, {}],
    ['where nothing was called worse before', [41, 41, 27, 22, 15], null, {}],
    ['from better than usual', [41, 41, 27, 22, 15], better, {}],
    [
      'where it is better than usual already',
      [41, 41, 27, 22, 15],
      worse,
      { meaning: 'improving', since: '2019-03' },
    ],
    ['before there is a usual range', [41, 41, 27, 22, 15], worse, { limits: 'none' }],
  ] as const)('not %s', (_, values, earlier, over) => {
    expect(courseIn(values, earlier, over)?.is).not.toBe('recovering')
  })

  test('not if it had come back across its average since it was called worse', () => {
    expect(courseIn([18, 29, 27, 22, 21], { ...worse, period: '2018-11' })).toBeNull()
    expect(courseIn([21, 29, 27, 22, 21], { ...worse, period: '2018-11' })?.is).toBe('recovering')
  })

  test('not at a month too small to judge, nor in a phase that began since', () => {
    expect(courseIn([41, 41, 27, 22, 15], worse, {}, { small: true })).toBeNull()
    const restarted = [{ ...phases[0], from: '2019-02' } as (typeof phases)[0]]
    expect(courseIn([41, 41, 27, 22, 15], worse, { phases: restarted })).toBeNull()
  })
})

test('a line is slipping back when it has risen for three steps, into its usual range, from better than usual', () => {
  expect(courseIn([3, 3, 6, 9, 12], better)).toEqual({ is: 'slipping_back', from: '2019-01', value: 3 })
  expect(courseIn([3, 3, 6, 9, 12], worse)).toBeNull()
})

describe('a line past its signal', () => {
  const verdict = { meaning: 'concerning', rising: true, since: '2018-10' } as const

  test('gets worse while it moves that way: two steps or more', () => {
    expect(courseIn([20, 30, 30, 34, 38], worse, verdict)).toEqual({
      is: 'further',
      from: '2019-02',
      value: 30,
    })
    expect(courseIn([20, 30, 34, 34, 38], worse, verdict)).toBeNull()
    // In the month in which it is first called worse there is nothing yet to go on from.
    expect(courseIn([20, 30, 30, 34, 38], worse, { ...verdict, since: '2019-04' })).toBeNull()
  })

  test('is steady at a level that it reached eight or more points ago', () => {
    const level = [20, 20, 35, 36, 35, 36, 35, 36, 36, 35]
    expect(courseIn(level, worse, { ...verdict, since: '2018-09' })?.is).toBe('steady')
    expect(courseIn(level, worse, { ...verdict, since: '2018-10' })).toBeNull()
  })

  test('is nothing of this where neither direction is good', () => {
    const points = [41, 41, 27, 22, 15].map(
      (value, i): SeriesPoint => ({ period: addPeriods('2018-12', i), value }),
    )
    expect(courseOf(points, calculation(), 'neither', () => worse)).toBeNull()
    expect(
      courseOf([], analyse([], { good: 'lower', screen: true, restarts: [] }), 'lower', () => worse),
    ).toBeNull()
  })
})
