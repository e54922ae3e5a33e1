import type { Kpi } from '#domain/kpi.ts'
import {
  exampleFigures,
  exampleFrame,
  exampleKpi,
  exampleService,
  exampleTeam,
  risingThenFalling,
} from '../example-measure.ts'
import { exampleLine, exampleScorecard } from '../example-scorecard.ts'
import type { ScorecardView } from './view.ts'

const falling = exampleFigures(risingThenFalling)
const missing = exampleFigures([...risingThenFalling.slice(0, -1), null])
const quality: Kpi = {
  ...exampleKpi,
  code: 'CP05',
  name: 'Child seen alone at CP visit',
  dimension: 'quality',
  core: false,
}
const visible = new Set(['HPC', 'HP-S1'])

export const examples: Record<string, ScorecardView> = {
  'a team with a matter to raise': {
    frame: exampleFrame,
    visible,
    scorecard: exampleScorecard(exampleTeam, [
      exampleLine(exampleKpi, falling, 'HP-S1'),
      exampleLine(quality, missing, 'HP-S1'),
    ]),
  },
  'a service with a team left out and a figure restated': {
    frame: exampleFrame,
    visible,
    scorecard: exampleScorecard(exampleService, [
      { ...exampleLine(exampleKpi, missing, 'HPC'), restated: true, knownIssue: 'Visits are entered late.' },
    ]),
  },
  'a month with nothing': { frame: exampleFrame, visible, scorecard: exampleScorecard(exampleTeam, []) },
}
