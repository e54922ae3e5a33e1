import { describe, expect, test } from 'vitest'
import type { Variation } from '#domain/figures/figure.ts'
import { cadenceDays, type Milestone } from '#domain/plan/plan.ts'
import {
  type CheckedAction,
  type CheckKind,
  checksOf,
  checkWords,
  type LinkedKpi,
  mayDisagreeUnseen,
  openActions,
  staleWords,
  unseenWords,
  worseningWithoutAction,
} from '#domain/plan/plan-checks.ts'
import type { Rating } from '#domain/plan/rating.ts'
import { addDays } from '#domain/time/period.ts'
import { some } from '../../support/some.ts'

const today = '2019-06-10'

/** An action that gives no reason for a question. */
function action(over: Partial<CheckedAction> = {}): CheckedAction {
  return {
    ref: 'R8.4',
    rating: 'on_track',
    lastRatedOn: today,
    lastUpdatedOn: today,
    cadence: null,
    milestones: [],
    evidenceDimensions: [],
    kpis: [],
    ...over,
  }
}

function linked(over: Partial<LinkedKpi> = {}): LinkedKpi {
  return {
    kpi: 'LC06',
    name: 'Initial health assessments in time',
    dimension: 'delivery',
    unit: 'RIDGE',
    period: '2019-04',
    status: 'close',
    variation: 'no_real_change',
    since: null,
    lastWhole: null,
    withheld: false,
    ...over,
  }
}

function milestone(over: Partial<Milestone> = {}): Milestone {
  return {
    id: 'm',
    stage: 'output',
    meaning: '',
    due: '2019-05',
    originalDue: '2019-05',
    movedBecause: null,
    metOn: null,
    ...over,
  }
}

const kinds = (over: Partial<CheckedAction>, day = today): CheckKind[] =>
  checksOf(action(over), day).map((c) => c.kind)
const one = (over: Partial<CheckedAction>, day = today) => checksOf(action(over), day)[0]

test('an action with nothing amiss has no checks', () => {
  expect(checksOf(action(), today)).toEqual([])
})

describe('a milestone past due', () => {
  test('is asked about from the day after its month, by the date now in force', () => {
    expect(kinds({ milestones: [milestone({ due: '2019-06' })] }, '2019-06-30')).toEqual([])
    expect(one({ milestones: [milestone()] })).toEqual({
      kind: 'milestone_overdue',
      action: 'R8.4',
      kpi: null,
      unit: null,
      period: null,
      since: '2019-05-31',
      message: '“Introduced” was due in May 2019 and is 10 days overdue. Nothing is recorded as meeting it.',
    })
    expect(one({ milestones: [milestone()] }, '2019-06-01')?.message).toContain('and is 1 day overdue.')
    expect(kinds({ milestones: [milestone({ due: '2019-09', originalDue: '2019-03' })] })).toEqual([])
  })

  test('is not once met; each is asked about by itself', () => {
    expect(kinds({ milestones: [milestone({ metOn: '2019-06-09' })] })).toEqual([])
    expect(kinds({ rating: 'completed', milestones: [milestone({ metOn: '2019-06-09' })] })).toEqual([])
    expect(kinds({ milestones: [milestone(), milestone({ id: 'n', due: '2019-04' })] })).toHaveLength(2)
  })

  test('is asked about of a completed action as well, which then claims what nothing shows', () => {
    expect(one({ rating: 'completed', milestones: [milestone()] })?.message).toBe(
      'Rated completed, but nothing is recorded as meeting “Introduced”, due in May 2019.',
    )
  })
})

