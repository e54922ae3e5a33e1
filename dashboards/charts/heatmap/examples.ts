import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type Heatmap, heatmapPicture } from './heatmap.ts'

export function examples(): Record<string, Picture> {
  const heatmap = example as Heatmap
  return {
    'by target': heatmapPicture(heatmap),
    'by variation': heatmapPicture({ ...heatmap, colourBy: 'variation' }),
  }
}
