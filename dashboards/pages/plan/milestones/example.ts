import { exampleAction, exampleLeadersFrame as frame } from '../../kit/example-plan.ts'
import { noFilters } from '../kit/filters.ts'
import type { MilestonesView } from './model.ts'

const plan: MilestonesView['plan'] = {
  day: '2019-06-10',
  period: '2019-04',
  sections: [
    {
      ref: 'R8',
      kind: 'recommendation',
      title: 'Health histories and rights of care leavers',
      actions: [exampleAction],
    },
  ],
}
const shared = { frame, plan }

export const examples: Record<string, MilestonesView> = {
  'of the whole plan': { ...shared, actions: [exampleAction], asked: { filters: noFilters, refused: [] } },
  'nothing falls due': {
    ...shared,
    actions: [],
    asked: { filters: { ...noFilters, rating: 'completed' }, refused: [] },
  },
}
