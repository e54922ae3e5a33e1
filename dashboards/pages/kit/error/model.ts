/** What this page shows. */

import type { TypedAgain } from '#server/http/typed-again.ts'
import type { Frame } from '../../../layout/page.ts'

export type ErrorView = {
  frame: Frame
  status: number
  title: string
  detail: string
  /** What to quote when asking about it; null where there is nothing to look up. */
  reference: string | null
  /** Pages that were perhaps meant. */
  nearest?: readonly { text: string; href: string }[]
  /** Where signing in leads on to; the home page unless given. */
  next?: string
  /** What was typed, to be sent again; null where nothing was. */
  typed?: TypedAgain | null
}
