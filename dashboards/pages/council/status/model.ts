/** What this page shows. */

import type { ReturnMonth } from '#server/reads/return-months.ts'
import type { ServiceStatus } from '#server/reads/status.ts'
import type { PageFrame } from '../../kit/page.ts'

export type StatusView = {
  frame: PageFrame
  /** How the service runs; null for readers who do not run it. */
  detail: StatusDetail | null
}

export type StatusDetail = {
  version: string
  hasOwnOwner: boolean
  status: ServiceStatus
  /** Latest first. */
  months: readonly ReturnMonth[]
  /** Whether the reader may open an extract. */
  seesExtracts: boolean
}
