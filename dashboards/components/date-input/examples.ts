import { examplesOf } from '../example.ts'
import { dateInput } from './date-input.ts'

export const examples = examplesOf(dateInput, {
  empty: { id: 'publish-on', namePrefix: 'on', legend: 'Day', hint: 'For example, 10 6 2019' },
  'at fault': {
    id: 'on',
    legend: 'Day',
    legendSize: 's',
    error: 'The day must be in the future',
    errorOn: ['year'],
    values: { day: '10', month: '6', year: '1999' },
  },
})
