import type { Kpi } from '#domain/kpi.ts'
import {
  canTake,
  type MonthChange,
  type SignOff,
  type SignOffStep,
  signOffOf,
  type TakenStep,
  versionShown,
} from '#domain/sign-off.ts'
import {
  exampleFigures,
  exampleFrame,
  exampleKpi,
  exampleService,
  exampleTeam,
  risingThenFalling,
} from '../example-measure.ts'
import { exampleLine, exampleScorecard } from '../example-scorecard.ts'
import { readingNow } from '../reading.ts'
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

const plain = { frame: exampleFrame, visible, reading: readingNow, form: null, done: null }
const team = exampleScorecard(exampleTeam, [
  exampleLine(exampleKpi, falling, 'HP-S1'),
  exampleLine(quality, missing, 'HP-S1'),
])
const steps: TakenStep[] = [
  {
    step: 'submitted',
    by: 'Team manager',
    at: '2019-05-16T14:10:00.000Z',
    note: 'Two late visits explained.',
  },
  { step: 'agreed', by: 'Head of service', at: '2019-05-17T09:30:00.000Z', note: null },
]
const changes: MonthChange[] = [
  { publication: 1, at: '2019-05-10T08:32:00.000Z', extract: 1, reason: null, figures: 2 },
  { publication: 9, at: '2019-06-03T14:05:00.000Z', extract: 9, reason: 'Late recording', figures: 1 },
]
const form = (of: SignOff, allowed: readonly SignOffStep[], error: string | null = null) => ({
  scorecard: { ...team, signOff: of },
  form: { steps: allowed.filter((step) => canTake(step, of.state)), csrfToken: 'secret', error },
})
const restated = signOffOf(steps, changes)

export const examples: Record<string, ScorecardView> = {
  'a team with a matter to raise': { ...plain, scorecard: team },
  'a service with a team left out and a figure restated': {
    ...plain,
    scorecard: exampleScorecard(exampleService, [
      { ...exampleLine(exampleKpi, missing, 'HPC'), restated: true, knownIssue: 'Visits are entered late.' },
    ]),
  },
  'a month with nothing': { ...plain, scorecard: exampleScorecard(exampleTeam, []) },
  'a month its manager may submit': { ...plain, ...form(signOffOf([], []), ['submitted']) },
  'a month its head of service may agree, sent back without a reason': {
    ...plain,
    ...form(signOffOf(steps.slice(0, 1), []), ['agreed', 'reopened'], 'Say why the month is sent back'),
  },
  'a month just signed off': {
    ...plain,
    ...form(signOffOf(steps, []), ['reopened']),
    done: 'agreed',
  },
  'a signed-off month restated since': {
    ...plain,
    scorecard: { ...team, restated: true, signOff: restated, version: versionShown(restated) },
  },
  'a month as it was published by a day': {
    ...plain,
    scorecard: team,
    reading: { asAt: '2019-05-15', moment: new Date('2019-05-15T22:59:59.999Z'), tree: 'then' },
  },
  'a service recast on today’s teams': {
    ...plain,
    scorecard: { ...exampleScorecard(exampleService), recast: true, teamsDiffer: true },
    reading: { ...readingNow, tree: 'today' },
  },
}
