/** Every chart's specification and name. The list of them is `spec-list.ts`. */
import * as list from './spec-list.ts'

export const specs = { ...list }

export type ChartName = keyof typeof specs

/** The order in which charts are prepared: first those of a measure's page, then all others. */
const firstWanted: readonly ChartName[] = [
  'trend',
  'base-bars',
  'dot-plot',
  'beside',
  'small-multiples',
  'run',
]
export const chartsByUse: readonly ChartName[] = [
  ...firstWanted,
  ...(Object.keys(specs) as ChartName[]).filter((name) => !firstWanted.includes(name)),
]
