import { describe, expect, test } from 'vitest'
import type { Course, Figure } from '#domain/figures/figure.ts'
import { emptyCell, type State } from '#domain/figures/measurement.ts'
import { addPeriods } from '#domain/time/period.ts'
import { findingOf } from '#domain/wording/finding.ts'
import { some } from '../../support/some.ts'
import { aFigure, aKpi, anAnalysis, ratioCell } from '../examples.ts'

const since = anAnalysis({ since: '2018-12', rising: false })
const finding = (over: Partial<Figure>, earlier: readonly Figure[] = []) =>
  findingOf(aKpi(), aFigure({ assurance: 'none', ...over }), earlier)
const further: Course = { is: 'further', from: '2019-01', value: 80 }
const steady: Course = { is: 'steady', from: '2019-04', value: 80 }

/** Months before April 2019, the latest first. */
const monthsBefore = (statuses: readonly Figure['status'][], period = '2019-04'): Figure[] =>
  statuses.map((status, i) =>
    aFigure({
      period: addPeriods(period, -i - 1),
      status,
      judgedOn: status === 'small_number' ? null : 'month',
    }),
  )

describe('the finding', () => {
  test('under 7 months is too early, with the months there are', () => {
    const early = (points: number) =>
      finding({ variation: 'too_early', analysis: anAnalysis({ limits: 'none', points }) })
    expect(early(6)).toBe('Too early to tell: 6 months of data.')
    expect(early(1)).toBe('Too early to tell: 1 month of data.')
  })

  test('where each one counts is the children who were missed, before all that needs months or cases', () => {
    const kpi = aKpi({ eachOneCounts: 'without approval' })
    const short = { ...ratioCell(2, 3), status: 'missed' } as const
    for (const variation of some(['too_early', 'none', 'no_real_change', 'concerning'] as const))
      expect(findingOf(kpi, aFigure({ ...short, variation }), [])).toBe(
        '1 of 3 without approval in April 2019.',
      )
    expect(findingOf(kpi, aFigure({ ...short, origin: 'computed' }), [])).not.toContain('without approval')
  })

  test('at the best value in all 13 months counts it, whatever else is said of it', () => {
    const kpi = aKpi({
      kind: 'count',
      unit: 'children_or_items',
      decimals: 0,
      good: 'lower',
      name: 'Late plans',
    })
    const zero = { value: 0, numerator: 0, denominator: null, target: 0 } as const
    const months = monthsBefore(Array(12).fill('met')).map((m) => ({ ...m, ...zero }))
    const now = aFigure({ ...zero, variation: 'improving', analysis: since })
    expect(findingOf(kpi, now, months)).toBe('0 in every month: on target.')
    expect(findingOf(kpi, now, months.slice(1))).toBe('Better than usual since December 2018.')
  })

  test('improving or getting worse is said only of a line that moves that way now, with both figures', () => {
    const said = (variation: 'improving' | 'concerning', course: Course | null, value = 90) =>
      finding({ variation, value, analysis: { ...since, course } })
    expect(said('improving', further)).toBe('Improving: 80% in January 2019, 90% now.')
    expect(said('concerning', further, 72.5)).toBe('Getting worse: 80% in January 2019, 72.5% now.')
    expect(said('improving', null)).toBe('Better than usual since December 2018.')
    expect(said('concerning', null)).toBe('Worse than usual since December 2018.')
    expect(said('improving', { ...further, value: 89.98 })).toBe('Better than usual since December 2018.')
  })

  test('of one month is in that month', () => {
    expect(finding({ variation: 'concerning', analysis: anAnalysis({ since: '2019-04' }) })).toBe(
      'Worse than usual in April 2019.',
    )
  })

  test('of a level that lasts is the average before it and since', () => {
    const months = Array.from({ length: 12 }, (_, i) =>
      aFigure({ period: addPeriods('2019-03', -i), ...ratioCell(i < 8 ? 45 : 40, 50) }),
    )
    const analysis = { ...since, since: '2018-08', course: steady }
    expect(finding({ variation: 'improving', analysis }, months)).toBe(
      'Better since August 2018, and steady: average 80% before, 90% since.',
    )
    expect(finding({ variation: 'concerning', analysis }, [])).toBe('Worse since August 2018, and steady.')
  })

  test('recovering and slipping back, with the month it turned and both figures', () => {
    const back = (variation: 'recovering' | 'slipping_back', from: number, value: number) =>
      findingOf(
        aKpi({ name: 'Audit actions overdue', kind: 'count', unit: 'children_or_items', decimals: 0 }),
        aFigure({
          ...{ variation, value, numerator: value, denominator: null, assurance: 'none' },
          analysis: anAnalysis({ since: '2018-10', course: { is: variation, from: '2019-01', value: from } }),
        }),
        [],
      )
    expect(back('recovering', 41, 15)).toBe(
      'Worse than usual since October 2018, and coming back: 41 to 15 since January 2019.',
    )
    expect(back('slipping_back', 3, 9)).toBe(
      'Better than usual since October 2018, and slipping back: 3 to 9 since January 2019.',
    )
  })

  test('unusual, higher or lower', () => {
    const unusual = (rising: boolean) =>
      finding({ variation: 'unusual', analysis: anAnalysis({ since: '2018-12', rising }) })
    expect(unusual(true)).toBe('Higher than usual since December 2018.')
    expect(unusual(false)).toBe('Lower than usual since December 2018.')
  })

  test('rolling is its value over its window', () => {
    const rolling = (basis: 'rolling_3_months' | 'rolling_12_months') =>
      findingOf(aKpi({ basis }), aFigure({ value: 18.25, variation: 'none' }), [])
    expect(rolling('rolling_12_months')).toBe('18.3% over the twelve months to April 2019.')
    expect(rolling('rolling_3_months')).toBe('18.3% over the three months to April 2019.')
  })
})

