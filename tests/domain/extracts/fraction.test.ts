import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FractionReference, fractionFault, fractionIn } from '#domain/extracts/fraction.ts'
import type { RowText } from '#domain/extracts/register.ts'

const kpi = { kind: 'ratio' } as Parameters<typeof fractionIn>[1]
const cell = {
  sheet: null,
  row: 2,
  column: 'value',
  unit: 'HP-N1',
  kpi: 'CP04',
  period: '2019-05',
  value: 0.92,
  typed: '0.92',
}
const text = (value: string, typed?: string): RowText => ({
  sheet: null,
  row: 2,
  team_code: 'HP-N1',
  kpi_code: 'CP04',
  period: '2019-05',
  numerator: '',
  denominator: '',
  value,
  as_at: '',
  note: '',
  ...(typed === undefined ? {} : { typed: { value: typed } }),
})
const found = (value: string, state = 'without_denominator', typed?: string) =>
  fractionIn(text(value, typed), kpi, {
    state: state as 'reported',
    value: Number(value),
    unit: 'HP-N1',
    kpi: 'CP04',
    period: '2019-05',
  })
const against = (figures: number[], target: number | null = null, value = 0.92) =>
  fractionFault({ ...cell, value, typed: String(value) }, { figures, target })

describe('a value that may be a fraction', () => {
  it('lies above 0 and up to 1, of a percentage without counts', () => {
    expect(found('0.92')).toEqual(cell)
    expect(found('1')).toMatchObject({ value: 1, typed: '1' })
    for (const value of ['0', '1.0001', '92']) expect(found(value)).toBeNull()
    expect(found('0.92', 'reported')).toBeNull()
    expect(fractionIn(text('0.92'), { ...kpi, kind: 'median' }, { ...cell, state: 'reported' })).toBeNull()
  })

  it('is of a percentage alone, and has a value', () => {
    const state = { ...cell, state: 'without_denominator' } as const
    for (const kind of ['median', 'mean', 'count', 'stock'] as const)
      expect(fractionIn(text('0.92'), { ...kpi, kind }, state)).toBeNull()
    expect(fractionIn(text(''), kpi, { ...state, value: null })).toBeNull()
    expect(fractionIn(text('-0.5'), kpi, { ...state, value: -0.5 })).toBeNull()
  })

  it('is none where the file writes it with its sign', () => {
    expect(found('0.92', 'without_denominator', '0.92%')).toBeNull()
    expect(found('0.92', 'without_denominator', ' 0.92 ')).toEqual(cell)
  })
})

describe('a fraction', () => {
  it('is a problem where the last figures say so, in both readings and with what to do', () => {
    expect(against([88, 91.04, 90])).toEqual({
      is: 'problem',
      problem: {
        code: 'looks_like_fraction',
        sheet: null,
        row: 2,
        column: 'value',
        value: '0.92',
        firstRow: null,
        message:
          'Row 2, value: Is ‘0.92’ 92% or 0.92%? Its last figures are about 90%. Write 92 for 92%; for 0.92%, give the numerator and the denominator instead',
      },
    })
  })

  it('is asked about where the last figures are as small as it is', () => {
    expect(against([1, 0.8, 1.2], 90)).toEqual({
      is: 'warning',
      warning: {
        code: 'looks_like_fraction',
        sheet: null,
        row: 2,
        column: 'value',
        needsReason: false,
        message:
          'Row 2, value: Is ‘0.92’ 92% or 0.92%? It will be published as 0.92%. If 92% is meant, write 92',
      },
    })
  })

  it('is judged by the target where there are no figures, and asked about without either', () => {
    const judged = against([], 90)
    expect(judged).toMatchObject({
      is: 'problem',
      problem: { message: expect.stringContaining('Its target is 90%.') },
    })
    expect(against([], 0)).toMatchObject({ is: 'warning' })
    expect(against([])).toMatchObject({ is: 'warning' })
  })

  it('is judged by the middle of the last figures, so that one odd month turns nothing', () => {
    expect(against([90, 91, 0.9, 92, 89]).is).toBe('problem')
    expect(against([0.9, 1, 90]).is).toBe('warning')
  })

  it('is as far from both readings in the middle between them, and then asked about', () => {
    // 0.4 or 40: the middle is 20.2.
    expect(against([20.2], null, 0.4).is).toBe('warning')
    expect(against([20.3], null, 0.4).is).toBe('problem')
  })

  it('names a hundred times the value without the noise of its digits', () => {
    expect(against([60], null, 0.57)).toMatchObject({
      problem: { message: expect.stringContaining('‘0.57’ 57% or 0.57%?') },
    })
    expect(against([60], null, 0.5725)).toMatchObject({
      problem: { message: expect.stringContaining('57.25% or 0.5725%?') },
    })
  })

  it('is a problem exactly where the greater reading is the nearer one', () => {
    const reference = fc.record<FractionReference>({
      figures: fc.constant([]),
      target: fc.integer({ min: 0, max: 100 }),
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), reference, (hundredths, given) => {
        const value = hundredths / 100
        const target = given.target ?? 0
        const isNearer = Math.abs(hundredths - target) < Math.abs(value - target)
        expect(fractionFault({ ...cell, value }, given).is).toBe(isNearer ? 'problem' : 'warning')
      }),
    )
  })
})
