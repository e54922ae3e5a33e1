/** A made-up return and the extract of a month that was received for it, for the examples of pages. */
import type { StoppedFigure } from '#domain/extracts/return-completeness.ts'
import type { ExtractCheck } from '#server/reads/extract-checks.ts'
import type { ExtractLine, ExtractReceipt } from '#server/reads/extracts.ts'
import type { MonthReturn } from '#server/reads/return-months.ts'
import type { DataReturn } from '#server/record/returns.ts'

export const exampleReturn: DataReturn = {
  code: 'front_door',
  name: 'Front door',
  ownerRole: 'Data team',
  source: 'case system',
  dueWorkingDay: 6,
}

/** The return on the day it is due, with nothing received. */
export const exampleStanding: MonthReturn = {
  ...exampleReturn,
  period: '2019-05',
  dueOn: '2019-06-10',
  expected: 40,
  received: 0,
  missing: [],
  never: [],
  teams: [],
  firstOn: null,
  lastOn: null,
  completeOn: null,
  state: 'due',
  daysLate: 0,
  isHistory: false,
}

/** Weekly figures of a team that were received up to the week of 13 May 2019. */
export const exampleStopped: StoppedFigure = {
  unit: { code: 'ASMT-S', name: 'Assessment South', isTeam: true },
  kpi: { code: 'MO01', name: 'Management oversight in timescale' },
  from: exampleReturn,
  last: '2019-W20',
  missed: ['2019-W21', '2019-W22'],
  dueOn: '2019-06-02',
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
  publishAt: null,
  publishedAt: new Date('2019-05-09T10:40:00Z'),
  publishedBy: 'Data team',
}

export const exampleReceipt: ExtractReceipt = {
  ...exampleExtract,
  sha256: '43e0c2f618a2b623089a3fa634053c4e751d5e2dd476fe56cb4bc688e20eb2fe',
  byteCount: 28182,
  mediaType: 'text/csv',
  accepted: 1321,
  reason: 'Checked with the teams',
  sameBytesAs: 12,
  problemsFound: [],
  warningsFound: [
    {
      code: 'outside_usual_range',
      row: 212,
      column: 'numerator',
      value: null,
      message: 'Row 212: outside its usual range. Is this right?',
    },
  ],
  publications: [
    {
      kind: 'publish',
      publishedAt: new Date('2019-05-09T10:40:00Z'),
      publishedBy: 'Data team',
      reason: 'Checked with the teams',
      added: 1320,
      changed: 1,
      unchanged: 0,
    },
  ],
  reach: { periods: ['2019-04', '2019-Q1', '2019-W17', '2019-W18'], units: 22, kpis: 48 },
  units: ['HP-S1', 'HP-S2'],
}

export const exampleCheck: ExtractCheck = {
  checkedAt: new Date('2019-05-09T09:06:00Z'),
  rowsRead: null,
  format: 'tidy',
  layout: null,
  encoding: null,
  codes: [],
  codesBy: null,
  requestedBy: null,
  requestedById: null,
  publishAt: null,
  approvedBy: null,
  cancelledBy: null,
  cancelledAt: null,
  decisionNote: null,
  isKept: true,
  sourceEnd: null,
}
