import type { ExtractReceipt } from '#server/reads/extracts.ts'
import { exampleExtract } from '../example-extract.ts'
import { exampleFrame, exampleKpi } from '../example-measure.ts'
import type { ExtractView, NamedRow } from './view.ts'

const row: NamedRow = {
  row: 212,
  unit: 'HP-S1',
  kpi: 'CP04',
  period: '2019-04',
  state: 'reported',
  numerator: 29,
  denominator: 39,
  value: (29 / 39) * 100,
  symbol: null,
  asAt: '2019-04-30',
  note: 'two visits recorded late',
  version: 1,
  superseded: false,
  measure: exampleKpi,
  unitName: 'Help and Protection South 1',
  open: true,
}

const withheld: NamedRow = {
  ...row,
  row: 213,
  unit: 'HP-S2',
  unitName: 'Help and Protection South 2',
  state: 'suppressed',
  numerator: null,
  denominator: null,
  value: null,
  symbol: 'c',
  asAt: null,
  note: null,
  superseded: true,
}

const receipt: ExtractReceipt = {
  ...exampleExtract,
  warnings: 1,
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

export const examples: Record<string, ExtractView> = {
  'a figure followed to its row': {
    frame: exampleFrame,
    receipt,
    whole: true,
    rows: { rows: [row, withheld], page: 9, pages: 53, total: 1321 },
    row: 212,
  },
  'a manager sees only their own rows': {
    frame: exampleFrame,
    receipt,
    whole: false,
    rows: { rows: [row], page: 1, pages: 1, total: 1 },
    row: 213,
  },
  'a file with a problem': {
    frame: exampleFrame,
    receipt: {
      ...receipt,
      status: 'rejected',
      problems: 1,
      warnings: 0,
      accepted: 1320,
      reason: null,
      publishedAt: null,
      publishedBy: null,
      publications: [],
      sameBytesAs: null,
      warningsFound: [],
      problemsFound: [
        {
          code: 'bad_number',
          row: 14,
          column: 'numerator',
          value: '92%',
          message: 'Row 14, numerator: give the numerator and the denominator, without a % sign',
        },
      ],
    },
    whole: true,
    rows: { rows: [], page: 1, pages: 1, total: 0 },
    row: 14,
  },
}
