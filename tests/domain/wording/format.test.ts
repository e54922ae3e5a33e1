import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellOf, emptyCell, type State } from '#domain/figures/measurement.ts'
import { notAdded, type Origin } from '#domain/figures/wholeness.ts'
import {
  capital,
  floorName,
  formatBase,
  formatCell,
  formatComputed,
  formatFigure,
  formatNumber,
  formatRemark,
  formatTarget,
  formatValue,
  missedWords,
} from '#domain/wording/format.ts'
import { aCoverage, countCell, ratioCell, valueOnlyCell } from '../examples.ts'

const percent = { unit: 'percent' as const, decimals: 1, kind: 'ratio' as const, good: 'higher' as const }
const count = {
  unit: 'children_or_items' as const,
  decimals: 0,
  kind: 'stock' as const,
  good: 'lower' as const,
}
const mean = { unit: 'children_per_fte' as const, decimals: 1, kind: 'mean' as const, good: 'lower' as const }
const median = { unit: 'working_days' as const, decimals: 1, kind: 'median' as const, good: 'lower' as const }

describe('numbers', () => {
  test('have commas over 999', () => {
    expect([0, 25, 999, 1000, 1204, 1234567].map((n) => formatNumber(n))).toEqual([
      '0',
      '25',
      '999',
      '1,000',
      '1,204',
      '1,234,567',
    ])
  })

  test('drop trailing zeros and keep the rest', () => {
    expect(formatNumber(93, 1)).toBe('93')
    expect(formatNumber(16.8, 1)).toBe('16.8')
    expect(formatNumber(1204.5, 4)).toBe('1,204.5')
    expect(formatNumber(100, 2)).toBe('100')
    expect(formatNumber(1200.1234, 4)).toBe('1,200.1234')
  })

  test('have no more places than figures are received with, and none where none are asked for', () => {
    expect(formatNumber(1 / 3, 99)).toBe('0.333333')
    expect(formatNumber(1.5, -1)).toBe('2')
    expect(formatNumber(1.25, 1.9)).toBe('1.3')
    expect(formatNumber(1.5, Number.NaN)).toBe('2')
  })

  test('round halves up, as a spreadsheet does', () => {
    expect(formatNumber(1.45, 1)).toBe('1.5')
    expect(formatNumber(86.25, 1)).toBe('86.3')
    expect(formatNumber(1.005, 2)).toBe('1.01')
    expect(formatNumber(2.5, 0)).toBe('3')
    expect(formatNumber(82.44999, 1)).toBe('82.4')
    expect(formatNumber(0.1 + 0.2, 1)).toBe('0.3')
  })

  test('have a true minus, and none before nothing', () => {
    expect(formatNumber(-3.06, 2)).toBe('−3.06')
    expect(formatNumber(-1204)).toBe('−1,204')
    expect(formatNumber(-0)).toBe('0')
    expect(formatNumber(-0.04, 1)).toBe('0')
  })

  test('read back as themselves, at the places shown', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.integer({ min: 0, max: 4 }),
        (n, places) => {
          const value = n / 10 ** places
          expect(Number(formatNumber(value, places).replaceAll(',', '').replace('−', '-'))).toBeCloseTo(
            value,
            6,
          )
        },
      ),
    )
  })
})

describe('values', () => {
  test('carry a percent sign where they are percentages', () => {
    expect(formatValue(percent, 93)).toBe('93%')
    expect(formatValue(percent, 92.96)).toBe('93%')
    expect(formatValue(percent, 82.4)).toBe('82.4%')
    expect(formatValue(percent, 0)).toBe('0%')
    expect(formatValue(percent, 120)).toBe('120%')
    expect(formatValue(count, 1204)).toBe('1,204')
    expect(formatValue(mean, 16.84)).toBe('16.8')
  })
})