describe('a cadence', () => {
  test('is missed after its interval and a week, not on that day', () => {
    const last = (days: number) => ({ lastRatedOn: null, lastUpdatedOn: addDays(today, -days) })
    for (const cadence of ['weekly', 'every_2_weeks'] as const) {
      expect(kinds({ cadence, ...last(cadenceDays[cadence]) })).toEqual([])
      expect(kinds({ cadence, ...last(cadenceDays[cadence] + 1) })).toEqual(['cadence_missed'])
    }
    for (const cadence of ['monthly', 'every_2_months', 'quarterly'] as const) {
      expect(kinds({ cadence, ...last(cadenceDays[cadence]) })).not.toContain('cadence_missed')
      expect(kinds({ cadence, ...last(cadenceDays[cadence] + 1) })).toContain('cadence_missed')
    }
  })

  test('says what was heard last', () => {
    expect(
      one({ cadence: 'quarterly', lastRatedOn: '2018-11-30', lastUpdatedOn: '2018-10-01' }),
    ).toMatchObject({
      since: '2018-11-30',
      message: 'Reviewed every quarter, but the last record is of 30 November 2018.',
    })
    expect(one({ cadence: 'monthly', lastRatedOn: null, lastUpdatedOn: null })?.message).toBe(
      'Reviewed every month, but nothing has been recorded.',
    )
  })

  test('is not asked of a completed action, nor of one without', () => {
    const old = { lastRatedOn: '2018-01-01', lastUpdatedOn: null }
    expect(kinds({ cadence: 'weekly', rating: 'completed', ...old })).toEqual([])
    expect(kinds({ cadence: null, ...old })).toEqual(['no_update'])
  })
})

describe('a claimed outcome', () => {
  const outcome = milestone({ stage: 'outcome', metOn: '2019-06-01' })
  const difference = (variation: Variation) => [linked({ dimension: 'difference', variation })]

  test('is unsupported while the linked difference KPI shows no improvement', () => {
    for (const variation of ['no_real_change', 'too_early', 'unusual'] as const)
      expect(kinds({ milestones: [outcome], kpis: difference(variation) })).toEqual(['outcome_unsupported'])
    expect(kinds({ milestones: [outcome], kpis: difference('improving') })).toEqual([])
  })

  test('is not called unsupported by a KPI that is never analysed', () => {
    expect(kinds({ milestones: [outcome], kpis: difference('none') })).toEqual([])
  })

  test('is one where the action is completed, or its outcome milestone met', () => {
    const kpis = difference('no_real_change')
    expect(kinds({ rating: 'completed', kpis })).toEqual(['outcome_unsupported'])
    expect(kinds({ kpis })).toEqual([])
    expect(kinds({ kpis, milestones: [milestone({ stage: 'team_impact', metOn: '2019-06-01' })] })).toEqual(
      [],
    )
    expect(kinds({ kpis, milestones: [milestone({ stage: 'outcome', due: '2019-09' })] })).toEqual([])
  })

  test('is not asked of KPIs of another dimension', () => {
    expect(kinds({ milestones: [outcome], kpis: [linked({ dimension: 'quality' })] })).toEqual([])
  })
})

describe('evidence', () => {
  test('only of delivery is asked about, with any other it is not, nor without any', () => {
    expect(kinds({ evidenceDimensions: ['delivery', 'delivery'] })).toEqual(['delivery_evidence_only'])
    expect(kinds({ evidenceDimensions: ['delivery', 'quality'] })).toEqual([])
    expect(kinds({ evidenceDimensions: ['difference'] })).toEqual([])
    expect(kinds({ evidenceDimensions: [] })).toEqual([])
  })
})

describe('a linked KPI that is concerning', () => {
  const kpis = [linked({ variation: 'concerning', since: '2019-02' })]

  test('contradicts an action on track or completed, and no other', () => {
    expect(kinds({ kpis, rating: 'on_track' })).toEqual(['on_track_but_concerning'])
    expect(kinds({ kpis, rating: 'completed' })).toEqual(['on_track_but_concerning'])
    for (const rating of ['too_early', 'not_on_track', 'not_rated'] as const)
      expect(kinds({ kpis, rating })).toEqual([])
  })

  test('is named with its unit and since when', () => {
    expect(one({ kpis })).toEqual({
      kind: 'on_track_but_concerning',
      action: 'R8.4',
      kpi: 'LC06',
      unit: 'RIDGE',
      period: '2019-04',
      since: '2019-02',
      message:
        'Rated on track, but Initial health assessments in time has been worse than usual since February 2019. The latest figure is for April 2019.',
    })
  })

  test('is no contradiction by its status alone', () => {
    expect(kinds({ kpis: [linked({ status: 'missed', variation: 'no_real_change' })] })).toEqual([])
    expect(kinds({ kpis: [linked({ variation: 'unusual' })] })).toEqual([])
  })
})

