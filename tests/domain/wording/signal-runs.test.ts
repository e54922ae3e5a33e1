import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Flag } from '#domain/figures/figure.ts'
import { addMonths } from '#domain/time/period.ts'
import { signalRuns, signalRunWords } from '#domain/wording/signal-runs.ts'
import { signalWords } from '#domain/wording/words.ts'

const flag = (period: string, change: Partial<Flag> = {}): Flag => ({
  period,
  signal: 'shift',
  meaning: 'improving',
  rising: true,
  ...change,
})

describe('the rules that fired', () => {
  test('are told as runs of neighbouring months with the same signal, latest first', () => {
    const runs = signalRuns([
      flag('2018-12'),
      flag('2019-01'),
      flag('2019-03', { signal: 'outside_limits', meaning: 'concerning', rising: false }),
      flag('2019-04', { signal: 'outside_limits', meaning: 'concerning', rising: false }),
    ])
    expect(runs.map(signalRunWords)).toEqual([
      `March 2019 to April 2019, worse than usual: ${signalWords.outside_limits}`,
      `December 2018 to January 2019, better than usual: ${signalWords.shift}`,
    ])
  })

  test('break where a month is missing, the meaning turns or another rule speaks', () => {
    expect(signalRuns([flag('2019-01'), flag('2019-03')])).toHaveLength(2)
    expect(signalRuns([flag('2019-01'), flag('2019-02', { meaning: 'concerning' })])).toHaveLength(2)
    expect(signalRuns([flag('2019-01'), flag('2019-02', { signal: 'trend' })])).toHaveLength(2)
    const unusual = { meaning: 'unusual' } as const
    expect(
      signalRuns([flag('2019-01', unusual), flag('2019-02', { ...unusual, rising: false })]),
    ).toHaveLength(2)
  })

  test('are whole in whatever order their months are listed', () => {
    const months = ['2019-02', '2019-01', '2019-04', '2019-03']
    expect(signalRuns(months.map((month) => flag(month)))).toEqual([
      { from: '2019-01', to: '2019-04', signal: 'shift', meaning: 'improving', rising: true },
    ])
  })

  test('are those from a month on, a run that began earlier told whole', () => {
    const flags = [flag('2018-05'), flag('2018-12'), flag('2019-01')]
    expect(signalRuns(flags, '2019-01')).toEqual([
      { from: '2018-12', to: '2019-01', signal: 'shift', meaning: 'improving', rising: true },
    ])
    expect(signalRuns([])).toEqual([])
  })

  test('name one month once, and say which way a measure without a good direction went', () => {
    const [run] = signalRuns([flag('2019-04', { meaning: 'unusual', rising: false })])
    expect(run === undefined ? '' : signalRunWords(run)).toBe(
      `April 2019, lower than usual: ${signalWords.shift}`,
    )
    const [up] = signalRuns([flag('2019-04', { meaning: 'unusual' })])
    expect(up === undefined ? '' : signalRunWords(up)).toBe(
      `April 2019, higher than usual: ${signalWords.shift}`,
    )
  })

  test('lose no flagged month and invent none, in whatever order they come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }),
        fc.array(fc.constantFrom('improving' as const, 'concerning' as const), {
          minLength: 41,
          maxLength: 41,
        }),
        (places, meanings) => {
          const flags = places.map((i) =>
            flag(addMonths('2016-01', i), { meaning: meanings[i] ?? 'improving' }),
          )
          const covered = signalRuns(flags).flatMap((run) => {
            const months: string[] = []
            for (let m = run.from; m <= run.to; m = addMonths(m, 1)) months.push(m)
            return months
          })
          expect(covered.toSorted()).toEqual(flags.map((f) => f.period).toSorted())
        },
      ),
    )
  })
})
