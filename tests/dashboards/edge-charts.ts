/** Every chart at the edges of its data: one point, all zero, all at 100%, gaps, hidden numbers, very large and very small ones, 25
 * teams, and the longest names of the catalogue. */
import { fileURLToPath } from 'node:url'
import { chartWordsOf } from '#dashboards/charts/chart-words.ts'
import type { ChartRow } from '#dashboards/charts/row-conditions.ts'
import { specifiedChart } from '#dashboards/charts/specified-chart.ts'
import { exampleRows } from '#dashboards/charts/specified-examples.ts'
import { specifiedCharts } from '#server/pages/examples.ts'
import { comparisonEdges } from './edges/comparison-edges.ts'
import { bothOf, byLarger, type Edges, many, type Pictures } from './edges/edge-figures.ts'
import { measureEdges } from './edges/measure-edges.ts'
import { monthEdges } from './edges/month-edges.ts'
import { planEdges } from './edges/plan-edges.ts'

const longest =
  'Children with Disabilities, Complex Health Needs, Leaving Care and Unaccompanied Asylum Seekers'

/** A chart that its specification lays out, from the one example beside it. */
function edgesOf(chart: string, example: unknown): Pictures {
  const { chart: name, ...given } = exampleRows(chart, example)
  const named = /\{(\w+)\}/.exec(JSON.stringify(chartWordsOf(name).layout ?? {}))?.[1] ?? ''
  const drawn = (change: (row: ChartRow, i: number) => ChartRow) =>
    bothOf(specifiedChart(name, { ...given, rows: many(given.rows, change) }))
  const ofNumbers = (number: number) => (row: ChartRow) =>
    Object.fromEntries(
      Object.entries(row).map(([field, value]) => [field, typeof value === 'number' ? number : value]),
    )
  return {
    '25 with long names': drawn((row, i) => ({ ...row, [named]: `${longest} ${i}` })),
    'all zero': drawn(ofNumbers(0)),
    'very many': drawn(ofNumbers(1_234_567)),
    ...byLarger(given.rows, (rows) => bothOf(specifiedChart(name, { ...given, rows }))),
    'far below zero': drawn(ofNumbers(-1_234_567)),
  }
}

const dashboards = fileURLToPath(new URL('../../dashboards', import.meta.url))

/** Each chart at its edges, by its name. A chart with code of its own is in one of the lists. */
export const edgeCharts: Edges = {
  ...Object.fromEntries(
    specifiedCharts(dashboards).map(({ name, example }) => [name, () => edgesOf(name, example)]),
  ),
  ...monthEdges,
  ...comparisonEdges,
  ...measureEdges,
  ...planEdges,
}
