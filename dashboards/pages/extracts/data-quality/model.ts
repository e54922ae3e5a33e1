/** What this page shows. */

import type { DataQuality } from '#server/reads/data-quality.ts'
import type { Returns } from '../../../charts/freshness/freshness.ts'
import type { PageFrame } from '../../kit/page.ts'

export type DataQualityView = {
  frame: PageFrame
  quality: DataQuality
  /** The same returns as rows, for charts: `specifiedChart('return-days', returns)`. */
  returns: Returns
}
