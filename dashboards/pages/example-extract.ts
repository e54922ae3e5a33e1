/** A made-up return and the extract of a month that came for it, for the examples of pages. */
import type { ExtractLine } from '#server/reads/extracts.ts'
import type { DataReturn, ReturnStanding } from '#server/reads/returns.ts'

export const exampleReturn: DataReturn = {
  code: 'front_door',
  name: 'Front door',
  ownerRole: 'Data team',
  source: 'case system',
  dueWorkingDay: 6,
}

/** On the day it is due, with nothing of it in. */
export const exampleStanding: ReturnStanding = {
  ...exampleReturn,
  period: '2019-05',
  dueOn: '2019-06-10',
  expected: 40,
  received: 0,
  receivedOn: null,
  state: 'due',
  daysLate: 0,
}

export const exampleExtract: ExtractLine = {
  id: 41,
  filename: '2019-04-case-system.csv',
  status: 'published',
  channel: 'inbox',
  receivedAt: new Date('2019-05-09T09:05:00Z'),
  receivedBy: 'Data team',
  rows: 1321,
  problems: 0,
  warnings: 2,
  publishedAt: new Date('2019-05-09T10:40:00Z'),
  publishedBy: 'Data team',
}
