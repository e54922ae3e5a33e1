import { exampleFrame, exampleKpi } from '../../kit/example-measure.ts'
import type { MethodView } from './model.ts'

export const examples: Record<string, MethodView> = {
  'with the catalogue': {
    frame: exampleFrame,
    kpis: [exampleKpi, { ...exampleKpi, kind: 'median', unit: 'working_days', minimum: 5 }],
  },
  'without a catalogue': { frame: exampleFrame, kpis: [] },
}
