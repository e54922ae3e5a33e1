import { examplesOf } from '../example.ts'
import { sparkline } from './sparkline.ts'

const pointsOf = (values: readonly (number | null)[], target: number | null = null) =>
  values.map((value) => ({ value, target }))

export const examples = examplesOf(sparkline, {
  thirteen: {
    points: pointsOf([84, 85, 83, 86, 88, 87, 89, 90, 91, 90, 92, 92, 93], 90),
    usual: { from: 0, lower: 81.5, upper: 91.2 },
    isPercent: true,
    variation: 'improving',
  },
  'with gaps': {
    points: [70, null, 71, null, null, 74, 75, null].map((value, i) => ({ value, target: i < 4 ? 70 : 80 })),
    variation: 'no_real_change',
  },
  'small bases': {
    points: [80, 67, 90, 75, 100].map((value, i) => ({ value, target: 90, isSmall: i === 1 || i > 2 })),
    isPercent: true,
  },
  'a new level': {
    points: pointsOf([80, 81, 79, 92, 93, 91, 92]),
    usual: { from: 3, lower: 86, upper: 104 },
    isPercent: true,
  },
  concerning: { points: pointsOf([90, 91, 80]), variation: 'concerning' },
  unusual: { points: pointsOf([4, 5, 9]), variation: 'unusual' },
  flat: { points: pointsOf([0, 0, 0, 0]) },
  'a point apart': { points: pointsOf([98, 99, 98, 99]), isPercent: true },
  'too short to draw': { points: pointsOf([1, null, 2]) },
})
