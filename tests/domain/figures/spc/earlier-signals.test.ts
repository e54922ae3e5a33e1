import { describe, expect, test } from 'vitest'
import type { Flag, Signal } from '#domain/figures/figure.ts'
import { earlierSignals } from '#domain/figures/spc/earlier-signals.ts'
import { addPeriods } from '#domain/time/period.ts'

const month = (index: number) => addPeriods('2017-03', index)
const points = Array.from({ length: 26 }, (_, i) => ({ period: month(i), value: 80 as number | null }))
const flag = (index: number, signal: Signal = 'lasting_change', rising = false): Flag => ({
  ...{ period: month(index), signal, rising },
  meaning: rising ? 'improving' : 'concerning',
})
const phases = [
  { ...{ from: month(0), to: month(25), mean: 80, lower: 70, upper: 90 }, limits: 'full' as const },
]
const earlier = (flags: Flag[], since: string | null = null, own = points, of = phases) =>
  [...earlierSignals(own, { phases: of, flags, since })].sort()

describe('a signal is history', () => {
  test('if its run is over', () => {
    expect(earlier([flag(18), flag(19), flag(20)])).toEqual([month(18), month(19), month(20)])
  })

  test('if it lies outside the usual range 13 months ago or longer; the last 13 months are news', () => {
    const outside = [11, 12, 13, 20].map((index) => flag(index, 'outside_limits'))
    expect(earlier(outside)).toEqual([month(11), month(12)])
  })

  test('if it is of the other direction before the current run', () => {
    expect(earlier([flag(22, 'lasting_change', true), flag(23), flag(24), flag(25)], month(23))).toEqual([
      month(22),
    ])
  })

  test('if it lies before a baseline, even right before a run that begins at it', () => {
    const [whole] = phases
    const two = [
      { ...(whole as (typeof phases)[0]), to: month(19) },
      { ...(whole as (typeof phases)[0]), from: month(20) },
    ]
    const flags = [18, 19, 20, 21, 22, 23, 24, 25].map((index) => flag(index))
    expect(earlier(flags, null, points, two)).toEqual([month(18), month(19)])
  })
})

describe('a signal is news', () => {
  test('in the current run, however long ago it began', () => {
    const run = Array.from({ length: 20 }, (_, i) => flag(6 + i))
    expect(earlier(run, month(6))).toEqual([])
  })

  test('while its line is on the way back from it', () => {
    expect(earlier([flag(19), flag(20), flag(21)], month(19))).toEqual([])
  })

  test('while the figure of the last month is missing: nothing has ended the run', () => {
    const open = points.map((p, i) => (i === 25 ? { ...p, value: null } : p))
    expect(earlier([flag(22), flag(23), flag(24)], null, open)).toEqual([])
  })
})

test('weeks are counted by their months', () => {
  const weeks = Array.from({ length: 80 }, (_, i) => ({ period: addPeriods('2017-W40', i), value: 80 }))
  const outside = (index: number): Flag => ({
    ...flag(0, 'outside_limits'),
    period: weeks[index]?.period ?? '',
  })
  const found = earlierSignals(weeks, { phases: [], flags: [outside(20), outside(30)], since: null })
  expect(weeks.at(-1)?.period).toBe('2019-W15')
  expect([...found]).toEqual(['2018-W08'])
})

test('a series without points or signals has none', () => {
  expect(earlier([], null, [])).toEqual([])
  expect(earlier([])).toEqual([])
})
