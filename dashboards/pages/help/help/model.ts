/** What this page shows. */

import type { DataReturn } from '#server/record/returns.ts'
import type { PageFrame } from '../../kit/page.ts'

export type HelpView = {
  frame: PageFrame
  returns: readonly DataReturn[]
  /** The number of measures in the catalogue. */
  kpis: number
}
