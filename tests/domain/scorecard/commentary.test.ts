import { expect, test } from 'vitest'
import { olderFigureWords } from '#domain/scorecard/commentary.ts'

const written = '2019-05-14T09:00:00.000Z'
const changed = (at: string, dated = at.slice(0, 10)) => ({ at, dated })

test('commentary on a figure that has not changed since needs no remark', () => {
  expect(olderFigureWords(written, null)).toBeNull()
  expect(olderFigureWords(written, changed('2019-05-10T08:00:00.000Z'))).toBeNull()
  expect(olderFigureWords(written, { at: written, dated: '2019-05-14' })).toBeNull()
})

test('commentary on an earlier figure says when the figure changed, by the day that the change is of', () => {
  expect(olderFigureWords(written, changed('2026-11-30T20:41:00.000Z', '2019-06-10'))).toBe(
    'Written before this figure changed on 10 June 2019.',
  )
})

test('commentary on a signed-off month names the version it was written of', () => {
  const versions = [
    { number: 1, at: '2019-05-13T09:00:00.000Z' },
    { number: 2, at: '2019-06-03T14:00:00.000Z' },
  ]
  expect(olderFigureWords(written, changed('2019-06-03T14:00:00.000Z'), versions)).toBe(
    'Written before this figure changed on 3 June 2019, of version 1.',
  )
  expect(olderFigureWords('2019-05-13T09:00:00.000Z', changed('2019-06-03T14:00:00.000Z'), versions)).toBe(
    'Written before this figure changed on 3 June 2019, of version 1.',
  )
  expect(olderFigureWords('2019-05-12T09:00:00.000Z', changed('2019-06-03T14:00:00.000Z'), versions)).toBe(
    'Written before this figure changed on 3 June 2019.',
  )
})
