import type { Receipt } from '#server/extracts/publishing/receipt.ts'
import { exampleReceipt } from '../../kit/example-extract.ts'
import { exampleFrame } from '../../kit/example-measure.ts'
import type { ExtractReceiptView } from './model.ts'

const published: Receipt = {
  kind: 'publish',
  extract: 41,
  publication: 52,
  filename: exampleReceipt.filename,
  sha256: exampleReceipt.sha256,
  publishedAt: '2019-05-09T10:40:00.000Z',
  publishedBy: 'Data team',
  approvedBy: 'Senior management team',
  reason: 'Late recording put right',
  warningsAccepted: 1,
  counts: { rows: 1321, new: 1320, changed: 1, unchanged: 0 },
  figures: 1622,
  pending: 0,
  restatedSignOffs: [{ unit: 'HP-S1', period: '2019-02', version: 2, figures: 1 }],
  left: [],
  repeatedLater: [],
  totals: { left: 0, repeatedLater: 0 },
}

const view: ExtractReceiptView = {
  frame: exampleFrame,
  extract: exampleReceipt,
  receipts: [published],
  kinds: [
    {
      code: 'outside_usual_range',
      total: 1,
      needsReason: false,
      found: [
        {
          position: 1,
          sheet: null,
          row: 212,
          column: 'numerator',
          message: 'Row 212: outside its usual range',
        },
      ],
    },
  ],
  units: [{ code: 'HP-S1', name: 'Help and Protection South 1' }],
  council: { code: 'RIDGE', name: 'Ridgeshire' },
  nameOf: new Map([['HP-S1', 'Help and Protection South 1']]),
  notInYet: [
    {
      name: 'Protection and need',
      period: '2019-05',
      dueOn: '2019-06-10',
      teams: ['Help and Protection North 1'],
      missing: [],
    },
  ],
  mayRevert: true,
}

export const examples: Record<string, ExtractReceiptView> = {
  published: view,
  'taken back since': {
    ...view,
    extract: { ...exampleReceipt, status: 'reverted' },
    mayRevert: false,
    receipts: [
      {
        ...published,
        kind: 'revert',
        publication: 60,
        reason: 'The wrong file',
        approvedBy: null,
        left: [{ unit: 'HP-S1', kpi: 'CP04', period: '2019-04' }],
        repeatedLater: [{ unit: 'HP-S2', kpi: 'CP04', period: '2019-04', extract: 45 }],
        totals: { left: 1, repeatedLater: 1 },
      },
      published,
    ],
  },
  'weeks only': {
    ...view,
    extract: { ...exampleReceipt, reach: { periods: ['2019-W21'], units: 1, kpis: 2 } },
    receipts: [{ ...published, warningsAccepted: 0, reason: null, restatedSignOffs: [], approvedBy: null }],
    kinds: [],
  },
}
