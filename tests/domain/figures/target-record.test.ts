import { describe, expect, test } from 'vitest'
import { isAlwaysBest, type JudgedMonth, targetRecordOf } from '#domain/figures/target-record.ts'
import { addPeriods } from '#domain/time/period.ts'
import { aFigure, aKpi } from '../examples.ts'

/** Months up to April 2019, earliest first: `m` met, `c` close, `x` missed, `s` too small, `3` judged on three months, `n`
 *  without a target, `-` without a figure. */
function monthsOf(marks: string): { figure: JudgedMonth; earlier: JudgedMonth[] } {
  const status = { m: 'met', c: 'close', x: 'missed', s: 'small_number', 3: 'met', n: 'no_target' } as const
  const months = [...marks].flatMap((mark, i) => {
    if (!(mark in status)) return []
    const period = addPeriods('2019-04', i + 1 - marks.length)
    return aFigure({
      period,
      // The line above leaves only the marks of the table.
      status: status[mark as keyof typeof status],
      judgedOn: mark === 's' || mark === 'n' ? null : mark === '3' ? 'three_months' : 'month',
      target: mark === 'n' ? null : 90,
    })
  })
  return { figure: months.at(-1) as JudgedMonth, earlier: months.slice(0, -1).reverse() }
}

function recordOf(marks: string) {
  const { figure, earlier } = monthsOf(marks)
  return targetRecordOf(figure, earlier)
}

describe('the target record', () => {
  test('counts the last 13 months and no earlier one', () => {
    expect(recordOf('mmmmxcxcxcxcxcxcm')).toEqual({ met: 1, judged: 13, metSince: '2019-04' })
    expect(recordOf('mmmmxxxxxxxxxxxxx')).toEqual({ met: 0, judged: 13, metSince: null })
  })

  test('knows the first month of an unbroken run, however long ago', () => {
    expect(recordOf('xmmmmmmmmmmmmmmmmmm')).toEqual({ met: 13, judged: 13, metSince: '2017-11' })
    expect(recordOf('mmmm-mm')).toMatchObject({ metSince: '2019-03' })
  })

  test('counts no month that was too small, judged on three months, without a target or without a figure', () => {
    expect(recordOf('m3s-nxmmcmmxm')).toEqual({ met: 6, judged: 9, metSince: '2019-04' })
  })
})

describe('always at the best value', () => {
  const kpi = aKpi({ kind: 'count', unit: 'children_or_items', good: 'lower' })
  const zeros = (over: (back: number) => Partial<JudgedMonth> = () => ({})) => {
    const months = Array.from({ length: 13 }, (_, back) => ({
      ...aFigure({ period: addPeriods('2019-04', -back), value: 0, numerator: 0, target: 0 }),
      ...over(back),
    }))
    return isAlwaysBest(kpi, months[0] as JudgedMonth, months.slice(1))
  }

  test('is 0 in each of 13 months where low is good', () => {
    expect(zeros()).toBe(true)
    expect(zeros((back) => (back === 12 ? { value: 1 } : {}))).toBe(false)
  })

  test('is not with a month missing, not whole, or without a target', () => {
    for (const over of [{ state: 'not_reported' }, { status: 'not_whole' }, { target: null }] as const)
      expect(zeros((back) => (back === 5 ? over : {}))).toBe(false)
    expect(isAlwaysBest(kpi, aFigure({ value: 0, target: 0 }), [])).toBe(false)
  })
})
