import { examplesOf } from '../example.ts'
import { missingTeams } from './missing-teams.ts'

export const examples = examplesOf(missingTeams, {
  'two of seven teams': {
    figure: {
      origin: 'computed',
      coverage: {
        expected: 7,
        added: 5,
        noCases: 0,
        notReported: 1,
        suppressed: 1,
        withoutDenominator: 0,
        notApplicable: 0,
      },
      leftOut: { of: 'team', units: ['HP-S1', 'HP-N1'], share: null, lastWhole: null },
    },
    names: ['Help and Protection South 1', 'Help and Protection North 1'],
  },
  'beside others, with the name of its measure': {
    what: 'Child protection plans',
    figure: {
      origin: 'computed',
      coverage: {
        expected: 3,
        added: 2,
        noCases: 0,
        notReported: 1,
        suppressed: 0,
        withoutDenominator: 0,
        notApplicable: 0,
      },
      leftOut: { of: 'mixed', units: ['HPC'], share: null, lastWhole: null },
    },
    names: ['Help, Protection and Court'],
  },
})
