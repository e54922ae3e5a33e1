/** What this page shows. */

import type { Draw } from '../../../charts/picture.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { Board } from './board.ts'

export type PlanBoardView = Board & {
  frame: PageFrame
  draw: Draw
  /** What the address asked for that does not exist, in words. */
  refused: readonly string[]
}
