/** Which month a unit's pages open on. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultOpeningShare,
  isOpenedOn,
  latestMonthOf,
  type MonthArrival,
} from '#domain/figures/latest-month.ts'

/** A month of ten expected figures, of which this many came; its first return was due on the 8th of the month after. */
function month(period: string, received: number, over: Partial<MonthArrival> = {}): MonthArrival {
  const [year = 0, number = 0] = period.split('-').map(Number)
  const after = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { period, firstDueOn: `${after}-08`, expected: 10, received, neverComing: 0, ...over }
}

const day = '2019-06-10'
const half = () => defaultOpeningShare
const opened = (months: readonly MonthArrival[], on = day, share: (month: string) => number = half) =>
  latestMonthOf(months, on, share)?.period ?? null

describe('the month that pages open on', () => {
  test('is the latest with at least half of its figures, half itself included', () => {
    expect(opened([month('2019-04', 10), month('2019-05', 5)])).toBe('2019-05')
    expect(opened([month('2019-04', 10), month('2019-05', 4)])).toBe('2019-04')
  })

  test('is not one whose first return is due today or later, however much has come', () => {
    const may = month('2019-05', 10, { firstDueOn: day })
    expect(opened([month('2019-04', 10), may])).toBe('2019-04')
    expect(opened([month('2019-04', 10), may], '2019-06-11')).toBe('2019-05')
  })

  test('may be opened on whatever came before it', () => {
    expect(isOpenedOn(month('2019-05', 5), day, 50)).toBe(true)
    expect(isOpenedOn(month('2019-05', 4), day, 50)).toBe(false)
    expect(isOpenedOn(month('2019-05', 5, { firstDueOn: day }), day, 50)).toBe(false)
    expect(isOpenedOn(month('2019-05', 5, { firstDueOn: null }), day, 50)).toBe(true)
  })

  test('counts what is known never to come as come', () => {
    expect(opened([month('2019-04', 10), month('2019-05', 2, { neverComing: 2 })])).toBe('2019-04')
    expect(opened([month('2019-04', 10), month('2019-05', 2, { neverComing: 3 })])).toBe('2019-05')
  })

  test('is judged by what the council set for that month', () => {
    const share = (period: string) => (period >= '2019-05' ? 80 : 50)
    expect(opened([month('2019-04', 5), month('2019-05', 7)], day, share)).toBe('2019-04')
    expect(opened([month('2019-04', 5), month('2019-05', 8)], day, share)).toBe('2019-05')
  })

  test('of a council that never sends half is the latest that is like its fullest', () => {
    const months = [month('2019-02', 3), month('2019-03', 4), month('2019-04', 3), month('2019-05', 1)]
    expect(opened(months)).toBe('2019-04')
    expect(opened([month('2019-03', 4), month('2019-04', 2), month('2019-05', 1)])).toBe('2019-04')
  })

  test('is not a month past its day of which nothing came, where one that is not due has begun', () => {
    const june = month('2019-06', 3, { firstDueOn: '2019-07-08' })
    expect(opened([month('2019-04', 0), month('2019-05', 0), june])).toBe('2019-06')
  })

  test('is the same in whatever order months are listed', () => {
    const months = [month('2019-05', 4), month('2019-03', 10), month('2019-04', 10), month('2019-02', 10)]
    const turned = months.map((_, i) => opened([...months.slice(i), ...months.slice(0, i)]))
    expect([...turned, opened(months.toReversed())]).toEqual(Array(5).fill('2019-04'))
  })

  test('of a council of which no return is due yet is the latest in which anything came', () => {
    const early = (period: string, received: number) => month(period, received, { firstDueOn: '2019-12-31' })
    expect(opened([early('2019-05', 0), early('2019-03', 2), early('2019-04', 1)])).toBe('2019-04')
    expect(opened([early('2019-04', 0), early('2019-05', 0)])).toBe('2019-05')
  })

  test('of a council whose first month begins to come in is that month', () => {
    expect(opened([month('2019-05', 1, { firstDueOn: '2019-06-10' })])).toBe('2019-05')
    expect(opened([])).toBeNull()
  })

  test('is any month past its day where nothing is expected', () => {
    const none = { expected: 0, received: 0 }
    expect(opened([month('2019-04', 0, none), month('2019-05', 0, none)])).toBe('2019-05')
  })

  test('never goes back because something more came', () => {
    const received = fc.integer({ min: 0, max: 10 })
    fc.assert(
      fc.property(fc.array(received, { minLength: 1, maxLength: 8 }), fc.nat(7), (counts, which) => {
        const months = counts.map((n, i) => month(`2018-${String(i + 1).padStart(2, '0')}`, n))
        const enough = months.filter((m) => m.received * 2 >= m.expected)
        fc.pre(enough.length > 0)
        const more = months.map((m, i) => (i === which ? { ...m, received: 10 } : m))
        const [before, after] = [opened(months) ?? '', opened(more) ?? '']
        expect(after >= before).toBe(true)
        expect(before).toBe(enough.at(-1)?.period)
      }),
    )
  })
})
