import { describe, expect, test } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { type Cell, emptyCell } from '#domain/figures/measurement.ts'
import { isJudgedByRecord, metRecordOf } from '#domain/figures/spc/met-record.ts'
import { aKpi, countCell, ratioCell } from '../../examples.ts'
import { at, figuresOf, ledgerOf, monthly, target } from '../../ledger-examples.ts'

const wide = { lower: 60, upper: 110 }

describe('assurance is judged by the record', () => {
  const by = (kpi: Partial<Kpi>, value: number | null, aim: number, limits = wide) =>
    isJudgedByRecord(aKpi(kpi), { value, target: aim }, limits)

  test('at 100% of a share that is good when high, with a target of 100%', () => {
    expect(by({ good: 'higher' }, 100, 100)).toBe(true)
    expect(by({ good: 'higher' }, 99.9, 100)).toBe(false)
    expect(by({ good: 'higher' }, 100, 99)).toBe(false)
    expect(by({ good: 'higher', kind: 'count' }, 100, 100)).toBe(false)
    expect(by({ good: 'higher', mayExceed: true }, 100, 100)).toBe(false)
    expect(by({ good: 'higher' }, null, 100)).toBe(false)
  })

  test('at 0 of what is good when low, with a target of 0', () => {
    for (const kind of ['count', 'stock', 'ratio'] as const)
      expect(by({ good: 'lower', kind }, 0, 0)).toBe(true)
    expect(by({ good: 'lower', kind: 'count' }, 1, 0)).toBe(false)
    expect(by({ good: 'lower', kind: 'count' }, 0, 1, { lower: -1, upper: 3 })).toBe(false)
  })

  test('where the limits lie on one side of the target and the figure on the other: 94.3% under limits that begin at 98.5%', () => {
    const high = { lower: 98.5, upper: 101 }
    expect([94.3, 97.9, 98, 99].map((value) => by({ good: 'higher' }, value, 98, high))).toEqual([
      ...[true, true, false, false],
    ])
    const low = { lower: 60, upper: 70 }
    expect([65, 97.9, 98].map((value) => by({ good: 'higher' }, value, 98, low))).toEqual([
      false,
      false,
      true,
    ])
    expect([65, 50].map((value) => by({ good: 'lower', kind: 'count' }, value, 55, low))).toEqual([
      false,
      true,
    ])
  })

  test('where the limits collapsed, at any value', () => {
    expect(by({ good: 'higher' }, 93, 90, { lower: 93, upper: 93 })).toBe(true)
    expect(by({ good: 'higher' }, 93, 90, { lower: 92.9, upper: 93.1 })).toBe(false)
  })
})

describe('the record', () => {
  const all = (n: number, cell: Cell) => Array.from({ length: n }, () => cell)
  const met = ratioCell(50, 50)
  const of = (cells: readonly (Cell | undefined)[]) => metRecordOf(aKpi(), 100, cells)

  test('counts the last thirteen periods that met the target, and no earlier one', () => {
    expect(of(all(20, met))).toEqual({ met: 13, of: 13 })
    expect(of([...all(12, met), ratioCell(49, 50), ...all(9, met)])).toEqual({ met: 12, of: 13 })
    expect(of([...all(13, met), ratioCell(49, 50)])).toEqual({ met: 13, of: 13 })
  })

  test('does not count a period that was not reported as met', () => {
    expect(of([met, undefined, emptyCell('not_reported'), emptyCell('suppressed'), ...all(20, met)])).toEqual(
      {
        met: 10,
        of: 13,
      },
    )
  })

  test('passes over a period without cases, which could be neither met nor missed', () => {
    expect(of([met, emptyCell('no_cases'), emptyCell('no_cases'), ...all(12, met)])).toEqual({
      met: 13,
      of: 13,
    })
  })
})

describe('a stored figure', () => {
  const aim = (value: number) => ({ targetAt: () => ({ ...target, target: value }) })
  const last = (cells: readonly (Cell | null)[], kpi: Partial<Kpi>, to: number) => {
    const figures = figuresOf(ledgerOf({ 'HP-1': monthly(cells, '2017-01') }, { kpi, ...aim(to) }))
    const { assurance, analysis, variation } = at(figures, 'HP-1', [...figures.keys()].at(-1)?.split(' ')[1])
    return { assurance, record: analysis.record, variation }
  }
  const lower = { kind: 'count', good: 'lower', denominator: null, minimum: null } as const

  test('of 26 zeros against a target of 0 can meet it', () => {
    expect(last(Array(26).fill(countCell(0)), lower, 0)).toEqual({
      assurance: 'will_meet',
      record: { met: 13, of: 13 },
      variation: 'no_real_change',
    })
  })

  test('that was always 100% against 100% can meet it', () => {
    const full = Array.from({ length: 26 }, (_, i) => ratioCell(40 + (i % 7), 40 + (i % 7)))
    expect(last(full, {}, 100)).toMatchObject({ assurance: 'will_meet', record: { met: 13, of: 13 } })
  })

  test('is sometimes met with two months missed, or with a month that never came', () => {
    const zeros: (Cell | null)[] = Array(26).fill(countCell(0))
    expect(last(zeros.with(16, countCell(1)).with(20, countCell(2)), lower, 0)).toMatchObject({
      assurance: 'hit_or_miss',
      record: { met: 11, of: 13 },
    })
    expect(last(zeros.with(20, null), lower, 0)).toMatchObject({
      assurance: 'hit_or_miss',
      record: { met: 12, of: 13 },
    })
  })

  test('is too early under thirteen months', () => {
    expect(last(Array(12).fill(countCell(0)), lower, 0)).toMatchObject({ assurance: 'too_early' })
    expect(last(Array(12).fill(countCell(0)), lower, 0).record).toBeUndefined()
    expect(last(Array(13).fill(countCell(0)), lower, 0)).toMatchObject({ assurance: 'will_meet' })
  })

  test('of an ordinary measure is judged by its limits alone', () => {
    const moving = Array.from({ length: 26 }, (_, i) => ratioCell(40 + (i % 5), 50))
    expect(last(moving, {}, 60)).toMatchObject({ assurance: 'will_meet', record: undefined })
  })
})
