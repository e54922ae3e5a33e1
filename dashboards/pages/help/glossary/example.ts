import { exampleFrame, exampleKpi, exampleTarget } from '../../kit/example-measure.ts'
import type { GlossaryView } from './model.ts'

export const examples: Record<string, GlossaryView> = {
  'two measures, one without a target': {
    frame: exampleFrame,
    month: '2019-06',
    kpis: [exampleKpi, { ...exampleKpi, code: 'CP05', name: 'Child seen alone', core: false }],
    targets: [exampleTarget],
  },
  'an empty catalogue': { frame: exampleFrame, month: '2019-06', kpis: [], targets: [] },
}
