import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ActionPulse,
  cadenceDays,
  cadenceWords,
  compareRefs,
  daysLate,
  daysOverdue,
  isLive,
  lastRecordOf,
  lastRecordWords,
  liveDays,
  type Milestone,
  metOnWords,
  milestoneStateOf,
  milestoneWords,
  namedActions,
  nextMilestoneOf,
  notOnTrackFirst,
  overdueWords,
  stalledWords,
} from '#domain/plan/plan.ts'
import type { Rating } from '#domain/plan/rating.ts'
import { addDays } from '#domain/time/period.ts'

const today = '2019-06-10'

function milestone(over: Partial<Milestone> = {}): Milestone {
  return {
    id: 'R4.2-1',
    stage: 'team_impact',
    meaning: '',
    due: '2019-06',
    originalDue: '2019-06',
    movedBecause: null,
    metOn: null,
    ...over,
  }
}

function pulse(over: Partial<ActionPulse> = {}): ActionPulse {
  return { ref: 'R4.2', rating: 'on_track', lastRatedOn: null, lastUpdatedOn: null, ...over }
}

describe('a milestone', () => {
  test('is due until the last day of its month, that day included, and overdue the day after', () => {
    expect(milestoneStateOf(milestone(), '2019-06-30')).toBe('due')
    expect(milestoneStateOf(milestone(), '2019-07-01')).toBe('overdue')
    expect(milestoneStateOf(milestone({ due: '2020-02', originalDue: '2020-02' }), '2020-02-29')).toBe('due')
  })

  test('that was revised has moved, keeps its first date, and is overdue by its new one', () => {
    const moved = milestone({ due: '2019-06', originalDue: '2019-03', movedBecause: 'the pilot began late' })
    expect(milestoneStateOf(moved, '2019-04-01')).toBe('moved')
    expect(milestoneStateOf(moved, '2019-07-01')).toBe('overdue')
  })

  test('that was met is met, late or moved as it was', () => {
    expect(milestoneStateOf(milestone({ metOn: '2019-08-02' }), '2019-09-01')).toBe('met')
    expect(milestoneStateOf(milestone({ metOn: '2019-05-01', originalDue: '2019-03' }), today)).toBe('met')
  })

  test('is told by its step and its month, or by how long it is overdue', () => {
    const told = (of: Partial<Milestone>, day: string) => milestoneWords(milestone(of), day, 'on_track')
    expect(told({ due: '2019-05' }, '2019-06-02')).toMatch(/: overdue by 2 days$/)
    expect(told({ due: '2019-05' }, '2019-06-01')).toMatch(/: overdue by 1 day$/)
    expect(told({ due: '2019-06', originalDue: '2019-03' }, '2019-06-30')).toMatch(
      /: due June 2019, moved from March 2019$/,
    )
  })

  test('of a completed action is not overdue: there is no record that it was met', () => {
    const open = milestone({ due: '2019-03' })
    expect(overdueWords(open, today, 'completed')).toBe('no record that it was met')
    expect(overdueWords(open, today, 'too_early')).toBe('overdue by 71 days')
    expect(overdueWords(open, '2019-03-31', 'completed')).toBeNull()
    expect(overdueWords({ ...open, metOn: '2019-03-27' }, today, 'completed')).toBeNull()
  })

  test('that was met after its month was met late, by the days since the month’s last', () => {
    const met = (metOn: string | null) => milestone({ due: '2019-03', metOn })
    expect(['2019-03-01', '2019-03-31', '2019-04-01', '2019-04-17'].map((on) => daysLate(met(on)))).toEqual([
      0, 0, 1, 17,
    ])
    expect(metOnWords(met('2019-03-31'))).toBe('met 31 March 2019')
    expect(metOnWords(met('2019-04-01'))).toBe('met 1 April 2019, 1 day late')
    expect(metOnWords(met('2019-04-17'))).toBe('met 17 April 2019, 17 days late')
    expect(metOnWords(met(null))).toBeNull()
    expect(daysLate(met(null))).toBe(0)
  })

  test('is overdue by the days since its month’s last', () => {
    expect(daysOverdue(milestone(), '2019-06-30')).toBe(0)
    expect(daysOverdue(milestone(), '2019-07-01')).toBe(1)
    expect(daysOverdue(milestone({ due: '2019-03' }), today)).toBe(71)
    expect(daysOverdue(milestone({ metOn: '2019-06-01' }), '2019-08-01')).toBe(0)
  })
})

