import type { MonthArrival } from '#domain/figures/latest-month.ts'
import { examplesOf } from '../example.ts'
import { newerMonths } from './newer-months.ts'

const may: MonthArrival = {
  period: '2019-05',
  firstDueOn: '2019-06-10',
  expected: 517,
  received: 1,
  neverComing: 0,
}
const href = (month: string) => `/overview?period=${month}`

export const examples = examplesOf(newerMonths, {
  'a newer month, offered': { period: '2019-04', latest: '2019-04', newer: [may], href },
  'a month that has begun to come in, shown': { period: '2019-05', latest: '2019-04', newer: [may], href },
})
