import { describe, expect, test } from 'vitest'
import {
  datedShareWords,
  readShare,
  shareEffect,
  shareIn,
  shareWords,
  usualShares,
  withShare,
} from '#domain/council/share.ts'

const set = [
  { from: '2019-05', percent: 30 },
  { from: '2019-09', percent: 10 },
]
const months = { first: '2019-06', last: '2021-06' }

describe('a share that holds from a month on', () => {
  test.each([
    ['2019-04', 25],
    ['2019-05', 30],
    ['2019-08', 30],
    ['2019-09', 10],
    ['2030-01', 10],
  ])('in %s is %i', (month, percent) => {
    expect(shareIn('left_out_limit', set, month).percent).toBe(percent)
  })

  test('takes the place of the one from the same month, and no other', () => {
    expect(withShare(set, { from: '2019-05', percent: 40 })).toEqual([
      { from: '2019-05', percent: 40 },
      set[1],
    ])
    expect(
      withShare([{ from: '2019-09', percent: 10 }], { from: null, percent: 25 }).map(({ from }) => from),
    ).toEqual([null, '2019-09'])
    expect(withShare(set, { from: '2019-07', percent: 40 }).map(({ from }) => from)).toEqual([
      '2019-05',
      '2019-07',
      '2019-09',
    ])
  })

  test('is said with its month', () => {
    expect(datedShareWords({ from: null, percent: 50 })).toBe('50%, as the service came')
    expect(datedShareWords({ from: '2019-07', percent: 30 })).toBe('30% from July 2019 on')
  })
})

test('what setting a share changes is said with it', () => {
  expect(shareEffect('left_out_limit', months)).toBe(
    'It judges later figures only: every month before June 2019 keeps the share that its figures were judged by, also where they are restated.',
  )
  expect(shareEffect('opening_share', months)).toMatch(
    /^It changes no figure and no verdict, only the month that pages open on/,
  )
  expect(shareEffect('false_discovery_limit', months)).toMatch(/^It changes no figure and no verdict/)
  expect(usualShares).toEqual({ left_out_limit: 25, opening_share: 50, false_discovery_limit: 10 })
  expect(
    Object.values(shareWords).flatMap((each) => Object.values(each).filter((text) => text === '')),
  ).toEqual([])
})

test('what a share means is said beside its field', () => {
  expect(shareWords.left_out_limit.hint).toBe(
    'Where the teams left out of a figure usually hold this share of its base or more, the figure is shown and not ' +
      'judged. A count or a stock is never judged without one of its teams.',
  )
  expect(shareWords.opening_share.hint).toBe(
    'Pages of a team or service open on its latest month past its first due day of which at least this share of ' +
      'the expected figures is in, or will never come. A newer month is offered beside it.',
  )
})

describe('a share that is typed', () => {
  test('is for a month of those that may be chosen, both included', () => {
    const fault = { errors: { from: 'Choose a month from June 2019 to June 2021' } }
    const read = (from: string) => readShare({ percent: '25', from, reason: 'why' }, months)
    expect(['2019-05', '2021-07', '2019-Q3', '2020', ''].map(read)).toEqual(Array(5).fill(fault))
    expect(['2019-06', '2021-06'].map((from) => 'share' in read(from))).toEqual([true, true])
    expect(readShare({ percent: '1', from: '2019-06', reason: 'why' }, months)).toHaveProperty(
      'share.percent',
      1,
    )
    expect(readShare({ percent: '100', from: '2019-06', reason: 'why' }, months)).toHaveProperty(
      'share.percent',
      100,
    )
  })

  test('has a reason of a few words, and says all that is wrong at once', () => {
    const read = (reason: string) => readShare({ percent: '25', from: '2019-06', reason }, months)
    expect(read('  ')).toEqual({ errors: { reason: 'Say why, for those who read the figures later' } })
    expect(read('x'.repeat(501))).toEqual({ errors: { reason: 'Use 500 characters or fewer' } })
    expect(read('x'.repeat(500))).toHaveProperty('share')
    expect(readShare({ percent: '', from: '', reason: '' }, months)).toMatchObject({
      errors: { percent: expect.anything(), from: expect.anything(), reason: expect.anything() },
    })
  })

  test.each(['25', ' 25 ', '25%', '25 %', '025'])('may be ‘%s’', (percent) => {
    expect(readShare({ percent, from: '2019-06', reason: ' why ' }, months)).toEqual({
      share: { percent: 25, from: '2019-06', reason: 'why' },
    })
  })

  test.each(['', '0', '101', '2.5', '1e1', '-5', '٢٥', '25%%', 'a quarter'])('may not be ‘%s’', (percent) => {
    const read = readShare({ percent, from: '2019-06', reason: 'why' }, months)
    expect(read).toEqual({ errors: { percent: 'Enter a whole number from 1 to 100' } })
  })
})