describe('no real change counts the months that met target', () => {
  const counted = (
    statuses: string,
    over: Partial<Figure> = {},
    good: 'higher' | 'lower' | 'near' = 'higher',
  ) => {
    const words = { m: 'met', c: 'close', x: 'missed', s: 'small_number' } as const
    const all = [...statuses].map((s) => words[s as keyof typeof words])
    return findingOf(
      aKpi({ good }),
      aFigure({ status: all[0] ?? 'met', ...over }),
      monthsBefore(all.slice(1), over.period),
    )
  }

  test('all, some or none of 13, and never predicts', () => {
    expect(counted('xcxxcxxcxxxxx')).toBe('Below target in all 13 months; no real change.')
    expect(counted('xcxxcxxcxxxxx', {}, 'lower')).toBe('Above target in all 13 months; no real change.')
    expect(counted('xcxxcxxcxxxxx', {}, 'near')).toBe('Off target in all 13 months; no real change.')
    expect(counted('mcmxmxxmxxxmx')).toBe('Met target in 5 of the last 13 months; no real change.')
    expect(counted('mmmmmmmmmmmmm')).toBe('Met target in every month since April 2018.')
    expect(counted('mmmmmmmmmmmmmmmmx')).toBe('Met target in every month since January 2018.')
  })

  test('says how many could be judged where that is fewer', () => {
    expect(counted('msxxm')).toBe('Met target in 2 of 4 months judged; no real change.')
    expect(counted('mmmmmmm')).toBe('Met target in all 7 months judged; no real change.')
    expect(counted('xx')).toBe('Below target in both months judged; no real change.')
    expect(counted('m')).toBe('Met target in the month judged; no real change.')
  })

  test('without a target only says that nothing changes', () => {
    expect(finding({ target: null, status: 'no_target', judgedOn: null })).toBe('No real change.')
  })

  test('of weeks speaks of weeks', () => {
    expect(counted('mx', { period: '2019-W21' })).toBe('Met target in 1 of 2 weeks judged; no real change.')
  })
})

describe('one sentence for each kind of nothing', () => {
  test('not reported, no cases, suppressed, not applicable, without counts', () => {
    const nothing = (state: State) => finding({ ...emptyCell(state), variation: 'none' })
    expect(nothing('not_reported')).toBe('Nothing reported for April 2019.')
    expect(nothing('no_cases')).toBe('No cases in April 2019.')
    expect(nothing('suppressed')).toBe('Suppressed for April 2019.')
    expect(nothing('not_applicable')).toBe('Does not apply to this team.')
    expect(finding({ state: 'without_denominator', variation: 'none' })).toBe(
      'Came without its counts for April 2019: not judged.',
    )
    expect(findingOf(aKpi({ basis: 'rolling_12_months' }), aFigure(emptyCell('no_cases')), [])).toBe(
      'No cases in April 2019.',
    )
  })

  test('medians of teams cannot be combined, a median that does not apply is another thing', () => {
    const above = (origin: Figure['origin']) =>
      findingOf(aKpi({ kind: 'median' }), aFigure({ ...emptyCell('not_applicable'), origin }), [])
    expect(above('computed')).toBe('Medians of teams cannot be combined.')
    expect(above('team')).toBe('Does not apply to this team.')
  })

  test('too few cases, a verdict withheld outside, and one that is still being computed', () => {
    expect(finding({ ...ratioCell(3, 4), variation: 'none' })).toBe(
      'Too few cases in April 2019 to say if it is changing.',
    )
    expect(finding({ variation: 'none' })).toBe('Not judged yet.')
    expect(finding({ analysis: anAnalysis({ withheld: true }), variation: 'none' })).toBe(
      'Not judged here: a small number of its series is suppressed.',
    )
  })

  test('of weeks speaks of weeks, of quarters of quarters', () => {
    const week = { period: '2019-W21' }
    expect(finding({ ...week, ...emptyCell('no_cases') })).toBe('No cases in the week beginning 20 May 2019.')
    expect(
      finding({ ...week, variation: 'too_early', analysis: anAnalysis({ limits: 'none', points: 3 }) }),
    ).toBe('Too early to tell: 3 weeks of data.')
    expect(finding({ ...week, variation: 'improving', analysis: anAnalysis({ since: '2019-W20' }) })).toBe(
      'Better than usual since the week beginning 13 May 2019.',
    )
    expect(
      finding({
        period: '2019-Q1',
        variation: 'too_early',
        analysis: anAnalysis({ limits: 'none', points: 1 }),
      }),
    ).toBe('Too early to tell: 1 quarter of data.')
  })
})
