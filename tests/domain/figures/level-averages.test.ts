import { expect, test } from 'vitest'
import { averagesAround } from '#domain/figures/level-averages.ts'
import { aFigure, aKpi, ratioCell } from '../examples.ts'

const months = [
  aFigure({ period: '2018-11', ...ratioCell(1, 100) }),
  aFigure({ period: '2018-12', ...ratioCell(9, 10) }),
  aFigure({ period: '2019-01', ...ratioCell(10, 90) }),
  aFigure({ period: '2019-02', ...ratioCell(50, 100), status: 'not_whole' }),
  aFigure({ period: '2019-03', ...ratioCell(30, 50) }),
  aFigure({ period: '2019-04', ...ratioCell(15, 50) }),
]

test('the averages before and since a month are sum over sum of the figures of the phase', () => {
  expect(averagesAround(aKpi(), months, { since: '2019-03', points: 4 })).toEqual({ before: 19, since: 45 })
})

test('of medians they are the mean of the values', () => {
  expect(averagesAround(aKpi({ kind: 'median' }), months, { since: '2019-03', points: 4 })).toEqual({
    before: (90 + 100 / 9) / 2,
    since: 45,
  })
})

test('there are none where nothing came before or since', () => {
  expect(averagesAround(aKpi(), months, { since: '2018-12', points: 4 })).toBeNull()
  expect(averagesAround(aKpi(), months, { since: '2019-05', points: 4 })).toBeNull()
  expect(averagesAround(aKpi(), [], { since: '2019-05', points: 4 })).toBeNull()
})
