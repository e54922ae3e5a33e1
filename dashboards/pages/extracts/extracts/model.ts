/** What this page shows. */

import type { StoppedFigure } from '#domain/extracts/return-completeness.ts'
import type { ExtractLine } from '#server/reads/extracts.ts'
import type { ReturnMonth } from '#server/reads/return-months.ts'
import type { WaitingExtract } from '#server/reads/waiting-extracts.ts'
import type { PageFrame } from '../../kit/page.ts'

export type ExtractsView = {
  frame: PageFrame
  /** Latest first. */
  months: readonly ReturnMonth[]
  /** Weekly figures that have stopped and are late. */
  stopped: readonly StoppedFigure[]
  /** Latest received first. */
  lines: readonly (ExtractLine & { isOverdue: boolean })[]
  total: number
  /** Files that wait for a person's decision, or for the time that a person chose. */
  waiting: readonly WaitingExtract[]
  mayUpload: boolean
  /** The number of this page of the list, from 1, and how many pages there are. */
  page: number
  pages: number
}
