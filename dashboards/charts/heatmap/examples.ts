import type { Drawing } from '../render.ts'
import example from './example.json' with { type: 'json' }
import { type Heatmap, heatmapChart } from './heatmap.ts'

export function examples(): Record<string, Drawing> {
  const heatmap = example as Heatmap
  return {
    'by target': heatmapChart(heatmap),
    'by variation': heatmapChart({ ...heatmap, colourBy: 'variation' }),
  }
}
