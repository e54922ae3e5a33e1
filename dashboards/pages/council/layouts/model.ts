/** What this page shows. */

import type { LayoutLine } from '#server/record/layouts.ts'
import type { PageFrame } from '../../kit/page.ts'

export type LayoutsView = {
  frame: PageFrame
  layouts: readonly LayoutLine[]
  /** The layout that was just retired. */
  retired: string | null
}
