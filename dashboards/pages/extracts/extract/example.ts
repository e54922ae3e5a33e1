import type { ExtractCheck } from '#server/reads/extract-checks.ts'
import type { ExtractReceipt } from '#server/reads/extracts.ts'
import { exampleCheck, exampleReceipt } from '../../kit/example-extract.ts'
import { exampleFrame, exampleKpi } from '../../kit/example-measure.ts'
import type { ExtractView, Faults, NamedRow } from './model.ts'

const row: NamedRow = {
  sheet: null,
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
  sheet: 'May',
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

const receipt: ExtractReceipt = { ...exampleReceipt, warnings: 1 }

const check: ExtractCheck = exampleCheck

const view: ExtractView = {
  frame: exampleFrame,
  receipt,
  whole: true,
  rows: { rows: [row, withheld], page: 9, pages: 53, total: 1321 },
  row: null,
  check,
  notInYet: [],
  faults: null,
  may: { upload: true, publish: true, approve: true },
  isOverdue: false,
  already: false,
  error: null,
}

const none: ExtractView['rows'] = { rows: [], page: 1, pages: 1, total: 0 }

const unpublished: ExtractReceipt = {
  ...receipt,
  reason: null,
  publishedAt: null,
  publishedBy: null,
  publications: [],
  sameBytesAs: null,
}

const rejected: ExtractReceipt = {
  ...unpublished,
  status: 'rejected',
  problems: 8,
  warnings: 0,
  accepted: 1313,
  warningsFound: [],
}

const faults: Faults = {
  counts: [
    {
      code: 'unknown_team',
      column: 'team_code',
      count: 6,
      values: 1,
      firstRows: 0,
      totals: 0,
      rows: [194, 195, 196, 197],
    },
    { code: 'bad_number', column: 'numerator', count: 1, values: 1, firstRows: 0, totals: 0, rows: [141] },
    { code: 'ragged_row', column: null, count: 1, values: 0, firstRows: 0, totals: 0, rows: [15] },
  ],
  unknown: [
    { column: 'team_code', value: 'HP-C', rows: 6, firstRow: 194 },
    { column: 'kpi_code', value: 'ZZZZZZ', rows: 1, firstRow: 14 },
  ],
  found: [
    {
      code: 'bad_number',
      sheet: null,
      row: 14,
      column: 'numerator',
      value: '92%',
      message:
        'Row 14, numerator: Numerator must be a number. It is ‘92%’: give the numerator and the denominator, without a % sign',
      firstRow: null,
    },
    {
      code: 'ragged_row',
      sheet: null,
      row: 15,
      column: null,
      value: null,
      message: 'Row 15: The row has 6 cells and the headings are 5. Check for a missing or an extra comma',
      firstRow: null,
    },
  ],
  rows: 8,
  table: {
    headings: ['team_code', 'team_name', 'period', 'numerator', ''],
    rows: [{ sheet: null, row: 14, cells: ['HP-S1', 'South 1', '2019-04', '92%', ''] }],
  },
  foreign: [],
  units: [{ code: 'HP-C1', name: 'Help and Protection Central 1' }],
  kpis: [{ code: 'CP04', name: 'CP visits in timescale' }],
}

export const examples: Record<string, ExtractView> = {
  'a figure followed to its row': { ...view, row: 212 },
  'a manager sees only their own rows': {
    ...view,
    whole: false,
    rows: { rows: [row], page: 1, pages: 1, total: 1 },
    row: 213,
    check: null,
    may: { upload: false, publish: false, approve: false },
  },
  'a file with problems, shown as it stands': {
    ...view,
    receipt: rejected,
    rows: none,
    faults,
    error: { text: 'Choose what ‘HP-C’ means', href: '#other-0' },
  },
  'a file whose letters cannot be read': {
    ...view,
    receipt: { ...rejected, problems: 1, rows: 12 },
    rows: none,
    row: 14,
    faults: {
      ...faults,
      counts: [
        { code: 'bad_encoding', column: null, count: 1, values: 0, firstRows: 0, totals: 0, rows: [] },
      ],
      unknown: [],
      found: [
        {
          code: 'bad_encoding',
          sheet: null,
          row: 12,
          column: null,
          value: null,
          message: 'Row 12: The file is not UTF-8 text from here on',
          firstRow: null,
        },
      ],
      table: null,
      foreign: [{ row: 12, text: 'café visits' }],
    },
  },
  'a list of children, found in the body': {
    ...view,
    receipt: { ...rejected, problems: 1 },
    rows: none,
    check: { ...check, isKept: false },
    faults: {
      ...faults,
      counts: [
        { code: 'child_level_data', column: 'UPN', count: 1, values: 0, firstRows: 0, totals: 0, rows: [] },
      ],
      unknown: [],
      found: [
        {
          code: 'child_level_data',
          sheet: null,
          row: null,
          column: 'UPN',
          value: null,
          message: 'Column ‘UPN’ looks like child-level data',
          firstRow: null,
        },
      ],
      table: null,
    },
  },
  'a file of another shape': {
    ...view,
    receipt: { ...rejected, problems: 1 },
    rows: none,
    faults: {
      ...faults,
      counts: [{ code: 'not_a_table', column: null, count: 1, values: 0, firstRows: 0, totals: 0, rows: [] }],
      unknown: [],
      found: [
        {
          code: 'not_a_table',
          sheet: null,
          row: null,
          column: null,
          value: null,
          message: 'The headings are missing',
          firstRow: null,
        },
      ],
      table: null,
    },
  },
  'being checked': {
    ...view,
    receipt: { ...unpublished, status: 'checking', rows: null, warnings: 0, warningsFound: [] },
    rows: none,
    check: { ...check, checkedAt: null, format: null, rowsRead: 120_000 },
  },
  'ready, with codes that a person mapped': {
    ...view,
    receipt: { ...unpublished, status: 'ready' },
    check: {
      ...check,
      layout: 'visits-report',
      encoding: 'windows-1252',
      codes: [{ column: 'team_code', from: 'HP-C', to: 'HP-C1' }],
      codesBy: 'Data team',
      decisionNote: 'It was to be published on 10 June, and changed meanwhile.',
    },
    already: true,
  },
  'ready, of a source that may always end so': {
    ...view,
    receipt: { ...unpublished, status: 'ready' },
    check: { ...check, sourceEnd: { source: { kind: 'inbox', name: '', headings: '' }, said: null } },
  },
  'ready, of a source that always ends so': {
    ...view,
    receipt: { ...unpublished, status: 'ready', warnings: 0, warningsFound: [] },
    check: {
      ...check,
      sourceEnd: {
        source: { kind: 'layout', name: 'visits-report', headings: '' },
        said: { by: 'Data team', at: new Date('2019-06-03T09:00:00Z') },
      },
    },
  },
  'a part of a return that is not due yet': {
    ...view,
    receipt: { ...unpublished, status: 'ready', warnings: 0, warningsFound: [] },
    notInYet: [
      {
        name: 'Protection and need',
        period: '2019-05',
        dueOn: '2019-06-10',
        teams: ['Help and Protection North 1', 'Help and Protection North 2'],
        missing: [
          { unit: 'Help and Protection South 1', kpi: 'CIN visits in timescale', came: 'nothing' as const },
        ],
      },
    ],
  },
  'waiting for a second person': {
    ...view,
    receipt: { ...unpublished, status: 'awaiting_approval' },
    check: { ...check, requestedBy: 'Data team' },
  },
  'to be published later': {
    ...view,
    receipt: { ...unpublished, status: 'scheduled' },
    check: { ...check, requestedBy: 'Data team', publishAt: new Date('2019-06-11T08:00:00Z') },
  },
  'not published at its time': {
    ...view,
    receipt: { ...unpublished, status: 'scheduled' },
    check: { ...check, requestedBy: 'Data team', publishAt: new Date('2019-06-10T08:00:00Z') },
    isOverdue: true,
  },
  cancelled: {
    ...view,
    receipt: { ...unpublished, status: 'cancelled' },
    check: { ...check, cancelledBy: 'Data team', cancelledAt: new Date('2019-05-10T08:00:00Z') },
  },
}
