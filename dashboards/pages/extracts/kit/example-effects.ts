/** Made-up changes of an extract, for the examples of pages. */

import { exampleKpi } from '../../kit/example-measure.ts'
import type { NamedEffects } from './effects.ts'

const place = {
  unit: 'HP-S1',
  kpi: 'CP04',
  period: '2019-02',
  measure: exampleKpi,
  unitName: 'Help and Protection South 1',
}
const cell = (numerator: number, denominator: number) => ({
  state: 'reported',
  numerator,
  denominator,
  value: (100 * numerator) / denominator,
})

const changed: NamedEffects['changed'] = [
  { ...place, before: cell(29, 39), after: cell(31, 39), change: 200 / 39 },
  {
    ...place,
    kpi: 'ZZ99',
    period: '2019-W17',
    measure: null,
    before: { ...cell(3, 4), state: 'not_reported', value: null },
    after: cell(3, 4),
    change: null,
  },
]
const statuses: NamedEffects['statuses'] = [
  { ...place, before: 'missed', after: 'close', beforePeriod: '2019-02' },
  { ...place, period: '2019-Q1', before: null, after: 'no_data', beforePeriod: '2019-Q1' },
]
const variations: NamedEffects['variations'] = [
  { ...place, before: 'no_real_change', after: 'concerning', alert: 'opens', beforePeriod: '2019-01' },
]

export const exampleEffects: NamedEffects = {
  changes: {
    seen: '7-43e0c2f618a2b623',
    counts: { new: 206, changed: 2, unchanged: 0, missing: 2 },
    changed: [],
    effects: {
      months: ['2019-02', '2019-05'],
      units: 22,
      kpis: 48,
      onlyCounted: false,
      statuses: [],
      variations: [],
      totals: { statuses: 2, variations: 1 },
      signedOff: [],
      missing: [],
    },
    left: [],
    repeatedLater: [],
    totals: { left: 0, repeatedLater: 0 },
  },
  changed,
  statuses,
  variations,
  signedOff: [{ unit: 'HP-S1', unitName: 'Help and Protection South 1', period: '2019-02', figures: 1 }],
  missing: [{ unit: 'CWD', unitName: 'Children with Disabilities', period: '2019-05' }],
}

/** A file that repeats figures already on record. */
export const exampleNoEffects: NamedEffects = {
  changes: {
    ...exampleEffects.changes,
    counts: { new: 0, changed: 0, unchanged: 208, missing: 0 },
    effects: {
      ...exampleEffects.changes.effects,
      months: [],
      units: 0,
      kpis: 0,
      totals: { statuses: 0, variations: 0 },
    },
  },
  changed: [],
  statuses: [],
  variations: [],
  signedOff: [],
  missing: [],
}
