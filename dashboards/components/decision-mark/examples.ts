import { examplesOf } from '../example.ts'
import { decisionMark } from './decision-mark.ts'

const day = '2019-06-10'

export const examples = examplesOf(decisionMark, {
  kept: { decision: { state: 'done', saidOn: '2019-05-03', dueOn: '2019-05-03' }, day },
  'not kept': { decision: { state: 'not_done', saidOn: '2019-05-17', dueOn: '2019-05-17' }, day },
  overdue: { decision: { state: 'open', saidOn: null, dueOn: '2019-05-31' }, day },
  due: { decision: { state: 'open', saidOn: null, dueOn: '2019-06-14' }, day },
  'without a day': { decision: { state: 'open', saidOn: null, dueOn: null }, day },
})
