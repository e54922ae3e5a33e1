import type { ReturnCompleteness } from '#domain/completeness.ts'
import { examplesOf } from '../example.ts'
import { completeness } from './completeness.ts'

const complete: ReturnCompleteness = {
  code: 'front_door',
  name: 'Front door',
  dueOn: '2019-05-09',
  expected: 32,
  state: 'in',
  daysLate: 0,
  missing: [],
}

export const examples = examplesOf(completeness, {
  'all in': { returns: [complete], period: '2019-04' },
  'blank, late, missing and not due': {
    returns: [
      { ...complete, missing: [{ unit: 'Court Team', kpi: 'Vacancies', came: 'blank' }] },
      { ...complete, name: 'Court', daysLate: 1 },
      {
        ...complete,
        name: 'Reviews',
        state: 'part',
        missing: [{ unit: 'North', kpi: 'Reviews', came: 'nothing' }],
      },
      { ...complete, name: 'Early help', state: 'late', daysLate: 3 },
      { ...complete, name: 'Quality', state: 'due' },
      { ...complete, name: 'Workforce', state: 'not_due' },
    ],
    period: '2019-04',
  },
  'nothing expected': { returns: [], period: '2019-04' },
})
