import { expect, test } from 'vitest'
import { lastWholeOf } from '#domain/figures/wholeness.ts'
import { judgedFigureWords, whyBesideFigure } from '#domain/wording/judged-words.ts'
import { aFigure, aKpi, ratioCell } from '../examples.ts'

const april = aFigure({ period: '2019-04' })
const part = aFigure({
  ...april,
  ...ratioCell(2, 4),
  ...{ period: '2019-05', status: 'not_whole' as const },
  leftOut: { of: 'team', units: [], share: null, lastWhole: lastWholeOf(april) },
})
const when = 'in April 2019, the last whole month'

test('a figure that is whole is said as it is, and why beside it as it is', () => {
  expect(judgedFigureWords(aKpi(), april)).toBe('90% (45 of 50)')
  expect(whyBesideFigure('worse than usual', april)).toBe('worse than usual')
})

test('one that is not whole gives way to the last whole one, with its month said once', () => {
  expect(judgedFigureWords(aKpi(), part)).toBe(`90% (45 of 50) ${when}`)
  expect(whyBesideFigure(`${when}: worse than usual`, part)).toBe('worse than usual')
  expect(whyBesideFigure('due and not received', part)).toBe('due and not received')
})
