/** What this page shows. */
import type { LoginReach } from '#server/db/service-login.ts'
import type { PageFrame } from '../../kit/page.ts'

export type SecurityView = {
  frame: PageFrame
  /** For how many months lines of the activity record are kept. */
  keptFor: number
  /** The database logins of the service. */
  logins: readonly LoginReach[]
}