describe('the next milestone', () => {
  test('is the earliest not yet met, by the date now in force', () => {
    const june = milestone({ id: 'a', due: '2019-06', originalDue: '2019-03' })
    const may = milestone({ id: 'b', due: '2019-05' })
    const april = milestone({ id: 'c', due: '2019-04', metOn: '2019-04-30' })
    expect(nextMilestoneOf([june, april, may])?.id).toBe('b')
  })

  test('is none where all are met or there are none', () => {
    expect(nextMilestoneOf([])).toBeNull()
    expect(nextMilestoneOf([milestone({ metOn: today })])).toBeNull()
  })

  test('of two due in one month is the first given, and the list stays as it was', () => {
    const all = [milestone({ id: 'b', due: '2019-09' }), milestone({ id: 'a' }), milestone({ id: 'c' })]
    expect(nextMilestoneOf(all)?.id).toBe('a')
    expect(all.map((m) => m.id)).toEqual(['b', 'a', 'c'])
  })
})

test('what is not on track comes before all else, which keeps its order', () => {
  const actions = (['completed', 'not_on_track', 'on_track', 'not_on_track', 'not_rated'] as const).map(
    (rating, i) => pulse({ ref: `R1.${i}`, rating }),
  )
  expect(notOnTrackFirst(actions).map(({ ref }) => ref)).toEqual(['R1.1', 'R1.3', 'R1.0', 'R1.2', 'R1.4'])
})

describe('the linked actions that are named beside a measure', () => {
  const of = (ref: string, rating: Rating, lastRatedOn = today) => pulse({ ref, rating, lastRatedOn })
  const refs = (...actions: ActionPulse[]) => {
    const { named, others } = namedActions(actions, today)
    return [named.map(({ ref }) => ref).join(' '), others]
  }

  test('are what is not on track, before the first that is live', () => {
    const [onTrack, behind] = [of('R1.3', 'on_track'), of('F2.3', 'not_on_track')]
    expect(refs(onTrack, of('R10.1', 'on_track'), behind)).toEqual(['F2.3 R1.3', 1])
    expect(refs(of('R4.1', 'not_on_track', '2018-01-01'), onTrack, behind)).toEqual(['R4.1 F2.3 R1.3', 0])
    expect(refs(onTrack, of('R1.5', 'too_early'))).toEqual(['R1.3', 1])
  })

  test('are only what is not on track where none is live, and none where all goes well but is old', () => {
    expect(refs(of('R4.1', 'not_on_track', '2018-01-01'), of('R1.3', 'on_track', '2018-01-01'))).toEqual([
      'R4.1',
      1,
    ])
    expect(refs(of('R1.3', 'on_track', '2018-01-01'))).toEqual(['', 1])
    expect(refs()).toEqual(['', 0])
  })
})

describe('an action is live', () => {
  test('for 45 days after it was rated or updated, the last of them included', () => {
    for (const touched of ['lastRatedOn', 'lastUpdatedOn'] as const) {
      expect(isLive(pulse({ [touched]: today }), today, false)).toBe(true)
      expect(isLive(pulse({ [touched]: addDays(today, -liveDays) }), today, false)).toBe(true)
      expect(isLive(pulse({ [touched]: addDays(today, -liveDays - 1) }), today, false)).toBe(false)
    }
    expect(liveDays).toBe(45)
  })

  test('by the later of the two', () => {
    expect(isLive(pulse({ lastRatedOn: '2018-01-01', lastUpdatedOn: today }), today, false)).toBe(true)
    expect(isLive(pulse({ lastRatedOn: today, lastUpdatedOn: '2018-01-01' }), today, false)).toBe(true)
  })

  test('not by a date still to come, nor without any', () => {
    expect(isLive(pulse({ lastUpdatedOn: addDays(today, 1) }), today, false)).toBe(false)
    expect(isLive(pulse(), today, false)).toBe(false)
  })

  test('where the unit has an open decision on the KPI', () => {
    expect(isLive(pulse(), today, true)).toBe(true)
  })

  test('never once completed', () => {
    expect(isLive(pulse({ rating: 'completed', lastRatedOn: today }), today, false)).toBe(false)
    expect(isLive(pulse({ rating: 'completed', lastRatedOn: today }), today, true)).toBe(false)
  })

  test('under every other rating, not rated included', () => {
    for (const rating of ['on_track', 'too_early', 'not_on_track', 'not_rated'] as const)
      expect(isLive(pulse({ rating, lastUpdatedOn: today }), today, false)).toBe(true)
  })
})

