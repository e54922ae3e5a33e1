/** What this page shows. */
import type { PageFrame } from '../../kit/page.ts'

export type SecurityView = {
  frame: PageFrame
  /** For how many months lines of the activity record are kept. */
  keptFor: number
}
