import { exampleReceipt } from '../../kit/example-extract.ts'
import { exampleFrame } from '../../kit/example-measure.ts'
import { exampleEffects, exampleNoEffects } from '../kit/example-effects.ts'
import type { ExtractRevertView } from './model.ts'

const view: ExtractRevertView = {
  frame: exampleFrame,
  receipt: exampleReceipt,
  effects: {
    ...exampleEffects,
    changes: { ...exampleEffects.changes, totals: { left: 1, repeatedLater: 1 } },
  },
  left: [{ unitName: 'Help and Protection South 1', kpi: 'CP visits in timescale', period: '2019-04' }],
  repeatedLater: [
    { unitName: 'Help and Protection South 2', kpi: 'CP visits in timescale', period: '2019-04' },
  ],
  reason: '',
  error: null,
}

export const examples: Record<string, ExtractRevertView> = {
  'with figures that another file has restated': view,
  'without a reason': {
    ...view,
    left: [],
    repeatedLater: [],
    error: { text: 'Say why the file is taken back', href: '#reason' },
  },
  'nothing goes back': {
    ...view,
    effects: exampleNoEffects,
    left: [],
    repeatedLater: [],
    reason: 'The wrong file',
  },
}