describe('references', () => {
  test('sort by prefix and two integers: 1.10 is neither 1.1 nor before 1.2', () => {
    const refs = ['F1.1', 'R1.10', 'R1.2', 'R10.1', 'R1.1', 'F1.10', 'R2.1', 'F1.2']
    expect(refs.sort(compareRefs)).toEqual([
      'R1.1',
      'R1.2',
      'R1.10',
      'R2.1',
      'R10.1',
      'F1.1',
      'F1.2',
      'F1.10',
    ])
    expect(compareRefs('R1.10', 'R1.1')).toBeGreaterThan(0)
    expect(compareRefs('R1.1', 'R1.1')).toBe(0)
  })

  test('of sections come before their actions', () => {
    expect(['R2.1', 'R2', 'R1.1'].sort(compareRefs)).toEqual(['R1.1', 'R2', 'R2.1'])
  })

  test('have one order', () => {
    const ref = fc
      .tuple(fc.constantFrom('R', 'F'), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
      .map(([p, a, b]) => `${p}${a}.${b}`)
    fc.assert(
      fc.property(ref, ref, ref, (a, b, c) => {
        expect(Math.sign(compareRefs(a, b))).toBe(-Math.sign(compareRefs(b, a)) || 0)
        expect(compareRefs(a, b) === 0).toBe(a === b)
        fc.pre(compareRefs(a, b) < 0 && compareRefs(b, c) < 0)
        expect(compareRefs(a, c)).toBeLessThan(0)
      }),
    )
  })
})

test('every cadence has its words and an interval with a week’s grace', () => {
  expect(Object.keys(cadenceWords)).toEqual(Object.keys(cadenceDays))
  expect(cadenceDays).toEqual({
    weekly: 14,
    every_2_weeks: 21,
    monthly: 38,
    every_2_months: 69,
    quarterly: 99,
  })
  expect(cadenceWords.weekly).toBe('every week')
  expect(cadenceWords.every_2_months).toBe('every 2 months')
  expect(cadenceWords.every_2_weeks).toBe('every 2 weeks')
})

test('the next milestone is the first due of those not met, and the first named of two due together', () => {
  const [may, june, july] = ['2019-05', '2019-06', '2019-07'].map((due) => milestone({ id: due, due }))
  const also = milestone({ id: 'also', due: '2019-06' })
  const next = (...milestones: (Milestone | undefined)[]) =>
    nextMilestoneOf(milestones.filter((each) => each !== undefined))?.id
  expect(next(july, june, may)).toBe('2019-05')
  expect(next(may, june, july)).toBe('2019-05')
  expect(next(july, june, also)).toBe('2019-06')
  expect(next(june, may, july)).toBe('2019-05')
  expect(next(june, july, may, also)).toBe('2019-05')
  expect(next(also, june, july)).toBe('also')
  expect(next(milestone({ metOn: '2019-05-01' }))).toBeUndefined()
})

test('a reference without a second number stands before those that have one', () => {
  expect(compareRefs('R9', 'R9.1')).toBeLessThan(0)
  expect(compareRefs('R9', 'R8.4')).toBeGreaterThan(0)
})

describe('why no linked action is live', () => {
  const rated = (...ratings: Rating[]) => ratings.map((rating) => ({ rating }))
  test.each([
    [rated(), 'no action is linked'],
    [rated('on_track'), 'its linked action has had no update for 45 days'],
    [rated('on_track', 'not_rated'), 'its 2 linked actions have had no update for 45 days'],
    [rated('completed'), 'its linked action is completed'],
    [rated('completed', 'completed'), 'its 2 linked actions are completed'],
    [rated('completed', 'too_early'), 'its 2 linked actions are completed or have had no update for 45 days'],
  ])('%j: %s', (actions, words) => {
    expect(stalledWords(actions)).toBe(words)
  })
})

test('the last record of an action is the later of its rating and its update, and is named as what it is', () => {
  const last = (lastRatedOn: string | null, lastUpdatedOn: string | null) =>
    lastRecordWords(lastRecordOf({ lastRatedOn, lastUpdatedOn }), '2019-06-10')
  expect(last('2019-06-05', '2019-05-01')).toBe('Rated 5 days ago')
  expect(last('2019-05-01', '2019-06-05')).toBe('Updated 5 days ago')
  expect(last('2019-06-09', '2019-06-09')).toBe('Updated yesterday')
  expect(last('2019-06-10', null)).toBe('Rated today')
  expect(last(null, '2019-05-01')).toBe('Updated 40 days ago')
  expect(last(null, null)).toBe('Not rated or updated yet')
})
