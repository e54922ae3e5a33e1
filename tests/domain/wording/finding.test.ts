import { describe, expect, test } from 'vitest'
import type { Course, Figure } from '#domain/figures/figure.ts'
import { emptyCell, type State } from '#domain/figures/measurement.ts'
import { findingOf } from '#domain/wording/finding.ts'
import { aFigure, aKpi, anAnalysis } from '../examples.ts'

const since = anAnalysis({ since: '2018-12', rising: false })
const finding = (over: Partial<Figure>) => findingOf(aKpi(), aFigure({ assurance: 'none', ...over }))
const name = 'Assessments in 45 days'
const further: Course = { is: 'further', from: '2019-01', value: 80 }
const steady: Course = { is: 'steady', from: '2019-04', value: 80 }

describe('the finding', () => {
  test('under 7 months is too early, with the months there are', () => {
    const early = (points: number) =>
      finding({ variation: 'too_early', analysis: anAnalysis({ limits: 'none', points }) })
    expect(early(6)).toBe('Too early to tell: 6 months of data, 13 needed.')
    expect(early(1)).toBe('Too early to tell: 1 month of data, 13 needed.')
  })

  test('improving, will meet', () => {
    expect(finding({ variation: 'improving', assurance: 'will_meet', analysis: since })).toBe(
      `${name} is better than usual and should keep meeting target.`,
    )
  })

  test.each(['hit_or_miss', 'will_miss', 'too_early', 'none'] as const)(
    'improving, and %s: only a line that still rises is improving',
    (assurance) => {
      const said = (course: Course | null) =>
        finding({ variation: 'improving', assurance, analysis: { ...since, course } })
      expect(said(null)).toBe(`${name} has been better than usual since December 2018.`)
      expect(said(further)).toBe(`${name} has been improving since December 2018.`)
      expect(said(steady)).toBe(`${name} has been better than usual since December 2018, and steady.`)
    },
  )

  test('concerning, will miss: only a line that still falls is getting worse', () => {
    const said = (course: Course | null) =>
      finding({ variation: 'concerning', assurance: 'will_miss', analysis: { ...since, course } })
    const missing = 'will keep missing target without change.'
    expect(said(further)).toBe(`${name} is getting worse and ${missing}`)
    expect(said(null)).toBe(`${name} has been worse than usual since December 2018 and ${missing}`)
    expect(said(steady)).toBe(
      `${name} has been worse than usual since December 2018, and steady and ${missing}`,
    )
  })

  test('recovering and slipping back, with the month it turned and both figures', () => {
    const back = (variation: 'recovering' | 'slipping_back', from: number, value: number) =>
      findingOf(
        aKpi({ name: 'Audit actions overdue', kind: 'count', unit: 'children_or_items', decimals: 0 }),
        aFigure({
          ...{ variation, value, numerator: value, denominator: null, assurance: 'none' },
          analysis: anAnalysis({ since: '2018-10', course: { is: variation, from: '2019-01', value: from } }),
        }),
      )
    expect(back('recovering', 41, 15)).toBe(
      'Audit actions overdue has been worse than usual since October 2018, and falling since January 2019: 41 to 15.',
    )
    expect(back('slipping_back', 3, 9)).toBe(
      'Audit actions overdue has been better than usual since October 2018, and rising since January 2019: 3 to 9.',
    )
  })

  test('concerning', () => {
    expect(finding({ variation: 'concerning', analysis: { ...since, course: further } })).toBe(
      `${name} has been worse than usual since December 2018, and is getting worse.`,
    )
    for (const assurance of ['hit_or_miss', 'will_meet', 'too_early', 'none'] as const)
      expect(finding({ variation: 'concerning', assurance, analysis: since })).toBe(
        `${name} has been worse than usual since December 2018.`,
      )
  })

  test('steady, by what may be expected', () => {
    expect(finding({ assurance: 'will_miss' })).toBe(
      `${name} is stable and will keep missing target: change the way it is done.`,
    )
    expect(finding({ assurance: 'hit_or_miss' })).toBe(`${name} meets target some months by chance.`)
    expect(finding({ assurance: 'will_meet' })).toBe(`${name} is stable and meeting target.`)
    expect(finding({ assurance: 'none' })).toBe(`${name} shows no real change.`)
    expect(finding({ assurance: 'too_early' })).toBe(`${name} shows no real change.`)
  })

  test('steady at the best value there is, by the record', () => {
    const by = (met: number, period = '2019-04') =>
      finding({ period, assurance: 'hit_or_miss', analysis: anAnalysis({ record: { met, of: 13 } }) })
    expect([by(13), by(11), by(0)]).toEqual([
      `${name} has met target in every one of the last 13 months.`,
      `${name} has met target in 11 of the last 13 months.`,
      `${name} has met target in none of the last 13 months.`,
    ])
    expect(by(11, '2019-W20')).toBe(`${name} has met target in 11 of the last 13 weeks.`)
  })

  test('unusual, higher or lower', () => {
    const unusual = (rising: boolean) =>
      finding({ variation: 'unusual', analysis: anAnalysis({ since: '2018-12', rising }) })
    expect(unusual(true)).toBe(`${name} has been higher than usual since December 2018.`)
    expect(unusual(false)).toBe(`${name} has been lower than usual since December 2018.`)
  })

  test('rolling is its value over its window', () => {
    const rolling = (basis: 'rolling_3_months' | 'rolling_12_months') =>
      findingOf(aKpi({ basis, name: 'Re-referrals' }), aFigure({ value: 18.25, variation: 'none' }))
    expect(rolling('rolling_12_months')).toBe('Re-referrals is 18.3% over the twelve months to April 2019.')
    expect(rolling('rolling_3_months')).toBe('Re-referrals is 18.3% over the three months to April 2019.')
  })

  test('one for each kind of nothing', () => {
    const nothing = (state: State) => finding({ ...emptyCell(state), variation: 'none' })
    expect(nothing('not_reported')).toBe('Nothing reported for April 2019.')
    expect(nothing('no_cases')).toBe('No cases in April 2019.')
    expect(nothing('suppressed')).toBe(`${name} is suppressed for April 2019.`)
    expect(nothing('not_applicable')).toBe(`${name} does not apply to this team.`)
    expect(findingOf(aKpi({ basis: 'rolling_12_months' }), aFigure(emptyCell('no_cases')))).toBe(
      'No cases in April 2019.',
    )
  })

  test('medians of teams cannot be combined, a median that does not apply is another thing', () => {
    const above = (origin: Figure['origin']) =>
      findingOf(aKpi({ kind: 'median' }), aFigure({ ...emptyCell('not_applicable'), origin }))
    expect(above('computed')).toBe('Medians of teams cannot be combined.')
    expect(above('team')).toBe(`${name} does not apply to this team.`)
  })

  test('a value without its counts, and too few cases, are said to be so', () => {
    expect(finding({ state: 'without_denominator', variation: 'none' })).toBe(
      `${name} came without its counts for April 2019, so it is not judged.`,
    )
    expect(finding({ variation: 'none' })).toBe(
      `${name}: too few cases in April 2019 to say whether it is changing.`,
    )
  })

  test('of weeks speaks of weeks, of quarters of quarters', () => {
    const week = { period: '2019-W21' }
    expect(finding({ ...week, ...emptyCell('no_cases') })).toBe('No cases in the week beginning 20 May 2019.')
    expect(
      finding({ ...week, variation: 'too_early', analysis: anAnalysis({ limits: 'none', points: 3 }) }),
    ).toBe('Too early to tell: 3 weeks of data, 13 needed.')
    expect(finding({ ...week, variation: 'improving', analysis: anAnalysis({ since: '2019-W20' }) })).toBe(
      `${name} has been better than usual since the week beginning 13 May 2019.`,
    )
    expect(finding({ ...week, assurance: 'hit_or_miss' })).toBe(`${name} meets target some weeks by chance.`)
    expect(
      finding({
        period: '2019-Q1',
        variation: 'too_early',
        analysis: anAnalysis({ limits: 'none', points: 1 }),
      }),
    ).toBe('Too early to tell: 1 quarter of data, 13 needed.')
  })
})
