import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyCell, type State } from '#domain/figures/measurement.ts'
import { judge } from '#domain/figures/status.ts'
import { withhold } from '#domain/suppression/suppression.ts'
import {
  countedNoun,
  gapBrief,
  gapExplained,
  gapInTable,
  gapInWords,
  gapSentence,
} from '#domain/wording/gap-words.ts'
import { aFigure, aKpi, ratioCell } from '../examples.ts'

const visits = aKpi({
  numerator: 'children on a plan last seen by social worker within the local interval',
  denominator: 'children on a plan at month end',
})
const target = { target: 90, floor: 80 }
const judged = (kpi = visits, numerator = 29, denominator = 39, threeMonths = null as never) => {
  const cell = ratioCell(numerator, denominator)
  return aFigure({ ...cell, ...judge(kpi, cell, target, threeMonths) })
}

describe('the gap in children', () => {
  test('says how many more would have met the target', () => {
    expect(gapInWords(visits, judged())).toBe('7 more children')
    expect(gapSentence(visits, judged())).toBe('7 more children seen on time would have met the target')
    expect(gapInTable(visits, judged())).toBe('7 more children')
    expect(gapBrief(visits, judged())).toBe('7 more children to meet target')
    expect(gapExplained(visits, judged())).toBe(
      '7 more children seen on time would have met the target of 90% or more.',
    )
  })

  test('says how many fewer where lower is good', () => {
    const rereferral = aKpi({ good: 'lower', numerator: 'referrals in window with an earlier referral' })
    const cell = ratioCell(44, 214)
    const figure = aFigure({ ...cell, ...judge(rereferral, cell, { target: 18, floor: 25 }, null) })
    expect(gapSentence(rereferral, figure)).toBe(
      '6 fewer referrals with an earlier referral would have met the target',
    )
  })

  test.each([
    [
      'assessments authorised in month within 45 working days',
      'assessments authorised in month',
      'assessments authorised within 45 working days',
    ],
    [
      'children on a CIN plan seen within this council’s interval',
      'children on a CIN plan at month end',
      'children seen on time',
    ],
    [
      'children in care seen within the limit that applies to their placement',
      'children in care at month end, excluding placements under 1 week old',
      'children seen on time',
    ],
    [
      'open cases with a manager oversight note within this council’s interval',
      'open cases at the as-at date',
      'cases with a manager oversight note on time',
    ],
    [
      'placed-with-parents children seen in limit',
      'placed-with-parents children at month end',
      'placed-with-parents children seen on time',
    ],
    [
      'care leavers in window given a health summary',
      'care leavers in window',
      'care leavers given a health summary',
    ],
    [
      'ICPCs held late that carry a HoS approval',
      'ICPCs held late in month',
      'ICPCs held late that carry a HoS approval',
    ],
    [
      'strategy meetings held with police, health and (where relevant) education recorded',
      'strategy meetings held in month',
      'strategy meetings held with police, health and education recorded',
    ],
    [
      'children whose proceedings ended in window within 26 weeks',
      'children whose proceedings ended in window (R12M)',
      'children whose proceedings ended within 26 weeks',
    ],
    [
      'children in care with a reviewing officer’s mid-point check between reviews',
      'children in care with a mid-point due in month',
      'children with a reviewing officer’s mid-point check between reviews',
    ],
    [
      'children who left care to parents 12 months ago and were not looked after since',
      'children who left care to parents in that cohort month',
      'children who left care to parents 12 months ago and were not looked after since',
    ],
    [
      'return interviews offered after missing episodes that ended in month',
      'missing episodes ended in month',
      'return interviews offered after missing episodes that ended',
    ],
    [
      'assessments open at month end for more than 45 working days',
      'assessments that could be open',
      'assessments open for more than 45 working days',
    ],
  ])('says of “%s” what each has to be', (numerator, denominator, said) => {
    const kpi = aKpi({ numerator, denominator })
    expect(gapSentence(kpi, { ...judged(), gap: 7 })).toBe(`7 more ${said} would have met the target`)
  })

  test('is one child, one member of staff, one referral', () => {
    const one = judged(visits, 35, 39)
    expect(gapInWords(visits, { ...one, gap: 1 })).toBe('1 more child')
    expect(gapInWords(aKpi({ numerator: 'staff with every course' }), { ...judged(), gap: 1 })).toBe(
      '1 more member of staff',
    )
    expect(gapInWords(aKpi({ numerator: 'case notes written up' }), { ...judged(), gap: 1 })).toBe(
      '1 more case note',
    )
    expect(gapInWords(aKpi({ numerator: 'families seen' }), { ...judged(), gap: 1 })).toBe('1 more family')
    const placed = aKpi({ numerator: 'placed-with-parents children seen in limit' })
    expect(gapInWords(placed, { ...judged(), gap: 1 })).toBe('1 more placed-with-parents child')
    expect(gapInWords(aKpi({ numerator: 'agency staff in post' }), { ...judged(), gap: 1 })).toBe(
      '1 more agency member of staff',
    )
  })

  test('is said of the three months where a small team is judged on them', () => {
    const cell = ratioCell(5, 8)
    const figure = aFigure({
      ...cell,
      ...judge(visits, cell, target, { numerator: 20, denominator: 30 }),
    })
    expect(gapInTable(visits, figure)).toBe('7 more children over the three months')
    expect(gapSentence(visits, figure)).toBe(
      '7 more children seen on time would have met the target over the three months',
    )
  })

  test('is never said of a met target, of a small number, of a suppressed figure or of nothing', () => {
    expect(gapSentence(visits, judged(visits, 39, 39))).toBeNull()
    expect(gapSentence(visits, judged(visits, 5, 9))).toBeNull()
    const hidden = withhold(judged(), {
      hidden: new Map([['HP-S1', new Map([['2019-04', null]])]]),
      hiddenBeneath: new Map(),
    })
    expect(hidden.state).toBe('suppressed')
    expect(gapSentence(visits, hidden)).toBeNull()
    const states: State[] = [
      'no_cases',
      'not_reported',
      'suppressed',
      'not_applicable',
      'without_denominator',
    ]
    for (const state of states)
      expect(
        gapSentence(visits, { ...judged(), ...emptyCell(state), gap: 7, status: 'missed' }),
        state,
      ).toBeNull()
  })

  test('is none where it is none, however the figure was judged', () => {
    expect(gapInWords(visits, { ...judged(), gap: null })).toBeNull()
    expect(gapInWords(visits, { ...judged(), gap: 0 })).toBeNull()
    expect(gapInWords(visits, { ...judged(), status: 'met', gap: 7 })).toBeNull()
    expect(gapExplained(visits, { ...judged(), gap: null })).toBeNull()
    expect(gapExplained(visits, { ...judged(), target: null })).toBeNull()
    expect(gapInWords(visits, { ...judged(), status: 'close' })).toBe('7 more children')
  })

  test('with that many more the target is met, and with one less it is not', () => {
    const counts = fc
      .integer({ min: 10, max: 400 })
      .chain((d) => fc.tuple(fc.integer({ min: 0, max: d }), fc.constant(d)))
    fc.assert(
      fc.property(counts, ([numerator, denominator]) => {
        const figure = judged(visits, numerator, denominator)
        const said = gapInWords(visits, figure)
        expect(said === null).toBe(figure.status === 'met')
        fc.pre(said !== null)
        const more = Number(said.split(' ')[0])
        expect(judged(visits, numerator + more, denominator).status).toBe('met')
        expect(judged(visits, numerator + more - 1, denominator).status).not.toBe('met')
      }),
    )
  })
})

