/** What this page shows. */

import type { ExtractReceipt } from '#server/reads/extracts.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { NamedEffects } from '../kit/effects.ts'

export type ExtractRevertView = {
  frame: PageFrame
  receipt: ExtractReceipt
  effects: NamedEffects
  /** Cells that another file has restated since, which keep their figures; and cells that a later file repeated, which do not. */
  left: readonly NamedPlace[]
  repeatedLater: readonly NamedPlace[]
  reason: string
  error: { text: string; href: string } | null
}

export type NamedPlace = { unitName: string; kpi: string; period: string }
