/** What this page shows. */
import type { Frame } from '../../../layout/page.ts'

export type KeptFormView = {
  frame: Frame
  /** What was typed before the session ended; null if nothing is kept (any more). */
  form: { action: string; fields: readonly { name: string; value: string }[] } | null
}
