import type { ReturnCompleteness } from '#domain/extracts/return-completeness.ts'
import { examplesOf } from '../example.ts'
import { completeness } from './completeness.ts'

const complete: ReturnCompleteness = {
  code: 'front_door',
  name: 'Front door',
  dueOn: '2019-05-09',
  expected: 32,
  received: 32,
  state: 'in',
  daysLate: 0,
  isHistory: false,
  missing: [],
  never: [],
  teams: [],
  firstOn: '2019-05-08',
  lastOn: '2019-05-09',
  completeOn: '2019-05-09',
}
const vacancies = { unit: 'Court Team', kpi: 'Vacancies', came: 'blank' } as const
const reviews = { unit: 'North', kpi: 'Reviews', came: 'nothing' } as const
const visits = {
  unit: 'North',
  kpi: 'Visits',
  why: 'The team has no system for it',
  by: 'Data team',
  on: '2019-05-14',
}
const lacking = { received: 31, completeOn: null, daysLate: 3, state: 'part' } as const

export const examples = examplesOf(completeness, {
  'all in': { returns: [complete], period: '2019-04' },
  'blank, late, missing and not due': {
    returns: [
      { ...complete, ...lacking, missing: [vacancies] },
      { ...complete, name: 'Court', daysLate: 1 },
      {
        ...complete,
        ...lacking,
        name: 'Reviews',
        missing: [reviews],
        teams: [{ unit: 'North', expected: 1, missing: 1 }],
      },
      { ...complete, ...lacking, name: 'Early help', received: 0, state: 'late' },
      { ...complete, name: 'Health', received: 31, never: [visits] },
      { ...complete, ...lacking, name: 'Quality', received: 0, daysLate: 0, state: 'due' },
      { ...complete, ...lacking, name: 'Workforce', received: 0, daysLate: 0, state: 'not_due' },
    ],
    period: '2019-04',
  },
  'nothing expected': { returns: [], period: '2019-04' },
})
