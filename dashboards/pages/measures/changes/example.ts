import type { FigureChange } from '#server/reads/changes.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import {
  exampleFigures,
  exampleFrame,
  exampleKpi,
  exampleTeam,
  risingThenFalling,
} from '../../kit/example-measure.ts'
import type { ChangesView } from './model.ts'

const own = exampleFigures(risingThenFalling).filter((f) => f.unit === 'HP-S1')
const [before, after] = own.slice(-2) as [StoredFigure, StoredFigure]
const change: FigureChange = {
  kpi: exampleKpi,
  period: '2019-02',
  news: 'restated',
  before,
  after,
  parts: ['figure', 'status', 'variation', 'assurance'],
  publishedAt: new Date('2019-06-03T14:05:00Z'),
  publishedBy: 'Data team',
  reason: 'Visits made in February but written up late are now counted',
  kind: 'publish',
  extract: { id: 40, filename: '2019-02-visits-restated.csv' },
}
const view: ChangesView = {
  frame: exampleFrame,
  unit: exampleTeam,
  found: {
    from: new Date('2019-03-22T10:15:00Z'),
    to: new Date('2019-06-03T14:05:00Z'),
    changes: [
      { ...change, period: '2019-04', news: 'new', before: null },
      change,
      {
        ...change,
        ...{ period: '2019-01', parts: ['variation'], news: 'judged' },
        ...{ kind: 'rebase', extract: null, reason: 'A new way of working' },
      },
      { ...change, period: '2018-12', news: 'taken_back', kind: 'revert', reason: 'It was the wrong file' },
      {
        ...change,
        ...{ period: '2018-11', parts: ['variation'], news: 'judged' },
        ...{ kind: 'method', extract: null, reason: 'Counts without all their teams are not judged' },
      },
    ],
  },
  asked: { from: '2019-03-22T10:15:00.000Z', to: '2019-06-03' },
  address: '/units/HP-S1/changes',
}

export const examples: Record<string, ChangesView> = {
  'a month restated, another’s limits restarted, and one that is new': view,
  'nothing changed': {
    ...view,
    found: { ...view.found, to: null, changes: [] },
    asked: { from: '', to: '' },
  },
}
