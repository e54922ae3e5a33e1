import type { ExtractCheck } from '#server/reads/extract-checks.ts'
import type { ExtractReceipt } from '#server/reads/extracts.ts'
import { exampleCheck, exampleReceipt } from '../../kit/example-extract.ts'
import { exampleFrame, exampleKpi } from '../../kit/example-measure.ts'
import { exampleEffects, exampleNoEffects } from '../kit/example-effects.ts'
import { emptyForm } from './form.ts'
import type { ExtractChangesView, NamedMoved } from './model.ts'

const receipt: ExtractReceipt = { ...exampleReceipt, status: 'ready', publishedAt: null, publications: [] }
const check: ExtractCheck = exampleCheck

const cell = { state: 'reported', numerator: 33, denominator: 40, value: 82.5 }
const moved: NamedMoved = {
  total: 201,
  since: 'request',
  cells: [
    {
      unit: 'HP-S1',
      kpi: 'CP04',
      period: '2019-05',
      measure: exampleKpi,
      unitName: 'Help and Protection South 1',
      before: cell,
      after: { ...cell, numerator: 36, value: 90 },
      extract: 43,
      by: 'Somebody else',
      at: '2019-06-10T08:40:00.000Z',
    },
    {
      unit: 'HP-S2',
      kpi: 'ZZ99',
      period: '2019-W17',
      measure: null,
      unitName: 'Help and Protection South 2',
      before: null,
      after: cell,
      extract: 43,
      by: 'Somebody else',
      at: '2019-06-10T08:40:00.000Z',
    },
  ],
}

const view: ExtractChangesView = {
  frame: exampleFrame,
  receipt,
  check,
  kinds: [
    {
      code: 'outside_usual_range',
      total: 2,
      needsReason: false,
      found: [
        {
          position: 1,
          sheet: null,
          row: 12,
          column: 'numerator',
          message: 'Row 12: outside its usual range. Is this right?',
        },
        {
          position: 2,
          sheet: null,
          row: 14,
          column: 'numerator',
          message: 'Row 14: outside its usual range. Is this right?',
        },
      ],
    },
    {
      code: 'formula_value_used',
      total: 121,
      needsReason: false,
      found: [
        {
          position: 3,
          sheet: 'May',
          row: 4,
          column: 'numerator',
          message: 'Sheet ‘May’, row 4: the result of a formula is used',
        },
      ],
    },
  ],
  effects: exampleEffects,
  moved: null,
  form: emptyForm,
  errors: [],
  may: { publish: true, approve: true },
  needsApproval: false,
  exampleDay: '2019-06-11',
  isOverdue: false,
}

export const examples: Record<string, ExtractChangesView> = {
  'a month and a restatement, ready to publish': view,
  'sent without looking': {
    ...view,
    form: {
      ticked: new Set(['seen-1']),
      reason: 'Late recording',
      when: 'at',
      day: '31',
      month: '2',
      year: '2019',
      time: 'noon',
    },
    errors: [
      { text: 'Look at the warning that is not ticked, and tick it', href: '#seen-2', field: 'warnings' },
      { text: 'Say why a signed-off month changes', href: '#reason', field: 'reason' },
      { text: 'The day must be a real one, such as 10 6 2019', href: '#on-day', field: 'day' },
      { text: 'The time must be like 9:30am or 14:00', href: '#time', field: 'time' },
    ],
  },
  'where figures have changed on record since it was opened': {
    ...view,
    moved: { ...moved, since: 'look' },
    errors: [
      {
        text: '201 figures have changed on record since you opened this page',
        href: '#moved',
        field: 'moved',
      },
    ],
  },
  'asked for, and moved since': {
    ...view,
    receipt: { ...receipt, status: 'awaiting_approval' },
    check: { ...check, requestedBy: 'Data team' },
    moved: { ...moved, total: 1, cells: moved.cells.slice(0, 1) },
  },
  'not published at its time': {
    ...view,
    receipt: { ...receipt, status: 'scheduled' },
    check: { ...check, publishAt: new Date('2019-06-10T08:00:00Z'), requestedBy: 'Data team' },
    moved,
    isOverdue: true,
  },
  'nothing changes': { ...view, receipt: { ...receipt, warnings: 0 }, kinds: [], effects: exampleNoEffects },
  'waiting for a second person': {
    ...view,
    receipt: { ...receipt, status: 'awaiting_approval' },
    check: { ...check, requestedBy: 'Data team' },
  },
  'where a second person has to agree': { ...view, needsApproval: true },
  'read by somebody who may not publish': { ...view, may: { publish: false, approve: false } },
  'to be published later': {
    ...view,
    receipt: { ...receipt, status: 'scheduled' },
    check: { ...check, publishAt: new Date('2019-06-11T08:00:00Z') },
    errors: [
      { text: 'Select ‘At a day and time’, or clear the day and the time', href: '#when-2', field: 'form' },
    ],
  },
  published: { ...view, receipt: exampleReceipt },
}
