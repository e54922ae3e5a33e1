import type { Mover, RestatedMover } from '#server/reads/movers.ts'
import { examplesOf } from '../example.ts'
import { exampleFigure, exampleMeasure, exampleUnit } from '../example-figure.ts'
import { movers } from './movers.ts'

const before = {
  ...exampleFigure,
  period: '2019-03',
  numerator: 36,
  denominator: 42,
  value: 85.7,
  variation: 'no_real_change' as const,
}
const worse: Mover = { unit: exampleUnit, kpi: exampleMeasure, now: exampleFigure, before }
const better: Mover = {
  ...worse,
  now: { ...exampleFigure, variation: 'improving', restated: true },
  before: { ...before, variation: 'concerning' },
}
const unusual: Mover = { ...worse, now: { ...exampleFigure, variation: 'unusual' } }
const settled: Mover = {
  ...worse,
  now: { ...exampleFigure, variation: 'no_real_change' },
  before: exampleFigure,
}
const restated: RestatedMover[] = [
  { ...worse, movement: 'by_restatement', firstSaid: 'no_real_change' },
  { ...worse, movement: 'by_restatement', firstSaid: 'concerning' },
  { ...settled, movement: 'taken_back', firstSaid: 'concerning' },
  { ...worse, before: exampleFigure, movement: 'taken_back', firstSaid: 'concerning' },
]
const nothing = {
  period: '2019-04',
  better: [],
  worse: [],
  stillWorse: [],
  unusual: [],
  settled: [],
  restated: [],
}

export const examples = examplesOf(movers, {
  'both ways': {
    movers: { ...nothing, better: [better], worse: [worse, worse] },
    nouns: 'teams',
  },
  'more than fit': {
    movers: {
      ...nothing,
      worse: Array.from({ length: 8 }, () => worse),
      unusual: [unusual],
      settled: [settled],
      restated,
    },
    nouns: 'teams',
  },
  'only worse': {
    movers: { ...nothing, worse: [worse], stillWorse: [{ ...worse, before: exampleFigure }] },
    nouns: 'teams',
    onlyWorse: true,
  },
  'nothing moved, to an outside audience': { movers: { ...nothing, restated: null }, nouns: 'services' },
})
