import type { Unit } from '#domain/catalogue/unit.ts'
import { signOffOf } from '#domain/scorecard/sign-off.ts'
import type { Commentary } from '#server/reads/commentary.ts'
import type { Demand } from '#server/reads/demand.ts'
import demandFlow from '../../../charts/demand-flow/example.json' with { type: 'json' }
import { exampleFrame, exampleService, exampleTeam } from '../../kit/example-measure.ts'
import { exampleUnreleased } from '../../kit/example-release.ts'
import { exampleScorecard } from '../../kit/example-scorecard.ts'
import type { UnitView } from './model.ts'
import type { UnitCard } from './team-card.ts'

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

const said: Commentary = {
  id: 'HP-S1/CP04/2019-04',
  unit: 'HP-S1',
  kpi: 'CP04',
  period: '2019-04',
  body: 'Two social workers left in February.\nVisits were shared out late.',
  byName: 'A. Manager',
  byId: null,
  byRole: 'Team manager',
  recordedAt: new Date('2019-05-13T10:00:00Z'),
  dated: '2019-05-13',
  version: 1,
  release: exampleUnreleased('commentary'),
  notes: [],
  figuresChanged: { at: '2019-05-10T08:32:00.000Z', dated: '2019-05-10' },
}

const teamCard: UnitCard = {
  scorecard: teamScorecard,
  said: [said],
  decisions: teamScorecard.decisions,
  lastKnown: null,
}
/** A team for which nothing was received, with its last known figures. */
const silentCard: UnitCard = {
  scorecard: {
    ...{ ...teamScorecard, unit: successor, goingWell: [], needsConversation: [] },
    silent: [{ period: '2019-04', returns: [{ owner: 'Data team', dueOn: '2019-05-08', figures: 30 }] }],
  },
  said: [],
  decisions: [],
  lastKnown: { ...teamScorecard, unit: successor },
}

const service: UnitView = {
  frame: exampleFrame,
  unit: exampleService,
  tree,
  visible: new Set(tree.map((u) => u.code)),
  months,
  latest: '2019-04',
  newer: [],
  period: '2019-04',
  refused: [],
  own: ownScorecard,
  cards: [teamCard, silentCard],
  isInside: true,
  movers: {
    period: '2019-04',
    better: [],
    worse: [],
    uncertain: [],
    concerning: 0,
    judged: 0,
    stillWorse: [],
    unusual: [],
    settled: [],
    restated: null,
    month: [],
  },
  returns: [],
  mayOverview: true,
  measure: null,
  signOffs: new Map(),
  milestones: new Map(),
  succession: { isClosed: false, lines: [], left: [], isEmpty: true, counts: null, form: null },
  charts: {
    // TypeScript types the words in JSON as any string; the states are those of figures.
    demand: demandFlow as Demand,
    audits: {
      period: '2019-04',
      window: 'the three months to April 2019',
      rows: [
        { name: 'Audits graded good or better', code: 'QA02', met: 66, total: 120 },
        { name: 'Recording judged good or better', code: 'QA03', met: 4, total: 6 },
      ],
    },
  },
}

export const examples: Record<string, UnitView> = {
  'a team that closed, with the form that hands its business over': {
    ...service,
    unit: { ...exampleTeam, closed: '2019-04-30' },
    cards: [],
    movers: null,
    returns: null,
    charts: null,
    succession: {
      isClosed: true,
      lines: [
        {
          version: 1,
          to: successor.code,
          from: '2019-06-10',
          reason: 'It took over the families of the team.',
          by: 'Administrator',
          byId: null,
          recordedAt: new Date('2019-06-10T11:00:00Z'),
          dated: '2019-06-10',
        },
      ],
      left: [{ unit: exampleTeam, decisions: teamScorecard.decisions, months: [] }],
      isEmpty: false,
      counts: { decisions: teamScorecard.decisions.length, months: 0 },
      form: {
        csrfToken: 'secret',
        heirs: [successor],
        to: '',
        reason: '',
        version: 1,
        faults: [{ field: 'reason', text: 'Say why it is handed over' }],
        stale: false,
      },
    },
  },
  'a service with a matter in a team': service,
  'a service read outside': {
    ...service,
    isInside: false,
    returns: null,
    refused: ['There is no scorecard of that month here. Showing April 2019, the latest.'],
  },
  'a team, with what the plan does about its measures': {
    ...service,
    unit: exampleTeam,
    own: teamScorecard,
    cards: [teamCard],
    movers: null,
    returns: null,
    signOffs: new Map([
      [
        '2019-04',
        signOffOf(
          [
            {
              step: 'submitted',
              by: 'A. Manager',
              at: '2019-05-14T09:00:00.000Z',
              dated: '2019-05-14',
              note: null,
            },
          ],
          [],
        ),
      ],
    ]),
    milestones: new Map([
      [
        'R1.1',
        {
          id: 'R1.1-1',
          stage: 'team_impact',
          meaning: 'Impact at team level',
          due: '2019-03',
          originalDue: '2019-03',
          movedBecause: null,
          metOn: null,
        },
      ],
    ]),
  },
  'a team that took over from another': {
    ...service,
    unit: successor,
    visible: new Set(['HP-C1']),
    own: null,
    cards: [],
    movers: null,
    returns: null,
  },
  'a reader without figures': {
    ...service,
    months: [],
    period: null,
    own: null,
    cards: [],
    movers: null,
    returns: null,
  },
}
