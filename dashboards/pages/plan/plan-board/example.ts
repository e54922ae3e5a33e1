import { exampleAction, exampleLeadersFrame as frame } from '../../kit/example-plan.ts'
import { exampleHistory } from '../kit/example-history.ts'
import type { PlanBoardView } from './model.ts'
import { boardQuestionOf } from './question.ts'

const unrated = { ...exampleAction, ref: 'R8.5', summary: 'Tell every care leaver their rights.', leads: [] }
const overdue = {
  ...exampleAction,
  ref: 'R8.6',
  rating: null,
  milestones: [],
  nextMilestone: {
    ...(exampleAction.milestones[0] as (typeof exampleAction.milestones)[number]),
    due: '2019-05',
    originalDue: '2019-05',
  },
}
const history: PlanBoardView['history'] = exampleHistory('R8.4', 'R8.6')
const board: PlanBoardView = {
  frame,
  day: '2019-06-10',
  unit: null,
  sections: [
    {
      ref: 'R8',
      title: 'Health histories and rights of care leavers',
      actions: [exampleAction, { ...unrated, rating: null, nextMilestone: null }, overdue],
    },
  ],
  history,
  since: null,
  onlyMoved: false,
  refused: [],
}

export const examples: Record<string, PlanBoardView> = {
  'what changed since the last meeting': board,
  'only what changed': { ...board, onlyMoved: true },
  'a day on which the board did not meet': {
    ...board,
    refused: boardQuestionOf({ since: '2019-05-01' }, history).refused.map(
      ({ what, instead }) => `${what} ${instead}`,
    ),
  },
  'before the first meeting': { ...board, history: [] },
}