describe('what a measure counts', () => {
  test.each([
    ['assessments authorised in month within 45 working days', 'assessments'],
    ['completed assessments with child seen', 'assessments'],
    ['care leavers in window given a health summary', 'care leavers'],
    ['open cases with a manager oversight note', 'cases'],
    ['return interviews completed within 72 hours', 'return interviews'],
    ['placed-with-parents children seen in limit', 'placed-with-parents children'],
    ['ICPCs held late that carry a HoS approval', 'ICPCs'],
    ['new plans at month end', 'plans'],
    ['  children seen', 'children'],
    ['children, carers and staff', 'children'],
    ['sampled audits of plans', 'audits'],
    ['young care leavers in work', 'young care leavers'],
    ['children closed, plus children stepped down', 'children'],
  ])('%s: %s', (numerator, noun) => {
    expect(countedNoun({ numerator })).toBe(noun)
  })

  test.each([
    'agency FTE in post',
    'children new to care',
    'response given',
    'very young care leavers in work',
    'alerts/escalations closed in month',
    'audit or review actions past due',
    '',
    '  ',
    'a very long name of things that nobody would ever say',
    '<script>alert(1)</script>',
  ])('has no short name in “%s”', (numerator) => {
    expect(countedNoun({ numerator })).toBeNull()
    const figure = { ...judged(), gap: 1200 }
    expect(gapInWords({ good: 'higher', numerator }, figure)).toBe('1,200 more')
  })
})
