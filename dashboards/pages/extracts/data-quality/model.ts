/** What this page shows. */

import type { DataQuality } from '#server/reads/data-quality.ts'
import type { PageFrame } from '../../kit/page.ts'

export type DataQualityView = {
  frame: PageFrame
  quality: DataQuality
  /** "Ridgeshire County Council" */
  scope: string
}
