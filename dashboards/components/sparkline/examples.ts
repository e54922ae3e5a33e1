import { examplesOf } from '../example.ts'
import { sparkline } from './sparkline.ts'

export const examples = examplesOf(sparkline, {
  thirteen: {
    values: [84, 85, 83, 86, 88, 87, 89, 90, 91, 90, 92, 92, 93],
    target: Array.from({ length: 13 }, () => 90),
    variation: 'improving',
  },
  'with gaps': {
    values: [70, null, 71, null, null, 74, 75, null],
    target: [70, 70, 70, 70, 80, 80, 80, 80],
    variation: 'no_real_change',
  },
  concerning: { values: [90, 91, 80], variation: 'concerning', range: [0, 100] },
  unusual: { values: [4, 5, 9], variation: 'unusual' },
  flat: { values: [0, 0, 0, 0] },
  'too short to draw': { values: [1, null, 2] },
})
