/** What this page shows. */

import type { LoginReach } from '#server/db/service-login.ts'
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
  /** The database logins of the service. */
  logins: readonly LoginReach[]
  status: ServiceStatus
  /** Latest first. */
  months: readonly ReturnMonth[]
  /** Whether the reader may open an extract. */
  seesExtracts: boolean
}