describe('cells', () => {
  const shown = (state: State) => formatCell(percent, emptyCell(state))

  test('have four marks for four kinds of nothing, none of them a number', () => {
    const marks = (['not_reported', 'no_cases', 'suppressed', 'not_applicable'] as const).map(shown)
    expect(marks).toEqual(['no data', '0 of 0', 'c', 'n/a'])
    expect(new Set(marks).size).toBe(4)
    for (const mark of marks) expect(Number.isNaN(Number(mark))).toBe(true)
  })

  test('show the symbol received for a suppressed number', () => {
    expect(formatCell(percent, emptyCell('suppressed', 'low'))).toBe('low')
    expect(formatCell(percent, emptyCell('suppressed', 'k'))).toBe('k')
  })

  test('show zero as a number', () => {
    expect(formatCell(percent, ratioCell(0, 5))).toBe('0%')
    expect(formatCell(count, countCell(0))).toBe('0')
  })

  test('show a value that came without its counts', () => {
    expect(formatCell(percent, valueOnlyCell(82))).toBe('82%')
  })
})

describe('what a figure is made of', () => {
  test('is n of d, children over FTE, or the n of a median', () => {
    expect(formatFigure(percent, { ...ratioCell(369, 450), ...notAdded })).toBe('82% (369 of 450)')
    expect(formatFigure(percent, { ...ratioCell(860, 1000), ...notAdded })).toBe('86% (860 of 1,000)')
    const fte = cellOf('mean', { numerator: 302.4, denominator: 18, value: null, symbol: null })
    expect(formatFigure(mean, { ...fte, ...notAdded })).toBe('16.8 (302.4 over 18 FTE)')
    const days = cellOf('median', { numerator: null, denominator: 12, value: 3, symbol: null })
    expect(formatFigure(median, { ...days, ...notAdded })).toBe('3 (median of 12)')
    expect(formatFigure(count, { ...countCell(25), ...notAdded })).toBe('25')
  })

  test('counts posts in full-time equivalents, and names no base where none came', () => {
    const posts = { ...percent, denominator: 'social worker posts (FTE)' }
    expect(formatBase(posts, ratioCell(2.4, 7.6))).toBe('2.4 of 7.6 FTE')
    const none = { numerator: null, denominator: null, state: 'reported' } as const
    expect([percent, mean, median, count].map((kpi) => formatBase(kpi, none))).toEqual(['', '', '', ''])
    expect(formatBase(percent, { ...none, denominator: 5 })).toBe('0 of 5')
    expect(formatBase(mean, { ...none, denominator: 5 })).toBe('0 over 5 FTE')
  })

  test('is said with what it was added up from, where something is left out', () => {
    const coverage = aCoverage({ expected: 7, added: 6, notReported: 1 })
    const leftOut = { of: 'team' as const, units: ['A'], share: 0.3, lastWhole: null }
    const part: Origin = { origin: 'computed', coverage, leftOut }
    expect(formatRemark(percent, { ...ratioCell(112, 120), ...part })).toBe('112 of 120, from 6 of 7 teams')
    expect(formatRemark(percent, { ...ratioCell(112, 120), ...notAdded })).toBe('112 of 120')
    expect(formatRemark(count, { ...countCell(35), ...part })).toBe('from 6 of 7 teams')
    expect(formatRemark(count, { ...countCell(35), ...notAdded })).toBe('')
    expect(formatFigure(count, { ...countCell(35), ...part })).toBe('35 from 6 of 7 teams')
    expect(formatFigure(percent, { ...ratioCell(369, 450), ...part })).toBe(
      '82% (369 of 450) from 6 of 7 teams',
    )
  })

  test('of the sum beside a supplied figure is said where there is one', () => {
    const coverage = aCoverage({ expected: 7, added: 4, notReported: 3 })
    expect(formatComputed(count, { computed: countCell(35), coverage })).toBe('35 from 4 of 7 teams')
    const whole = aCoverage({ expected: 7, added: 7 })
    expect(formatComputed(percent, { computed: ratioCell(41, 50), coverage: whole })).toBe('82% (41 of 50)')
    expect(formatComputed(count, { computed: null, coverage })).toBeNull()
  })

  test('is said once for no cases, and never for nothing', () => {
    expect(formatFigure(percent, { ...ratioCell(0, 0), ...notAdded })).toBe('0 of 0')
    expect(formatBase(percent, ratioCell(0, 0))).toBe('')
    expect(formatFigure(percent, { ...emptyCell('not_reported'), ...notAdded })).toBe('no data')
    expect(formatFigure(percent, { ...emptyCell('suppressed', 'c'), ...notAdded })).toBe('c')
    expect(formatFigure(percent, { ...valueOnlyCell(82), ...notAdded })).toBe('82%')
  })
})