describe('too early', () => {
  const impact = milestone({ stage: 'team_impact' })

  test('is held past its team-impact date from the day after that month', () => {
    const on = (day: string) =>
      kinds({ rating: 'too_early', milestones: [impact], lastRatedOn: day, lastUpdatedOn: day }, day)
    expect(on('2019-05-31')).toEqual([])
    expect(on('2019-06-01')).toEqual(['milestone_overdue', 'too_early_held'])
  })

  test('is not, where impact was met, is due later, or the stage is another', () => {
    const of = (m: Milestone) => kinds({ rating: 'too_early', milestones: [m] })
    expect(of({ ...impact, metOn: '2019-05-30' })).toEqual([])
    expect(of({ ...impact, due: '2019-06' })).toEqual([])
    expect(of({ ...impact, stage: 'output' })).toEqual(['milestone_overdue'])
  })

  test('is asked only of an action so rated', () => {
    expect(kinds({ rating: 'on_track', milestones: [impact] })).toEqual(['milestone_overdue'])
  })
})

describe('no update', () => {
  test('for more than 30 days is asked about, 30 are not', () => {
    const last = (days: number) => ({ lastRatedOn: null, lastUpdatedOn: addDays(today, -days) })
    expect(kinds(last(30))).toEqual([])
    expect(kinds(last(31))).toEqual(['no_update'])
    expect(one(last(31))?.message).toBe('Not rated or updated for 31 days.')
  })

  test('counts a rating as one, and asks where there never was any', () => {
    expect(kinds({ lastRatedOn: today, lastUpdatedOn: '2018-01-01' })).toEqual([])
    expect(one({ lastRatedOn: null, lastUpdatedOn: null })).toMatchObject({
      kind: 'no_update',
      since: null,
      message: 'It has not been rated or updated yet.',
    })
  })

  test('is counted of the actions that are asked for one', () => {
    const rated = (rating: Rating | null) => ({ rating: rating === null ? null : { rating } })
    const plan = [rated('completed'), rated('on_track'), rated(null)]
    expect(openActions(plan)).toEqual(plan.slice(1))
    expect(staleWords(1, plan)).toBe(
      '1 of the 2 actions not completed has not been rated or updated for 30 days',
    )
    expect(staleWords(2, plan)).toBe(
      '2 of the 2 actions not completed have not been rated or updated for 30 days',
    )
  })

  test('is not asked of a completed action', () => {
    expect(kinds({ rating: 'completed', lastRatedOn: '2018-01-01', lastUpdatedOn: null })).toEqual([])
  })
})

describe('a KPI that worsens', () => {
  const kpi = linked({ variation: 'concerning', since: '2019-03', unit: 'HP-S1' })
  const stale = action({ lastRatedOn: addDays(today, -46), lastUpdatedOn: null })

  test('while no linked action is live is named with its unit', () => {
    expect(worseningWithoutAction(kpi, [stale], today, false)).toEqual([
      {
        kind: 'worsening_without_action',
        action: null,
        kpi: 'LC06',
        unit: 'HP-S1',
        period: '2019-04',
        since: '2019-03',
        message:
          'Initial health assessments in time is worse than usual, and its linked action has had no update for 45 days. The latest figure is for April 2019.',
      },
    ])
    expect(worseningWithoutAction(kpi, [], today, false)).toHaveLength(1)
    expect(worseningWithoutAction(kpi, [action({ rating: 'completed' })], today, false)).toHaveLength(1)
  })

  test('is not, with one live action, or an open decision on a linked one', () => {
    expect(worseningWithoutAction(kpi, [stale, action()], today, false)).toEqual([])
    expect(worseningWithoutAction(kpi, [stale], today, true)).toEqual([])
  })

  test('is only one that is concerning, whatever its status', () => {
    for (const variation of ['improving', 'unusual', 'no_real_change', 'too_early', 'none'] as const)
      expect(worseningWithoutAction({ ...kpi, variation, status: 'missed' }, [], today, false)).toEqual([])
  })
})

