import { examplesOf } from '../example.ts'
import { milestoneLadder } from './milestone-ladder.ts'

export const examples = examplesOf(milestoneLadder, {
  steps: {
    steps: [
      { stage: 'output', due: 'December 2018', state: 'met', remark: 'Met 12 December 2018' },
      {
        stage: 'team_impact',
        due: 'June 2019',
        originalDue: 'March 2019',
        movedBecause: 'training slipped',
        state: 'moved',
      },
      { stage: 'outcome', due: 'May 2019', state: 'overdue', meaning: 'Children are seen alone.' },
      { stage: 'unspecified', due: 'September 2019', state: 'due' },
    ],
  },
})
