/** Every chart at the edges of its data: one point, all zero, all at 100%, gaps, hidden numbers, very large and very small ones, 25
 * teams, and the longest names of the catalogue. A new chart without edges does not compile. */
import type { ChartName } from '#dashboards/charts/specs.ts'
import { comparisonEdges } from './edges/comparison-edges.ts'
import type { Edges } from './edges/edge-figures.ts'
import { measureEdges } from './edges/measure-edges.ts'
import { monthEdges } from './edges/month-edges.ts'
import { planEdges } from './edges/plan-edges.ts'

/** Each chart at its edges, by its name. */
export const edgeCharts: Edges & Readonly<Record<ChartName, Edges[string]>> = {
  ...monthEdges,
  ...comparisonEdges,
  ...measureEdges,
  ...planEdges,
}
