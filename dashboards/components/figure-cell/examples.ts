import { notAdded } from '#domain/figures/wholeness.ts'
import { examplesOf } from '../example.ts'
import { figureCell } from './figure-cell.ts'

const percent = { unit: 'percent', decimals: 0, kind: 'ratio' } as const
const nothing = { numerator: null, denominator: null, value: null, symbol: null, ...notAdded }

export const examples = examplesOf(figureCell, {
  ratio: {
    kpi: percent,
    cell: { ...nothing, state: 'reported', numerator: 369, denominator: 450, value: 82 },
  },
  zero: { kpi: percent, cell: { ...nothing, state: 'reported', numerator: 0, denominator: 12, value: 0 } },
  large: {
    kpi: percent,
    cell: { ...nothing, state: 'reported', numerator: 3, denominator: 4, value: 75 },
    large: true,
  },
  'value alone': {
    kpi: percent,
    cell: { ...nothing, state: 'reported', numerator: 3, denominator: 4, value: 75 },
    base: false,
  },
  mean: {
    kpi: { unit: 'children_per_fte', decimals: 1, kind: 'mean' },
    cell: { ...nothing, state: 'reported', numerator: 302.5, denominator: 18, value: 16.8 },
  },
  'without denominator': { kpi: percent, cell: { ...nothing, state: 'without_denominator', value: 81 } },
  'not reported': { kpi: percent, cell: { ...nothing, state: 'not_reported' } },
  'no cases': { kpi: percent, cell: { ...nothing, state: 'no_cases', numerator: 0, denominator: 0 } },
  suppressed: { kpi: percent, cell: { ...nothing, state: 'suppressed', symbol: 'c' } },
  'not applicable': { kpi: percent, cell: { ...nothing, state: 'not_applicable', symbol: 'z' } },
})
