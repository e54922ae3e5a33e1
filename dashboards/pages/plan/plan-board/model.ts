/** What this page shows. */

import type { PageFrame } from '../../kit/page.ts'
import type { Board } from './board.ts'

export type PlanBoardView = Board & {
  frame: PageFrame
  /** What the address asked for that does not exist, in words. */
  refused: readonly string[]
}
