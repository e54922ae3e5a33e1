/** What this page shows. */

import type { ExtractChannel } from '#domain/extracts/status.ts'
import type { PageFrame } from '../../kit/page.ts'

export type ExtractNewView = {
  frame: PageFrame
  /** The owners of the returns that a template may contain, and the months it may be for; the first month is preselected. */
  owners: readonly string[]
  months: readonly string[]
  /** The largest accepted file, in bytes. */
  largest: number
  /** The names of the layouts that the sender may choose. */
  layouts: readonly string[]
  lastReceived: readonly { channel: ExtractChannel; id: number; filename: string; receivedAt: Date }[]
  /** The month of the demonstration's sample files; null if this is not a demonstration. */
  samples: string | null
  /** What was refused; nothing was stored. */
  refused: { field: 'file' | 'table'; message: string; childLevel: boolean } | null
}
