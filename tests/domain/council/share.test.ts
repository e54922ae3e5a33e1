import { describe, expect, test } from 'vitest'
import { readShare, shareIn, shareSaid, shareSet } from '#domain/council/share.ts'

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
    expect(shareSet(set, { from: '2019-05', percent: 40 })).toEqual([
      { from: '2019-05', percent: 40 },
      set[1],
    ])
    expect(shareSet(set, { from: '2019-07', percent: 40 }).map(({ from }) => from)).toEqual([
      '2019-05',
      '2019-07',
      '2019-09',
    ])
  })

  test('is said with its month', () => {
    expect(shareSaid({ from: null, percent: 50 })).toBe('50%, as the service came')
    expect(shareSaid({ from: '2019-07', percent: 30 })).toBe('30% from July 2019 on')
  })
})

describe('a share that is typed', () => {
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
