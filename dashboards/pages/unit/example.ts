import type { Unit } from '#domain/unit.ts'
import { exampleFrame, exampleService, exampleTeam } from '../example-measure.ts'
import { exampleScorecard } from '../example-scorecard.ts'
import type { UnitView } from './view.ts'

const closed: Unit = {
  ...exampleTeam,
  code: 'HP-C',
  name: 'Help and Protection Central',
  closed: '2018-09-30',
}
const successor: Unit = {
  ...exampleTeam,
  code: 'HP-C1',
  name: 'Help and Protection Central 1',
  opened: '2018-10-01',
  predecessors: ['HP-C'],
}
const tree = [exampleService, exampleTeam, closed, successor]
const months = [{ period: '2019-04', publishedAt: new Date('2019-05-10T08:32:00Z'), figures: 48 }]
const [ownScorecard, teamScorecard] = [exampleScorecard(exampleService), exampleScorecard(exampleTeam)]

export const examples: Record<string, UnitView> = {
  'a service with a matter in a team': {
    frame: exampleFrame,
    unit: exampleService,
    tree,
    visible: new Set(tree.map((u) => u.code)),
    months,
    period: '2019-04',
    scorecards: [ownScorecard, teamScorecard],
    decisions: teamScorecard.decisions,
  },
  'a team that took over from another': {
    frame: exampleFrame,
    unit: successor,
    tree,
    visible: new Set(['HP-C1']),
    months,
    period: '2019-04',
    scorecards: [],
    decisions: [],
  },
  'a reader without figures': {
    frame: exampleFrame,
    unit: exampleService,
    tree,
    visible: new Set(tree.map((u) => u.code)),
    months: [],
    period: null,
    scorecards: [],
    decisions: [],
  },
}
