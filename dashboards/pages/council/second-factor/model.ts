/** What this page shows. */
import type { Frame } from '../../../layout/page.ts'

export type SecondFactorView = {
  frame: Frame
  /** What to enter into an authenticator app: the key in groups of four, and the address an app opens; null if it knows already. */
  setup: { key: string; address: string } | null
  fault: string | null
}
