import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Basis } from '#domain/catalogue/kpi.ts'
import { emptyCell, type State } from '#domain/figures/measurement.ts'
import { analyse } from '#domain/figures/spc/analyse.ts'
import { assuranceOf, byNhsPackage, isRolling, recordOf, variationOf } from '#domain/figures/spc/verdict.ts'
import { aFigure, aKpi, anAnalysis, monthlySeries, ratioCell, valueOnlyCell } from '../../examples.ts'

const cell = ratioCell(45, 50)
const nothings: State[] = ['no_cases', 'not_reported', 'suppressed', 'not_applicable']

describe('variation', () => {
  test('is the last point’s flag, or no real change', () => {
    expect(variationOf(aKpi(), cell, anAnalysis({ meaning: 'improving' }))).toBe('improving')
    expect(variationOf(aKpi(), cell, anAnalysis({ meaning: 'concerning' }))).toBe('concerning')
    expect(variationOf(aKpi(), cell, anAnalysis({ meaning: 'unusual' }))).toBe('unusual')
    expect(variationOf(aKpi(), cell, anAnalysis())).toBe('no_real_change')
  })

  test('is given with trial limits and too early without limits', () => {
    expect(variationOf(aKpi(), cell, anAnalysis({ limits: 'trial' }))).toBe('no_real_change')
    expect(variationOf(aKpi(), cell, anAnalysis({ limits: 'none' }))).toBe('too_early')
  })

  test('is none under the minimum denominator, and given on it', () => {
    expect(variationOf(aKpi(), ratioCell(9, 9), anAnalysis())).toBe('none')
    expect(variationOf(aKpi(), ratioCell(9, 10), anAnalysis())).toBe('no_real_change')
  })

  test('is none for every kind of nothing and for a value without counts', () => {
    for (const state of nothings) expect(variationOf(aKpi(), emptyCell(state), anAnalysis())).toBe('none')
    expect(variationOf(aKpi(), valueOnlyCell(80), anAnalysis())).toBe('none')
  })

  test('is none for a rolling window, and given for a cohort', () => {
    const bases: Basis[] = ['flow', 'snapshot', 'cohort', 'rolling_3_months', 'rolling_12_months']
    expect(bases.map((basis) => variationOf(aKpi({ basis }), cell, anAnalysis()))).toEqual([
      'no_real_change',
      'no_real_change',
      'no_real_change',
      'none',
      'none',
    ])
    expect(bases.map(isRolling)).toEqual([false, false, false, true, true])
  })
})

describe('assurance', () => {
  const limits = anAnalysis({ lower: 70, upper: 90 })
  const higher = (target: number) => assuranceOf(aKpi(), cell, limits, target)
  const lower = (target: number) => assuranceOf(aKpi({ good: 'lower' }), cell, limits, target)

  test('compares the last limits with the target; a target on a limit is sometimes met', () => {
    expect([69.9, 70, 80, 90, 90.1].map(higher)).toEqual([
      'will_meet',
      'hit_or_miss',
      'hit_or_miss',
      'hit_or_miss',
      'will_miss',
    ])
    expect([69.9, 70, 80, 90, 90.1].map(lower)).toEqual([
      'will_miss',
      'hit_or_miss',
      'hit_or_miss',
      'hit_or_miss',
      'will_meet',
    ])
  })

  test('dust on a limit that equals the target is still sometimes met', () => {
    const dusty = anAnalysis({ lower: 0.1 + 0.2, upper: 1 })
    expect(assuranceOf(aKpi(), cell, dusty, 0.3)).toBe('hit_or_miss')
  })

  test('of a series that never moves is its record, since its limits collapsed', () => {
    const still = analyse(monthlySeries(Array(13).fill(93.3)), { good: 'higher', screen: true, restarts: [] })
    const cells = Array.from({ length: 13 }, () => ({ ...cell, value: 93.3 }))
    const judged = [93.4, 93.3, 93.2].map((target) => {
      const record = recordOf(aKpi(), cell, still, { target, latestFirst: cells })
      return record === null ? null : assuranceOf(aKpi(), cell, { ...still, record }, target)
    })
    expect(judged).toEqual(['will_miss', 'will_meet', 'will_meet'])
  })

  test('is that of the record where there is one, whatever the limits say', () => {
    const by = (met: number) => assuranceOf(aKpi(), cell, { ...limits, record: { met, of: 13 } }, 60)
    expect([13, 12, 1, 0].map(by)).toEqual(['will_meet', 'hit_or_miss', 'hit_or_miss', 'will_miss'])
    const few = { ...limits, record: { met: 13, of: 13 } }
    expect(assuranceOf(aKpi(), ratioCell(9, 9), few, 60)).toBe('none')
  })

  test('is none without a target, and where neither direction is good', () => {
    expect(assuranceOf(aKpi(), cell, limits, null)).toBe('none')
    expect(assuranceOf(aKpi({ good: 'neither' }), cell, limits, 80)).toBe('none')
    expect(assuranceOf(aKpi({ good: 'near' }), cell, limits, 80)).toBe('none')
  })

  test('is too early with trial limits and without limits', () => {
    expect(assuranceOf(aKpi(), cell, anAnalysis({ limits: 'trial' }), 80)).toBe('too_early')
    expect(assuranceOf(aKpi(), cell, anAnalysis({ limits: 'none' }), 80)).toBe('too_early')
  })

  test('is none for a rolling window, a small denominator and every kind of nothing', () => {
    expect(assuranceOf(aKpi({ basis: 'rolling_3_months' }), cell, limits, 60)).toBe('none')
    expect(assuranceOf(aKpi(), ratioCell(9, 9), limits, 60)).toBe('none')
    for (const state of nothings) expect(assuranceOf(aKpi(), emptyCell(state), limits, 60)).toBe('none')
  })

  test('turned over, a good direction turns will meet into will miss', () => {
    const turned = { will_meet: 'will_miss', will_miss: 'will_meet', hit_or_miss: 'hit_or_miss' } as const
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (target) => {
        expect(lower(target)).toBe(turned[higher(target) as keyof typeof turned])
      }),
    )
  })
})

describe('a figure as the NHS package alone would judge it', () => {
  const {
    nhs: _,
    course: __,
    ...byPackage
  } = anAnalysis({
    meaning: 'improving',
    signal: 'shift',
    rising: true,
    since: '2018-10',
  })
  const spoken = anAnalysis({ mean: 78, course: null, nhs: byPackage })

  test('has the limits and the verdict of the package', () => {
    const figure = byNhsPackage(aKpi(), aFigure({ variation: 'no_real_change', analysis: spoken }))
    expect(figure.variation).toBe('improving')
    expect(figure.analysis).toEqual(byPackage)
  })

  test('has beside it the last whole one by the same method, if it is not whole', () => {
    const {
      unit: _unit,
      kpi: _kpi,
      computed: _computed,
      teamVariation: _teams,
      ...lastWhole
    } = aFigure({
      period: '2019-03',
      variation: 'no_real_change',
      analysis: spoken,
    })
    const part = aFigure({
      status: 'not_whole',
      variation: 'none',
      analysis: spoken,
      leftOut: { of: 'team', units: ['HP-S2'], share: 0.4, lastWhole },
    })
    const { variation, leftOut } = byNhsPackage(aKpi(), part)
    expect(variation).toBe('none')
    expect(leftOut?.lastWhole?.variation).toBe('improving')
    expect(leftOut?.lastWhole?.analysis).toEqual(byPackage)
  })
})
