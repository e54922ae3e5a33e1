import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { monthsFrom } from '#domain/time/period.ts'
import type { UnitFigures } from '#server/reads/unit-comparison.ts'
import {
  exampleFigures,
  exampleFrame,
  exampleKpi,
  exampleService,
  exampleTeam,
  risingThenFalling,
} from '../../kit/example-measure.ts'
import { type Comparison, groupsOf } from './comparison.ts'
import type { CompareView } from './model.ts'

const months = monthsFrom('2018-04', '2019-04')
const figures = exampleFigures(risingThenFalling)
const unit = (code: string, name: string, teamType = 'H&P'): Unit => ({
  ...exampleTeam,
  code,
  name,
  teamType,
})
const teams = [
  unit('HP-S1', 'Help and Protection South 1'),
  unit('HP-S2', 'Help and Protection South 2'),
  unit('HP-N', 'Help and Protection North'),
]
const others = [unit('AS-S', 'Assessment South', 'ASMT'), unit('AS-N', 'Assessment North', 'ASMT')]

/** The figures of a team, taken from one of the two teams in the example's service. */
const side = (of: Unit, from: string): UnitFigures => ({
  unit: of,
  counted: true,
  figures: months.map((m) => figures.find((f) => f.unit === from && f.period === m) ?? null),
})
const alike = teams.map((team, i) => side(team, i === 0 ? 'HP-S1' : 'HP-S2'))

const compared: Comparison = {
  kpi: exampleKpi,
  period: '2019-04',
  months,
  groups: groupsOf(alike),
  uncounted: [],
  without: [],
  whole: {
    unit: exampleService,
    figures: exampleFigures(risingThenFalling).filter((f) => f.unit === exampleService.code),
  },
  redefined: false,
}

const view: CompareView = {
  frame: exampleFrame,
  compared,
  kpis: [exampleKpi],
  latest: '2019-04',
  newer: [],
  published: ['2019-02', '2019-03', '2019-04'],
  units: [...teams, ...others],
  chosen: [],
  all: null,
  tooMany: false,
  refused: [],
}

const caseload: Kpi = { ...exampleKpi, kind: 'mean', unit: 'children_per_fte', good: 'neither' }

export const examples: Record<string, CompareView> = {
  'teams of one type': view,
  'teams of two types, one that counts others’ children, one without the measure': {
    ...view,
    chosen: ['HP-S1', 'HP-S2', 'AS-S', 'AS-N'],
    compared: {
      ...compared,
      groups: groupsOf([...alike.slice(0, 2), ...others.map((team) => side(team, 'HP-S2'))]),
      uncounted: [side(unit('IRO', 'Independent Reviewing Officers', 'IRO'), 'HP-S2')],
      without: ['Multi-agency Safeguarding Hub'],
      redefined: true,
    },
  },
  'a measure that is no share, of more teams than may be chosen': {
    ...view,
    chosen: ['HP-S1', 'HP-S2', 'HP-N', 'AS-S', 'AS-N'],
    tooMany: true,
    compared: { ...compared, kpi: caseload, groups: [] },
    refused: ['‘2031-01’ is not a published month. Showing April 2019, the latest.'],
  },
  'all of one type, on a measure that is no share': {
    ...view,
    all: 'H&P',
    compared: { ...compared, kpi: caseload },
  },
  'a team that is the only one of its type': {
    ...view,
    compared: {
      ...compared,
      groups: groupsOf([...alike, side(unit('COURT', 'Court Team', 'COURT'), 'HP-S2')]),
    },
  },
  'nobody carries the measure': { ...view, compared: { ...compared, groups: [] } },
}
