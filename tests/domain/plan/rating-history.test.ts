import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ratings } from '#domain/plan/rating.ts'
import {
  type GivenRating,
  movesBetween,
  ratingHistory,
  ratingRunFinding,
} from '#domain/plan/rating-history.ts'

const actions = ['R1.1', 'R1.2', 'R1.3', 'R1.4', 'R1.5', 'R1.6']
const meeting = (ratedOn: string, ...given: GivenRating['rating'][]) =>
  given.map((rating, i): GivenRating => ({ action: actions[i] ?? '', rating, ratedOn }))
const april = meeting('2019-04-03', 'on_track', 'on_track', 'not_on_track', 'too_early', 'completed')
const june = meeting('2019-06-05', 'on_track', 'not_on_track', 'not_on_track', 'on_track', 'completed')

describe('the plan’s ratings over time', () => {
  test('stand at each meeting as they stood at the end of that day', () => {
    const [first, second, ...others] = ratingHistory([...april, ...june], actions, '2019-06-10')
    expect(others).toEqual([])
    expect(first).toMatchObject({
      date: '2019-04-03',
      counts: { completed: 1, on_track: 2, too_early: 1, not_on_track: 1, not_rated: 1 },
    })
    expect(second?.of.get('R1.2')).toBe('not_on_track')
    expect(second?.of.get('R1.6')).toBe('not_rated')
  })

  test('a rating given between two meetings is no meeting, and stands at the next', () => {
    const between: GivenRating = { action: 'R1.6', rating: 'on_track', ratedOn: '2019-05-02' }
    const history = ratingHistory([...april, between, ...june], actions, '2019-06-10')
    expect(history.map((h) => h.date)).toEqual(['2019-04-03', '2019-06-05'])
    expect(history[1]?.of.get('R1.6')).toBe('on_track')
  })

  test('what was rated since the last meeting stands on the day it is read', () => {
    const since: GivenRating = { action: 'R1.6', rating: 'on_track', ratedOn: '2019-06-07' }
    const history = ratingHistory([...june, since], actions, '2019-06-10')
    expect(history.map((h) => h.date)).toEqual(['2019-06-05', '2019-06-10'])
  })

  test('what is rated later is not known yet, and what was recorded later on one day stands', () => {
    const corrected: GivenRating = { action: 'R1.1', rating: 'too_early', ratedOn: '2019-04-03' }
    const [only, ...others] = ratingHistory([...april, ...june, corrected], actions, '2019-04-03')
    expect(others).toEqual([])
    expect(only?.of.get('R1.1')).toBe('too_early')
  })

  test('a rating recorded later for an earlier day stands at that day, and gives way to the later one', () => {
    const late: GivenRating[] = [
      { action: 'R1.1', rating: 'not_on_track', ratedOn: '2019-04-03' },
      { action: 'R1.6', rating: 'completed', ratedOn: '2019-04-03' },
    ]
    const [first, second] = ratingHistory([...june, ...april, ...late], actions, '2019-06-10')
    expect([first, second].map((h) => [h?.date, h?.of.get('R1.1'), h?.of.get('R1.6')])).toEqual([
      ['2019-04-03', 'not_on_track', 'completed'],
      ['2019-06-05', 'on_track', 'completed'],
    ])
  })

  test('stand the same however their days are listed, as long as those of one day keep their order', () => {
    const february = meeting('2019-02-06', 'too_early', 'too_early', 'too_early', 'too_early', 'too_early')
    const days = [april, june, february]
    const histories = [
      [...days].flat(),
      [june, february, april].flat(),
      [february, april, june].flat(),
      [june, april, february].flat(),
    ].map((given) => ratingHistory(given, actions, '2019-06-10'))
    expect(histories[0]?.map((h) => h.date)).toEqual(['2019-02-06', '2019-04-03', '2019-06-05'])
    expect(histories).toEqual(Array(4).fill(histories[0]))
  })

  test('actions whose rating is another stand in the order of the plan, and a new one has not moved', () => {
    const all = (rating: GivenRating['rating'], names: readonly string[]) => {
      const given = names.map((action): GivenRating => ({ action, rating, ratedOn: '2019-06-05' }))
      const [only] = ratingHistory(given, names, '2019-06-05')
      if (only === undefined) throw new Error('nothing was rated')
      return only
    }
    const names = ['R1.10', 'R1.9', 'R1.2']
    const moves = movesBetween(all('on_track', names), all('completed', [...names, 'R1.1']))
    expect(moves.map((m) => m.action)).toEqual(['R1.2', 'R1.9', 'R1.10'])
  })

  test('a rating of an action that the plan does not hold counts nowhere', () => {
    const stray: GivenRating = { action: 'R99.1', rating: 'on_track', ratedOn: '2019-06-05' }
    expect(ratingHistory([stray], actions, '2019-06-10')).toEqual([])
    expect(ratingHistory([], actions, '2019-06-10')).toEqual([])
  })

  test('every action is counted once at every date, whatever was given', () => {
    const given = fc.record({
      action: fc.constantFrom(...actions, 'R99.1'),
      rating: fc.constantFrom(...ratings),
      ratedOn: fc.constantFrom('2018-12-12', '2019-02-06', '2019-04-03', '2019-06-05', '2019-07-01'),
    })
    fc.assert(
      fc.property(fc.array(given, { maxLength: 60 }), (all) => {
        const history = ratingHistory(all, actions, '2019-06-10')
        const dates = history.map((h) => h.date)
        expect(dates).toEqual([...new Set(dates)].sort())
        fc.pre(history.length > 0)
        for (const { counts, of, date } of history) {
          expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(actions.length)
          expect([...of.keys()]).toEqual(actions)
          expect(date <= '2019-06-10').toBe(true)
        }
      }),
    )
  })

  test('an action moved where its rating is another than at the meeting before, in the order of the plan', () => {
    const [before, after] = ratingHistory([...april, ...june], actions, '2019-06-10')
    if (before === undefined || after === undefined) throw new Error('there were two meetings')
    expect(movesBetween(before, after)).toEqual([
      { action: 'R1.2', from: 'on_track', to: 'not_on_track' },
      { action: 'R1.4', from: 'too_early', to: 'on_track' },
    ])
    expect(movesBetween(after, after)).toEqual([])
  })

  test('of one action are told by the last, since when it has been so, and what it was before', () => {
    const told = (...given: [string, GivenRating['rating']][]) =>
      ratingRunFinding(given.map(([date, rating]) => ({ date, rating })))
    expect(told()).toBe('This action has not been rated')
    expect(told(['2019-04-03', 'on_track'])).toBe('On track since 3 April 2019')
    expect(told(['2018-12-12', 'too_early'], ['2019-02-06', 'on_track'], ['2019-04-03', 'on_track'])).toBe(
      'On track since 6 February 2019, was too early to show impact',
    )
    expect(told(['2018-12-12', 'on_track'], ['2019-02-06', 'too_early'], ['2019-04-03', 'on_track'])).toBe(
      'On track since 3 April 2019, was too early to show impact',
    )
  })
})