describe('what cannot be told of an action', () => {
  const hidden = linked({ variation: 'none', withheld: true })

  test('is whether it disagrees with a measure that is withheld, where it is on track or completed', () => {
    expect(mayDisagreeUnseen(action({ kpis: [linked(), hidden] }))).toBe(true)
    expect(mayDisagreeUnseen(action({ rating: 'completed', kpis: [hidden] }))).toBe(true)
    for (const rating of ['too_early', 'not_on_track', 'not_rated'] as const)
      expect(mayDisagreeUnseen(action({ rating, kpis: [hidden] }))).toBe(false)
  })

  test('is nothing where all is told, or a measure that is told contradicts it already', () => {
    expect(mayDisagreeUnseen(action({ kpis: [linked()] }))).toBe(false)
    expect(mayDisagreeUnseen(action({ kpis: [] }))).toBe(false)
    expect(mayDisagreeUnseen(action({ kpis: [hidden, linked({ variation: 'concerning' })] }))).toBe(false)
  })

  test('is said beside the count, and not where the count is the whole', () => {
    expect(unseenWords(0)).toBe('')
    const withheld = 'is withheld outside the service, to protect small numbers:'
    expect(unseenWords(1)).toBe(
      `For 1 more action on track or completed, what a linked measure shows ${withheld} it may disagree too.`,
    )
    expect(unseenWords(20)).toBe(
      `For 20 more actions on track or completed, what a linked measure shows ${withheld} they may disagree too.`,
    )
  })
})

test('every kind of check can fire', () => {
  const everything = checksOf(
    action({
      rating: 'too_early',
      lastRatedOn: null,
      lastUpdatedOn: null,
      cadence: 'weekly',
      evidenceDimensions: ['delivery'],
      milestones: [milestone({ stage: 'team_impact' }), milestone({ stage: 'outcome', metOn: '2019-05-01' })],
      kpis: [linked({ dimension: 'difference' })],
    }),
    today,
  )
  const more = [
    ...checksOf(action({ kpis: [linked({ variation: 'concerning' })] }), today),
    ...worseningWithoutAction(linked({ variation: 'concerning' }), [], today, false),
  ]
  expect(new Set([...everything, ...more].map((c) => c.kind)).size).toBe(8)
  for (const check of some([...everything, ...more])) expect(check.message).toMatch(/^[“A-Z].*\.$/)
})

describe('the last record of an action', () => {
  const heard = (lastRatedOn: string | null, lastUpdatedOn: string | null) =>
    checksOf(action({ lastRatedOn, lastUpdatedOn }), today).find((c) => c.kind === 'no_update')

  test('is the later of its rating and its update, whichever that is', () => {
    expect(heard('2019-04-30', '2019-03-01')).toMatchObject({
      since: '2019-04-30',
      message: 'Not rated or updated for 41 days.',
    })
    expect(heard('2019-03-01', '2019-04-30')?.since).toBe('2019-04-30')
    expect(heard(null, '2019-04-30')?.since).toBe('2019-04-30')
    expect(heard('2019-04-30', null)?.since).toBe('2019-04-30')
    expect(heard('2019-03-01', today)).toBeUndefined()
    expect(heard(today, '2019-03-01')).toBeUndefined()
  })

  test('is missing where there was neither', () => {
    expect(heard(null, null)).toMatchObject({ since: null, message: 'It has not been rated or updated yet.' })
  })
})

test('a contradiction names the run that it rests on, and the last whole figure where that speaks', () => {
  const worse = linked({ name: 'Visits', variation: 'concerning', period: '2019-05' })
  const said = (over: Partial<LinkedKpi>) =>
    checksOf(action({ kpis: [{ ...worse, ...over }] }), today).map((c) => c.message)
  expect(said({})).toEqual([
    'Rated on track, but Visits has been worse than usual. The latest figure is for May 2019.',
  ])
  expect(said({ since: '2019-01', lastWhole: '2019-04' })).toEqual([
    'Rated on track, but Visits has been worse than usual since January 2019. The last whole figure is for April 2019.',
  ])
  expect(said({ since: '2019-05' })).toEqual([
    'Rated on track, but Visits is worse than usual in its latest figure, May 2019.',
  ])
  expect(said({ since: '2019-04', lastWhole: '2019-04' })).toEqual([
    'Rated on track, but Visits is worse than usual in its last whole figure, April 2019.',
  ])
})

test('every kind of check has a heading of its own', () => {
  const headings = Object.values(checkWords)
  expect(headings).toHaveLength(8)
  expect(headings.every((words) => words.length > 10)).toBe(true)
  expect(new Set(headings).size).toBe(8)
})
