/** What this page shows. */
import type { Frame } from '../../../layout/page.ts'

export type SecondFactorView = {
  frame: Frame
  /** What to enter into an authenticator app: the key in groups of four, the address an app opens, and that address as a QR code:
   * the number of squares on a side, and the path of the dark ones. Null if the app knows it already. */
  setup: { key: string; address: string; picture: { size: number; path: string } } | null
  fault: string | null
}
