/** What this page shows. */

import type { ExtractChannel } from '#domain/extracts/status.ts'
import type { PageFrame } from '../../kit/page.ts'

export type ExtractNewView = {
  frame: PageFrame
  /** Whose returns a template may hold, and for which months; the first month is offered. */
  owners: readonly string[]
  months: readonly string[]
  /** The most bytes that are taken of a file. */
  largest: number
  /** The names of layouts that may be asked for. */
  layouts: readonly string[]
  lastReceived: readonly { channel: ExtractChannel; id: number; filename: string; receivedAt: Date }[]
  /** The month of the demonstration's samples; null where this is no demonstration. */
  samples: string | null
  /** What was refused, with nothing stored. */
  refused: { field: 'file' | 'table'; message: string; childLevel: boolean } | null
}
