import { describe, expect, test } from 'vitest'
import type { Assurance, Figure } from '#domain/figures/figure.ts'
import { lastWholeOf } from '#domain/figures/wholeness.ts'
import { assuranceText, phraseOf, sinceWords } from '#domain/wording/phrase.ts'
import { aFigure, anAnalysis } from '../examples.ts'

const said = (over: Partial<Figure>) => phraseOf(aFigure({ period: '2019-04', ...over }))
const since = (from: string | null, rising = true) => anAnalysis({ since: from, rising })

describe('the one phrase of a figure', () => {
  test('is what is really changing, and since when', () => {
    expect(said({ variation: 'improving', analysis: since('2019-01') })).toBe(
      'better than usual since January 2019',
    )
    expect(said({ variation: 'concerning', analysis: since('2019-04') })).toBe(
      'worse than usual in April 2019',
    )
    expect(said({ variation: 'unusual', analysis: since(null) })).toBe('higher than usual')
    expect(said({ variation: 'unusual', analysis: since(null, false) })).toBe('lower than usual')
  })

  test('is else what becomes of its target, before all that is not known yet', () => {
    expect(said({ variation: 'too_early', assurance: 'will_miss' })).toBe('unlikely to meet target')
    expect(said({ variation: 'no_real_change', assurance: 'will_meet' })).toBe('can meet target')
  })

  test('is else how many figures are still needed, on what it was judged, or that nothing changes', () => {
    expect(said({ variation: 'too_early', analysis: anAnalysis({ points: 7 }) })).toBe(
      'too early to tell: 7 of 13 needed',
    )
    const months = { judgedOn: 'three_months', judgedNumerator: 8, judgedDenominator: 12 } as const
    expect(said({ variation: 'no_real_change', ...months })).toBe('judged on the last three months: 8 of 12')
    expect(said({ variation: 'no_real_change' })).toBe('no real change')
    expect(said({ variation: 'none' })).toBe('')
  })

  test('of one that is not whole is that of the last whole one, with its month', () => {
    const leftOut = { of: 'team', units: [], share: null } as const
    const whole = (over: Partial<Figure>) => ({
      ...leftOut,
      units: [],
      lastWhole: lastWholeOf(aFigure({ period: '2019-03', ...over })),
    })
    const part = { status: 'not_whole', variation: 'none' } as const
    expect(said({ ...part, leftOut: whole({ variation: 'improving', analysis: since('2019-03') }) })).toBe(
      'last whole in March 2019: better than usual in March 2019',
    )
    expect(said({ ...part, leftOut: whole({ variation: 'none' }) })).toBe('last whole in March 2019')
    expect(said({ ...part, leftOut: null })).toBe('not judged')
  })
})

describe('assurance by the record', () => {
  const by = (met: number, period = '2019-04'): Partial<Figure> => ({
    period,
    assurance: met === 13 ? 'will_meet' : met === 0 ? 'will_miss' : 'hit_or_miss',
    analysis: anAnalysis({ record: { met, of: 13 } }),
  })

  test('is said as the months that were met, in the row and wherever assurance is named', () => {
    const words = [13, 11, 0].map((met) => [said(by(met)), assuranceText(aFigure(by(met)))])
    expect(words).toEqual([
      ['met in every month', 'Met in every month'],
      ['met in 11 of 13 months', 'Met in 11 of 13 months'],
      ['met in none of 13 months', 'Met in none of 13 months'],
    ])
    expect(said({ ...by(11, '2019-W20'), variation: 'no_real_change' })).toBe('met in 11 of 13 weeks')
    expect(said({ ...by(13, '2019-Q1') })).toBe('met in every quarter')
  })

  test('comes after what is really changing, and ordinary assurance keeps its words', () => {
    const analysis = anAnalysis({ record: { met: 13, of: 13 }, since: '2019-01' })
    expect(said({ ...by(13), variation: 'improving', analysis })).toBe('better than usual since January 2019')
    expect(assuranceText(aFigure({ assurance: 'will_meet' }))).toBe('Can meet target')
  })
})

describe('what the range allows beside what the months did', () => {
  const months = (met: number, judged = 13) => ({ met, judged, metSince: null })
  const told = (assurance: Assurance, met: number, judged?: number) =>
    assuranceText(aFigure({ assurance }), months(met, judged))

  test('is said alone where the months went as the words lead to expect', () => {
    expect(told('will_meet', 13)).toBe('Can meet target')
    expect(told('will_miss', 0)).toBe('Unlikely to meet target')
    expect(told('hit_or_miss', 5)).toBe('Not sure to meet target')
    expect(told('hit_or_miss', 0, 0)).toBe('Not sure to meet target')
    expect(told('too_early', 0)).toBe('Too early to tell')
    expect(told('none', 0)).toBe('Not judged')
  })

  test('says that no month met the target, or that all did, where the range spans it', () => {
    expect(told('hit_or_miss', 0)).toBe('Not sure to meet target; not met in 13 months')
    expect(told('hit_or_miss', 13)).toBe('Not sure to meet target; met in all 13 months')
    expect(told('hit_or_miss', 1, 1)).toBe('Not sure to meet target; met in the one month')
    expect(told('hit_or_miss', 0, 9)).toBe('Not sure to meet target; not met in 9 months')
  })

  test('says that the months went the other way than the range promises', () => {
    expect(told('will_meet', 0)).toBe('Can meet target; not met in 13 months')
    expect(told('will_miss', 9)).toBe('Unlikely to meet target; met in 9 of 13 months')
    expect(told('will_miss', 13)).toBe('Unlikely to meet target; met in all 13 months')
  })
})

test('a run that began with its own period is of it, one that began before is since then', () => {
  expect(sinceWords({ period: '2019-04', analysis: since(null) })).toBe('')
  expect(sinceWords({ period: '2019-04', analysis: since('2019-04') })).toBe(' in April 2019')
  expect(sinceWords({ period: '2019-04', analysis: since('2018-12') })).toBe(' since December 2018')
})