describe('targets', () => {
  test('say which side of them is good', () => {
    expect(formatTarget(percent, 90)).toBe('90% or more')
    expect(formatTarget({ ...percent, good: 'lower' }, 18)).toBe('18% or less')
    expect(formatTarget({ ...percent, good: 'near' }, 18)).toBe('18%')
  })

  test('at the end of the scale are only themselves', () => {
    expect(formatTarget(percent, 100)).toBe('100%')
    expect(formatTarget(count, 0)).toBe('0')
    expect(formatTarget({ ...count, good: 'higher' }, 100)).toBe('100 or more')
  })
})

describe('the ends of a percentage', () => {
  const percent = { unit: 'percent', decimals: 1 } as const

  test('are said only when they are reached: one late of 2,500 is not 100%, and one of 2,500 is not 0%', () => {
    expect(formatValue(percent, (2499 / 2500) * 100)).toBe('99.9%')
    expect(formatValue(percent, (1 / 2500) * 100)).toBe('0.1%')
    expect(formatValue({ unit: 'percent', decimals: 0 }, 99.5)).toBe('99%')
    expect(formatValue(percent, 100)).toBe('100%')
    expect(formatValue(percent, 0)).toBe('0%')
    expect(formatValue(percent, 99.9)).toBe('99.9%')
    expect(formatValue(percent, 99.91)).toBe('99.9%')
    expect(formatValue(percent, 0.1)).toBe('0.1%')
    expect(formatValue(percent, 100.04)).toBe('100%')
    expect(formatValue(percent, -0.04)).toBe('0%')
  })
})

describe('the least that is acceptable', () => {
  test('is a floor to stay above, and a limit to stay under', () => {
    expect([percent, { good: 'lower' as const }].map(floorName)).toEqual(['floor', 'limit'])
  })
})

describe('how far a missed figure is from its target', () => {
  const missed = (
    value: number | null,
    target: number | null,
    judgedOn: 'month' | 'three_months' = 'month',
  ) => ({ value, target, judgedOn })
  const caseload = { unit: 'children_per_fte', decimals: 1, good: 'lower' } as const

  test('is counted from the value that is shown, and not from its floor', () => {
    expect(missedWords(percent, missed(56.41, 90))).toBe('33.6 points below its target of 90%')
    expect(missedWords({ ...percent, good: 'lower' }, missed(19, 18))).toBe('1 point above its target of 18%')
    expect(missedWords({ ...percent, good: 'near' }, missed(28, 30))).toBe('2 points from its target of 30%')
    expect(missedWords(caseload, missed(19.87, 18))).toBe('1.9 above its target of 18')
  })

  test('has no number where the value says it, or where both look the same', () => {
    expect(missedWords({ ...caseload, decimals: 0 }, missed(12, 0))).toBe('above its target of 0')
    expect(missedWords(percent, missed(89.96, 90))).toBe('below its target of 90%')
    expect(missedWords({ ...percent, good: 'near' }, missed(30.01, 30))).toBe('off its target of 30%')
  })

  test('is not told of a small team, which was judged on three months while one is shown', () => {
    expect(missedWords(percent, missed(95, 90, 'three_months'))).toBe(
      'below its target of 90% over the last three months',
    )
  })

  test('is the side alone where there is no value or no target', () => {
    expect(missedWords(percent, missed(null, 90))).toBe('below its target of 90%')
    expect(missedWords({ ...percent, good: 'lower' }, missed(20, null))).toBe('above its target')
    expect(missedWords({ ...percent, good: 'near' }, missed(20, null))).toBe('past its target')
  })
})

test('a sentence begins with a capital, and nothing has none', () => {
  expect(capital('from 4 of 7 teams')).toBe('From 4 of 7 teams')
  expect(capital('')).toBe('')
})
